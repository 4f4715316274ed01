// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "catch.hpp"
#include "log/diary.hpp"
#include "support/dice.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

std::string log_in(const TemporaryFolder& folder) { return folder.path() + "/calf.db"; }

LogError::Kind refusal(const std::string& path, RecoveryLog::Open how = RecoveryLog::Open::existing) {
    try {
        const RecoveryLog log(path, how);
        (void)everything(log);
    } catch (const LogError& error) {
        INFO(error.what());
        CHECK(std::string(error.what()).find(path) != std::string::npos);
        return error.kind();
    }
    FAIL("the file was taken");
    return {};
}

void run_sql(const std::string& path, const std::string& sql) {
    sqlite3* file = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &file) == SQLITE_OK);
    REQUIRE(sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(file);
}

// Bytes 60-63 of an SQLite file hold user_version, big end first.
void set_version(const std::string& path, unsigned version) {
    std::string bytes = read_file(path);
    for (std::size_t i = 0; i < 4; ++i) bytes[60 + i] = static_cast<char>((version >> (24 - 8 * i)) & 0xFFU);
    write_file(path, bytes);
}

}  // namespace

TEST_CASE("an entry is kept as it was given, in a file that only its owner can read", "[log]") {
    const TemporaryFolder folder;
    const LogEntry day = a_day({2026, 5, 3}, 2, 1.5, 0, "flat\nwind \"strong\", 5°");
    {
        RecoveryLog log(log_in(folder), RecoveryLog::Open::create);
        CHECK(log.add(day) == 1);
        CHECK(log.add(day) == 2);  // two sessions of a day
    }
    struct stat found {};
    REQUIRE(stat(log_in(folder).c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    const auto kept = RecoveryLog(log_in(folder)).entries();
    REQUIRE(kept.size() == 2);
    LogEntry expected = day;
    expected.id = 1;
    CHECK(kept[0] == expected);
    CHECK(kept[1].id == 2);
    CHECK_FALSE(std::filesystem::exists(log_in(folder) + "-journal"));
}

TEST_CASE("entries come by date, then in the order of writing, and from the range that was asked for", "[log]") {
    const TemporaryFolder folder;
    RecoveryLog log(log_in(folder), RecoveryLog::Open::create);
    for (const int day : {9, 3, 5, 3}) log.add(a_day({2026, 5, day}, 0, 0, 0));
    std::vector<std::int64_t> ids;
    for (const LogEntry& e : log.entries()) ids.push_back(e.id);
    CHECK(ids == std::vector<std::int64_t>{2, 4, 3, 1});
    LogRange range;
    range.from = Date{2026, 5, 4};
    CHECK(log.entries(range).size() == 2);
    range.to = Date{2026, 5, 5};
    REQUIRE(log.entries(range).size() == 1);
    CHECK(log.entries(range)[0].id == 3);
}

TEST_CASE("a correction stands beside what it corrects, and an entry is corrected once", "[log]") {
    const TemporaryFolder folder;
    RecoveryLog log(log_in(folder), RecoveryLog::Open::create);
    log.add(a_day({2026, 5, 3}, 7, 0, 0));
    LogEntry right = a_day({2026, 5, 3}, 1, 0, 0);
    right.replaces = 1;
    CHECK(log.add(right) == 2);
    REQUIRE(log.entries().size() == 1);
    CHECK(log.entries()[0].id == 2);
    REQUIRE(everything(log).size() == 2);
    CHECK(everything(log)[0].replaced_by == 2);
    CHECK(holds(refusal_of([&] { log.add(right); }), "replaced already, by entry 2"));
    right.replaces = 9;
    CHECK(holds(refusal_of([&] { log.add(right); }), "no entry 9"));
    CHECK(everything(log).size() == 2);
}

TEST_CASE("an entry that could not be exported and read back is refused whole", "[log]") {
    const TemporaryFolder folder;
    RecoveryLog log(log_in(folder), RecoveryLog::Open::create);
    const LogEntry good = a_day({2026, 5, 3}, 2, 1, 0);
    const auto refused = [&](auto change) {
        LogEntry bad = good;
        change(bad);
        CHECK_THROWS_AS(log.add(bad), LogError);
    };
    refused([](LogEntry& e) { e.date = {2026, 2, 30}; });
    refused([](LogEntry& e) { e.note = "\x1b[2J"; });
    refused([](LogEntry& e) { e.note = "\xff"; });
    refused([](LogEntry& e) { e.note = std::string(4001, 'x'); });
    refused([](LogEntry& e) { e.note = std::string("a\0b", 3); });
    refused([](LogEntry& e) { e.answers.push_back(e.answers[0]); });
    refused([](LogEntry& e) { e.answers[0].value.clear(); });
    refused([](LogEntry& e) { e.answers[0].finding = "Not An Id"; });
    refused([](LogEntry& e) { e.ruleset.clear(); });
    CHECK(everything(log).empty());
}

TEST_CASE("SQL in a text is a text", "[log]") {
    const TemporaryFolder folder;
    const std::string sql = "'); DROP TABLE entry; --";
    RecoveryLog log(log_in(folder), RecoveryLog::Open::create);
    LogEntry day = a_day({2026, 5, 3}, 0, 0, 0, sql);
    day.version = day.answers[0].value = sql;
    log.add(day);
    REQUIRE(log.entries().size() == 1);
    CHECK(log.entries()[0].note == sql);
    CHECK(log.entries()[0].answers == day.answers);
}

TEST_CASE("a log of a newer version is refused and left as it is", "[log]") {
    const TemporaryFolder folder;
    RecoveryLog(log_in(folder), RecoveryLog::Open::create).add(a_day({2026, 5, 3}, 0, 0, 0));
    set_version(log_in(folder), 99);
    const std::string before = read_file(log_in(folder));
    CHECK(refusal(log_in(folder)) == LogError::Kind::newer);
    CHECK(refusal(log_in(folder), RecoveryLog::Open::create) == LogError::Kind::newer);
    CHECK(read_file(log_in(folder)) == before);
    CHECK(holds(refusal_of([&] { RecoveryLog log(log_in(folder)); }),
                "written by a newer version of triage (log version 99, this one knows 2)"));
}

TEST_CASE("files of others are refused and left as they are", "[log]") {
    const TemporaryFolder folder;
    const std::string path = log_in(folder);
    CHECK(refusal(path) == LogError::Kind::missing);
    CHECK(refusal(folder.path()) == LogError::Kind::foreign);
    CHECK(refusal(folder.path() + "/none/calf.db", RecoveryLog::Open::create) == LogError::Kind::storage);
    for (const std::string& text : {std::string("my diary\n"), std::string(5000, 'x'), std::string("SQLite format 3\0", 16)}) {
        write_file(path, text);
        CHECK(refusal(path, RecoveryLog::Open::create) == LogError::Kind::foreign);
        CHECK(read_file(path) == text);
    }
    std::filesystem::remove(path);
    run_sql(path, "CREATE TABLE photos(id)");
    const std::string before = read_file(path);
    CHECK(refusal(path, RecoveryLog::Open::create) == LogError::Kind::foreign);
    run_sql(path, "PRAGMA user_version = 2");
    CHECK(refusal(path) == LogError::Kind::foreign);
}

TEST_CASE("an empty file becomes a log, and for its owner only", "[log]") {
    const TemporaryFolder folder;
    write_file(log_in(folder), "");
    CHECK(RecoveryLog(log_in(folder)).add(a_day({2026, 5, 3}, 0, 0, 0)) == 1);
    struct stat found {};
    REQUIRE(stat(log_in(folder).c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
}

TEST_CASE("a name that SQLite would take for something else is only a name", "[log]") {
    const TemporaryFolder folder;
    const std::string here = std::filesystem::current_path().string();
    REQUIRE(chdir(folder.path().c_str()) == 0);
    for (const char* name : {":memory:", "file:calf.db?mode=memory"}) {
        RecoveryLog(name, RecoveryLog::Open::create).add(a_day({2026, 5, 3}, 0, 0, 0));
        CHECK(std::filesystem::exists(name));
        CHECK(RecoveryLog(name).entries().size() == 1);
    }
    REQUIRE(chdir(here.c_str()) == 0);
}

TEST_CASE("a log of version 1 is brought up to date with everything in it", "[log]") {
    const TemporaryFolder folder;
    run_sql(log_in(folder), R"(PRAGMA application_id = 1414679623; PRAGMA user_version = 1;
        CREATE TABLE entry (id INTEGER PRIMARY KEY AUTOINCREMENT, date TEXT NOT NULL, ruleset TEXT NOT NULL,
          version TEXT NOT NULL, note TEXT NOT NULL) STRICT;
        CREATE INDEX entry_by_date ON entry(date, id);
        CREATE TABLE answer (entry INTEGER NOT NULL REFERENCES entry(id), finding TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY (entry, finding)) STRICT, WITHOUT ROWID;
        INSERT INTO entry VALUES (7, '2026-05-03', 'diary', '1.0.0', 'old');
        INSERT INTO answer VALUES (7, 'pain_during_run', '3');)");
    RecoveryLog log(log_in(folder));
    REQUIRE(log.entries().size() == 1);
    CHECK(log.entries()[0].id == 7);
    CHECK(log.entries()[0].note == "old");
    CHECK(log.entries()[0].answers == std::vector<LogAnswer>{{"pain_during_run", "3"}});
    CHECK_FALSE(log.entries()[0].reassessed);
    LogEntry right = a_day({2026, 5, 3}, 2, 0, 0);
    right.replaces = 7;
    CHECK(log.add(right) == 8);
    log.close();
    CHECK(read_file(log_in(folder))[63] == 2);
}

TEST_CASE("a log that is held by another program is waited for", "[log]") {
    const TemporaryFolder folder;
    RecoveryLog log(log_in(folder), RecoveryLog::Open::create);
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(log_in(folder).c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(log.entries().empty());  // reading does not wait
    REQUIRE(sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(log.add(a_day({2026, 5, 3}, 0, 0, 0)) == 1);
    sqlite3_close(other);
}

TEST_CASE("a damaged log gives a message or its entries, never a crash", "[log]") {
    const TemporaryFolder folder;
    {
        RecoveryLog log(log_in(folder), RecoveryLog::Open::create);
        std::vector<LogEntry> many;
        for (int i = 1; i <= 200; ++i) {
            many.push_back(a_day(add_days({2026, 1, 1}, i), i % 11, 0, 0, "note " + std::to_string(i)));
            many.back().id = i;
        }
        CHECK(log.import(many) == 200);
    }
    const std::string good = read_file(log_in(folder));
    Dice dice(11);
    std::size_t refused = 0;
    for (int round = 0; round < 150; ++round) {
        std::string bad = good;
        const std::size_t hits = 1 + dice.below(40);
        const std::size_t from = dice.chance(0.3) ? 0 : dice.below(bad.size() - 4096);
        for (std::size_t i = 0; i < hits; ++i) bad[from + dice.below(4096)] = static_cast<char>(dice.next());
        if (dice.chance(0.2)) bad.resize(dice.below(bad.size()));
        write_file(log_in(folder), bad);
        std::filesystem::remove(log_in(folder) + "-journal");
        try {
            RecoveryLog log(log_in(folder));
            (void)everything(log);
            log.add(a_day({2026, 12, 1}, 0, 0, 0));
        } catch (const LogError& error) {
            CHECK(std::string(error.what()).find(log_in(folder)) != std::string::npos);
            ++refused;
        }
    }
    CHECK(refused > 50);
}

TEST_CASE("triggers in a file that somebody handed over are not carried out", "[log]") {
    const TemporaryFolder folder;
    RecoveryLog(log_in(folder), RecoveryLog::Open::create).add(a_day({2026, 5, 3}, 0, 0, 0));
    run_sql(log_in(folder), "CREATE TRIGGER gone AFTER INSERT ON entry BEGIN DELETE FROM answer; END");
    RecoveryLog log(log_in(folder));
    log.add(a_day({2026, 5, 4}, 0, 0, 0));
    for (const LogEntry& e : log.entries()) CHECK(e.answers.size() == 7);
}

TEST_CASE("a file whose tables are not those of a log is refused before anything is read from it", "[log]") {
    const TemporaryFolder folder;
    const std::string marks = "PRAGMA application_id = 0x54524C47; PRAGMA user_version = 2;";
    // Columns that are worked out without end; a join without an index; one table, one index more or less.
    const std::string ours = folder.path() + "/ours.db";
    { RecoveryLog(ours, RecoveryLog::Open::create).add(a_day({2026, 5, 3}, 0, 0, 0)); }
    const std::string answer =
        "CREATE TABLE answer(entry INTEGER NOT NULL, finding TEXT NOT NULL, value TEXT NOT NULL,"
        " PRIMARY KEY(entry, finding)) WITHOUT ROWID;";
    const std::string entry =
        "CREATE TABLE entry(id INTEGER PRIMARY KEY AUTOINCREMENT, date TEXT NOT NULL, ruleset TEXT NOT NULL,"
        " version TEXT NOT NULL, replaces INTEGER, reassessed INTEGER NOT NULL DEFAULT 0, note TEXT ";
    const std::string endless = folder.path() + "/endless.db", join = folder.path() + "/join.db";
    run_sql(endless, marks + entry + "AS (hex(zeroblob(200000000))));" + answer +
                         "INSERT INTO entry(date, ruleset, version) VALUES('2026-01-01', 'diary', '1');");
    run_sql(join, marks + entry + "NOT NULL DEFAULT '');" + answer);
    CHECK(refusal(endless) == LogError::Kind::foreign);
    CHECK(refusal(join) == LogError::Kind::foreign);
    for (const std::string more : {"CREATE TABLE mine(x);", "CREATE INDEX i ON entry(note);", "DROP INDEX entry_replaced_once;",
                                   "ALTER TABLE entry ADD COLUMN x TEXT;", "DROP TABLE answer;"}) {
        const std::string path = folder.path() + "/other.db";
        std::filesystem::copy_file(ours, path, std::filesystem::copy_options::overwrite_existing);
        run_sql(path, more);
        INFO(more);
        const std::string before = read_file(path);
        CHECK(refusal(path) == LogError::Kind::foreign);
        CHECK(read_file(path) == before);
    }
    // What SQLite keeps for itself is no matter.
    run_sql(ours, "ANALYZE;");
    CHECK(RecoveryLog(ours).entries().size() == 1);
}

TEST_CASE("an index that does not tell the truth is damage", "[log]") {
    const TemporaryFolder folder;
    const std::string path = log_in(folder);
    {
        RecoveryLog log(path, RecoveryLog::Open::create);
        for (int i = 0; i < 3; ++i) log.add(a_day({2026, 5, 3}, 0, 0, 0));
    }
    run_sql(
        path,
        "PRAGMA writable_schema = ON;"
        "UPDATE sqlite_master SET sql = replace(sql, 'entry(replaces)', 'entry(reassessed)') WHERE name = 'entry_replaced_once';"
        "UPDATE sqlite_master SET sql = replace(sql, 'UNIQUE', '') WHERE name = 'entry_replaced_once';");
    run_sql(path, "REINDEX;");
    run_sql(path,
            "PRAGMA writable_schema = ON;"
            "UPDATE sqlite_master SET sql = 'CREATE UNIQUE INDEX entry_replaced_once ON entry(replaces)'"
            " WHERE name = 'entry_replaced_once';");
    CHECK(refusal(path) == LogError::Kind::corrupt);
}

TEST_CASE("a file that is too large to be a diary is refused", "[log]") {
    const TemporaryFolder folder;
    const std::string path = log_in(folder);
    { const RecoveryLog log(path, RecoveryLog::Open::create); }
    std::filesystem::resize_file(path, 300U << 20U);  // a hole: no bytes on the disk
    CHECK(refusal(path) == LogError::Kind::foreign);
}
