// SPDX-License-Identifier: Apache-2.0
// Every snippet of the README and the tutorial is what it says it is.
#include <triage/triage.hpp>

#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

/// The blocks of one language in a page, without their fences.
std::vector<std::string> blocks(const std::string& page, const std::string& language) {
    std::istringstream in(read_file(TRIAGE_SOURCE_DIR "/" + page));
    std::vector<std::string> out;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (inside && line == "```")
            inside = false;
        else if (inside)
            out.back() += line + "\n";
        else if (line == "```" + language) {
            inside = true;
            out.emplace_back();
        }
    }
    return out;
}

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in(line.substr(0, line.find(" #")));
    std::vector<std::string> out;
    for (std::string word; in >> word;) out.push_back(word);
    return out;
}

}  // namespace

TEST_CASE("the README's program is examples/01_quick_start.cpp", "[docs]") {
    const auto code = blocks("README.md", "cpp");
    REQUIRE(code.size() == 1);
    const std::string example = read_file(TRIAGE_SOURCE_DIR "/examples/01_quick_start.cpp");
    CHECK(example.substr(example.find("#include")) == code[0]);
}

TEST_CASE("what the pages show of the program is what it prints", "[docs]") {
    for (const std::string page :
         {"README.md", "docs/tutorial.md", "docs/coverage.md", "docs/prove.md", "docs/mutate.md", "docs/cli.md"}) {
        const auto consoles = blocks(page, "console");
        REQUIRE_FALSE(consoles.empty());
        for (const std::string& block : consoles) {
            std::istringstream in(block);
            std::string command, expected;
            std::getline(in, command);
            REQUIRE(command.rfind("$ triage ", 0) == 0);
            bool whole = true;
            for (std::string line; std::getline(in, line);) {
                if (line == "…")
                    whole = false;
                else
                    expected += line + "\n";
            }
            const Run run = run_program(words_of(command.substr(9)));
            INFO(page << ": " << command);
            CHECK(run.code == (page == "docs/mutate.md" || page == "docs/prove.md" ? 1 : 0));  // these find something
            CHECK((whole ? run.out : run.out.substr(0, expected.size())) == expected);
        }
    }
}

TEST_CASE("the commands of the README work", "[docs]") {
    const auto shell = blocks("README.md", "sh");
    REQUIRE(shell.size() == 3);  // the others list commands with stand-ins; their tests are in tests/cli, tests/explain, tests/docs
    std::istringstream in(shell[0]);
    std::size_t ran = 0;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> words = words_of(line);
        REQUIRE(words.size() >= 2);
        CHECK(words[0] == "./dev");
        if (words[1] != "run" || words.size() == 2) continue;  // "test" is what runs this; "run" alone waits for a person
        words.erase(words.begin(), words.begin() + 2);
        CHECK(run_program(words).code == 0);
        ++ran;
    }
    CHECK(ran == 1);
}

TEST_CASE("every command that the README lists has its help page", "[docs]") {
    const auto shell = blocks("README.md", "sh");
    std::istringstream in(shell.at(1) + shell.at(2));
    for (std::string line; std::getline(in, line);) {
        const std::vector<std::string> words = words_of(line);
        REQUIRE(words.at(0).rfind("triage", 0) == 0);
        if (words.size() == 1) continue;
        const Run run = run_program({words[1], "--help"});
        CHECK(run.code == 0);
        CHECK(run.out.find("triage " + words[1]) == 0);
    }
}

TEST_CASE("the tutorial's rule set loads and never sends a swollen calf home", "[docs]") {
    const auto yaml = blocks("docs/tutorial.md", "yaml");
    REQUIRE(yaml.size() == 3);  // rules, answers, cases; tests/install runs all of the page
    const auto loaded = triage::load(std::vector<triage::SourceFile>{{"sore_calf.yaml", yaml[0]}});
    INFO(triage::format(loaded.diagnostics()));
    REQUIRE(loaded.ok());
    triage::Answers answers{loaded.value()};
    answers.set("hurts_on_push_off", triage::yes);
    CHECK(triage::assess(answers).disposition.id == "routine");
    answers.set("calf_swelling", triage::no);
    CHECK(triage::assess(answers).disposition.id == "self_care");
    answers.set("calf_swelling", triage::yes);
    CHECK(triage::assess(answers).disposition.id == "same_day");
}
