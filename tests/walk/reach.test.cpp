// SPDX-License-Identifier: Apache-2.0
// The range of what is still possible, on rules where a way through is easy to overlook.
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/deep.hpp"
#include "support/generate.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

RuleSet with(const std::string& pathways, const std::string& more = {}) {
    return rules_of(preamble() + "findings:\n" + yes_no("a", "polarity: context") + yes_no("b", "polarity: context") +
                    yes_no("c", "polarity: context") + yes_no("x", "polarity: context, examiner: true") + "pathways:\n" +
                    pathways + more);
}
std::string pathway(const std::string& id, const std::string& more, const std::string& steps) {
    return "  - {id: " + id + ", title: " + id + ", condition: clot, " + more + "steps: [" + steps + "]}\n";
}
std::string range(const Answers& answers) {
    const Assessment a = assess(answers);
    return a.possible_least + " to " + a.possible_most;
}

}  // namespace

TEST_CASE("the range runs from the mildest joint end to the gravest end of any pathway", "[walk][reach]") {
    const RuleSet rules =
        with(pathway("p", "", step("s", "a", "then: emergency")) + pathway("q", "", step("s", "b", "then: home")));
    CHECK(range(person(rules)) == "self_care to emergency_now");
    CHECK(range(person(rules, {{"a", no}})) == "self_care to routine");  // home, or not covered
    CHECK(range(person(rules, {{"a", no}, {"b", yes}})) == "self_care to self_care");
    CHECK(range(person(rules, {{"b", yes}})) == "self_care to emergency_now");
    CHECK(range(person(rules, {{"a", yes}})) == "emergency_now to emergency_now");
    CHECK(range(person(rules, {{"a", no}, {"b", no}})) == "routine to routine");
    // The order of the pathways is no matter.
    const RuleSet turned =
        with(pathway("q", "", step("s", "b", "then: home")) + pathway("p", "", step("s", "a", "then: emergency")));
    CHECK(range(person(turned)) == "self_care to emergency_now");
    CHECK(range(person(turned, {{"a", no}})) == "self_care to routine");
    CHECK(range(person(turned, {{"a", yes}})) == "emergency_now to emergency_now");
}

TEST_CASE("home by a not sure may still become not covered", "[walk][reach]") {
    const RuleSet rules = with(pathway("q", "", step("s", "a", "then: home, unknown: home")));
    CHECK(disposition_of(person(rules)) == "self_care");
    CHECK(range(person(rules)) == "self_care to routine");
}

TEST_CASE("a pathway that stays unsure at home may be the mildest end", "[walk][reach]") {
    const RuleSet rules = with(pathway("p", "", step("s", "b", "then: today, unknown: today")) +
                               pathway("q", "unsure: home, ", step("s", "a", "then: soon")));
    CHECK(disposition_of(person(rules)) == "same_day");
    CHECK(disposition_of(person(rules, {{"b", no}})) == "self_care");
    CHECK(range(person(rules, {{"a", no}, {"b", no}})) == "routine to routine");  // q can no longer be unsure
    CHECK(range(person(rules)) == "self_care to same_day");
}

TEST_CASE("an assumption that may turn out contradicted may end home care", "[walk][reach]") {
    const RuleSet rules = with(pathway("q", "", step("s", "a", "then: home, else: home, unknown: home")),
                               "assume:\n  - {when: {all: [b, c]}, because: never}\n");
    CHECK(range(person(rules)) == "self_care to routine");
    CHECK(range(person(rules, {{"b", no}})) == "self_care to self_care");
    CHECK(range(person(rules, {{"b", yes}, {"c", yes}})) == "routine to routine");
}

TEST_CASE("an assumption that only an examiner could contradict leaves home care alone", "[walk][reach]") {
    const RuleSet rules = with(pathway("q", "", step("s", "a", "then: home, else: home, unknown: home")),
                               "assume:\n  - {when: {all: [b, x]}, because: never}\n");
    CHECK(range(person(rules)) == "self_care to self_care");
}

TEST_CASE("an open step is listed with the gravest end that can follow from it", "[walk][reach]") {
    const auto open = [](const RuleSet& rules, const Answers& answers) {
        Evaluator evaluator(rules.compiled(), answers.bits());
        std::string out;
        for (const OpenStep& s : open_steps(rules.compiled(), evaluator, PathwayId{0}))
            out += std::to_string(s.step) + ":" + std::to_string(s.gravest) + " ";
        return out;
    };
    // Levels: 0 home, 1 booked, 2 soon, 3 today, 4 emergency; -1: none.
    const RuleSet floors = with(pathway(
        "p", "",
        step("s", "a", "then: {floor: today}") + ", " + step("t", "b", "then: soon") + ", " + step("u", "x", "then: emergency")));
    CHECK(open(floors, person(floors)) == "0:3 1:2 2:-1 ");
    CHECK(open(floors, person(floors, {{"a", yes}})) == "1:2 2:-1 ");  // the floor is met, and the way goes on
    CHECK(open(floors, person(floors, {{"a", no}, {"b", no}})) == "2:-1 ");
    CHECK(open(floors, person(floors, {{"a", no}, {"b", no}, {"x", yes}})).empty());
    CHECK(open(floors, person(floors, {{"b", yes}})) == "0:3 ");
    const RuleSet ends = with(
        pathway("p", "", step("s", "a", "then: today, else: clear, unknown: clear") + ", " + step("t", "b", "then: emergency")));
    CHECK(open(ends, person(ends)) == "0:3 ");
    const RuleSet nested = with(pathway("p", "",
                                        step("s", "a",
                                             "then: {steps: [" + step("t", "b", "then: {floor: emergency}") + ", " +
                                                 step("u", "c", "then: soon, else: clear, unknown: clear") + "]}, else: today")));
    CHECK(open(nested, person(nested, {{"a", yes}, {"b", yes}})) == open(nested, person(nested, {{"a", yes}, {"b", no}})));
    CHECK(open(nested, person(nested, {{"a", yes}})).find(":4 ") != std::string::npos);
    CHECK(open(nested, person(nested)).find("0:4 ") == 0);
}

TEST_CASE("a floor that cannot be avoided any more holds the range up", "[walk][reach]") {
    const RuleSet rules = with(pathway("p", "", step("s", "a", "then: {floor: soon}") + ", " + step("t", "b", "then: today")));
    CHECK(range(person(rules)) == "routine to same_day");
    CHECK(range(person(rules, {{"a", yes}})) == "within_days to same_day");
    CHECK(range(person(rules, {{"a", yes}, {"b", no}})) == "within_days to within_days");
}

TEST_CASE("what only an examiner can tell does not widen the range, and is listed apart", "[walk][reach]") {
    const RuleSet rules = with(
        pathway("p", "unsure: soon, ", step("s", "{any: [a, x]}", "then: emergency") + ", " + step("t", "b", "then: today")));
    CHECK(range(person(rules, {{"a", no}, {"b", no}})) == "routine to routine");
    const Assessment a = assess(person(rules));
    REQUIRE(a.open.size() == 1);
    CHECK(a.open[0].most == "emergency_now");
    CHECK(joined(a.open[0].missing) == "a, b");
    CHECK(joined(a.open[0].missing_examiner) == "x");
}

TEST_CASE("pathways that can still end graver are listed gravest first, with what is missing", "[walk][reach]") {
    const RuleSet rules =
        with(pathway("soon_one", "", step("s", "a", "then: soon")) + pathway("grave_one", "", step("s", "b", "then: emergency")) +
             pathway("settled", "", step("s", "c", "then: booked")));
    const Assessment a = assess(person(rules, {{"c", yes}}));
    REQUIRE(a.open.size() == 2);
    CHECK(a.open[0].pathway == "grave_one");
    CHECK(joined(a.open[0].missing) == "b");
    CHECK(a.open[1].pathway == "soon_one");
}

TEST_CASE("over drawn rules without implications every further answer stays in the range", "[walk][reach][property]") {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= several(1'500, 10'000); ++seed) {
        const std::string yaml = random_rules(seed);
        if (yaml.find("implies:") != std::string::npos) continue;  // what follows now may cease to follow later
        const RuleSet rules = rules_of(yaml);
        const AnyPeople people(rules.document());
        Dice dice(seed);
        for (int i = 0; i < 40; ++i) {
            Answers answers = answers_of(rules, people.either(dice));
            Evaluator evaluator(rules.compiled(), answers.bits());
            const PossibleRange range = possible_range(rules.compiled(), evaluator, walk(answers));
            const std::string before = render_answers(answers);
            for (int k = 0; k < 6; ++k) {
                const FindingId f{dice.below(rules.document().findings.size())};
                if (rules.document().findings[f].examiner || answers.state(f) == Answers::State::known) continue;
                REQUIRE_FALSE(answers.try_set(f, people.value(f, dice)));
                const Rank rank = walk(answers).disposition;
                ++compared;
                if (rank < range.least || rank > range.most)
                    FAIL("random_rules(" << seed << ")\n" << before << "then\n" << render_answers(answers) << yaml);
            }
        }
    }
    CHECK(compared > 10'000);
}

TEST_CASE("a step that is yes or no already, but can still change, is open", "[walk][reach]") {
    const RuleSet rules = with(pathway("p", "", step("s", "{all: [b, {unless: a}]}", "then: today, else: home")));
    const Answers given = person(rules, {{"b", yes}});
    Evaluator evaluator(rules.compiled(), given.bits());
    CHECK(open_steps(rules.compiled(), evaluator, PathwayId{0}).size() == 1);
    CHECK(next_question(given)->id == "a");
}

TEST_CASE("the ends of a pathway are those that its open steps lead to, and no others", "[walk][reach]") {
    // As numbers: the mildest end (-1: nothing), the mildest outcome, the gravest end.
    const auto ends = [](const std::string& steps, std::initializer_list<std::pair<std::string_view, Answer>> answers) {
        const RuleSet rules = with(pathway("p", "", steps));
        const Answers given = person(rules, answers);
        Evaluator evaluator(rules.compiled(), given.bits());
        const Urgencies u = possible_ends(rules.compiled(), evaluator, PathwayId{0});
        return std::to_string(u.mildest()) + " " + std::to_string(u.mildest_outcome()) + " " + std::to_string(u.gravest());
    };
    // Nothing of what follows an outcome is reached through it, and it does not clear.
    CHECK(ends(step("s", "a", "then: today, else: soon, unknown: soon"), {}) == "2 2 3");
    CHECK(ends(step("s", "a", "then: today, else: soon, unknown: soon") + ", " + step("t", "b", "then: emergency"), {}) ==
          "2 2 3");
    CHECK(ends(step("s", "a", "then: today, else: clear, unknown: clear") + ", " + step("t", "b", "then: emergency"), {}) ==
          "-1 3 3");
    CHECK(ends(step("s", "a", "then: today, else: next, unknown: clear") + ", " + step("t", "b", "then: emergency"), {}) ==
          "-1 3 4");
    CHECK(ends(step("s", "a", "then: {floor: soon}, else: {floor: booked}, unknown: {floor: booked}"), {}) == "1 1 2");
    CHECK(ends(step("s", "a", "then: {floor: soon}, else: clear, unknown: clear") + ", " + step("t", "b", "then: home"), {}) ==
          "-1 2 2");
    CHECK(ends(step("s", "a",
                    "then: {steps: [" + step("n", "b", "then: emergency, else: booked, unknown: booked") +
                        "]}, else: today, unknown: today") +
                   ", " + step("t", "c", "then: home"),
               {}) == "1 1 4");
    CHECK(ends(step("s", "a", "then: today, else: soon, unknown: soon"), {{"a", yes}}) == "3 3 3");
    CHECK(ends(step("s", "a", "then: today, else: next"), {{"a", no}}) == "-1 -1 -1");
}

TEST_CASE("a floor raises what is milder and leaves the rest as it is", "[walk][reach]") {
    const Urgencies third = Urgencies::nothing().at_least(3);
    CHECK(third.mildest() == 3);
    CHECK(third.gravest() == 3);
    CHECK(third.at_least(1).mildest() == 3);
    CHECK(third.at_least(4).mildest() == 4);
    CHECK(third.at_least(4).gravest() == 4);
    CHECK(Urgencies().at_least(2).empty());
    Urgencies both = third;
    both.add(Urgencies::nothing());
    CHECK(both.mildest() == -1);
    CHECK(both.mildest_outcome() == 3);
    CHECK(both.at_least(2).mildest() == 2);
    CHECK(both.at_least(2).gravest() == 3);
    CHECK(Urgencies::nothing().mildest_outcome() == -1);
}
