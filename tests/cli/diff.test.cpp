// SPDX-License-Identifier: Apache-2.0
#include "catch.hpp"
#include "program.hpp"

TEST_CASE("triage diff exits by what it found", "[cli][diff]") {
    const std::string before = "examples/diff/before.yaml", after = "examples/diff/after.yaml";
    const struct {
        std::vector<std::string> arguments;
        int code;
        const char* says;
    } runs[] = {
        {{"diff", before, before}, 0, "Nothing changed.\n"},
        {{"diff", before, after}, 1, "MILDER for 6 patterns (about 1 in 18 patterns)."},
        {{"diff", before, after}, 1, "nothing else as grave: within_days -> self_care."},
        {{"diff", before, after, "--exact"}, 1, "MILDER for 6 patterns (about 1 in 18 patterns)."},
        {{"diff", before, after, "--fail-on", "downgrade"}, 1, "MILDER for"},
        {{"diff", after, before, "--fail-on", "downgrade"}, 0, "Graver for 6 patterns"},
        {{"diff", after, before}, 1, "Graver for 6 patterns"},
        {{"diff", before, after, "--budget", "20"}, 3, "NOT PROVED: the budget of 20 nodes ran out"},
        {{"diff", before, after, "--budget", "20", "--fail-on", "downgrade"}, 3, "NOT PROVED"},
        {{"diff", before, after, "--format", "json"}, 1, "\"schema\": \"triage.diff/1\""},
        {{"diff", before, after, "--format", "markdown"}, 1, "| within\\_days | self\\_care | **milder** | 2 |"},
    };
    for (const auto& r : runs) {
        const Run run = run_program(r.arguments);
        INFO(run.out << run.err);
        CHECK(run.code == r.code);
        CHECK(run.out.find(r.says) != std::string::npos);
        CHECK(run.err.empty());
    }
}

TEST_CASE("triage diff refuses what it cannot compare", "[cli][diff]") {
    const struct {
        std::vector<std::string> arguments;
        const char* says;
    } runs[] = {
        {{"diff", "examples/diff/before.yaml"}, "takes OLD NEW"},
        {{"diff", "examples/diff/before.yaml", "tests/bad/unknown-id.yaml"}, "error[unknown-id]"},
        {{"diff", "examples/diff/before.yaml", "examples/diff/after.yaml", "--cases"}, "there are no cases"},
        {{"diff", "examples/diff/before.yaml", "examples/diff/after.yaml", "--fail-on", "never"},
         "--fail-on takes any or downgrade"},
        {{"diff", "examples/diff/before.yaml", "examples/diff/after.yaml", "--format", "xml"},
         "--format takes text, json, markdown"},
    };
    for (const auto& r : runs) {
        const Run run = run_program(r.arguments);
        INFO(run.out << run.err);
        CHECK(run.code == 2);
        CHECK(run.out.empty());
        CHECK(run.err.find(r.says) != std::string::npos);
    }
}

TEST_CASE("triage diff runs cases on both sides", "[cli][diff]") {
    const TemporaryFolder folder;
    const std::string cases = folder.path() + "/calf.cases.yaml";
    write_file(
        cases,
        "format: triage-cases/1\nruleset: calf_small\ncases:\n  - {id: traveller, title: \"55, long flight\", answers: {calf_swelling: \"no\", "
        "long_travel_recent: \"yes\", age_years: 55, pain_when_running: \"yes\"}, expect: {disposition: {at_least: within_days}}}\n");
    const Run run = run_program({"diff", "examples/diff/before.yaml", "examples/diff/after.yaml", cases});
    INFO(run.out << run.err);
    CHECK(run.code == 1);
    CHECK(run.out.find("1 of 1 cases.") != std::string::npos);
    CHECK(run.out.find("within_days -> self_care") != std::string::npos);
    CHECK(run.out.find("FAILS NOW") != std::string::npos);
}
