// SPDX-License-Identifier: Apache-2.0
// The examples of docs/rule-format.md and docs/json.md load, and show what the library really writes.
#include "load/broken_file.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <triage/record.hpp>
#include <triage/triage.hpp>

#include "catch.hpp"

using triage::SourceFile;
using triage::testing::read_bytes;
using triage::testing::source_path;

namespace {

struct Snippet {
    std::string kind;  ///< the comment in front of it, "answers" of <!-- answers -->; empty: none
    std::string text;
    std::size_t line = 0;
};

std::vector<Snippet> snippets(const std::string& page, const std::string& language) {
    std::istringstream in(read_bytes(source_path(page)));
    std::vector<Snippet> out;
    std::string kind;
    bool inside = false;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (inside && line == "```") {
            inside = false;
            kind.clear();
        } else if (inside) {
            out.back().text += line + "\n";
        } else if (line == "```" + language) {
            inside = true;
            out.push_back({kind, {}, number});
        } else if (line.rfind("<!-- ", 0) == 0) {
            kind = line.substr(5, line.find(" -->") - 5);
        } else {
            kind.clear();
        }
    }
    return out;
}

std::string demo() { return read_bytes(source_path("tests/good/calf_demo.yaml")); }

/// The demonstration with one more file.
triage::Loaded<triage::RuleSet> demo_with(const std::string& more) {
    std::string top = demo();
    top.replace(top.find("include: []"), 11, "include: [more.yaml]");
    return triage::load(std::vector<SourceFile>{{"ruleset.yaml", top}, {"more.yaml", more}});
}

/// A top file with the sections of the demonstration in its first include.
triage::Loaded<triage::RuleSet> demo_under(const std::string& top) {
    std::vector<SourceFile> files{{"ruleset.yaml", top}};
    const std::string sections = demo().substr(demo().find("\ndispositions:"));
    std::istringstream in(top);
    for (std::string line; std::getline(in, line);)
        if (line.rfind("  - ", 0) == 0) files.push_back({line.substr(4), files.size() == 1 ? sections : "advice: []\n"});
    return triage::load(files);
}

std::string criteria_of(const std::string& conditions) {
    std::istringstream in(conditions);
    std::string out = "criteria:\n";
    int number = 0;
    for (std::string line; std::getline(in, line); ++number)
        out += "  example_" + std::to_string(number) + ": {title: \"x\", sources: [judgement], if: " + line.substr(2) + "}\n";
    return out;
}

}  // namespace

TEST_CASE("every YAML example of the rule format loads", "[load][docs]") {
    const auto rules = triage::load(source_path("tests/good/calf_demo.yaml")).value();
    const std::vector<Snippet> all = snippets("docs/rule-format.md", "yaml");
    REQUIRE(all.size() > 10);
    for (const Snippet& snippet : all) {
        INFO("docs/rule-format.md:" << snippet.line);
        std::vector<triage::Diagnostic> said;
        if (snippet.kind == "answers")
            said = triage::read_answers(rules, snippet.text, "answers.yaml").diagnostics();
        else if (snippet.kind == "conditions")
            said = demo_with(criteria_of(snippet.text)).diagnostics();
        else if (snippet.text.rfind("format: triage-cases/1", 0) == 0)
            said = triage::read_cases(rules, snippet.text, "c.cases.yaml").diagnostics();
        else if (snippet.text.rfind("format: triage-rules/1", 0) == 0)
            said = demo_under(snippet.text).diagnostics();
        else
            said = demo_with(snippet.text).diagnostics();
        INFO(triage::format(said));
        CHECK(said.empty());
    }
}

TEST_CASE("the JSON examples are read as the page says and the assessment is what is rendered", "[load][docs][json]") {
    const auto rules = triage::load(source_path("tests/good/calf_demo.yaml")).value();
    std::string answered, rejected, restored, replayed;
    std::size_t screens = 0, seen = 0;
    for (const Snippet& snippet : snippets("docs/json.md", "json")) {
        INFO("docs/json.md:" << snippet.line);
        if (snippet.kind == "answers") {
            const auto read = triage::read_answers(rules, snippet.text, "answers.json");
            INFO(triage::format(read.diagnostics()));
            CHECK(read.ok());
            if (!read.ok()) continue;
            triage::Assessment assessment = triage::assess(read.value().answers);
            assessment.id = read.value().id;
            answered = triage::render_json(assessment);
            std::string record = triage::write_record(read.value().answers, {.id = read.value().id});
            const std::string swollen = "\"calf_swelling\": \"yes\"";
            record.replace(record.find(swollen), swollen.size(), "\"calf_swelling\": \"no\"");
            if (replayed.empty() && !read.value().id.empty())
                replayed = triage::render_json(triage::replay(rules, record, "record").value());
        } else if (snippet.kind == "stored") {
            restored = triage::render_json(triage::restore(rules, snippet.text, "stored.json").value());
        } else if (snippet.kind == "restored" || snippet.kind == "replay") {
            CHECK(snippet.text == (snippet.kind == "replay" ? replayed : restored));
            ++seen;
        } else if (snippet.kind == "rows") {
            std::istringstream in(snippet.text);
            for (std::string line; std::getline(in, line);) CHECK(triage::read_row(rules, line).error.empty());
        } else if (snippet.kind == "assessment") {
            CHECK(snippet.text == answered);
        } else if (snippet.kind == "screen") {
            CHECK(snippet.text == triage::render_json(triage::screen_of(triage::Answers{rules})));
            ++screens;
        } else if (snippet.kind == "bad row") {
            const triage::BatchRow row = triage::read_row(rules, snippet.text);
            triage::JsonWriter json;
            json.open('{').key("id").text(row.id).key("line").number(7).key("error").text(row.error).close('}');
            rejected = json.str() + "\n";
        } else if (snippet.kind == "its error") {
            CHECK(snippet.text == rejected);
        }
    }
    CHECK(screens == 1);
    CHECK(seen == 2);
    CHECK_FALSE(answered.empty());
    CHECK_FALSE(rejected.empty());
}
