// SPDX-License-Identifier: Apache-2.0
// Rules about another part of the body: what the program says about them comes from them alone.
#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "catch.hpp"
#include "program.hpp"

namespace {

const std::string rules = TRIAGE_SOURCE_DIR "/tests/good/sore_wrist.yaml";

constexpr const char* cases = R"(format: triage-cases/1
ruleset: sore_wrist
cases:
  - {id: sprain, answers: {sore_to_grip: "yes"}, expect: {disposition: {at_most: self_care}, raised: [sprained]}, unmentioned: "no"}
)";

/// The words of a text, in small letters.
std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> out(1);
    for (const char c : text)
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            out.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!out.back().empty())
            out.emplace_back();
    return out;
}

/// The first word about a leg, a clot or running in a text; nothing where there is none.
std::string foreign_word(const std::string& text) {
    const std::vector<std::string> words = words_of(text);
    for (const char* word : {"leg", "legs", "calf", "ankle", "foot", "running", "runner", "clot", "dvt", "strain", "muscle"})
        if (std::find(words.begin(), words.end(), word) != words.end()) return word;
    return {};
}

}  // namespace

TEST_CASE("a rule set about the wrist finds no word about legs or running in what the program says of it", "[cli]") {
    const TemporaryFolder folder;
    const std::string file = folder.path() + "/own.cases.yaml", signs = folder.path() + "/answers.yaml";
    write_file(file, cases);
    write_file(signs, "bent: unknown\nsore_to_grip: \"yes\"\nswelling: some\nyears: 30\n");
    const std::vector<std::vector<std::string>> runs{
        {"assess", signs, "--rules", rules},
        {"assess", signs, "--rules", rules, "--as", "clinician"},
        {"assess", signs, "--rules", rules, "--format", "json"},
        {"assess", signs, "--rules", rules, "--format", "html"},
        {"assess", signs, "--rules", rules, "--format", "markdown"},
        {"assess", signs, "--rules", rules, "--why-not", "bone"},
        {"interview", "--rules", rules},
        {"check", rules},
        {"test", rules, file},
        {"test", rules, file, "--coverage"},
        {"generate", rules, file},
        {"prove", rules},
        {"mutate", rules, file},
        {"diff", rules, rules},
        {"review", rules, file},
        {"graph", rules},
    };
    for (const std::vector<std::string>& arguments : runs) {
        const Run run = run_program(arguments, "y\ny\n", folder.path());  // the interview keeps its answers there
        INFO(arguments[0] << (arguments.size() > 4 ? " " + arguments[4] : std::string()) << "\n" << run.err);
        CHECK(run.out.size() + run.err.size() > 20);
        CHECK(run.code != 2);
        CHECK(foreign_word(run.out) == "");
        CHECK(foreign_word(run.err) == "");
    }
}

TEST_CASE("an unmentioned answer of the wrist is what its own rules say", "[cli][cases]") {
    const TemporaryFolder folder;
    const std::string file = folder.path() + "/own.cases.yaml";
    write_file(file, cases);
    const Run run = run_program({"test", rules, file});
    CHECK(run.code == 0);
    CHECK(run.out.find("1 passed, 0 failed") != std::string::npos);
}
