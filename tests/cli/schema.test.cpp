// SPDX-License-Identifier: Apache-2.0
#include "catch.hpp"
#include "program.hpp"

TEST_CASE("triage schema prints the schema of rule files and of case files", "[cli][schema]") {
    const Run rules = run_program({"schema"}), cases = run_program({"schema", "--cases"});
    CHECK(rules.code == 0);
    CHECK(cases.code == 0);
    CHECK(rules.out == read_file(TRIAGE_SOURCE_DIR "/rules/rules.schema.json"));
    CHECK(cases.out == read_file(TRIAGE_SOURCE_DIR "/rules/cases.schema.json"));
    const Run wrong = run_program({"schema", "rules/lower_leg_pain"});
    CHECK(wrong.code == 2);
    CHECK(wrong.err.find("takes no argument") != std::string::npos);
    CHECK(run_program({"schema", "--help"}).out.find("triage schema --cases -o") != std::string::npos);
}
