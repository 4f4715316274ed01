// SPDX-License-Identifier: Apache-2.0
// Case files: people, their answers and what is expected.
#include "load/broken_file.hpp"

#include <string>

#include "catch.hpp"

namespace {

const triage::RuleSet& rules() {
    static const triage::RuleSet all = triage::load(triage::testing::source_path("tests/good/calf_demo.yaml")).value();
    return all;
}
std::string with(const std::string& cases) { return "format: triage-cases/1\nruleset: calf_demo\ncases:\n" + cases; }

}  // namespace

TEST_CASE("a case is read with its answers and its expectation", "[load][cases]") {
    const auto cases = triage::read_cases(rules(), with(R"(  - id: one
    title: "Swollen calf"
    source: {cite: "Somebody 2020", read: full}
    presentation: >-
      A swollen
      calf.
    answers: {calf_swelling: "yes", age_years: 60}
    expect: {disposition: {at_least: same_day, at_most: same_day}, raised: [dvt_possible, dvt], conditions: [dvt], because: [calf_swelling]}
    unmentioned: "no"
  - id: two
    source: {cite: "Written by the authors"}
    answers: {}
    expect: {}
    unmentioned: unknown
  - id: three
    answers:
    expect: {not_raised: [dvt, dvt_possible], advised: [massage], withheld: [massage]}
)"),
                                          "some.cases.yaml")
                           .value();
    REQUIRE(cases.size() == 3);
    CHECK(cases[0].published);
    CHECK_FALSE(cases[1].published);
    CHECK_FALSE(cases[2].published);
    CHECK(cases[0].unmentioned == triage::Unmentioned::as_absent);
    CHECK(cases[1].unmentioned == triage::Unmentioned::as_unknown);
    CHECK(cases[2].unmentioned == triage::Unmentioned::both);
    CHECK(cases[0].presentation == "A swollen calf.");
    CHECK(cases[0].answers.size() == 2);
    CHECK(cases[0].at == "some.cases.yaml:4");
    CHECK(cases[0].expect.raised.size() == 2);
    CHECK(cases[2].expect.not_raised.size() == 2);
}

TEST_CASE("cases that name what the rules do not have are refused", "[load][cases]") {
    const auto codes = [](const std::string& text) {
        std::string out;
        const auto read = triage::read_cases(rules(), text, "some.cases.yaml");
        CHECK_FALSE(read.ok());
        for (const triage::Diagnostic& d : read.diagnostics()) out += d.code + " ";
        return out;
    };
    CHECK(codes("format: triage-cases/1\nruleset: other\ncases: []\n") == "unknown-id ");
    CHECK(codes("format: triage-cases/2\nruleset: calf_demo\ncases: []\n") == "wrong-format ");
    CHECK(codes("- a\n") == "wrong-type ");
    CHECK(codes(with("  - {id: a, answers: {calf_sweling: yes}, expect: {}}\n")) == "unknown-id ");
    CHECK(codes(with("  - {id: a, answers: {calf_swelling: absent}, expect: {}}\n")) == "wrong-type ");
    CHECK(codes(with("  - {id: a, answers: {}, expect: {disposition: {at_least: today}}}\n")) == "unknown-id ");
    CHECK(codes(with("  - {id: a, answers: {}, expect: {disposition: {at_least: same_day, at_most: routine}}}\n")) ==
          "empty-range ");
    CHECK(codes(with("  - {id: a, answers: {}, expect: {because: [dvt]}}\n")) == "unknown-id ");
    CHECK(codes(with("  - {id: a, answers: {}, expect: {}}\n  - {id: a, answers: {}, expect: {}}\n")) == "duplicate-id ");
    CHECK(codes(with("  - {id: a, answers: {}, expect: {}, unmentioned: absent}\n")) == "wrong-type ");
    CHECK(codes(with("  - {answers: {}, expect: {}}\n")) == "missing-key ");
}

TEST_CASE("the shipped case files are read without a word", "[load][cases]") {
    for (const std::string name : {"lower_leg_pain", "return_to_running"}) {
        const std::string folder = triage::testing::source_path("rules/" + name);
        const auto all = triage::load(folder).value();
        for (const std::string& file : triage::case_files(folder)) {
            INFO(file);
            const auto read = triage::load_cases(all, file);
            INFO(triage::format(read.diagnostics()));
            CHECK(read.ok());
            CHECK(read.diagnostics().empty());
        }
    }
    CHECK_FALSE(triage::case_files(triage::testing::source_path("rules/lower_leg_pain")).empty());
    CHECK(triage::case_files(triage::testing::source_path("tests/good")).empty());
}

TEST_CASE("a level without at_least or at_most is answered with both, because at_least home care would test nothing",
          "[load][cases]") {
    const auto read =
        triage::read_cases(rules(), with("  - {id: a, answers: {}, expect: {disposition: self_care}}\n"), "some.cases.yaml");
    REQUIRE(read.diagnostics().size() == 1);
    CHECK(read.diagnostics()[0].hint == "write {at_least: self_care}, {at_most: self_care}, or both");
}
