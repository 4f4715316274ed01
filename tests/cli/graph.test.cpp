// SPDX-License-Identifier: Apache-2.0
#include "catch.hpp"
#include "program.hpp"

TEST_CASE("triage graph draws one pathway in each notation", "[cli][graph]") {
    for (const std::string format : {"dot", "mermaid", "graphml", "svg"}) {
        const Run run = run_program({"graph", "rules/lower_leg_pain", "--pathway", "dvt", "--format", format});
        INFO(format << run.err);
        if (format == "svg" && run.err.find("Graphviz") != std::string::npos) continue;  // not installed here
        CHECK(run.code == 0);
        CHECK(run.out.size() > 500);
    }
    const Run wrong = run_program({"graph", "rules/lower_leg_pain", "--pathway", "dvd"});
    CHECK(wrong.code == 2);
    CHECK(wrong.err.find("did you mean \"dvt\"?") != std::string::npos);
}

TEST_CASE("triage check has nothing to warn of in the shipped rules", "[cli][check]") {
    for (const std::string folder : {"rules/lower_leg_pain", "rules/return_to_running"}) {
        const Run run = run_program({"check", folder});
        INFO(run.out << run.err);
        CHECK(run.code == 0);
        CHECK(run.out.find(" 0 warnings,") != std::string::npos);
    }
    const Run broken = run_program({"check", "tests/bad/unknown-id.yaml"});
    CHECK(broken.code == 2);
    CHECK(broken.err.find("error[unknown-id]") != std::string::npos);
}
