// SPDX-License-Identifier: Apache-2.0
// Rows of a batch: one JSON object a line.
#include "load/broken_file.hpp"

#include <string>

#include "catch.hpp"

namespace {

triage::BatchRow row(const std::string& line) {
    static const triage::RuleSet rules = triage::load(triage::testing::source_path("tests/good/calf_demo.yaml")).value();
    return triage::read_row(rules, line);
}

}  // namespace

TEST_CASE("a row has an id and answers", "[load][rows]") {
    const triage::BatchRow read = row(R"({"id": "c-1", "answers": {"calf_swelling": "yes", "age_years": 34}})");
    CHECK(read.id == "c-1");
    CHECK(read.error.empty());
    REQUIRE(read.answers.has_value());
    CHECK(read.answers->answer(triage::FindingId{0}) == triage::Answer(triage::yes));
    CHECK(row(R"({"id": 17, "answers": {}})").id == "17");
    CHECK(row(R"({"answers": {}})").error.empty());
    CHECK(row("\t{ \"answers\" :\t{ } }\r").error.empty());
    CHECK(row(R"({"id": "\u00e9\ud83d\ude00", "answers": {}})").id == "\xc3\xa9\xf0\x9f\x98\x80");
}

TEST_CASE("a bad row says what is wrong and keeps its id where it was read", "[load][rows]") {
    const auto error = [](const std::string& line) {
        const triage::BatchRow read = row(line);
        CHECK_FALSE(read.answers.has_value());
        return read.error;
    };
    const auto contains = [](const std::string& text, const std::string& part) {
        INFO(text);
        return text.find(part) != std::string::npos;
    };
    CHECK(contains(error(R"({"id": "c-1", "answers": {"calf_sweling": "yes"}})"), "did you mean \"calf_swelling\""));
    CHECK(row(R"({"id": "c-1", "answers": {"calf_sweling": "yes"}})").id == "c-1");
    CHECK(contains(error(R"({"calf_swelling": "yes"})"), "needs the key \"answers\""));
    CHECK(contains(error(R"({"id": "a", "answers": {}, "name": "Jo"})"), "no key \"name\""));
    CHECK(contains(error(R"({"answers": {"age_years": "34"}})"), "without quotes"));
    CHECK(contains(error(R"({"answers": {"age_years": 34, "age_years": 35}})"), "appears twice"));
    CHECK(contains(error(R"({"answers": {"calf_swelling": "yes", "calf_sw\u0065lling": "no"}})"), "appears twice"));
    CHECK(contains(error(R"({"answers": {"calf_swelling": null}})"), "nothing"));
    CHECK(contains(error(R"({"answers": {"calf_swelling": "\u202e"}})"), "bidirectional"));
    CHECK(contains(error(R"({"answers": {"calf_swelling": "absent"}})"), "mean the opposite"));
    CHECK(contains(error(R"({"answers": {"calf_sweling": "yes", "age_years": 340}})"), "; "));
    CHECK(contains(error(R"({"answers": {}} {})"), "not valid JSON"));
    CHECK(contains(error(R"([1])"), "an object"));
    CHECK(contains(error(""), "an object"));
    CHECK(contains(error("{\"answers\": {\"calf_swelling\": 'yes'}}"), "not valid JSON"));
}

TEST_CASE("an id is kept just as it is written, however many digits it has", "[load][rows][json]") {
    for (const std::string id : {"9007199254740992", "9007199254740993", "12345678901234567890", "123456789012345678901234567890",
                                 "1e3", "1.0", "1", "-0", "0.1"}) {
        INFO(id);
        CHECK(row("{\"id\": " + id + " , \"answers\": {}}").id == id);
        CHECK(row("{\"answers\": {}, \"id\":" + id + "}").id == id);
        CHECK(row("{\"id\": \"" + id + "\", \"answers\": {}}").id == id);
        // A row that is refused is still the row of that person.
        const triage::BatchRow bad = row("{\"id\":" + id + "\t, \"answers\": {\"calf_sweling\": \"yes\"}}");
        CHECK(bad.id == id);
        CHECK_FALSE(bad.answers.has_value());
    }
}

TEST_CASE("true, null, an object, a list and nothing at all are no ids", "[load][rows]") {
    for (const std::string id : {"true", "false", "null", "{\"a\": 1}", "[1]", "\"\""}) {
        const triage::BatchRow read = row("{\"id\": " + id + ", \"answers\": {}}");
        INFO(id << ": " << read.error);
        CHECK_FALSE(read.answers.has_value());
        CHECK(read.id.empty());
        CHECK(read.error.find("an id must be a text or a number, but this is ") == 0);
    }
    CHECK(row("{\"id\": \"true\", \"answers\": {}}").id == "true");
}

TEST_CASE("a number of an answer is the same however it is written", "[load][rows]") {
    for (const std::string number : {"34", "34.0", "3.4e1", "3.4E+1", "340e-1"}) {
        INFO(number);
        const triage::BatchRow read = row("{\"answers\": {\"age_years\": " + number + " }}");
        REQUIRE(read.answers.has_value());
        const triage::FindingId age = read.answers->rules().compiled().finding_names.find("age_years");
        CHECK(read.answers->answer(age) == triage::Answer(34));
    }
    for (const std::string number : {"01", "1e999", ".5", "+1", "0x10", "1_000"})
        CHECK_FALSE(row("{\"answers\": {\"age_years\": " + number + "}}").answers.has_value());
}

TEST_CASE("a row says where a decimal comma is what is wrong with it", "[load][rows][comma]") {
    const std::string point = "(write 34.5, with a decimal point, not a comma)";
    for (const std::string line :
         {R"({"answers": {"age_years": 34,5}})", R"({"id": "a,1: 2,3", "answers": {"age_years" : 34,5 , "x": 1}})",
          R"({"answers": {"age_years": "34,5"}})"}) {
        INFO(line << " " << row(line).error);
        CHECK(row(line).error.find(point) != std::string::npos);
    }
    CHECK(row(R"({"answers": {"age_years": 1,000}})").error.find("a comma can mean two things here") != std::string::npos);
    for (const std::string line :
         {R"({"answers": {"age_years": 34,}})", R"({"answers": {"a": ": 1,2"}, 3})", R"({"answers": {"age_years": 34)"})
        CHECK(row(line).error.find("comma,") == std::string::npos);
}
