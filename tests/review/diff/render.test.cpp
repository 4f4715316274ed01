// SPDX-License-Identifier: Apache-2.0
// A comparison as text, Markdown and JSON. To approve a change of wording: run the tests with TRIAGE_APPROVE=1.
#include <cstdlib>
#include <string>

#include "catch.hpp"
#include "cli/program.hpp"
#include "review/diff/support.hpp"

#include <triage/review/diff/diff.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

void approve(const std::string& name, const std::string& text) {
    const std::string path = TRIAGE_SOURCE_DIR "/tests/approved/" + name;
    if (std::getenv("TRIAGE_APPROVE") != nullptr) write_file(path, text);
    INFO(name);
    CHECK(text == read_file(path));
}
RuleSet example(const char* name) { return load(TRIAGE_SOURCE_DIR "/examples/diff/" + std::string(name)).value(); }

constexpr const char* cases = R"(format: triage-cases/1
ruleset: calf_small
cases:
  - {id: traveller, title: "55, long flight", answers: {calf_swelling: "no", long_travel_recent: "yes", age_years: 55, pain_when_running: "yes"}, expect: {disposition: {at_least: within_days}}}
  - {id: swollen, title: "Swollen", answers: {calf_swelling: "yes"}, expect: {disposition: {at_least: same_day}}}
)";

}  // namespace

TEST_CASE("a comparison reads as approved, as text and as Markdown", "[review][diff]") {
    const RuleSet before = example("before.yaml"), after = example("after.yaml");
    RuleDiff d = diff(before, after);
    const auto loaded = read_cases(after, cases, "calf.cases.yaml");
    INFO(format(loaded.diagnostics()));
    REQUIRE(loaded.ok());
    d.cases = diff_cases(before, after, loaded.value());
    approve("calf.diff.txt", render_text(d));
    approve("calf.diff.md", render_markdown(d));
    // The JSON holds the same, uncut; counts are strings of digits.
    const std::string json = render_json(d);
    for (const char* part : {R"("schema": "triage.diff/1")", R"("patterns": "108")",
                             R"("from": "within_days", "to": "self_care", "direction": "milder", "patterns": "2")",
                             R"("example": {"answers": {"calf_swelling": "no", "age_years": "55", "pain_when_running": "yes"})",
                             R"("raised_lost": ["dvt_soon"])", R"("kind": "logic", "where": "pathways.dvt.steps.travel.if")"}) {
        INFO(part);
        CHECK(json.find(part) != std::string::npos);
    }
}

TEST_CASE("a case that fails under the new rules only is listed with what changed for it", "[review][diff]") {
    const RuleSet before = example("before.yaml"), after = example("after.yaml");
    const CaseChanges c = diff_cases(before, after, read_cases(after, cases, "calf.cases.yaml").value());
    CHECK(c.run == 2);
    REQUIRE(c.changed.size() == 1);
    CHECK(c.changed[0].id == "traveller");
    CHECK(c.changed[0].old_disposition == "within_days");
    CHECK(c.changed[0].new_disposition == "self_care");
    CHECK(c.changed[0].old_passed);
    CHECK_FALSE(c.changed[0].new_passed);
    CHECK(c.changed[0].raised_lost == std::vector<std::string>{"dvt_soon"});
}

TEST_CASE("a text of the rules is no markup and no terminal command in a comparison", "[review][diff]") {
    const RuleSet before = example("before.yaml");
    const std::string yaml = read_file(TRIAGE_SOURCE_DIR "/examples/diff/before.yaml");
    const RuleDiff d = diff(before, rules_of(replaced(yaml, "\"Rest it.\"", "\"<b>Rest</b> | **it** `now`\"")));
    const std::string markdown = render_markdown(d);
    CHECK(markdown.find("&lt;b&gt;Rest&lt;/b&gt; \\| \\*\\*it\\*\\* \\`now\\`") != std::string::npos);
    CHECK(markdown.find("<b>") == std::string::npos);
}
