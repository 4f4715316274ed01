// SPDX-License-Identifier: Apache-2.0
// What an answer means is decided by the type of its finding, never by how it is spelled.
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

constexpr const char* words[] = {"yes", "no", "true", "false", "on", "off", "none", "null", "y", "n", "unsure"};

// A choice of such words, a yes_no finding, and a number.
RuleSet rules() {
    std::string options;
    for (const char* word : words) options += std::string(options.empty() ? "\"" : ", \"") + word + "\"";
    return rules_of(preamble() + "findings:\n" + choice("chosen", options) + yes_no("told") + number("size", "0", "10") +
                    "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                    step("s", "{any: [{chosen: \"yes\"}, told, {size: {at_least: 5}}]}", "then: today") + "]}\n");
}
const Finding& finding(const RuleSet& rules, const char* id) { return rules.document().findings[position(rules, id)]; }

}  // namespace

TEST_CASE("the word yes is an option of a choice and a yes to a yes-or-no question", "[model][answers]") {
    const RuleSet set = rules();
    const Answers chosen = person(set, {{"chosen", "yes"}}), told = person(set, {{"told", "yes"}});
    CHECK(chosen.answer(position(set, "chosen")).kind() == Answer::Kind::option);
    CHECK_FALSE(chosen.answer(position(set, "chosen")).is_yes());
    CHECK(told.answer(position(set, "told")).kind() == Answer::Kind::yes_no);
    CHECK(told.answer(position(set, "told")).is_yes());
    CHECK(disposition_of(chosen) == "same_day");
    CHECK(disposition_of(told) == "same_day");
    CHECK(disposition_of(person(set, {{"chosen", "no"}})) == "routine");
}

TEST_CASE("every word can be an option, and is the option that it names", "[model][answers]") {
    const RuleSet set = rules();
    std::uint32_t place = 0;
    for (const char* word : words) {
        INFO(word);
        CHECK(value_of(finding(set, "chosen"), word) == Value{place, 0});
        CHECK(answer_of(finding(set, "chosen"), {place, 0}) == Answer(word));
        CHECK(answer_of(finding(set, "chosen"), {place, 0}).kind() == Answer::Kind::option);
        ++place;
    }
}

TEST_CASE("unknown is not sure for every type of finding", "[model][answers]") {
    const RuleSet set = rules();
    for (const char* id : {"chosen", "told", "size"}) {
        CHECK_FALSE(value_of(finding(set, id), "unknown").has_value());
        CHECK(person(set, {{id, "unknown"}}).state(position(set, id)) == Answers::State::unsure);
    }
}

TEST_CASE("what is no answer to a finding has no value", "[model][answers]") {
    const RuleSet set = rules();
    for (const char* word : {"true", "false", "on", "y", "none", "1", ""}) CHECK_FALSE(value_of(finding(set, "told"), word));
    for (const char* word : {"1", "2.0", "", "Yes", "maybe"}) CHECK_FALSE(value_of(finding(set, "chosen"), word));
    CHECK_FALSE(value_of(finding(set, "chosen"), 1));
    CHECK_FALSE(value_of(finding(set, "told"), 1));
    CHECK_FALSE(value_of(finding(set, "size"), "5"));
    CHECK_FALSE(value_of(finding(set, "size"), 11));
    CHECK(value_of(finding(set, "size"), 5) == Value{0, 5});
    CHECK(value_of(finding(set, "told"), "yes") == Value{1, 0});
    CHECK(value_of(finding(set, "told"), "no") == Value{0, 0});
}

TEST_CASE("answers are alike when they are written alike", "[model][answers]") {
    CHECK(Answer("yes") == Answer(yes));
    CHECK(Answer("yes") == Answer::of_option("yes"));
    CHECK(Answer(yes) == Answer::of_option("yes"));
    CHECK_FALSE(Answer("5") == Answer(5));
    CHECK_FALSE(Answer(5) == Answer(4));
    CHECK(Answer(5) == Answer(5.0));
    CHECK_FALSE(Answer(5) == Answer(""));  // a number has no word either
    CHECK_FALSE(Answer("") == Answer(5));
    CHECK(Answer(yes).number() == 0);
    CHECK_FALSE(Answer("yes") == Answer("no"));
    CHECK(Answer("unknown") == Answer(unknown));
    CHECK(Answer("unknown").kind() == Answer::Kind::not_sure);
}

TEST_CASE("a finding says what it is where nobody mentions it, whatever it is called", "[model][cases]") {
    const auto finding = [](FindingType type, const char* absent) {
        Finding f;
        f.type = type;
        f.options = {{{"none", {}}, {}}, {{"both", {}}, {}}};
        f.max.value = 100;
        f.absent.value = absent;
        return f;
    };
    Finding choice = finding(FindingType::choice, ""), yes_no = finding(FindingType::yes_no, ""),
            number = finding(FindingType::number, "");
    CHECK(absent_value(choice)->option == 0);  // the option "none"
    choice.options[0].id.value = "neither";
    CHECK_FALSE(absent_value(choice));
    CHECK(absent_value(finding(FindingType::choice, "both"))->option == 1);

    CHECK_FALSE(absent_value(yes_no));
    yes_no.polarity = Polarity::worrying;
    CHECK(absent_value(yes_no)->option == 0);
    CHECK(absent_value(finding(FindingType::yes_no, "no"))->option == 0);

    number.id.value = "age_years";
    CHECK_FALSE(absent_value(number));
    number.usual = Number{30, {}};
    CHECK(absent_value(number)->number == 30);
}

TEST_CASE("not sure is no value, even of a choice with an option that is called unknown", "[model][answers]") {
    Finding strange;
    strange.type = FindingType::choice;
    strange.options.resize(2);
    strange.options[0].id.value = "unknown";
    strange.options[1].id.value = "known";
    CHECK_FALSE(value_of(strange, unknown).has_value());
    CHECK(value_of(strange, Answer::of_option("unknown")) == Value{0, 0});
    CHECK(value_of(strange, "known") == Value{1, 0});
    CHECK_FALSE(value_of(strange, 3).has_value());
    CHECK(Value{} == Value{0, 0});
}
