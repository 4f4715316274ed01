// SPDX-License-Identifier: Apache-2.0
// triage test --coverage and triage generate, as a person runs them.
#include <string>
#include <vector>

#include "catch.hpp"
#include "program.hpp"

namespace {

const std::string rules = "tests/good/calf_demo.yaml", cases = "examples/cases/calf_demo.cases.yaml";

}  // namespace

TEST_CASE("triage test --coverage writes each form, for all rules or one pathway", "[cli][coverage]") {
    for (const std::string format : {"text", "json", "html", "lcov"}) {
        const Run all = run_program({"test", rules, cases, "--coverage", "--format", format});
        const Run one = run_program({"test", rules, cases, "--coverage", "--format", format, "--pathway", "soleus_strain"});
        INFO(format << all.err << one.err);
        CHECK(all.code == 0);
        CHECK(one.code == 0);
        CHECK(one.out.size() > 100);
        CHECK(one.out.size() < all.out.size());
        if (format != "lcov") CHECK(all.out.find("then of history_and_age") != std::string::npos);
        CHECK(one.out.find("then of history_and_age") == std::string::npos);
    }
    CHECK(run_program({"test", rules, cases, "--coverage", "--format", "lcov"}).out.find("SF:tests/good/calf_demo.yaml\n") !=
          std::string::npos);
    CHECK(run_program({"test", "rules/lower_leg_pain", "--coverage", "--format", "lcov"})
              .out.find("SF:rules/lower_leg_pain/pathways/dvt.yaml\n") != std::string::npos);
    const Run wrong = run_program({"test", rules, cases, "--coverage", "--pathway", "dvd"});
    CHECK(wrong.code == 2);
    CHECK(wrong.err.find("did you mean \"dvt\"?") != std::string::npos);
    CHECK(run_program({"test", rules, cases, "--coverage", "--format", "pdf"}).code == 2);
}

TEST_CASE("a failing case is said beside the coverage, and the program ends with 1", "[cli][coverage]") {
    TemporaryFolder folder;
    const std::string file = folder.path() + "/wrong.cases.yaml";
    write_file(file,
               "format: triage-cases/1\nruleset: calf_demo\ncases:\n"
               "  - {id: wrong, answers: {}, unmentioned: unknown, expect: {disposition: {at_least: emergency_now}}}\n");
    const Run run = run_program({"test", rules, file, "--coverage"});
    CHECK(run.code == 1);
    CHECK(run.out.find("FAILED wrong ") == 0);
    CHECK(run.out.find("1 judged of 1 case\n") != std::string::npos);
}

TEST_CASE("past the budget the program says not proved and ends with 3", "[cli][coverage]") {
    const Run test = run_program({"test", rules, cases, "--coverage", "--budget", "5"});
    CHECK(test.code == 3);
    CHECK(test.out.find("not proved") != std::string::npos);
    const Run generate = run_program({"generate", rules, cases, "--budget", "5"});
    CHECK(generate.code == 3);
    CHECK(generate.out.empty());
    CHECK(generate.err.find("not proved within the budget: ") != std::string::npos);
}

TEST_CASE("what triage generate writes is refused while blank, and closes every gap once filled in", "[cli][coverage]") {
    TemporaryFolder folder;
    for (const std::string denied : {"", "--denied"}) {
        const std::string file = folder.path() + "/new" + denied + ".cases.yaml";
        std::vector<std::string> words{"generate", rules, cases, "-o", file};
        if (!denied.empty()) words.push_back(denied);
        const Run made = run_program(words);
        INFO(made.err);
        REQUIRE(made.code == 0);
        CHECK(made.out.empty());
        const Run blank = run_program({"test", rules, file});
        CHECK(blank.code == 2);
        CHECK(blank.err.find("expect:  # blank: to be filled in by a clinician") != std::string::npos);
        std::string text = read_file(file);
        const std::string empty = "expect:  # blank: to be filled in by a clinician";
        for (std::size_t at = text.find(empty); at != std::string::npos; at = text.find(empty))
            text.replace(at, empty.size(), "expect: {disposition: {at_most: within_days}}");  // judged, right or wrong
        write_file(file, text);
        const Run both = run_program({"test", rules, cases, file, "--coverage"});
        CHECK(both.code == 1);  // some of them are graver, of course
        CHECK(both.out.find("not covered:") == std::string::npos);
        CHECK(run_program({"generate", rules, cases, file}).out.empty());
    }
}

TEST_CASE("the example of the coverage page is what triage generate writes", "[cli][coverage][docs]") {
    const std::string page = read_file(TRIAGE_SOURCE_DIR "/docs/coverage.md");
    const std::size_t from = page.find("```yaml\n") + 8;
    const std::string shown = page.substr(from, page.find("```", from) - from);
    const Run run = run_program({"generate", rules, cases, "--denied", "--pathway", "dvt"});
    CHECK(shown.size() > 100);
    CHECK(run.out.find(shown) != std::string::npos);
}
