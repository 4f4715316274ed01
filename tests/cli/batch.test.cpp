// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
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
    CHECK(run.err == "triage: 1 row has the id of an earlier row, first in line 3; each was assessed by itself\n");
}

namespace {

bool file_exists(const std::string& path) { return std::filesystem::exists(path); }

/// Rows of many people, some of them bad.
std::string many_rows(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string id = std::to_string(i);
        const char* swelling = i % 3 == 0 ? "yes" : i % 3 == 1 ? "no" : "unknown";
        if (i % 97 == 5)
            out += "{\"id\": \"" + id + "\", \"answers\": {\"calf_sweling\": \"yes\"}}\n";
        else
            out += "{\"id\": \"" + id + "\", \"answers\": {\"calf_swelling\": \"" + swelling +
                   "\", \"age_years\": " + std::to_string(i % 90) + ", \"chest_pain\": \"no\"}}\n";
    }
    return out;
}

}  // namespace

TEST_CASE("the same rows give the same bytes with one thread and with many", "[cli][batch][threads]") {
    const std::string rows = many_rows(3000);
    const Run one = run_program({"batch", "-", "--jobs", "1"}, rows), many = run_program({"batch", "-", "--jobs", "7"}, rows);
    CHECK(one.code == 1);
    CHECK(one.out == many.out);
    CHECK(lines_of(one.out).size() == 3000);
}

TEST_CASE("a batch that did not finish goes on where it was, and comes to the same", "[cli][batch]") {
    const std::string rows = many_rows(400);
    for (const std::string form : {"ndjson", "csv"}) {
        const TemporaryFolder folder;
        const auto arguments = [&](const std::string& name, bool resume) {
            std::vector<std::string> out{"batch",     "-",
                                         "--format",  form,
                                         "-o",        folder.path() + "/" + name,
                                         "--rejects", folder.path() + "/" + name + ".bad"};
            if (resume) out.emplace_back("--resume");
            return out;
        };
        CHECK(run_program(arguments("whole", false), rows).code == 1);
        const std::string whole = read_file(folder.path() + "/whole"), bad = read_file(folder.path() + "/whole.bad");
        REQUIRE(lines_of(whole).size() == (form == "csv" ? 401U : 400U));
        REQUIRE(lines_of(bad).size() == 5);
        for (const long bytes :
             {300L, 1000L, 20'001L, static_cast<long>(whole.size() / 2), static_cast<long>(whole.size() - 1)}) {
            INFO(form << " " << bytes);
            std::filesystem::remove(folder.path() + "/cut");
            Surroundings full;
            full.largest_file = bytes;
            const Run cut = run_program(arguments("cut", false), rows, full);
            CHECK(cut.code == 2);
            CHECK_FALSE(file_exists(folder.path() + "/cut"));
            CHECK(run_program(arguments("cut", false), rows).err.find("Add --resume") != std::string::npos);
            CHECK(run_program(arguments("cut", true), rows).code == 1);
            CHECK(read_file(folder.path() + "/cut") == whole);
            CHECK(read_file(folder.path() + "/cut.bad") == bad);
            CHECK_FALSE(file_exists(folder.path() + "/cut.part"));
            CHECK_FALSE(file_exists(folder.path() + "/cut.part.rules"));
        }
    }
}

TEST_CASE("a batch goes on with its own rules, form and input only", "[cli][batch]") {
    const TemporaryFolder folder;
    const std::string out = folder.path() + "/out.ndjson", rows = many_rows(100);
    Surroundings full;
    full.largest_file = 4000;
    CHECK(run_program({"batch", "-", "-o", out}, rows, full).code == 2);
    const auto refused = [&](std::vector<std::string> more, const std::string& input, const std::string& because) {
        std::vector<std::string> all{"batch", "-", "-o", out, "--resume"};
        all.insert(all.end(), more.begin(), more.end());
        const Run run = run_program(all, input);
        INFO(run.err);
        CHECK(run.code == 2);
        CHECK(run.err.find(because) != std::string::npos);
        CHECK_FALSE(file_exists(out));
    };
    refused({"--format", "csv"}, rows, "was begun with other rules or another form");
    refused({"--rules", "rules/return_to_running"}, rows, "was begun with other rules or another form");
    refused({}, "{\"id\": \"x\", \"answers\": {}}\n" + rows, "does not belong to this input");
    CHECK(run_program({"batch", "-", "--resume"}, rows).err.find("--resume goes on with the file of -o") != std::string::npos);
    CHECK(run_program({"batch", "-", "-o", out, "--resume"}, rows).code == 1);
}

TEST_CASE("a strict batch ends with the first bad row and leaves no result", "[cli][batch]") {
    const TemporaryFolder folder;
    const std::string out = folder.path() + "/out.ndjson";
    const Run run = run_program({"batch", "-", "-o", out, "--strict"}, many_rows(50));
    CHECK(run.code == 2);
    CHECK(run.err.find("a bad row, and the batch is strict: {\"id\": \"5\"") != std::string::npos);
    CHECK_FALSE(file_exists(out));
    CHECK_FALSE(file_exists(out + ".part"));
    CHECK(run_program({"batch", "-", "-o", out, "--strict"}, many_rows(5)).code == 0);
}

TEST_CASE("comma separated values give what the same rows in JSON give", "[cli][batch]") {
    const Run csv = run_program(
        {"batch", "-", "--from", "csv"},
        "id,calf_swelling,age_years,onset\r\na,yes,34,\r\n\"b, \"\"c\"\"\",no, 50 ,sudden_at_rest\r\n\r\n,unknown,,\r\n4,yes,old,\r\n");
    const Run json = run_program(
        {"batch", "-"},
        "\n{\"id\": \"a\", \"answers\": {\"calf_swelling\": \"yes\", \"age_years\": 34}}\n"
        "{\"id\": \"b, \\\"c\\\"\", \"answers\": {\"calf_swelling\": \"no\", \"age_years\": 50, \"onset\": \"sudden_at_rest\"}}\n\n"
        "{\"answers\": {\"calf_swelling\": \"unknown\"}}\n{\"id\": \"4\", \"answers\": {\"calf_swelling\": \"yes\", \"age_years\": \"old\"}}\n");
    CHECK(csv.code == 1);
    CHECK(csv.out == json.out);
    CHECK(lines_of(csv.out).size() == 4);
    const Run misspelt = run_program({"batch", "-", "--from", "csv"}, "id,calf_sweling,id\na,yes,b\n");
    CHECK(misspelt.code == 2);
    CHECK(misspelt.out.empty());
    CHECK(misspelt.err.find("no finding is called \"calf_sweling\"; did you mean \"calf_swelling\"?") != std::string::npos);
    CHECK(misspelt.err.find("the column \"id\" is there twice") != std::string::npos);
}

TEST_CASE("packed results are packed, and packed rows are read", "[cli][batch]") {
    const TemporaryFolder folder;
    const std::string rows = many_rows(700), plain = run_program({"batch", "-"}, rows).out;
    for (const std::string ending : {".gz", ".zst"}) {
        const std::string packed = folder.path() + "/out.ndjson" + ending;
        const Run run = run_program({"batch", "-", "-o", packed}, rows);
        if (run.err.find("was built without") != std::string::npos) continue;
        CHECK(run.code == 1);
        CHECK(read_file(packed).size() < plain.size() / 4);
        // What comes out is no row, but each line of it is reported, so it was unpacked.
        const Run again = run_program({"batch", packed});
        CHECK(lines_of(again.out).size() == 700);
        CHECK(again.err.find("700 rows were rejected") != std::string::npos);
        const std::string whole = read_file(packed);
        write_file(packed, whole.substr(0, whole.size() - 9));
        CHECK(run_program({"batch", packed}).err.find("cut off") != std::string::npos);
    }
}

TEST_CASE("a row that comes alone is answered at once, and an interrupt leaves what is done", "[cli][batch]") {
    const TemporaryFolder folder;
    const std::string out = folder.path() + "/out.ndjson";
    Session session({"batch", "-", "-o", out}, {});
    session.type("{\"id\": 1, \"answers\": {\"chest_pain\": \"yes\"}}\n");
    for (int i = 0; i < 500 && read_file(out + ".part").empty(); ++i) usleep(10'000);
    CHECK(read_file(out + ".part").find("emergency_now") != std::string::npos);
    session.interrupt();
    const Run run = session.end();
    INFO(run.err);
    CHECK(run.code == 130);
    CHECK(run.err.find("--resume goes on with it") != std::string::npos);
    CHECK_FALSE(file_exists(out));
    CHECK(run_program({"batch", "-", "-o", out, "--resume"}, "{\"id\": 1, \"answers\": {\"chest_pain\": \"yes\"}}\n").code == 0);
    CHECK(lines_of(read_file(out)).size() == 1);
}

TEST_CASE("a summary says how many ended where", "[cli][batch]") {
    const Run run = run_program({"batch", "-", "--summary"}, people);
    CHECK(run.err.find("6 rows: 1 emergency_now, 1 same_day, 1 within_days, 3 rejected\n") != std::string::npos);
}

TEST_CASE("split over processes the rows give the same results", "[cli][batch]") {
    if (std::system("parallel --version >/dev/null 2>&1") != 0) return;  // GNU parallel is not here
    const TemporaryFolder folder;
    std::string rows = many_rows(2000);
    for (std::size_t at = 0; (at = rows.find("sweling", at)) != std::string::npos;) rows.replace(at, 7, "swelling");
    write_file(folder.path() + "/rows.ndjson", rows);
    const std::string command = "parallel --pipe --keep-order --block 20k " TRIAGE_CLI " batch - < " + folder.path() +
                                "/rows.ndjson > " + folder.path() + "/out.ndjson 2>/dev/null";
    CHECK(std::system(command.c_str()) == 0);
    CHECK(read_file(folder.path() + "/out.ndjson") == run_program({"batch", "-"}, rows).out);
}

TEST_CASE("a row without answers is refused in every form: nobody is assessed on nothing by a slip of the pen", "[cli][batch]") {
    for (const std::vector<std::string>& form : {std::vector<std::string>{}, {"--format", "csv"}, {"--full"}}) {
        std::vector<std::string> words{"batch", "-"};
        words.insert(words.end(), form.begin(), form.end());
        const Run run =
            run_program(words, "{\"id\": \"a\"}\n{\"id\": \"b\", \"answer\": {}}\n{\"id\": \"c\", \"answers\": {}}\n");
        INFO(run.out);
        CHECK(run.code == 1);
        CHECK(run.err.find("2 rows were rejected") != std::string::npos);
        CHECK(run.out.find("needs the key") != std::string::npos);
    }
}

TEST_CASE("a byte order mark before a batch is no part of its first row", "[cli][batch]") {
    const TemporaryFolder folder;
    const std::string rows = "\xEF\xBB\xBF{\"id\": \"a\", \"answers\": {}}\n", file = folder.path() + "/rows.ndjson";
    write_file(file, rows);
    CHECK(run_program({"batch", file}).out.rfind("{\"id\": \"a\", \"disposition\"", 0) == 0);
    CHECK(run_program({"batch", "-"}, rows).out == run_program({"batch", file}).out);
    if (std::system(("gzip -k '" + file + "' 2>/dev/null").c_str()) == 0)
        CHECK(run_program({"batch", file + ".gz"}).out == run_program({"batch", file}).out);
}

TEST_CASE("a packed result that did not finish is named at once, with what to do, and not replaced", "[cli][batch]") {
    const TemporaryFolder folder;
    const std::string out = folder.path() + "/out.ndjson.gz", part = out + ".part";
    write_file(part, "half");
    for (const bool resume : {false, true}) {
        std::vector<std::string> words{"batch", "-", "-o", out};
        if (resume) words.emplace_back("--resume");
        const Run run = run_program(words, "{\"id\": \"a\", \"answers\": {}}\n");
        CHECK(run.code == 2);
        CHECK(run.err ==
              "triage: " + part + " is there: a batch that did not finish. A compressed result cannot be resumed; remove it\n");
    }
    CHECK(read_file(part) == "half");
    CHECK_FALSE(std::filesystem::exists(out));
}
