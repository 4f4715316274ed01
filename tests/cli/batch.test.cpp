// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <sstream>
#include <vector>

#include "catch.hpp"
#include "program.hpp"

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

constexpr const char* people =
    "{\"id\": \"a\", \"answers\": {\"calf_swelling\": \"yes\"}}\n"
    "{\"id\": \"b\", \"answers\": {\"calf_sweling\": \"yes\"}}\n"
    "\n"
    "{\"id\": \"c\", \"answers\": {\"chest_pain\": true}}\n"
    "{\"id\": \"d\", \"answers\"\n"
    "{\"id\": \"e\", \"answers\": {\"fever\": \"yes\", \"fever\": \"no\"}}\n"
    "{\"id\": \"f\", \"answers\": {}}\n";

}  // namespace

TEST_CASE("a batch answers in order, and a bad row stands in its place and is counted", "[cli][batch]") {
    const Run run = run_program({"batch", "-"}, people);
    CHECK(run.code == 1);
    CHECK(run.err.find("3 rows were rejected") != std::string::npos);
    const auto rows = lines_of(run.out);
    REQUIRE(rows.size() == 6);
    CHECK(rows[0].find("{\"id\": \"a\", \"disposition\": \"same_day\", \"leading\": ") == 0);
    CHECK(rows[1].find("{\"id\": \"b\", \"line\": 2, \"error\": ") == 0);
    CHECK(rows[1].find("did you mean \\\"calf_swelling\\\"?") != std::string::npos);
    CHECK(rows[2].find("{\"id\": \"c\", \"disposition\": \"emergency_now\"") == 0);
    CHECK(rows[3].find("\"line\": 5, \"error\": ") != std::string::npos);
    CHECK(rows[4].find("\"line\": 6, \"error\": ") != std::string::npos);
    CHECK(rows[5].find("\"f\"") != std::string::npos);
    CHECK(rows[5].find("self_care") == std::string::npos);
}

TEST_CASE("a batch file of health answers is written for its owner only", "[cli][batch]") {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/out.ndjson";
    CHECK(run_program({"batch", "-", "-o", path}, people).code == 1);
    CHECK(lines_of(read_file(path)).size() == 6);
    struct stat info {};
    REQUIRE(stat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
}

TEST_CASE("a full batch row is the whole assessment on one line", "[cli][batch]") {
    const auto rows =
        lines_of(run_program({"batch", "-", "--full"}, "{\"id\": \"a\", \"answers\": {\"calf_swelling\": \"yes\"}}\n").out);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].find("{\"schema\": \"triage.assessment/1\", \"id\": \"a\"") == 0);
}

TEST_CASE("two people whose ids differ in the last of many digits stay two people", "[cli][batch]") {
    const std::string in =
        "{\"id\": 9007199254740992, \"answers\": {\"chest_pain\": \"yes\"}}\n"
        "{\"id\": 9007199254740993, \"answers\": {\"chest_pain\": \"no\"}}\n";
    for (const bool full : {false, true}) {
        const Run run =
            run_program(full ? std::vector<std::string>{"batch", "-", "--full"} : std::vector<std::string>{"batch", "-"}, in);
        CHECK(run.code == 0);
        CHECK(run.err.empty());
        const auto rows = lines_of(run.out);
        REQUIRE(rows.size() == 2);
        CHECK(rows[0].find("\"id\": \"9007199254740992\"") != std::string::npos);
        CHECK(rows[1].find("\"id\": \"9007199254740993\"") != std::string::npos);
    }
}

TEST_CASE("rows of one id are two results, and somebody is told", "[cli][batch]") {
    const Run run = run_program({"batch", "-"},
                                "{\"id\": 1, \"answers\": {\"chest_pain\": \"yes\"}}\n{\"answers\": {}}\n"
                                "{\"id\": \"1\", \"answers\": {}}\n{\"answers\": {}}\n{\"id\": 1.0, \"answers\": {}}\n");
    CHECK(run.code == 0);
    CHECK(lines_of(run.out).size() == 5);
    CHECK(run.err == "triage: 1 row has the id of an earlier row, first \"1\" in line 3; each was assessed by itself\n");
}
