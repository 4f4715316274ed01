// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <triage/record.hpp>

#include "catch.hpp"
#include "cli/program.hpp"
#include "support/builders.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

Answers runner(const RuleSet& rules) {
    Answers out{rules};
    out.set("age_years", 34).set("calf_swelling", yes).set("chest_pain", unknown);
    return out;
}

const RecordDifference* find(const Replay& replay, const std::string& what) {
    for (const RecordDifference& d : replay.differences)
        if (d.what == what) return &d;
    return nullptr;
}

}  // namespace

TEST_CASE("a record replays to the same bytes", "[record]") {
    AssessOptions options;
    options.id = "c-1, \"answers\": {\"x";  // a text cannot be taken for a part of the record
    options.emergency_number = "112";
    options.largest_change = 1;
    const std::string record = write_record(runner(shipped_rules()), options);
    CHECK(record == write_record(runner(shipped_rules()), options));
    CHECK(record.find('\n') == record.size() - 1);
    const Replay replay = triage::replay(shipped_rules(), record, "record").value();
    INFO(render_text(replay));
    CHECK(replay.same);
    CHECK(replay.level == replay.recorded_level);
    CHECK(render_text(replay).find(replay.level) != std::string::npos);
    CHECK(render_json(replay).find("\"same\": true") != std::string::npos);
}

TEST_CASE("a replay says what was changed in the record", "[record]") {
    const std::string record = write_record(runner(shipped_rules()));
    const Replay answers =
        triage::replay(shipped_rules(), replaced(record, "\"calf_swelling\": \"yes\"", "\"calf_swelling\": \"no\""), "record")
            .value();
    CHECK_FALSE(answers.same);
    CHECK(find(answers, "answers") != nullptr);
    CHECK(find(answers, "result") == nullptr);
    CHECK(find(answers, "result raised") != nullptr);

    const Replay result = triage::replay(shipped_rules(), replaced(record, "\"rank\": ", "\"rank\": 1"), "record").value();
    CHECK(find(result, "result") != nullptr);
    CHECK(find(result, "answers") == nullptr);
    CHECK(find(result, "result disposition") != nullptr);

    const Replay engine =
        triage::replay(shipped_rules(), replaced(record, "\"engine\": \"", "\"engine\": \"0.0."), "record").value();
    REQUIRE(engine.differences.size() == 1);
    CHECK(engine.differences[0].what == "engine");
}

TEST_CASE("a replay by other rules says so, and which answers these do not take", "[record]") {
    const RuleSet others = rules_of(preamble() + R"(
findings: [{id: calf_swelling, type: yes_no, polarity: worrying, ask: "Is it swollen?"}]
pathways: [{id: clot, title: "Clot", condition: clot, steps: [{id: one, if: calf_swelling, because: "It is.", sources: [judgement], then: today, else: clear, unknown: booked}]}]
)");
    const Replay replay = triage::replay(others, write_record(runner(shipped_rules())), "record").value();
    REQUIRE(find(replay, "rules") != nullptr);
    CHECK(find(replay, "rules")->now.find(others.digest()) != std::string::npos);
    CHECK(find(replay, "answer age_years") != nullptr);
    CHECK(find(replay, "answer calf_swelling") == nullptr);
}

TEST_CASE("what is no record is refused", "[record]") {
    const std::string record = write_record(runner(shipped_rules()));
    for (const std::string& text : {std::string(), std::string("{}"), std::string("[]"), record.substr(0, record.size() / 2),
                                    replaced(record, "triage.record/1", "triage.record/2"), record + record})
        CHECK_FALSE(triage::replay(shipped_rules(), text, "record").ok());
}

TEST_CASE("the program keeps records and replays them", "[record][cli]") {
    const TemporaryFolder folder;
    const std::string file = folder.path() + "/decision.json";
    const Run assess = run_program({"assess", "examples/answers/possible_dvt.yaml", "--record", file});
    REQUIRE(assess.code == 0);
    const Run same = run_program({"replay", file});
    CHECK(same.code == 0);
    CHECK(same.out == "The same result, byte for byte: same_day\n");
    write_file(file, replaced(read_file(file), "\"yes\"", "\"no\""));
    const Run changed = run_program({"replay", file, "--format", "json"});
    CHECK(changed.code == 1);
    CHECK(changed.out.find("\"what\": \"answers\"") != std::string::npos);
    CHECK(run_program({"replay", "examples/answers/possible_dvt.yaml"}).code == 2);
    // A record that cannot be written takes nothing from the person who waits.
    const Run unkept =
        run_program({"assess", "examples/answers/possible_dvt.yaml", "--record", folder.path() + "/no/such/folder"});
    CHECK(unkept.code == 2);
}
