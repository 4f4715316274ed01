// SPDX-License-Identifier: Apache-2.0
#include <triage/review.hpp>
#include <triage/triage.hpp>

#include <string>
#include <vector>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

const triage::RuleSet& shipped() {
    static const triage::RuleSet rules = triage::load(TRIAGE_SOURCE_DIR "/rules/lower_leg_pain").value();
    return rules;
}

triage::CaseReport run(const std::string& cases) {
    const std::string text = "format: triage-cases/1\nruleset: lower_leg_pain\ncases:\n" + cases;
    return triage::run_cases(shipped(), triage::read_cases(shipped(), text, "a.cases.yaml").value());
}

}  // namespace

TEST_CASE("no case beside the shipped rules gets a disposition below what it needs, read as answered", "[cases]") {
    for (const std::string& file : triage::case_files(TRIAGE_SOURCE_DIR "/rules/lower_leg_pain")) {
        const triage::CaseReport report = triage::run_cases(shipped(), triage::load_cases(shipped(), file).value());
        CHECK_FALSE(report.results.empty());
        for (const triage::CaseResult& r : report.results) {
            INFO(r.at << " " << r.id);
            CHECK(r.failures.empty());
            CHECK_FALSE(r.below);
        }
    }
}

TEST_CASE("a case that expects more than the rules give fails, in the reading that shows it", "[cases]") {
    const auto report = run(R"(
  - {id: a, answers: {skin_warmth: "no"}, expect: {disposition: {at_least: emergency_now}}}
  - {id: b, answers: {breathlessness: "yes"}, expect: {disposition: {at_most: self_care}}}
  - {id: c, answers: {breathlessness: "yes"}, expect: {conditions: [soleus_strain], raised: [dvt], not_raised: [pulmonary_embolism], advised: [ice_pack], withheld: [no_running], because: [fever]}}
)");
    REQUIRE(report.results.size() == 3);
    CHECK(report.failed == 3);
    CHECK(report.results[0].below);
    CHECK(report.results[0].failures.size() == 2);
    CHECK(report.results[1].absent_above);
    CHECK(report.results[2].failures.size() == 6);
}

TEST_CASE("unmentioned is absent fills in no, none and an age, and leaves an explicit not sure alone", "[cases]") {
    const auto report = run(R"(
  - {id: a, answers: {onset: built_up_while_active, days_since_onset: 5, pain_severity: 3, pain_location: calf_deep_lower,
      calf_provocation_knee_position: worse_knee_bent, calf_pain_on_use_or_touch: "yes", sex_at_birth: male},
      expect: {disposition: {at_most: self_care}}, unmentioned: "no"}
  - {id: b, answers: {onset: built_up_while_active, days_since_onset: 5, pain_severity: 3, pain_location: calf_deep_lower,
      calf_provocation_knee_position: worse_knee_bent, calf_pain_on_use_or_touch: "yes", sex_at_birth: male, calf_swelling: "unknown"},
      expect: {disposition: {at_least: within_days}}, unmentioned: "no"}
)");
    CHECK(report.failed == 0);
    CHECK(report.passed == 2);
}

TEST_CASE("a published case that no pathway is about is listed as not covered, not passed", "[cases]") {
    const triage::RuleSet tiny =
        triage::load(std::vector<triage::SourceFile>{{"t.yaml",
                                                      [] {
                                                          const std::string page =
                                                              read_file(TRIAGE_SOURCE_DIR "/docs/tutorial.md");
                                                          const std::size_t from = page.find("```yaml\n") + 8;
                                                          return page.substr(from, page.find("\n```", from) - from);
                                                      }()}})
            .value();
    const auto cases = triage::read_cases(tiny, R"(format: triage-cases/1
ruleset: sore_calf
cases:
  - {id: a, source: {cite: "x", read: full}, answers: {}, expect: {disposition: {at_least: same_day}}, diagnosis: cauda_equina}
  - {id: b, source: {cite: "x", read: full}, answers: {}, expect: {disposition: {at_least: same_day}}, diagnosis: dvt}
)",
                                          "c")
                           .value();
    const triage::CaseReport report = triage::run_cases(tiny, cases);
    CHECK(report.not_covered == 1);
    CHECK(report.failed == 1);
    CHECK(report.passed == 0);
}

TEST_CASE("triage test prints what the cases show and exits 1 when one fails", "[cli][cases]") {
    const Run good = run_program({"test", "rules/lower_leg_pain"});
    CHECK(good.code == 0);
    CHECK(good.out.find("0 failed") != std::string::npos);
    CHECK(good.out.find("below at_least (under-triage):  0 of") != std::string::npos);
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/bad.cases.yaml";
    write_file(path,
               "format: triage-cases/1\nruleset: lower_leg_pain\ncases:\n"
               "  - {id: a, answers: {}, expect: {disposition: {at_least: emergency_now}}}\n");
    const Run bad = run_program({"test", "rules/lower_leg_pain", path});
    CHECK(bad.code == 1);
    CHECK(bad.out.find("FAILED a (") != std::string::npos);
    CHECK(run_program({"test", "rules/lower_leg_pain", "--min-in-range", "101"}).code == 1);
}
