// SPDX-License-Identifier: Apache-2.0
// Pictures of rules: whole, readable by the tools that they are for, and safe whatever the texts are.
#include <triage/review/graph.hpp>

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/shipped.hpp"

using namespace triage;

namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}
bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }
bool installed(const std::string& program) { return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0; }

// What a program makes of a text on its standard input; "failed" where it complains.
std::string through(const std::string& command, const std::string& input) {
    const std::filesystem::path file = std::filesystem::temp_directory_path() / ("triage_graph_test_" + std::to_string(getpid()));
    std::ofstream(file, std::ios::binary) << input;
    FILE* pipe = popen((command + " <" + file.string() + " 2>&1").c_str(), "r");
    std::string out;
    std::array<char, 4096> buffer{};
    for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), n);
    const int status = pclose(pipe);
    std::filesystem::remove(file);
    return status == 0 ? out : "failed: " + out;
}

const std::vector<std::string> hostile_texts{"quote \" and \"; evil [label=x]; }",
                                             "back\\slash \\N \\G \\l \\\" end\\",
                                             "</svg><script>alert(1)</script>",
                                             "] --> n0; click n0 call x()",
                                             "%% comment %%{init: {\"theme\": \"dark\"}}%%",
                                             "<b>bold</b>",
                                             "<<TABLE><TR><TD>x</TD></TR></TABLE>>",
                                             "{record|<port> field}",
                                             "graph",
                                             "end",
                                             "&lt;b&gt; &quot; &#60;script&#62;",
                                             "line\nbreak\r\n--> n1",
                                             "\x1b[31mred\x1b[0m \xE2\x80\xAEreversed",
                                             "bad \xff utf-8 \xC3",
                                             "`markdown` **x**",
                                             "",
                                             "CDATA ]]> <!-- -->",
                                             "$(touch /tmp/x)",
                                             "style a:b#c;",
                                             "  "};

// The small rules with one hostile text in every place that a picture shows.
RuleSet hostile_rules(const std::string& text) {
    const std::string yaml =
        triage::testing::preamble() + "findings:\n" + triage::testing::yes_no("a") + triage::testing::yes_no("b") +
        "pathways:\n  - id: p\n    title: P\n    condition: clot\n    unsure: soon\n    steps:\n      - " +
        triage::testing::step("s", "a", "then: emergency, unknown: {floor: soon}") + "\n      - " +
        triage::testing::step(
            "t", "{not: b}",
            "then: {steps: [" + triage::testing::step("n", "a", "then: today, else: clear, unknown: soon") + "]}") +
        "\n";
    RuleDocument document = read_document(std::vector<SourceFile>{{"rules.yaml", yaml}}).value();
    document.title.value = text;
    document.pathways[0].title.value = text;
    for (Step& step : document.pathways[0].steps) step.because.value = text;
    for (Outcome& outcome : document.outcomes) outcome.title.value = text;
    for (Finding& finding : document.findings) finding.clinical.value = text;
    for (Disposition& disposition : document.dispositions) disposition.label.value = text;
    document.files[0].path = text;
    return compile(document).value();
}

}  // namespace

TEST_CASE("a picture has one cluster a pathway and shows every step, and every outcome with its disposition", "[review][graph]") {
    const RuleSet& rules = triage::testing::shipped_rules();
    const std::string dot = graph_dot(rules);
    CHECK(count(dot, "subgraph cluster_") == rules.document().pathways.size());
    for (const CompiledStep& step : rules.compiled().steps) CHECK(has(dot, "[" + step.written->id.value + "]"));
    CHECK(has(dot, "Call emergency services or go to the\\lemergency department now:\\l"));
    CHECK(has(dot, "  no, or not sure \\l  (kept open) \\l"));  // not sure is not no
    CHECK(dot == graph_dot(rules));

    const std::string one = graph_dot(rules, {.pathway = "dvt"});
    CHECK(count(one, "subgraph cluster_") == 1);
    CHECK(has(one, "[wells_likely]"));
    CHECK_FALSE(has(one, "[dark_urine]"));
}

TEST_CASE("an overview shows where each pathway can end and no steps", "[review][graph]") {
    const RuleSet& rules = triage::testing::shipped_rules();
    const std::string dot = graph_dot(rules, {.overview = true});
    CHECK_FALSE(has(dot, "[wells_likely]"));
    for (const Pathway& p : rules.document().pathways) CHECK(has(dot, p.title.value.substr(0, 20)));
    CHECK(has(graph_mermaid(rules, {.overview = true}), "flowchart LR\n"));
}

TEST_CASE("a pathway that does not exist is refused with the nearest name", "[review][graph]") {
    try {
        (void)graph_dot(triage::testing::shipped_rules(), {.pathway = "dvd"});
        FAIL("nothing was thrown");
    } catch (const AnswerError& e) {
        CHECK(e.problem().message == "no pathway is called \"dvd\"");
        CHECK(e.problem().hint == "did you mean \"dvt\"?");
    }
    CHECK_THROWS_AS(graph_mermaid(triage::testing::shipped_rules(), {.pathway = "x"}), AnswerError);
    CHECK_THROWS_AS(graph_graphml(triage::testing::shipped_rules(), {.pathway = "x"}), AnswerError);
}

TEST_CASE("branches are labelled yes, no and not sure, and a floor is drawn beside the way", "[review][graph]") {
    const RuleSet rules = hostile_rules("plain");
    const std::string dot = graph_dot(rules), mermaid = graph_mermaid(rules);
    CHECK(has(dot, "style=dashed"));
    CHECK(has(dot, "not sure: at least this"));
    CHECK(has(mermaid, "-.->|\"not sure#58; at least this\"|"));
    CHECK(has(mermaid, "-->|\"yes\"|"));
    CHECK(has(mermaid, "subgraph p0[\"plain<br/>Not sure#58; plain#58; plain\"]"));
}

TEST_CASE("a pathway ends cleared unless an answer was left open", "[review][graph]") {
    using namespace triage::testing;
    const auto ends = [](const std::string& unsure) {
        return graph_dot(rules_of(preamble() + "findings:\n" + yes_no("a") + "pathways:\n  - {id: p, title: P, condition: clot" +
                                  unsure + ", steps: [" + step("s", "a", "then: today") + "]}\n"));
    };
    CHECK(has(ends(", unsure: soon"), "cleared, unless an answer was left open: then “Soon”\\l"));
    CHECK(has(ends(""), "cleared, unless an answer was left open: then the pathway\\lstays open\\l"));
}

TEST_CASE("a narrow picture has every box in one column, no line longer than a phone shows", "[review][graph]") {
    const RuleSet& rules = triage::testing::shipped_rules();
    for (const Pathway& p : rules.document().pathways) {
        INFO(p.id.value);
        const std::string dot = graph_dot(rules, {.pathway = p.id.value, .narrow = true});
        CHECK_FALSE(has(dot, "rank=same"));
        if (!installed("dot")) continue;
        const std::string plain = through("dot -Tplain", dot);
        REQUIRE(plain.rfind("graph ", 0) == 0);
        std::istringstream first(plain);
        std::string word;
        double scale = 0, inches = 0;
        first >> word >> scale >> inches;
        CHECK(inches * 72 < 520);  // points, with letters of 13; side by side it would be 1000
    }
}

TEST_CASE("Graphviz reads every picture and a hostile text stays a text", "[review][graph][hostile]") {
    if (!installed("dot")) return;
    CHECK_FALSE(has(through("dot -Tcanon", graph_dot(triage::testing::shipped_rules())), "failed"));
    CHECK(count(through("dot -Tsvg", graph_dot(triage::testing::shipped_rules(), {.pathway = "dvt"})), "class=\"cluster\"") == 1);
    for (const std::string& text : hostile_texts) {
        INFO(text);
        const RuleSet rules = hostile_rules(text);
        for (const bool overview : {false, true}) {
            const std::string svg = through("dot -Tsvg", graph_dot(rules, {.overview = overview}));
            INFO(svg);
            CHECK(svg.rfind("<?xml", 0) == 0);  // no complaint in front
            CHECK(count(svg, "</svg>") == 1);
            CHECK_FALSE(has(svg, "<script"));
            CHECK_FALSE(has(svg, "<b>"));
            CHECK_FALSE(has(svg, "\x1b"));
            CHECK_FALSE(has(svg, "\xE2\x80\xAE"));
        }
        // 3 steps, 5 ends with their rows; an injected statement would add a node.
        CHECK(count(through("dot -Tsvg", graph_dot(rules)), "class=\"node\"") == 8);
    }
    const std::string svg = through("dot -Tsvg", graph_dot(hostile_rules("&lt;b&gt; back\\slash \"q\"")));
    CHECK(has(svg, "&amp;lt;b&amp;gt; back\\slash &quot;q&quot;"));
}

TEST_CASE("a Mermaid label holds no mark that Mermaid or HTML would act on", "[review][graph][hostile]") {
    for (const std::string& text : hostile_texts) {
        INFO(text);
        std::istringstream lines(graph_mermaid(hostile_rules(text)));
        std::size_t nodes = 0;
        for (std::string line; std::getline(lines, line);) {
            INFO(line);
            const std::size_t first = line.find('"'), last = line.rfind('"');
            if (first == std::string::npos) continue;
            ++nodes;
            REQUIRE(count(line, "\"") == 2);
            std::string label = line.substr(first + 1, last - first - 1);
            for (std::size_t at = 0; (at = label.find("<br/>")) != std::string::npos;) label.erase(at, 5);
            CHECK(label.find_first_of("<>\"`[]{}()|%&\\\x1b") == std::string::npos);
            for (std::size_t at = label.find('#'); at != std::string::npos; at = label.find('#', at + 1))
                CHECK(label.find_first_not_of("0123456789", at + 1) == label.find(';', at));
        }
        CHECK(nodes == 1 + 8 + 8);  // the pathway, its nodes, its labelled edges
    }
}

TEST_CASE("GraphML is well-formed whatever the texts are", "[review][graph][hostile]") {
    const std::string plain = graph_graphml(triage::testing::shipped_rules());
    CHECK(has(plain, "attr.name=\"disposition\""));
    CHECK(has(plain, "pathways/dvt.yaml:"));
    for (const std::string& text : hostile_texts) {
        INFO(text);
        const std::string xml = graph_graphml(hostile_rules(text));
        INFO(xml);
        CHECK_FALSE(has(xml, "<script"));
        CHECK_FALSE(has(xml, "<b>"));
        CHECK_FALSE(has(xml, "]]>"));
        CHECK_FALSE(has(xml, "\x1b"));
        if (installed("xmllint"))
            CHECK(through("xmllint --noout -", xml).empty());
        else if (installed("python3"))
            CHECK(through("python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.stdin.buffer)'", xml).empty());
    }
}
