// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

// Findings a … e, an examiner's x, and the given pathways.
RuleSet with(const std::string& pathways, const std::string& more = {}) {
    std::string findings;
    for (const char* id : {"a", "b", "c", "d", "e"}) findings += yes_no(id);
    return rules_of(preamble() + "findings:\n" + findings + yes_no("x", "polarity: worrying, examiner: true") + "pathways:\n" +
                    pathways + more);
}
std::string pathway(const std::string& id, const std::string& more, const std::string& steps) {
    return "  - {id: " + id + ", title: " + id + ", condition: clot, " + more + "steps: [" + steps + "]}\n";
}
std::string ending(const Answers& answers, PathwayId p = PathwayId{0}) {
    const PathwayEnd end = walk(answers).ends[p];
    const std::string outcome = end.outcome == npos ? "" : " " + answers.rules().document().outcomes[end.outcome].id.value;
    return (end.ending == Ending::raised   ? "raised"
            : end.ending == Ending::unsure ? "unsure"
                                           : "cleared") +
           outcome + (end.floors ? ", floor" : "");
}
std::string leading(const Answers& answers) {
    const Trace trace = walk(answers);
    const RuleDocument& d = answers.rules().document();
    return (trace.leading.pathway == npos ? "none" : d.pathways[trace.leading.pathway].id.value) + " " +
           d.outcomes[trace.leading.outcome].id.value;
}

}  // namespace

TEST_CASE("not sure is never a no", "[walk]") {
    const RuleSet rules = with(pathway("p", "unsure: soon, red_flag: true, ", step("s", "a", "then: today")));
    CHECK(ending(person(rules)) == "unsure soon");
    CHECK(ending(person(rules, {{"a", unknown}})) == "unsure soon");
    CHECK(ending(person(rules, {{"a", no}})) == "cleared");
    CHECK(ending(person(rules, {{"a", yes}})) == "raised today");
}

TEST_CASE("a person at home is not held up by what only an examiner can tell", "[walk]") {
    const RuleSet rules = with(pathway("p", "unsure: soon, red_flag: true, ",
                                       step("s", "{all: [a, x]}", "then: today") + ", " + step("t", "x", "then: today")));
    CHECK(ending(person(rules, {{"a", no}})) == "cleared");
    CHECK(ending(person(rules)) == "cleared");
    CHECK(ending(person(rules, {{"x", yes}})) == "raised today");
}

TEST_CASE("an exemption that was not given keeps the pathway open", "[walk]") {
    const RuleSet rules =
        with(pathway("p", "unsure: soon, red_flag: true, ", step("s", "{all: [a, {not: {unless: b}}]}", "then: today")));
    CHECK(ending(person(rules, {{"a", yes}})) == "unsure soon");  // b may still be yes
    CHECK(ending(person(rules, {{"a", yes}, {"b", no}})) == "cleared");
    CHECK(ending(person(rules, {{"a", yes}, {"b", yes}})) == "raised today");
}

TEST_CASE("an outcome reached through an unknown branch is raised like any other", "[walk]") {
    const RuleSet rules = with(pathway("p", "", step("s", "a", "then: emergency, unknown: today")));
    CHECK(ending(person(rules)) == "raised today");
    CHECK(leading(person(rules)) == "p today");
}

TEST_CASE("a floor stands whatever comes after it, and does not change how the pathway ends", "[walk]") {
    const RuleSet rules =
        with(pathway("p", "unsure: soon, ",
                     step("s", "a", "then: {floor: today}, unknown: {floor: soon}") + ", " + step("t", "b", "then: soon")));
    CHECK(ending(person(rules, {{"a", yes}, {"b", no}})) == "cleared, floor");
    CHECK(leading(person(rules, {{"a", yes}, {"b", no}})) == "p today");
    CHECK(walk(person(rules, {{"a", yes}, {"b", no}})).leading.raised);
    CHECK(ending(person(rules, {{"a", yes}, {"b", yes}})) == "raised soon, floor");
    CHECK(disposition_of(person(rules, {{"a", yes}, {"b", yes}})) == "same_day");
    CHECK(ending(person(rules, {{"b", no}})) == "cleared, floor");
    CHECK_FALSE(walk(person(rules, {{"b", no}})).leading.raised);
    CHECK(ending(person(rules, {{"a", no}, {"b", no}})) == "cleared");
}

TEST_CASE("a merely possible floor does not make a pathway unsure", "[walk]") {
    const RuleSet rules =
        with(pathway("p", "unsure: soon, ", step("s", "a", "then: {floor: today}") + ", " + step("t", "b", "then: soon")));
    CHECK(ending(person(rules, {{"b", no}})) == "cleared");
    CHECK(ending(person(rules, {{"a", no}})) == "unsure soon");
}

TEST_CASE("all pathways are walked and the gravest stands, raised before unsure, then file order", "[walk]") {
    const RuleSet rules =
        with(pathway("first", "unsure: soon, red_flag: true, ", step("s", "a", "then: soon")) +
             pathway("second", "", step("s", "b", "then: soon")) + pathway("third", "", step("s", "c", "then: soon")) +
             pathway("grave", "", step("s", "d", "then: emergency")));
    CHECK(leading(person(rules, {{"b", yes}, {"c", yes}})) == "second soon");
    CHECK(leading(person(rules, {{"c", yes}})) == "third soon");
    CHECK(leading(person(rules)) == "first soon");
    CHECK(leading(person(rules, {{"a", yes}, {"c", yes}, {"d", yes}})) == "grave emergency");
    CHECK(ending(person(rules, {{"a", yes}, {"d", yes}})) == "raised soon");
}

TEST_CASE("when nothing stands the person is told so, at the mildest level that is not at home", "[walk]") {
    const RuleSet rules = with(pathway("p", "", step("s", "a", "then: today")));
    CHECK(leading(person(rules, {{"a", no}})) == "none booked");
    CHECK(disposition_of(person(rules, {{"a", no}})) == "routine");
    CHECK(disposition_of(person(rules)) == "routine");  // only open: it has no unsure outcome
}

TEST_CASE("who contradicts an assumption is still walked and never sent home", "[walk]") {
    const RuleSet rules =
        with(pathway("p", "", step("s", "a", "then: today, else: home")), "assume:\n  - {when: {all: [b, c]}, because: never}\n");
    CHECK(disposition_of(person(rules, {{"a", no}})) == "self_care");
    CHECK(disposition_of(person(rules, {{"a", no}, {"b", yes}, {"c", yes}})) == "routine");
    CHECK(leading(person(rules, {{"a", no}, {"b", yes}, {"c", yes}})) == "none booked");
    CHECK(disposition_of(person(rules, {{"a", yes}, {"b", yes}, {"c", yes}})) == "same_day");
}

TEST_CASE("a nested tree ends by itself, on every branch", "[walk]") {
    const RuleSet rules = with(pathway("p", "unsure: soon, ",
                                       step("s", "a",
                                            "then: {steps: [" + step("t", "b", "then: today") + ", " +
                                                step("u", "c", "then: soon, else: clear, unknown: clear") + "]}, else: clear") +
                                           ", " + step("v", "d", "then: emergency")));
    CHECK(ending(person(rules, {{"a", yes}, {"b", yes}})) == "raised today");
    CHECK(ending(person(rules, {{"a", yes}, {"b", no}, {"c", yes}})) == "raised soon");
    CHECK(ending(person(rules, {{"a", yes}, {"b", no}, {"c", no}, {"d", yes}})) == "cleared");
    CHECK(ending(person(rules, {{"a", no}, {"d", yes}})) == "cleared");
    CHECK(ending(person(rules, {{"a", unknown}, {"d", yes}})) == "raised emergency");
    CHECK(ending(person(rules, {{"a", yes}, {"b", no}})) == "unsure soon");
}

TEST_CASE("a clot is not excluded while its score can still rise", "[walk]") {
    const RuleSet rules =
        with(pathway("dvt", "unsure: soon, red_flag: true, ", step("s", "{score: wells, at_least: 2}", "then: today")),
             "scores:\n  wells:\n    title: Wells\n    sources: [judgement]\n    items:\n"
             "      - {points: 1, if: a, because: a}\n      - {points: 1, if: b, because: b}\n"
             "      - {points: 1, if: x, because: x}\n");
    CHECK(ending(person(rules)) == "unsure soon");
    CHECK(ending(person(rules, {{"a", yes}, {"b", no}})) == "cleared");  // the last point is the examiner's
    CHECK(ending(person(rules, {{"a", yes}})) == "unsure soon");
    CHECK(ending(person(rules, {{"a", yes}, {"x", yes}})) == "raised today");
}

TEST_CASE("of two that are unsure at one level the first of the file leads", "[walk]") {
    const RuleSet rules = with(pathway("first", "unsure: soon, ", step("s", "a", "then: today")) +
                               pathway("second", "unsure: soon, ", step("s", "b", "then: today")));
    CHECK(leading(person(rules)) == "first soon");
    CHECK(leading(person(rules, {{"a", no}})) == "second soon");
    CHECK_FALSE(walk(person(rules)).leading.raised);
    CHECK(leading(person(rules, {{"a", no}, {"b", no}})) == "none booked");
    CHECK(walk(person(rules, {{"a", no}, {"b", no}})).leading.raised);  // nobody is unsure of it
}

TEST_CASE("a pathway is open just while some answer still leads to an outcome", "[walk]") {
    const auto open = [](const std::string& steps) {
        return ending(person(with(pathway("p", "unsure: soon, ", steps)))) == "unsure soon";
    };
    const std::string clears = "then: clear, else: clear, unknown: clear";
    CHECK(open(step("s", "a", "then: today")));
    CHECK_FALSE(open(step("s", "a", clears) + ", " + step("t", "b", "then: today")));                   // nobody gets on
    CHECK(open(step("s", "a", "then: clear, else: clear") + ", " + step("t", "b", "then: today")));     // by a not sure alone
    CHECK(open(step("s", "a", "then: clear, unknown: clear") + ", " + step("t", "b", "then: today")));  // by a no alone
    CHECK(open(step("s", "a",
                    "then: {steps: [" + step("t", "b", "then: today, else: clear, unknown: clear") +
                        "]}, else: clear")));  // in a list of its own
    CHECK(open(step("s", "a", "then: today, else: {steps: [" + step("t", "b", clears) + "]}, unknown: clear")));
    CHECK_FALSE(open(step("s", "a", "then: {steps: [" + step("t", "b", clears) + "]}, else: clear, unknown: clear") + ", " +
                     step("u", "c", "then: today")));
    CHECK_FALSE(open(step("s", "x", "then: today")));  // an examiner's
}
