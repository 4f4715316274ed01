// SPDX-License-Identifier: Apache-2.0
// The review packet: a sound page, nothing left out, nothing unescaped.
#include <triage/review/packet/packet.hpp>
#include <triage/review/packet/svg.hpp>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/shipped.hpp"

#include <triage/review/prove/prove.hpp>

using namespace triage;
using triage::testing::rules_of;
using triage::testing::shipped_rules;

namespace {

constexpr const char* drawing =
    "<?xml version=\"1.0\"?>\n<!-- a comment with <script> -->\n<svg width=\"100pt\" height=\"50pt\" viewBox=\"0 0 100 50\" onload=\"x()\">\n<g id=\"graph0\">\n"
    "<title>rules</title><script>alert(1)</script><g id=\"a_node1\"><a xlink:href=\"javascript:x()\" xlink:title=\"t\">"
    "<path fill=\"#f6aba5\" stroke=\"black\" d=\"M0,0\" onclick=\"x()\"/><text x=\"1\" y=\"2\" font-size=\"11.00\">a &amp; b</text></a></g>\n</g>\n</svg>\n";

std::vector<std::string> all_of(const std::string& html, const std::string& pattern) {
    std::vector<std::string> out;
    const std::regex regex(pattern);
    for (std::sregex_iterator it(html.begin(), html.end(), regex), end; it != end; ++it) out.push_back((*it)[1].str());
    return out;
}

// What must hold of every page.
void check_page(const std::string& html) {
    CHECK(all_of(html, "<(h1)[ >]").size() == 1);
    CHECK(html.find("<html lang=\"en\">") != std::string::npos);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(all_of(html, "(<[a-z]+ [^>]* on[a-z]+=)").empty());
    CHECK(all_of(html, "(?:href|src)=\"([^#\"][^\"]*)\"").empty());  // nothing from outside
    const std::vector<std::string> ids = all_of(html, " id=\"([^\"]*)\"");
    const std::set<std::string> known(ids.begin(), ids.end());
    CHECK(known.size() == ids.size());
    std::size_t lost = 0;
    for (const std::string& to : all_of(html, "href=\"#([^\"]*)\"")) {
        if (known.count(to) != 0) continue;
        ++lost;
        UNSCOPED_INFO("no place for #" << to);
    }
    CHECK(lost == 0);
    const std::vector<std::string> names = all_of(html, "role=\"region\" tabindex=\"0\" aria-label=\"([^\"]*)\"");
    CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
    CHECK(all_of(html, "(<svg )").size() ==
          all_of(html, "(<svg role=\"img\" aria-labelledby=\"[^\"]+\"[^>]*>\\s*<title id)").size());
    int level = 1;  // headings go down one level at a time
    for (const std::string& h : all_of(html, "<h([1-6])")) {
        CHECK(std::stoi(h) <= level + 1);
        level = std::stoi(h);
    }
    std::map<std::string, int> left_open;
    for (const std::string& name : all_of(html, "<([a-z][a-z0-9]*)[ >]")) ++left_open[name];
    for (const std::string& name : all_of(html, "</([a-z][a-z0-9]*)>")) --left_open[name];
    for (const char* name : {"header", "nav",  "main", "footer", "section", "div", "ul", "ol", "li", "p", "table",
                             "dl",     "span", "a",    "b",      "code",    "svg", "g",  "h3", "h4", "h5"}) {
        INFO(name);
        CHECK(left_open[name] == 0);
    }
}

PacketParts parts_of(const RuleSet& rules) {
    PacketParts parts;
    parts.sign_offs = sign_offs_of(rules);
    parts.rules_path = "my rules";
    for (const Pathway& p : rules.document().pathways) parts.pictures.push_back({p.id.value, drawing});
    return parts;
}

const std::string& shipped_packet() {
    static const std::string html = [] {
        PacketParts parts = parts_of(shipped_rules());
        for (const std::string& file : case_files(TRIAGE_SOURCE_DIR "/rules/lower_leg_pain")) {
            const std::vector<Case> cases = load_cases(shipped_rules(), file).value();
            parts.cases.insert(parts.cases.end(), cases.begin(), cases.end());
        }
        parts.case_report = run_cases(shipped_rules(), parts.cases);
        return render_packet(shipped_rules(), parts);
    }();
    return html;
}

bool has(const std::string& html, const std::string& text) { return html.find(text) != std::string::npos; }

std::string small_rules(const std::string& steps, const std::string& title = "Small") {
    using namespace triage::testing;
    std::string out = preamble();
    out.replace(out.find("title: \"Small\""), 14, "title: \"" + title + "\"");
    return out + "findings:\n" + yes_no("a") + yes_no("b") + choice("place", "calf, shin, front_of_foot") +
           number("age", "0", "120", "unit: years") +
           "pathways:\n  - id: p\n    title: \"P & Q\"\n    condition: clot\n    red_flag: true\n    unsure: soon\n    steps:\n" +
           steps;
}
std::string packet_of(const std::string& steps) {
    const RuleSet rules = rules_of(small_rules(steps));
    return render_packet(rules, parts_of(rules));
}

}  // namespace

TEST_CASE("the packet of the shipped rules is a sound page without script or outside resources", "[review][packet][rules]") {
    check_page(shipped_packet());
}

TEST_CASE("the packet of the diary rules shows the running programmes and is a sound page", "[review][packet][rules]") {
    const RuleSet rules = load(TRIAGE_SOURCE_DIR "/rules/return_to_running").value();
    const std::string html = render_packet(rules, parts_of(rules));
    check_page(html);
    for (const Plan& p : rules.document().plans) CHECK(has(html, html_text(p.say.value)));
}

TEST_CASE("every text of the rules that a clinician answers for is in the packet", "[review][packet][rules]") {
    const RuleDocument& doc = shipped_rules().document();
    const std::string& html = shipped_packet();
    std::vector<std::string> texts;
    for (const Pathway& p : doc.pathways) texts.push_back(p.title.value);
    for (const CompiledStep& s : shipped_rules().compiled().steps)
        texts.insert(texts.end(), {s.written->because.value, s.written->review.value, s.written->id.value});
    for (const Outcome& o : doc.outcomes) {
        texts.insert(texts.end(), {o.title.value, o.say.value, o.clinician.value, o.review.value});
        for (const Text& t : o.tests) texts.push_back(t.value);
        if (o.safety_net)
            texts.insert(texts.end(),
                         {o.safety_net->uncertainty.value, o.safety_net->get_help.value, o.safety_net->time_course.value});
    }
    for (const Advice& a : doc.advice) texts.insert(texts.end(), {a.say.value, a.review.value});
    for (const Finding& f : doc.findings) texts.insert(texts.end(), {f.ask.value, f.why.value, f.clinical.value, f.review.value});
    for (const SafetyProperty& s : doc.safety) texts.push_back(s.hazard.value);
    for (const Signature& s : signatures(doc, {})) texts.push_back(code_of(s.digest));
    for (const std::string& t : texts) {
        INFO(t);
        CHECK(has(html, html_text(t)));
    }
}

TEST_CASE("a step reads if then and if not and if not known", "[review][packet]") {
    const std::string html = packet_of(
        "      - " + testing::step("first", "{any: [a, {place: [calf, front_of_foot]}]}", "then: today, unknown: {floor: soon}") +
        "\n      - " + testing::step("second", "{all: [b, {age: {at_least: 50, below: 60}}, {not: a}]}", "then: emergency") +
        "\n");
    check_page(html);
    CHECK(has(html, "<b>If</b> <a href=\"#q-a\">c</a> <b>or</b> (<a href=\"#q-place\">c</a> is “calf” or “front of foot”)"));
    CHECK(has(html, "<b>If</b> <b>all</b> of these:<ul><li><a href=\"#q-b\">c</a></li>"));
    CHECK(has(html, "is at least 50 and below 60 years"));
    CHECK(has(html, "<span class=\"way\">then</span> <div>“<a href=\"#o-today\">Today</a>”"));
    CHECK(has(html, "<span class=\"way\">if not</span> <div>go on to <a href=\"#s-p-second\">step 2</a>"));
    CHECK(has(html, "<span class=\"way\">if not known</span> <div>at least “<a href=\"#o-soon\">Soon</a>”"));
    CHECK(has(html, "<span class=\"way\">if not known</span> <div>the pathway cannot be cleared: “<a href=\"#o-soon\">"));
    CHECK(has(html, "--sign --who &quot;Dr …&quot; --role &quot;…&quot; --pathway p"));
    CHECK(has(html, "triage review &#39;my rules&#39; --sign"));
}

TEST_CASE("the last step says what becomes of an earlier step that was left open", "[review][packet]") {
    const std::string two = "      - " + testing::step("first", "a", "then: today") + "\n      - " +
                            testing::step("second", "b", "then: emergency") + "\n";
    const std::string html = packet_of(two);
    CHECK(has(html,
              "<span class=\"way\">if not, or not known</span> <div>go on to <a href=\"#s-p-second\">step 2</a> "
              "<span class=\"quiet\">(if not known: kept open)</span>"));
    CHECK(has(html,
              "<span class=\"way\">if not</span> <div>the pathway is cleared, unless an earlier step was left open: then “<a "
              "href=\"#o-soon\">Soon</a>”"));
    CHECK(has(html, "<span class=\"way\">if not known</span> <div>the pathway cannot be cleared: “<a href=\"#o-soon\">"));

    std::string without = small_rules(two);
    without.replace(without.find("    unsure: soon\n"), 17, "");
    without.replace(without.find("    red_flag: true\n"), 19, "");
    const std::string open = render_packet(rules_of(without), {});
    CHECK(has(open, "the pathway is cleared, unless an earlier step was left open: then the pathway stays open"));
    CHECK(has(open, "the pathway cannot be cleared: it stays open"));

    // nothing can have been left open before the first step
    CHECK(has(packet_of("      - " + testing::step("only", "a", "then: today") + "\n"), "<div>the pathway is cleared</div>"));
}

TEST_CASE("below a step stands what a person is asked", "[review][packet]") {
    const std::string html =
        packet_of("      - " + testing::step("s", "{any: [a, {place: calf}, {all: [b, a]}]}", "then: today") + "\n");
    CHECK(has(html, "<b>Asked as:</b> c: “a?” · c: “place?” · c: “b?”</p>"));
}

TEST_CASE("no text of a hostile rule set becomes markup", "[review][packet]") {
    using namespace triage::testing;
    const RuleSet rules = rules_of(small_rules(
        "      - {id: s, if: a, because: \"<script>alert(1)</script>\", sources: [judgement], then: today, review: \"<b onclick=x>\"}\n",
        "</title><img src=x>"));
    PacketParts parts = parts_of(rules);
    DiffReport changed{"a -> b", {"<script>verdict"}, {{"<script>title", "<script>note", {}}}};
    changed.sections[0].items.push_back({"<script>item", {"<script>detail"}, "# comment\nage: 3\n<script>two: \"no\"\n"});
    parts.changes = {"<old>", changed};
    parts.coverage = {{"<i>", "<u>"}};
    const std::string html = render_packet(rules, parts);
    check_page(html);
    for (const char* raw : {"<script", "<img", "<b onclick", "<old>", "<u>"}) CHECK_FALSE(has(html, raw));
    CHECK(has(html, "<h3>&lt;script&gt;title</h3>"));
    CHECK(has(html, "&lt;script&gt;detail"));
    CHECK(has(html, "<code>age: 3; &lt;script&gt;two: &quot;no&quot;</code>"));
}

TEST_CASE("a drawing keeps its shapes and texts and nothing else", "[review][packet]") {
    const std::string svg = packet_detail::tidy_svg(drawing, "pic-p", "A <title>", "What & why");
    CHECK(has(svg,
              "<svg role=\"img\" aria-labelledby=\"pic-p-t pic-p-d\" width=\"100pt\" height=\"50pt\" viewBox=\"0 0 100 50\">"));
    CHECK(has(svg, "<title id=\"pic-p-t\">A &lt;title&gt;</title><desc id=\"pic-p-d\">What &amp; why</desc>"));
    CHECK(has(svg, "<text x=\"1\" y=\"2\" font-size=\"11.00\">a &amp; b</text>"));
    for (const char* gone : {"script", "onload", "onclick", "javascript", "rules", "<a", "alert"}) CHECK_FALSE(has(svg, gone));
    CHECK(packet_detail::tidy_svg("no drawing", "x", "", "").empty());
    for (std::size_t n = 0; n < std::string(drawing).size(); ++n)
        (void)packet_detail::tidy_svg(std::string(drawing).substr(0, n), "x", "", "");
}

TEST_CASE("a high drawing is cut for paper between its boxes", "[review][packet]") {
    // Two boxes, 90 high each, and a gap between them, in a drawing that is 100 wide and 208 high.
    const std::string high =
        "<svg width=\"100pt\" height=\"208pt\" viewBox=\"0.00 0.00 100.00 208.00\">\n<g id=\"graph0\" transform=\"translate(4 204)\">\n"
        "<g id=\"node1\" class=\"node\"><polygon points=\"0,-200 90,-200 90,-110 0,-110\"/><text x=\"1\" y=\"-150\">a</text></g>\n"
        "<g id=\"node2\" class=\"node\"><path d=\"M0,-90C0,-90 90,0 90,0\"/></g>\n</g>\n</svg>\n";
    const packet_detail::SvgCuts cuts = packet_detail::svg_cuts(high, 1.35);
    REQUIRE(cuts.at.size() == 3);
    CHECK(cuts.at[1] > 94);                                                   // the lower edge of the first box
    CHECK(cuts.at[1] < 114);                                                  // the upper edge of the second one
    CHECK(packet_detail::svg_cuts(high, 2.1).at.size() == 2);                 // it fits
    const packet_detail::SvgCuts small = packet_detail::svg_cuts(high, 0.7);  // boxes higher than a page stay whole
    CHECK(small.at.size() == 3);
    CHECK(small.at[1] > 94);
    CHECK(packet_detail::svg_pages(high, "pic-p", "T").find("<use href=\"#pic-p-g\"/>") != std::string::npos);
    CHECK(packet_detail::svg_pages(drawing, "pic-p", "T").empty());
    for (std::size_t n = 0; n < high.size(); ++n) (void)packet_detail::svg_pages(high.substr(0, n), "x", "");

    const RuleSet rules = rules_of(small_rules("      - " + testing::step("s", "a", "then: today") + "\n"));
    PacketParts parts;
    parts.pictures = {{"p", high, drawing}};
    const std::string html = render_packet(rules, parts);
    check_page(html);
    CHECK(all_of(html, "(<svg )").size() == 4);  // wide, for a phone, two pages
}

TEST_CASE("what is not given is reported as missing", "[review][packet]") {
    const RuleSet rules = rules_of(small_rules("      - " + testing::step("s", "a", "then: today") + "\n"));
    const std::string html = render_packet(rules, {});
    check_page(html);
    for (const char* said :
         {"There are no pictures in this packet", "Nothing was proved for this packet", "No cases were run for this packet",
          "No earlier version was given", "Not computed for this packet", "No part of these rules carries a sign-off that holds"})
        CHECK(has(html, said));
}

TEST_CASE("the packet says of each part whether it is signed or void or not signed", "[review][packet]") {
    const std::string yaml = small_rules("      - " + testing::step("s", "a", "then: today") + "\n");
    const RuleSet rules = rules_of(yaml);
    PacketParts parts;
    parts.sign_offs = {sign_off(rules, "Dr A", "Physician", "2026-05-03", {"p"})};
    const std::string one = render_packet(rules, parts);
    CHECK(has(one, "Partly signed."));
    CHECK(has(one, "Dr A, Physician, 2026-05-03, version 0.1.0"));
    parts.sign_offs.push_back(sign_off(rules, "Dr A", "Physician", "2026-05-03", {}, true));
    CHECK(has(render_packet(rules, parts), "<b>Signed.</b>"));
    std::string changed = yaml;
    changed.replace(changed.find("because of s"), 12, "because of t");
    CHECK(has(render_packet(rules_of(changed), parts), "words changed since it was signed"));
    changed = yaml;
    changed.replace(changed.find("then: today"), 11, "then: soon");
    CHECK(has(render_packet(rules_of(changed), parts), "void: changed since it was signed"));
}

TEST_CASE("a packet of rules that are not fit to sign says so first and has no lines to sign", "[review][packet]") {
    const std::string yaml = small_rules("      - " + testing::step("s", "a", "then: today") + "\n");
    const RuleSet rules = rules_of(yaml);
    const std::vector<Case> cases =
        read_cases(
            rules,
            "format: triage-cases/1\nruleset: small\ncases:\n  - {id: c, title: t, answers: {a: \"yes\"}, expect: {disposition: {at_most: routine}}}\n",
            "cases")
            .value();
    PacketParts parts;
    CHECK(unfit(rules, parts).empty());
    CHECK(has(render_packet(rules, parts), "class=\"fill\""));
    parts.cases = cases;
    parts.case_report = run_cases(rules, cases);
    const std::string html = render_packet(rules, parts);
    REQUIRE(unfit(rules, parts).size() == 1);
    CHECK(has(html, "Not fit to sign:"));
    CHECK(html.find("Not fit to sign:") < html.find("<b>Draft.</b>"));
    CHECK(has(html, "case c fails"));
    CHECK_FALSE(has(html, "class=\"fill\""));
    CHECK_FALSE(has(html, "--sign --who"));
    parts = {};
    parts.proof = prove(rules, {.budget = 1});
    REQUIRE_FALSE(unfit(rules, parts).empty());
    CHECK(has(render_packet(rules, parts), "was not proved within the budget"));
}

TEST_CASE("the packet shows proofs with their counterexamples", "[review][packet]") {
    const RuleSet rules = rules_of(
        small_rules("      - " + testing::step("s", "a", "then: today") + "\n") +
        "safety:\n  - {id: b_is_seen, hazard: \"B is missed\", when: b, require: {disposition: {at_least: same_day}}}\n");
    PacketParts parts;
    ProofReport proof;
    proof.patterns = BigCount(81);
    proof.findings = 4;
    ProvedProperty p;
    p.id = "b_is_seen";
    p.verdict = Verdict::violated;
    Counterexample c;
    c.answers = {{"b", "yes"}};
    c.disposition = "routine";
    c.expected = "at least same_day";
    p.counterexamples.push_back(c);
    proof.properties.push_back(p);
    parts.proof = proof;
    const std::string html = render_packet(rules, parts);
    check_page(html);
    CHECK(has(html, "B is missed"));
    CHECK(has(html, "violated"));
    CHECK(has(html, "b: yes: routine, expected at least same_day"));
    CHECK(has(html, "81 patterns"));
}

TEST_CASE("what nobody can meet stands in the packet as vacuous", "[review][packet]") {
    using namespace triage::testing;
    const RuleSet rules =
        rules_of(preamble() + "findings:\n" + yes_no("a") + "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                 step("s", "a", "then: today") +
                 "]}\nsafety:\n  - {id: mine, hazard: \"Missed\", when: {all: [a, {not: a}]}, require: {not_at_home: true}}\n"
                 "assume:\n  - {when: {all: [a, {not: a}]}, because: \"Cannot be\"}\n");
    PacketParts parts;
    parts.proof = prove(rules);
    parts.cases =
        read_cases(rules,
                   "format: triage-cases/1\nruleset: small\ncases:\n  - {id: one, title: \"Nobody\", answers: {}, expect: "
                   "{not_raised: [emergency]}}\n",
                   "small.cases.yaml")
            .value();
    parts.case_report = run_cases(rules, parts.cases);
    const std::string html = render_packet(rules, parts);
    check_page(html);
    CHECK(has(html, "no answer pattern meets its `when`, so it protects nobody"));
    CHECK(has(html, "no answer pattern meets this assumption, so it excludes nobody"));
    CHECK(has(html, "so this cannot fail"));
    CHECK(has(html, "0 passed, 0 failed, 0 not covered, 1 vacuous."));
    CHECK(has(html, ">vacuous<"));
}
