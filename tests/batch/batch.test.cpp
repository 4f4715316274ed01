// SPDX-License-Identifier: Apache-2.0
// Batches against the careful way: every row as `read_row` and `assess` have it, byte for byte, whatever the row looks like
// and however the rows are cut into pieces.
#include <triage/batch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <triage/text/json_writer.hpp>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

/// One line of the result, the slow way.
std::string careful(const RuleSet& rules, const std::string& line, std::size_t number) {
    const BatchRow row = read_row(rules, line);
    JsonWriter json;
    json.open('{').text_or_null("id", row.id);
    if (!row.answers) {
        json.number("line", number).text("error", row.error).close('}');
        return json.str() + "\n";
    }
    const Assessment a = assess(*row.answers, {.largest_change = 0});
    json.text("disposition", a.disposition.id).text("leading", a.leading.outcome).open("raised", '[');
    for (const AssessedOutcome& o : a.raised) json.text(o.outcome);
    json.close(']').open("unsure", '[');
    for (const AssessedOutcome& o : a.unsure) json.text(o.pathway);
    json.close(']').close('}');
    return json.str() + "\n";
}

std::string row_of(const RuleSet& rules, AnyPeople::Drawn drawn, std::size_t number, Dice& dice) {
    if (dice.chance(0.3))
        for (std::size_t i = drawn.size(); i > 1; --i) std::swap(drawn[i - 1], drawn[dice.below(i)]);
    JsonWriter json;
    json.open('{');
    const std::size_t kind = dice.below(7);
    if (kind == 0) json.number("id", number);
    if (kind == 1) json.text("id", "with \"quotes\" and é " + std::to_string(number));
    if (kind == 6) json.number("id", static_cast<double>(number) + 0.5);
    if (kind > 2 && kind < 6) json.text("id", "p-" + std::to_string(number));
    json.open("answers", '{');
    for (const auto& [finding, answer] : drawn) {
        const std::string& id = rules.document().findings[finding].id.value;
        if (answer.kind() == Answer::Kind::number)
            json.number(id, answer.number());
        else
            json.text(id, answer.word());
    }
    return json.close('}').close('}').str();
}

/// Something is wrong with the row, or only unusual.
std::string spoilt(std::string row, Dice& dice) {
    const auto replace = [&](const std::string& what, const std::string& with) {
        if (const std::size_t at = row.find(what); at != std::string::npos) row.replace(at, what.size(), with);
    };
    const std::size_t at = dice.below(row.size());
    switch (dice.below(20)) {
        case 0: row.resize(at); break;
        case 1: row[at] = static_cast<char>(dice.below(256)); break;
        case 2: row.insert(at, 1, static_cast<char>(dice.below(128))); break;
        case 3: row.erase(at, 1 + dice.below(3)); break;
        case 4: replace("\"no\"", "false"); break;
        case 5: replace("\"yes\"", "true"); break;
        case 6: replace("\"no\"", "null"); break;
        case 7: replace("\"no\"", "[\"no\"]"); break;
        case 8: replace("\"no\"", "\"n\\u006f\""); break;
        case 9: replace("age_years", "age_year"); break;
        case 10: replace("\"age_years\": ", "\"age_years\": 1e"); break;
        case 11: replace("\"age_years\": ", "\"age_years\": 9"); break;
        case 12: replace("{\"id\"", "{\"more\": 1, \"id\""); break;
        case 13: replace("\"id\": ", dice.chance(0.5) ? "\"id\": 0" : "\"id\": -"); break;
        case 18: row += " x"; break;
        case 14: replace("chest_pain", "c\\u0068est_pain"); break;
        case 15: replace("{\"chest_pain\": ", "{\"chest_pain\": \"no\", \"chest_pain\": "); break;
        case 16: row = "  " + row + " \t\r"; break;
        default: replace("\"answers\": {", "\"answers\": {\"fever\" : \"unknown\" , "); break;
    }
    std::replace(row.begin(), row.end(), '\n', ' ');
    return row;
}

void compare(const RuleSet& rules, std::size_t rows, std::uint64_t seed) {
    const AnyPeople people(rules.document(), rules.id() == "lower_leg_pain" ? plain_strain(rules) : AnyPeople::Drawn{});
    Dice dice(seed);
    std::string text, expected, rejected;
    std::size_t line = 0, bad = 0;
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < rows; ++i) {
        std::string row = row_of(rules, people.either(dice), i, dice);
        if (dice.chance(0.05)) row = spoilt(row, dice);
        if (dice.chance(0.01)) row = dice.chance(0.5) ? "" : " \t\r";
        ++line;
        text += row + "\n";
        ends.push_back(text.size());
        if (row.find_first_not_of(" \t\r") == std::string::npos) continue;
        expected += careful(rules, row, line);
        if (read_row(rules, row).answers) continue;
        rejected += row + "\n";
        ++bad;
    }
    BatchAssessor whole(rules);
    const BatchPiece all = whole.run(text, 1);
    REQUIRE(all.text == expected);
    CHECK(all.rejected == rejected);
    CHECK(all.bad == bad);
    CHECK(all.rows == static_cast<std::size_t>(std::count(expected.begin(), expected.end(), '\n')));
    std::size_t ended = 0;
    for (const std::size_t n : all.by_rank) ended += n;
    CHECK(ended == all.rows - bad);
    // In pieces, by another one, the last line without its end.
    BatchAssessor again(rules);
    std::string pieces;
    std::size_t from = 0, first = 1;
    text.pop_back();
    for (std::size_t i = 0; i < ends.size(); ++i) {
        if (i + 1 < ends.size() && !dice.chance(0.01)) continue;
        const std::size_t end = std::min(ends[i], text.size());
        const BatchPiece piece = again.run(std::string_view(text).substr(from, end - from), first);
        pieces += piece.text;
        first = i + 2;
        from = end;
    }
    REQUIRE(pieces == expected);
}

}  // namespace

TEST_CASE("a batch says what the careful way says, byte for byte", "[batch]") {
    compare(shipped_rules(), several(3'000, 1'000'000), 1);
    for (std::uint64_t seed = 1; seed <= several(60, 1'000); ++seed) {
        INFO("random_rules(" << seed << ")");
        compare(rules_of(random_rules(seed)), 120, seed);
    }
}

TEST_CASE("numbers, ids and blanks of a row mean what they mean to the careful reader, however they are written", "[batch]") {
    const RuleSet& rules = shipped_rules();
    std::vector<std::string> rows;
    for (const char* number : {"34",
                               "034",
                               "34.",
                               "34.0",
                               ".5",
                               "3.4e1",
                               "34E0",
                               "+34",
                               "-34",
                               "-0",
                               "-0.0",
                               "0",
                               "00",
                               "- 34",
                               "--3",
                               "1.5",
                               "0.1",
                               "2.675",
                               "2.99999999999999",
                               "2.999999999999999",
                               "2.9999999999999999",
                               "100000000000000",
                               "1000000000000000000000",
                               "0.00000000000001",
                               "\"34\"",
                               "34 ",
                               "34\r",
                               "34x",
                               "3 4",
                               "1.2.3",
                               ""})
        for (const char* finding : {"calf_circumference_difference_cm", "age_years", "onset", "fever"})
            rows.push_back(std::string("{\"id\": \"p\", \"answers\": {\"") + finding + "\": " + number + "}}");
    for (const char* id : {"7", "07", "0", "-7", "7.0", "7x", "123456789012345678", "1234567890123456789", "\"\"", "\"a b\"",
                           "\" a\"", "\"a\\\"b\"", "\"\t\"", "\"\x7F\"", "\"é\"", "null", "true", "[1]", "{}"})
        rows.push_back(std::string("{\"id\": ") + id + ", \"answers\": {\"fever\": \"yes\"}}");
    rows.push_back("{\"id\": \"" + std::string(200, 'n') + "\", \"answers\": {}}");
    rows.push_back("{\"id\": \"" + std::string(201, 'n') + "\", \"answers\": {}}");
    for (const char* row : {"{}",
                            "{\"id\": 1}",
                            "{\"answers\": {}}",
                            "{\"answers\": {}, \"id\": 1}",
                            "{\"answers\":{\"fever\":\"no\",\"chest_pain\":\"no\"}}",
                            "\t{ \"answers\" :\t{ \"fever\" : \"no\" , \"chest_pain\" :\"yes\" } } \r",
                            "{\"answers\": {\"fever\": \"no\",}}",
                            "{\"answers\": {,}}",
                            "{\"answers\": {\"fever\" \"no\"}}",
                            "{\"answers\": {\"fever\": \"no\"}, }",
                            "{\"answers\": {}} {}",
                            "{\"answers\": {}}}",
                            "{\"answers\": {}",
                            "{\"answers\": {\"fever\": \"no",
                            "{\"answers\": {\"fever\": \"unknow\"}}",
                            "{\"answers\": {\"fever\": \"unknown\"}}",
                            "{\"answers\": {\"fever\": \"nope\"}}",
                            "{\"answers\": {\"fever\": \"yes \"}}",
                            "{\"answers\": {\"fevers\": \"yes\"}}",
                            "{\"answers\": {\"feve\": \"yes\"}}",
                            "{\"answers\": {\"\": \"yes\"}}",
                            "{\"answers\": {\"fever\": \"no\", \"fever\": \"yes\"}}",
                            "{\"answers\": {\"fever\": \"no\"}, \"answers\": {}}",
                            "{\"id\": 1, \"id\": 2, \"answers\": {}}",
                            "[{\"answers\": {}}]",
                            "{\"ids\": 1, \"answers\": {}}"})
        rows.emplace_back(row);
    rows.emplace_back("{\"answers\": {\"fever\": \"no\0\"}}", 28);
    std::string text, expected;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        text += rows[i] + "\n";
        expected += careful(rules, rows[i], i + 1);
        // Alone, and without its end: nothing behind it that may be read.
        INFO(rows[i]);
        CHECK(BatchAssessor(rules).run(rows[i], i + 1).text == careful(rules, rows[i], i + 1));
    }
    CHECK(BatchAssessor(rules).run(text, 1).text == expected);
}

TEST_CASE("whole rows of a batch are whole assessments", "[batch]") {
    const RuleSet& rules = shipped_rules();
    BatchOptions options;
    options.output = BatchOptions::Output::full;
    options.assess.emergency_number = "112";
    BatchAssessor batch(rules, options);
    const std::string row = "{\"id\": \"a\", \"answers\": {\"chest_pain\": \"yes\"}}";
    AssessOptions assessing = options.assess;
    assessing.id = "a";
    CHECK(batch.run(row + "\n{\"answers\": 1}\n", 1).text ==
          render_json(assess(*read_row(rules, row).answers, assessing), false) + careful(rules, "{\"answers\": 1}", 2));
}

TEST_CASE("a row as comma separated values has six cells, and no cell is a formula", "[batch]") {
    BatchOptions options;
    options.output = BatchOptions::Output::csv;
    BatchAssessor batch(shipped_rules(), options);
    const std::string text =
        batch
            .run(
                "{\"id\": \"=1+1\", \"answers\": {\"calf_swelling\": \"yes\"}}\n{\"id\": \"a,\\\"b\\\"\", \"answers\": {}}\n{\"id\": 3}\n{\"answers\": {\"x\": 1}}\n",
                1)
            .text;
    CHECK(text.rfind("'=1+1,same_day,dvt_possible,dvt_possible,", 0) == 0);
    CHECK(text.find("\n\"a,\"\"b\"\"\",") != std::string::npos);
    CHECK(text.find("\n,,,,,\"line 4: no finding is called \"\"x\"\"\"\n") != std::string::npos);
}

TEST_CASE("a row that is too long is refused and stops nothing", "[batch]") {
    BatchOptions options;
    options.limits.bytes_per_file = 200;
    BatchAssessor batch(shipped_rules(), options);
    const BatchPiece piece = batch.run("{\"answers\": {" + std::string(300, ' ') + "}}\n{\"id\": 1, \"answers\": {}}\n", 1);
    CHECK(piece.bad == 1);
    CHECK(piece.rows == 2);
    CHECK(piece.text.rfind("{\"id\": null, \"line\": 1, \"error\": \"the row is too long\"}\n", 0) == 0);
    // In its place among whole assessments too.
    options.output = BatchOptions::Output::full;
    const std::string fits = "{\"id\": 1, \"answers\": {}}\n", whole = BatchAssessor(shipped_rules(), options).run(fits, 1).text;
    CHECK(BatchAssessor(shipped_rules(), options).run(fits + std::string(300, '?') + "\n" + fits, 1).text ==
          whole + "{\"id\": null, \"line\": 2, \"error\": \"the row is too long\"}\n" + whole);
}
