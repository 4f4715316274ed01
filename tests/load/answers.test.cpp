// SPDX-License-Identifier: Apache-2.0
// Answer files: YAML and JSON, both forms, and what is refused.
#include "load/broken_file.hpp"

#include <string>

#include <triage/triage.hpp>

#include "catch.hpp"

using triage::Answer;
using triage::Answers;

namespace {

const triage::RuleSet& rules() {
    static const triage::RuleSet all = triage::load(triage::testing::source_path("tests/good/calf_demo.yaml")).value();
    return all;
}
triage::Loaded<triage::AnswerSheet> read(const std::string& text) { return triage::read_answers(rules(), text, "answers"); }
Answer answer(const triage::AnswerSheet& sheet, const char* finding) {
    return sheet.answers.answer(rules().compiled().finding_names.find(finding));
}
/// `line:column code` of the only problem.
std::string problem(const std::string& text) {
    const auto loaded = read(text);
    INFO(triage::format(loaded.diagnostics()));
    REQUIRE(loaded.diagnostics().size() == 1);
    const triage::Diagnostic& d = loaded.diagnostics()[0];
    return std::to_string(d.line) + ":" + std::to_string(d.column) + " " + d.code;
}

}  // namespace

TEST_CASE("answers are read from YAML and from JSON in both forms", "[load][answers]") {
    for (
        const std::string text :
        {"calf_swelling: \"yes\"\nage_years: 34\nonset: slow\n",
         "id: c-1\nanswers:\n  calf_swelling: yes\n  age_years: 34\n  onset: slow\n",
         R"({"calf_swelling": "yes", "age_years": 34, "onset": "slow"})",
         R"({"id": "c-1", "answers": {"calf_swelling": true, "age_years": 34.0, "onset": "slow"}})",
         "{\n\t\"answers\": {\n\t\t\"calf_swelling\": \"yes\",\n\t\t\"age_years\": 3.4e1,\n\t\t\"onset\": \"slow\"\n\t},\n\t\"id\": \"c-1\"\n}\n",
         "calf_swelling: 'yes'\r\nage_years: 34\r\nonset: \"slow\"\r\n",
         "\xef\xbb\xbf"
         "calf_swelling: true\nage_years: 34\nonset: slow\n"}) {
        INFO(text);
        const auto sheet = read(text).value();
        CHECK(answer(sheet, "calf_swelling") == Answer(triage::yes));
        CHECK(answer(sheet, "age_years") == Answer(34));
        CHECK(answer(sheet, "onset") == Answer("slow"));
        CHECK(sheet.answers.state(rules().compiled().finding_names.find("pregnant")) == Answers::State::not_asked);
        if (text.find("c-1") != std::string::npos) CHECK(sheet.id == "c-1");
    }
}

TEST_CASE("yes and no and unknown are read with quotes and without and true and false only without", "[load][answers]") {
    const auto read_one = [](const std::string& word) {
        return answer(read("calf_swelling: " + word + "\n").value(), "calf_swelling");
    };
    for (const std::string word : {"yes", "\"yes\"", "'yes'", "true"}) CHECK(read_one(word) == Answer(triage::yes));
    for (const std::string word : {"no", "\"no\"", "false"}) CHECK(read_one(word) == Answer(triage::no));
    for (const std::string word : {"unknown", "\"unknown\""}) CHECK(read_one(word) == Answer(triage::unknown));
    for (const std::string word : {"\"true\"", "Yes", "NO", "y", "on", "1", "0", "none"}) {
        INFO(word);
        CHECK(problem("calf_swelling: " + word + "\n") == "1:16 wrong-type");
    }
}

TEST_CASE("absent and present are refused because they mean the opposite for some findings", "[load][answers]") {
    for (const std::string word : {"absent", "\"absent\"", "present"}) {
        const auto loaded = read("pregnant: no\ncalf_swelling: " + word + "\n");
        REQUIRE(loaded.diagnostics().size() == 1);
        CHECK(loaded.diagnostics()[0].code == "wrong-type");
        CHECK(loaded.diagnostics()[0].line == 2);
        CHECK(loaded.diagnostics()[0].hint.find("mean the opposite") != std::string::npos);
    }
}

TEST_CASE("answers that do not fit are refused where they stand", "[load][answers]") {
    CHECK(problem("age_years: \"34\"\n") == "1:12 wrong-type");
    CHECK(problem("age_years: yes\n") == "1:12 wrong-type");
    CHECK(problem("age_years: 34 years\n") == "1:12 wrong-type");
    CHECK(problem("age_years: 0x22\n") == "1:12 wrong-type");
    CHECK(problem("age_years: .nan\n") == "1:12 wrong-type");
    CHECK(problem("age_years: -1\n") == "1:12 number-out-of-range");
    CHECK(problem("onset: quick\n") == "1:8 unknown-option");
    CHECK(problem("onset: yes\n") == "1:8 unknown-option");
    CHECK(problem("calf_swelling: ~\n") == "1:16 wrong-type");
    CHECK(problem("calf_swelling:\nage_years: 34\n") == "1:1 wrong-type");
    CHECK(problem("calf_sweling: yes\n") == "1:1 unknown-id");
    CHECK(problem("calf_swelling: yes\ncalf_swelling: no\n") == "2:1 duplicate-key");
    CHECK(problem("- calf_swelling\n") == "1:1 wrong-type");
    CHECK(problem("answers: {}\nid: c-1\nname: Jo\n") == "3:1 unknown-key");
    CHECK(problem("") == "1:1 empty-file");
}

TEST_CASE("problems in JSON have their places too", "[load][answers][json]") {
    CHECK(problem("{\n\t\"calf_sweling\": \"yes\"\n}") == "2:2 unknown-id");
    CHECK(problem("{\n\t\"age_years\": \"34\"\n}") == "2:15 wrong-type");
    CHECK(problem("{\"calf_swelling\": \"yes\",\n \"calf_swelling\": \"no\"}") == "2:2 duplicate-key");
    CHECK(problem("{\n\t\"calf_swelling\": \"yes\",\n\t\"calf_swelling\": \"no\"\n}\n") == "3:2 duplicate-key");
    CHECK(problem("{\"calf_swelling\": null}") == "1:19 wrong-type");
    CHECK(problem("{\"age_years\": 340}") == "1:15 number-out-of-range");
    CHECK(problem("{\"id\": \"\\u001b[31m\", \"answers\": {}}") == "1:8 control-character");
    CHECK(problem("{\"calf_swelling\": \"yes\"").find("yaml-syntax") != std::string::npos);
}

TEST_CASE("every problem of an answer file is reported in one run", "[load][answers]") {
    const auto loaded = read("calf_sweling: yes\nage_years: 340\nonset: quick\npregnant: maybe\n");
    REQUIRE(loaded.diagnostics().size() == 4);
    for (std::uint32_t i = 0; i < 4; ++i) CHECK(loaded.diagnostics()[i].line == i + 1);
    CHECK_FALSE(loaded.ok());
    CHECK_THROWS_AS(loaded.value(), triage::LoadError);
}

TEST_CASE("no answers are answers and never mean no", "[load][answers]") {
    for (const std::string text : {"{}", "answers: {}\n", "answers:\n", "{\"answers\": {}}"}) {
        INFO(text);
        const auto sheet = read(text).value();
        for (triage::FindingId f{0}; f < rules().document().findings.size(); ++f)
            CHECK(sheet.answers.state(f) == Answers::State::not_asked);
    }
}

TEST_CASE("the order of answers in a file does not matter", "[load][answers]") {
    const std::string one =
        triage::render_json(triage::assess(read("calf_swelling: no\nage_years: 70\npregnant: unknown\n").value().answers));
    const std::string other = triage::render_json(
        triage::assess(read("{\"pregnant\": \"unknown\", \"age_years\": 70, \"calf_swelling\": \"no\"}").value().answers));
    CHECK(one == other);
}

TEST_CASE("the id of an answer file is the text that stands there, in YAML and in JSON", "[load][answers][json]") {
    for (const std::string id : {"9007199254740993", "12345678901234567890", "1.0", "1e3", "007"}) {
        INFO(id);
        CHECK(read("id: " + id + "\nanswers: {}\n").value().id == id);
        if (id != "007") CHECK(read("{\"id\": " + id + ", \"answers\": {}}").value().id == id);
        const triage::AnswerSheet sheet = read("{\"id\": \"" + id + "\", \"answers\": {}}").value();
        CHECK(sheet.id == id);
        triage::AssessOptions options;
        options.id = sheet.id;
        CHECK(triage::render_json(triage::assess(sheet.answers, options)).find("\"id\": \"" + id + "\"") != std::string::npos);
    }
    CHECK(problem("{\"id\": true, \"answers\": {}}") == "1:8 wrong-type");
    CHECK(problem("{\"id\": null, \"answers\": {}}") == "1:8 wrong-type");
    CHECK(problem("id: {a: b}\nanswers: {}\n") == "1:5 wrong-type");
    CHECK(problem("id: true\nanswers: {}\n") == "1:5 wrong-type");
}

TEST_CASE("a decimal comma is called one, wherever it stands", "[load][answers][comma]") {
    const auto hint = [](const std::string& text) {
        const auto loaded = read(text);
        REQUIRE(loaded.diagnostics().size() == 1);
        return loaded.diagnostics()[0].hint;
    };
    const std::string point = "write 34.5, with a decimal point, not a comma";
    for (const std::string text :
         {"age_years: 34,5\n", "age_years: \"34,5\"\n", "{age_years: 34,5}\n", "{age_years: 34,5, onset: slow}\n",
          "id: a\nanswers: {onset: slow, age_years: 34,5}\n", R"({"age_years": "34,5"})", R"({"age_years": 34,5})",
          R"({"id": 1, "answers": {"age_years": 34,5, "onset": "slow"}})"}) {
        INFO(text);
        CHECK(hint(text) == point);
    }
    CHECK(hint("age_years: 1,000\n") == "a comma can mean two things here: write 1000, or 1.000 with a decimal point");
    CHECK(hint("age_years: 1.000,5\n") == "write the number without commas, and with a decimal point where it has decimals");
    CHECK(hint("age_years: thirty\n") == "write a plain number such as 34 or 8.5, without quotes, or \"unknown\"");
    // What is no number has nothing to do with commas.
    CHECK(hint("onset: 3,5\n").find("point") == std::string::npos);
    CHECK(hint("{calf_sweling: }\n") == "did you mean \"calf_swelling\"?");
}

TEST_CASE("a decimal comma in a rule file is called one, in a value and in braces", "[load][comma]") {
    const std::string good = triage::testing::read_bytes(triage::testing::source_path("tests/good/calf_demo.yaml"));
    const auto hint = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        const auto loaded = triage::load({{"rules.yaml", text.replace(text.find(from), from.size(), to)}});
        INFO(triage::format(loaded.diagnostics()));
        REQUIRE_FALSE(loaded.diagnostics().empty());
        return loaded.diagnostics().back().hint;  // what stands before it, if anything, follows from it
    };
    const std::string point = "write 3.5, with a decimal point, not a comma";
    CHECK(hint("{at_least: 3}", "{at_least: 3,5}") == point);
    CHECK(hint("{at_least: 3}", "{at_least: \"3,5\"}") == point);
    CHECK(hint("within_hours: 72", "within_hours: 3,5") == point);
    CHECK(hint("{points: 1,", "{points: \"3,5\",") == point);
}
