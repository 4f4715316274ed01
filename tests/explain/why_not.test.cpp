// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

RuleSet example() {
    return rules_of(
        preamble() + "findings:\n" + yes_no("swelling") + yes_no("warmth") + yes_no("cancer", "polarity: context") +
        number("difference", "0", "20") + choice("onset", "sudden, slow, none") +
        "criteria:\n  history: {title: H, if: {any: [cancer]}, sources: [judgement]}\n"
        "scores:\n  wells:\n    title: W\n    sources: [judgement]\n    items:\n"
        "      - {points: 1, if: swelling, because: b}\n      - {points: 1, if: {difference: {above: 3}}, because: b}\n"
        "implies:\n  - {when: {onset: none}, set: {warmth: \"no\"}}\n"
        "pathways:\n"
        "  - id: dvt\n    title: Clot\n    condition: clot\n    steps: [" +
        step("likely", "{score: wells, at_least: 2}", "then: today") + ", " +
        step("sign", "{all: [warmth, {not: {criteria: history}}]}", "then: soon, unknown: {floor: booked}") + "]\n" +
        "  - {id: other, title: Other, condition: strain, steps: [" +
        step("s", "{onset: [sudden, slow]}", "then: home, else: clear") + "]}\n");
}

}  // namespace

TEST_CASE("why not a clot shows each step, what it asks and what was answered", "[explain][why_not]") {
    const RuleSet rules = example();
    const WhyNot why = why_not(person(rules, {{"swelling", yes}, {"difference", 3}, {"onset", "none"}}), "dvt");
    REQUIRE(why.pathways.size() == 1);
    const WhyNotPathway& p = why.pathways[0];
    CHECK(p.ending == Ending::cleared);
    REQUIRE(p.steps.size() == 2);
    const WhyNotCondition& score = p.steps[0].condition;
    CHECK(p.steps[0].id == "likely");
    CHECK(score.value == no);
    CHECK(score.answer == "1");
    CHECK(p.steps[0].goes_to == "the next step");
    REQUIRE(score.parts.size() == 2);
    CHECK(score.parts[0].text == "swelling");
    CHECK(score.parts[0].answer == "yes");
    CHECK(score.parts[1].text == "difference > 3");
    CHECK(score.parts[1].answer == "3");
    CHECK(score.parts[1].value == no);
    const WhyNotCondition& sign = p.steps[1].condition;
    REQUIRE(sign.parts.size() == 2);
    CHECK(sign.parts[0].answer == "no (implied)");
    CHECK(sign.parts[1].text == "not");
    CHECK(sign.parts[1].parts[0].text == "criteria history");
    CHECK(sign.parts[1].parts[0].parts[0].parts[0].answer == "not asked");
    CHECK(p.steps[1].goes_to == "the end");
}

TEST_CASE("each place named by why not is the place in the rule file", "[explain][why_not]") {
    const RuleSet rules = example();
    const WhyNot why = why_not(Answers{rules}, "dvt");
    const std::string at = why.pathways[0].steps[0].at;
    CHECK(at.find("rules.yaml:") == 0);
    CHECK(line_at(rules, at).find("id: likely") != std::string::npos);
}

TEST_CASE("why not may be asked by pathway, by outcome and by condition", "[explain][why_not]") {
    const Answers answers{example()};
    CHECK(why_not(answers, "dvt").pathways.size() == 1);
    CHECK(why_not(answers, "clot").pathways.size() == 1);
    CHECK(why_not(answers, "strain").pathways[0].pathway == "other");
    CHECK(why_not(answers, "soon").pathways[0].pathway == "dvt");
    CHECK(why_not(answers, "booked").pathways[0].pathway == "dvt");
    CHECK(why_not(answers, "home").pathways[0].pathway == "other");
    CHECK(why_not(answers, "soon").pathways[0].steps[1].goes_to == "floor booked");
}

TEST_CASE("a misspelt why not names the nearest", "[explain][why_not]") {
    const Answers answers{example()};
    for (const auto& [asked, hint] : {std::pair<std::string, std::string>{"dvtt", "dvt"}, {"sooon", "soon"}, {"homee", "home"}})
        try {
            (void)why_not(answers, asked);
            FAIL("no exception");
        } catch (const AnswerError& e) {
            CHECK(e.problem().code == "unknown-id");
            CHECK(e.problem().hint == "did you mean \"" + hint + "\"?");
        }
}
