// SPDX-License-Identifier: Apache-2.0
// The coverage report in its four forms: counts that add up, nothing unescaped, nothing hidden.
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"

#include <triage/review/coverage/coverage.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

RuleSet small_rules() {
    return rules_of(preamble() + "# a comment with <b>markup</b> & \"quotes\"\nfindings:\n" + yes_no("a") + yes_no("b") +
                    R"(pathways:
  - id: mild
    title: "Mild"
    condition: strain
    steps:
      - )" + step("picture", "b", "then: booked") +
                    R"(
  - id: grave
    title: "Grave"
    condition: clot
    red_flag: true
    unsure: soon
    steps:
      - )" + step("sign", "a", "then: emergency") +
                    "\n      - " + step("again", "{all: [a, b]}", "then: today") + "\n");
}

CoverageReport small_report(const RuleSet& rules) {
    return coverage(rules, read_cases(rules, R"(format: triage-cases/1
ruleset: small
cases:
  - {id: x, answers: {a: "no", b: "yes"}, unmentioned: unknown, expect: {disposition: {at_least: routine}}}
)",
                                      "a.cases.yaml")
                               .value());
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

}  // namespace

TEST_CASE("the text names what is missing with its line, the gravest pathway first, and what is impossible apart",
          "[review][coverage]") {
    const RuleSet rules = small_rules();
    const CoverageReport report = small_report(rules);
    CHECK(report.items.front().pathways == std::vector<std::string>{"grave"});
    const std::string text = render_coverage_text(report);
    INFO(text);
    CHECK(text.find("1 judged of 1 case\n") != std::string::npos);
    CHECK(text.find("steps reached                           3 of    3    100 %") != std::string::npos);
    CHECK(text.find("rules.yaml (red flag)\n") != std::string::npos);
    const std::size_t impossible = text.find("proved impossible, and not part of any total:");
    REQUIRE(impossible != std::string::npos);
    CHECK(text.find("then of sign") < impossible);
    CHECK(text.find("then of again") > impossible);
    const std::size_t line = text.rfind('\n', text.find("then of sign")) + 1;
    CHECK(line_at(rules, "rules.yaml:" + std::to_string(std::stoul(text.substr(line)))).find("then: emergency") !=
          std::string::npos);
}

TEST_CASE("the numbers of the JSON form add up to its items", "[review][coverage]") {
    const RuleSet rules = small_rules();
    const CoverageReport report = small_report(rules);
    const std::string json = render_coverage_json(report);
    INFO(json);
    CHECK(json.find("\"schema\": \"triage.coverage/1\"") != std::string::npos);
    const CoverageTotal& all = report.totals.back();
    CHECK(count(json, "\"state\": \"covered\"") == all.covered);
    CHECK(count(json, "\"state\": \"uncovered\"") == all.uncovered);
    CHECK(count(json, "\"state\": \"impossible\"") == all.impossible);
    CHECK(all.covered + all.uncovered + all.impossible == report.items.size());
    for (const std::string entry : {"\"read\": 1,", "\"judged\": 1,", "\"passed\": 1,", "\"failed\": 0,", "\"not_covered\": 0"})
        CHECK(json.find(entry) != std::string::npos);
    for (const CoverageKind kind : coverage_kinds)
        CHECK(json.find("\"" + std::string(kind_id(kind)) + "\": {\"covered\": ") != std::string::npos);
}

TEST_CASE("the tracefile has every record that genhtml reads, and its totals are those of its lines", "[review][coverage]") {
    const RuleSet rules = small_rules();
    const std::string lcov = render_coverage_lcov(small_report(rules), "some/folder/");
    INFO(lcov);
    CHECK(lcov.rfind("TN:\nSF:some/folder/rules.yaml\n", 0) == 0);
    CHECK(lcov.substr(lcov.size() - 14) == "end_of_record\n");
    std::size_t lines = 0, lines_hit = 0, branches = 0, branches_hit = 0;
    std::istringstream in(lcov);
    for (std::string line; std::getline(in, line);) {
        const std::string last = line.substr(line.rfind(',') + 1);
        if (line.rfind("DA:", 0) == 0) ++lines, lines_hit += last != "0" ? 1U : 0U;
        if (line.rfind("BRDA:", 0) == 0) ++branches, branches_hit += last != "0" && last != "-" ? 1U : 0U;
    }
    CHECK(lcov.find("LF:" + std::to_string(lines) + "\nLH:" + std::to_string(lines_hit) + "\n") != std::string::npos);
    CHECK(lcov.find("BRF:" + std::to_string(branches) + "\nBRH:" + std::to_string(branches_hit) + "\n") != std::string::npos);
    CHECK(branches > branches_hit);
    CHECK(branches_hit > 0);
}

TEST_CASE("the page shows every line of the rules, escaped, without script, and says in words what is covered",
          "[review][coverage]") {
    const RuleSet rules = small_rules();
    const std::string html = render_coverage_html(small_report(rules));
    CHECK(html.find("# a comment with &lt;b&gt;markup&lt;/b&gt; &amp; &quot;quotes&quot;") != std::string::npos);
    CHECK(html.find("<b>markup") == std::string::npos);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("http") == std::string::npos);
    CHECK(html.find("not covered: then of sign") != std::string::npos);
    CHECK(html.find("proved impossible: then of again") != std::string::npos);
    for (const std::string word : {">all</b>", ">part</b>", ">none</b>"}) CHECK(html.find(word) != std::string::npos);
    const std::string& source = rules.document().files[0].text;
    CHECK(count(html, "<code>") == count(source, "\n"));
}
