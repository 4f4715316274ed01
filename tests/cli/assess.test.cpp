// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>
#include <vector>

#include "catch.hpp"
#include "program.hpp"

TEST_CASE("the README's swollen calf is sent to a clinician today, with the reason", "[cli][dvt]") {
    const Run run = run_program({"assess", "examples/answers/possible_dvt.yaml"});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    CHECK(run.out.find("Be seen by a clinician today") != std::string::npos);
    CHECK(run.out.find("Is one calf or lower leg more swollen than the other?") != std::string::npos);
    CHECK(run.out.find("not a diagnosis") != std::string::npos);
    CHECK(run.out.find('\x1b') == std::string::npos);  // no colour into a pipe
}

TEST_CASE("an empty answer file never gives self care", "[cli]") {
    const Run run = run_program({"assess", "-", "--format", "json"}, "{}");
    CHECK(run.code == 0);
    CHECK(run.out.find("\"disposition\": {\"id\": \"self_care\"") == std::string::npos);
}

TEST_CASE("the JSON is the same byte for byte whatever the order of the answers", "[cli]") {
    std::istringstream file(read_file(TRIAGE_SOURCE_DIR "/examples/answers/soleus_strain.yaml"));
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        if (!line.empty() && line[0] != '#') lines.push_back(line);
    const auto json = [&] {
        std::string text;
        for (const std::string& line : lines) text += line + "\n";
        return run_program({"assess", "-", "--format", "json"}, text).out;
    };
    const std::string first = json();
    CHECK(first.find("\"self_care\"") != std::string::npos);
    std::reverse(lines.begin(), lines.end());
    CHECK(json() == first);
    std::rotate(lines.begin(), lines.begin() + 17, lines.end());
    CHECK(json() == first);
}

TEST_CASE("the program works from any folder, because the rules are built in", "[cli]") {
    const TemporaryFolder folder;
    CHECK(run_program({"assess", "-"}, "calf_swelling: \"yes\"\n", folder.path()).code == 0);
    CHECK(run_program({"check"}, "", folder.path()).code == 0);
}

TEST_CASE("the built-in rules and the folder are the same rules", "[cli]") {
    const std::string built_in = run_program({"assess", "-", "--format", "json"}, "{}").out;
    CHECK(run_program({"assess", "-", "--format", "json", "--rules", "rules/lower_leg_pain"}, "{}").out == built_in);
}

TEST_CASE("a wrong answer file is refused as a whole, with every place and a hint", "[cli]") {
    const Run run = run_program({"assess", "-"}, "calf_sweling: \"yes\"\nage_years: 300\nfoot_pulse_absent: absent\n");
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    CHECK(run.err.find("stdin:1:1: error[unknown-id]") != std::string::npos);
    CHECK(run.err.find("did you mean \"calf_swelling\"?") != std::string::npos);
    CHECK(run.err.find("stdin:2:12: error[number-out-of-range]") != std::string::npos);
    CHECK(run.err.find("stdin:3:20: error[wrong-type]") != std::string::npos);
}

TEST_CASE("why not tells which conditions failed on which answers", "[cli]") {
    const Run run = run_program({"assess", "examples/answers/soleus_strain.yaml", "--why-not", "dvt"});
    CHECK(run.code == 0);
    CHECK(run.out.find("calf_swelling – no → no") != std::string::npos);
    CHECK(run.out.find("pathways/dvt.yaml:") != std::string::npos);
    const Run wrong = run_program({"assess", "examples/answers/soleus_strain.yaml", "--why-not", "dvd"});
    CHECK(wrong.code == 2);
    CHECK(wrong.err.find("did you mean \"dvt\"?") != std::string::npos);
}

TEST_CASE("exit codes: 0 whatever the urgency, 10 plus rank when asked, 2 for bad usage", "[cli]") {
    CHECK(run_program({"assess", "examples/answers/emergency_breathless.yaml"}).code == 0);
    CHECK(run_program({"assess", "examples/answers/emergency_breathless.yaml", "--exit-code"}).code == 14);
    CHECK(run_program({"assess", "examples/answers/soleus_strain.yaml", "--exit-code"}).code == 10);
    CHECK(run_program({"assess"}).code == 2);
    CHECK(run_program({"assess", "no/such/file.yaml"}).code == 2);
    CHECK(run_program({"asess", "x"}).code == 2);
    CHECK(run_program({"assess", "-", "--formt", "json"}, "{}").code == 2);
    CHECK(run_program({"assess", "-", "--format", "pdf"}, "{}").code == 2);
    CHECK(run_program({"--help"}).code == 0);
    CHECK(run_program({"--version"}).out.find("triage 0.") == 0);
}

TEST_CASE("the emergency number is filled in and colour can be forced", "[cli]") {
    const Run run =
        run_program({"assess", "examples/answers/emergency_breathless.yaml", "--emergency-number", "112", "--color", "always"});
    CHECK(run.out.find("112") != std::string::npos);
    CHECK(run.out.find("{emergency_number}") == std::string::npos);
    CHECK(run.out.find("\x1b[") != std::string::npos);
}

TEST_CASE("an emergency number cannot smuggle terminal escapes into the advice", "[cli]") {
    const Run run = run_program({"assess", "examples/answers/emergency_breathless.yaml", "--emergency-number", "1\x1b[2J2"});
    CHECK(run.out.find('\x1b') == std::string::npos);
}
