// SPDX-License-Identifier: Apache-2.0
#include "catch.hpp"
#include "log/diary.hpp"
#include "support/dice.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

const std::vector<std::string>& odd_notes() {
    static const std::vector<std::string> notes{"",      "plain",     "a, b; c",   "\"quoted\"",  "two\nlines\n", "\n", "=1+1",
                                                "Übung", " blanks  ", "tab\there", "{\"id\": 1}", "\"",           ",",  "5°"};
    return notes;
}

/// Entries of every kind, some corrected, of two rule sets.
void fill(RecoveryLog& log, std::uint64_t seed) {
    Dice dice(seed);
    for (int i = 0; i < 40; ++i) {
        LogEntry day = a_day(add_days({2026, 2, 20}, static_cast<long>(dice.below(40))), dice.between(0, 20) / 2.0, 0.1, 3,
                             dice.pick(odd_notes()));
        if (dice.chance(0.3)) day.answers.erase(day.answers.begin() + 2);
        if (dice.chance(0.3)) day.answers[0].value = "unknown";
        if (dice.chance(0.1)) day.answers[1].value = "3.0";  // not the shortest form of a number: stays as it is
        if (dice.chance(0.1)) {
            day.ruleset = "other_rules";
            day.answers.push_back({"note", "1e+06"});  // named like a fixed column
        }
        day.reassessed = dice.chance(0.1);
        const auto present = log.entries();
        if (dice.chance(0.2) && !present.empty()) day.replaces = dice.pick(present).id;
        log.add(day);
    }
}

void refused(const std::string& text, const std::string& why) {
    INFO(text);
    try {
        (void)read_log(text, "in");
        FAIL("it was read");
    } catch (const LogError& error) {
        CHECK(error.kind() == LogError::Kind::input);
        const std::string said = error.what();
        INFO(said);
        CHECK(said.rfind("in:", 0) == 0);
        CHECK(holds(said, why));
        CHECK(holds(said, "nothing was imported"));
    }
}

const std::string csv_head = "id,date,ruleset,version,reassessed,replaces,note";

}  // namespace

TEST_CASE("what is exported and imported again exports as the same bytes, in both formats and across them", "[log]") {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        const TemporaryFolder folder;
        RecoveryLog first(folder.path() + "/first.db", RecoveryLog::Open::create);
        fill(first, seed);
        const std::string csv = log_csv(everything(first)), json = log_json(everything(first));
        for (const std::string& text : {csv, json}) {
            RecoveryLog second(folder.path() + (text == csv ? "/csv.db" : "/json.db"), RecoveryLog::Open::create);
            CHECK(second.import(read_log(text, "export")) == 40);
            CHECK(everything(second) == everything(first));
            CHECK(log_csv(everything(second)) == csv);
            CHECK(log_json(everything(second)) == json);
            CHECK(second.import(read_log(text, "export")) == 0);  // once more changes nothing
            CHECK(second.add(a_day({2026, 6, 1}, 0, 0, 0)) == 41);
        }
    }
}

TEST_CASE("the CSV is what RFC 4180 says", "[log]") {
    LogEntry e;
    e.id = 3;
    e.date = {2026, 5, 3};
    e.ruleset = "diary";
    e.version = "1.0.0";
    e.note = "wind, \"strong\"\nflat";
    e.answers = {{"pain_during_run", "2.5"}};
    CHECK(log_csv({e}) == csv_head + ",pain_during_run\r\n3,2026-05-03,diary,1.0.0,no,,\"wind, \"\"strong\"\"\nflat\",2.5\r\n");
    CHECK(log_csv({}) == csv_head + "\r\n");
    CHECK(read_log(log_csv({}), "in").empty());
    // As spreadsheets save it: a byte order mark, other line ends, no line end at the end.
    CHECK(read_log(
              "\xEF\xBB\xBF" + csv_head + ",pain_during_run\n3,2026-05-03,diary,1.0.0,no,,\"wind, \"\"strong\"\"\r\nflat\",2.5",
              "in") == std::vector<LogEntry>{e});
}

TEST_CASE("the JSON names its schema and holds numbers as numbers", "[log]") {
    const std::string json = log_json({a_day({2026, 5, 3}, 2.5, 0, 0)});
    for (const char* part : {"\"schema\": \"triage.log/1\"", "\"pain_during_run\": 2.5", "\"pop\": \"no\"", "\"replaces\": null"})
        CHECK(holds(json, part));
}

TEST_CASE("a bad import says where it is bad", "[log]") {
    refused("", "empty");
    refused("id,date\r\n", "column 3 must be \"ruleset\"");
    refused(csv_head + "\r\n1,2026-05-03,diary\r\n", "in:2: there are 3 columns, but 7 headings");
    refused(csv_head + "\r\n0,2026-05-03,diary,1,no,,\r\n", "not the number of an entry");
    refused(csv_head + "\r\n1,2026-02-30,diary,1,no,,\r\n", "not a date");
    refused(csv_head + "\r\n1,2026-05-03,diary,1,maybe,,\r\n", "reassessed must be yes or no");
    refused(csv_head + "\r\n1,2026-05-03,diary,1,no,,\"open\r\n", "in:2: a quote is not closed");
    refused(csv_head + "\r\n1,2026-05-03,diary,1,no,,\"a\"b\r\n", "something follows a closing quote");
    refused(csv_head + ",Pain\r\n1,2026-05-03,diary,1,no,,,3\r\n", "not the id of a finding");
    refused(csv_head + ",pop,pop\r\n1,2026-05-03,diary,1,no,,,yes,no\r\n", "pop is answered twice");
    refused("{", "not valid JSON");
    refused("{\"schema\": \"triage.log/2\", \"entries\": []}", "the schema is \"triage.log/2\"");
    refused("{\"schema\": \"triage.log/1\"}", "\"entries\" is missing");
    refused("{\"schema\": \"triage.log/1\", \"entries\": [], \"mood\": 1}", "nobody knows the key \"mood\"");
    const std::string good = log_json({[] {
        LogEntry e = a_day({2026, 5, 3}, 2, 0, 0);
        e.id = 1;
        return e;
    }()});
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        return text.replace(text.find(from), from.size(), to);
    };
    CHECK(read_log(good, "in").size() == 1);
    refused(changed("\"id\": 1", "\"id\": 1.5"), "not the number of an entry");
    refused(changed("\"pop\": \"no\"", "\"pop\": false"), "the answer to pop must be a text or a number");
    refused(changed("\"reassessed\": false", "\"reassessed\": 0"), "must be true or false");
    refused(changed("2026-05-03", "2026-13-03"), "not a date");
    refused(changed("\"note\": \"\"", "\"note\": \"\\u001b\""), "control character");
}

TEST_CASE("an import is all or nothing, and never overwrites", "[log]") {
    const TemporaryFolder folder;
    RecoveryLog log(folder.path() + "/calf.db", RecoveryLog::Open::create);
    log.add(a_day({2026, 5, 3}, 2, 0, 0));
    LogEntry fresh = a_day({2026, 5, 4}, 1, 0, 0), other = a_day({2026, 5, 3}, 9, 0, 0);
    fresh.id = 2;
    other.id = 1;
    CHECK(holds(refusal_of([&] { log.import({fresh, other}); }), "says something else; nothing was imported"));
    CHECK(everything(log).size() == 1);
    fresh.replaces = 2;
    CHECK(holds(refusal_of([&] { log.import({fresh}); }), "can only replace an earlier entry"));
    fresh.replaces = 0;
    CHECK(log.import({fresh}) == 1);
    CHECK(everything(log).size() == 2);
}
