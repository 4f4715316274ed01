// SPDX-License-Identifier: Apache-2.0
// docs/log.md does what it shows, command by command, in one folder.
#include <sstream>

#include "catch.hpp"
#include "log/diary.hpp"

namespace {

// As in docs/log.md.
triage::LogReview keep(const std::string& path, const triage::Answers& answers, triage::Date today) {
    triage::RecoveryLog log(path, triage::RecoveryLog::Open::create);
    log.add(triage::entry_of(answers, today, "flat, easy"));  // returns when it is safely on disk
    return triage::review_log(answers.rules(), log.entries());
}

}  // namespace

using namespace triage::testing;

namespace {

struct Block {
    std::string language, text;
};

std::vector<Block> blocks(const std::string& page) {
    std::istringstream in(page);
    std::vector<Block> out;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("```", 0) == 0) {
            inside = !inside;
            if (inside) out.push_back({line.substr(3), {}});
        } else if (inside) {
            out.back().text += line + "\n";
        }
    }
    return out;
}

}  // namespace

TEST_CASE("the page about the recovery log does what it shows", "[docs][log]") {
    const TemporaryFolder folder;
    std::vector<std::string> sheets{"/sunday.yaml", "/morning.yaml"};
    std::size_t ran = 0;
    for (const Block& block : blocks(read_file(TRIAGE_SOURCE_DIR "/docs/log.md"))) {
        if (block.language == "yaml") {
            REQUIRE_FALSE(sheets.empty());
            write_file(folder.path() + sheets.front(), block.text);
            sheets.erase(sheets.begin());
        } else if (block.language == "cpp") {
            CHECK(holds(read_file(TRIAGE_SOURCE_DIR "/tests/docs/log.test.cpp"), block.text));
        } else {
            REQUIRE(block.language == "console");
            std::istringstream in(block.text);
            std::string command, expected, word;
            std::getline(in, command);
            REQUIRE(command.rfind("$ triage ", 0) == 0);
            std::istringstream words(command.substr(9));
            std::vector<std::string> arguments;
            while (words >> word) arguments.push_back(word);
            for (std::string line; std::getline(in, line) && line != "…";) expected += line + "\n";
            if (arguments.back() == "sheet.csv") {  // what a sheet with decimal commas makes of the export
                std::string sheet = read_file(folder.path() + "/calf.csv");
                const std::string before = ",20,no,1,2,";
                write_file(folder.path() + "/sheet.csv", sheet.replace(sheet.find(before), before.size(), ",20,no,1,\"8,0\","));
            }
            const Run run = run_program(arguments, "", folder.path());
            INFO(command << "\n" << run.out << run.err);
            const bool refused = holds(expected, "nothing was imported");
            CHECK(run.code == (refused ? 2 : 0));
            CHECK((refused ? run.err : run.out).substr(0, expected.size()) == expected);
            ++ran;
        }
    }
    CHECK(ran == 7);
    triage::Answers answers{diary_rules()};
    answers.set("pop", triage::no);
    CHECK(keep(folder.path() + "/app.db", answers, {2026, 5, 3}).disposition.id == "hold");
}
