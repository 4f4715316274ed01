// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/dice.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

RuleSet example() {
    return rules_of(preamble() + "findings:\n" + yes_no("calf_swelling") + yes_no("pregnant") + yes_no("postpartum") +
                    yes_no("menopause", "polarity: context") + choice("sex_at_birth", "female, male") +
                    choice("onset", "sudden, slow_over_weeks") + number("age_years", "0", "120", "unit: years") +
                    "implies:\n"
                    "  - {when: pregnant, set: {menopause: \"no\"}}\n"  // reads what the next but one may set
                    "  - {when: {age_years: {at_least: 60}}, set: {menopause: \"yes\"}}\n"
                    "  - {when: {sex_at_birth: male}, set: {pregnant: \"no\", postpartum: \"no\"}}\n"
                    "  - {when: {onset: sudden}, set: {age_years: 40}}\n"
                    "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                    step("s", "{any: [calf_swelling, pregnant]}", "then: today") + "]}\n");
}

std::string problem(const RuleSet& rules, const std::string& finding, const Answer& answer) {
    Answers answers{rules};
    const auto problem = answers.try_set(finding, answer);
    return problem ? problem->code + ": " + problem->text() : "";
}

}  // namespace

TEST_CASE("a wrong answer is refused with what would have been right", "[walk][answers]") {
    const RuleSet rules = example();
    CHECK(problem(rules, "calf_sweling", yes) ==
          "unknown-id: no finding is called \"calf_sweling\"; did you mean \"calf_swelling\"?");
    CHECK(problem(rules, "", yes) == "unknown-id: no finding is called \"\"");
    CHECK(problem(rules, "calf_swelling", "maybe") ==
          "wrong-type: \"maybe\" is not an answer to calf_swelling; answer \"yes\", \"no\" or \"unknown\"");
    CHECK(problem(rules, "calf_swelling", 1) ==
          "wrong-type: \"1\" is not an answer to calf_swelling; answer \"yes\", \"no\" or \"unknown\"");
    CHECK(problem(rules, "onset", "suden") == "unknown-option: \"suden\" is not an answer to onset; did you mean \"sudden\"?");
    CHECK(problem(rules, "onset", "zzzzzzzzz") ==
          "unknown-option: \"zzzzzzzzz\" is not an answer to onset; answer \"unknown\" or one of: sudden "
          "slow_over_weeks");
    CHECK(problem(rules, "age_years", "forty") ==
          "wrong-type: \"forty\" is not an answer to age_years; answer a number without quotes, or \"unknown\"");
    CHECK(problem(rules, "age_years", yes) ==
          "wrong-type: \"yes\" is not an answer to age_years; answer a number without quotes, or \"unknown\"");
    for (const double x : {-1.0, 121.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
        CHECK(problem(rules, "age_years", x).find("number-out-of-range: ") == 0);
    for (const double x : {0.0, 120.0, 59.999}) CHECK(problem(rules, "age_years", x).empty());
    for (const char* finding : {"calf_swelling", "onset", "age_years"}) CHECK(problem(rules, finding, unknown).empty());
}

TEST_CASE("a number that is out of range is answered with the range, and with its unit where it has one", "[walk][answers]") {
    const RuleSet rules =
        rules_of(preamble() + "findings:\n" + number("size", "0", "9.5") + number("count", "1", "7", "examiner: false") +
                 "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                 step("s", "{any: [{size: {at_least: 5}}, {count: {above: 2}}]}", "then: today") + "]}\n");
    CHECK(problem(rules, "size", 10) ==
          "number-out-of-range: \"10\" is not an answer to size; answer a number from 0 to 9.5 (cm)");
    CHECK(problem(rules, "count", 0) == "number-out-of-range: \"0\" is not an answer to count; answer a number from 1 to 7");
}

TEST_CASE("a refused answer changes nothing", "[walk][answers]") {
    const RuleSet rules = example();
    Answers answers = person(rules, {{"age_years", 30}});
    CHECK_THROWS_AS(answers.set("age_years", 400), AnswerError);
    CHECK_THROWS_AS(answers.set("age_year", 40), AnswerError);
    CHECK(answers.answer(position(rules, "age_years")).text() == "30");
}

TEST_CASE("nothing is answered until somebody says it", "[walk][answers]") {
    const RuleSet rules = example();
    const Answers answers{rules};
    for (FindingId f{0}; f < rules.document().findings.size(); ++f) {
        CHECK(answers.state(f) == Answers::State::not_asked);
        CHECK_FALSE(answers.implied(f));
        CHECK(answers.effective(f).text() == "unknown");
    }
}

TEST_CASE("what follows fills a blank and a not sure, but never what was said", "[walk][answers]") {
    const RuleSet rules = example();
    const FindingId pregnant = position(rules, "pregnant");
    Answers answers = person(rules, {{"sex_at_birth", "male"}});
    CHECK(answers.implied(pregnant));
    CHECK(answers.effective(pregnant).text() == "no");
    CHECK(answers.state(pregnant) == Answers::State::not_asked);
    answers.set("pregnant", unknown);
    CHECK(answers.effective(pregnant).text() == "no");
    CHECK(answers.conflicts().empty());
    answers.set("pregnant", yes);
    CHECK(answers.effective(pregnant).text() == "yes");
    CHECK_FALSE(answers.implied(pregnant));
    REQUIRE(answers.conflicts().size() == 1);
    CHECK(answers.conflicts()[0].finding == pregnant);
    CHECK(answers.conflicts()[0].said.text() == "yes");
    CHECK(answers.conflicts()[0].implied.text() == "no");
    answers.clear(pregnant);
    CHECK(answers.effective(pregnant).text() == "no");
}

TEST_CASE("taking back the answer that something followed from takes back what followed", "[walk][answers]") {
    const RuleSet rules = example();
    Answers answers = person(rules, {{"sex_at_birth", "male"}, {"sex_at_birth", "female"}});
    CHECK(answers.effective(position(rules, "pregnant")).text() == "unknown");
    answers.set("sex_at_birth", "male").clear(position(rules, "sex_at_birth"));
    CHECK(answers.effective(position(rules, "pregnant")).text() == "unknown");
    answers.set("sex_at_birth", "male").set("sex_at_birth", unknown);
    CHECK(answers.effective(position(rules, "postpartum")).text() == "unknown");
}

TEST_CASE("of clashing implications the first in the file holds, chained or not", "[walk][answers]") {
    const RuleSet rules = example();
    const FindingId menopause = position(rules, "menopause");
    CHECK(person(rules, {{"age_years", 70}}).effective(menopause).text() == "yes");
    CHECK(person(rules, {{"age_years", 70}, {"pregnant", yes}}).effective(menopause).text() == "no");
    CHECK(person(rules, {{"pregnant", yes}, {"age_years", 70}}).effective(menopause).text() == "no");
    // sudden -> age 40, which an age that was said overrules
    CHECK(person(rules, {{"onset", "sudden"}}).effective(position(rules, "age_years")).text() == "40");
    CHECK(person(rules, {{"onset", "sudden"}, {"age_years", 70}}).effective(menopause).text() == "yes");
    CHECK(person(rules, {{"onset", "sudden"}, {"age_years", unknown}}).effective(menopause).text() == "unknown");
}

TEST_CASE("whatever the order of answers and changes of mind, the same holds in the end", "[walk][answers]") {
    const RuleSet rules = example();
    const auto count = static_cast<std::uint32_t>(rules.document().findings.size());
    Dice dice(3);
    for (int round = 0; round < 3000; ++round) {
        Answers wandering{rules};
        for (int k = 0; k < 12; ++k) {
            const FindingId f{dice.below(count)};
            if (dice.chance(0.2))
                wandering.clear(f);
            else if (dice.chance(0.2))
                wandering.set_unknown(f);
            else if (rules.document().findings[f].type == FindingType::number)
                wandering.set_number(f, dice.between(55, 65));
            else
                wandering.set_option(f, static_cast<std::uint32_t>(dice.below(2)));
        }
        Answers straight{rules};
        for (std::uint32_t i = count; i-- > 0;)
            if (const FindingId f{i}; wandering.state(f) != Answers::State::not_asked)
                REQUIRE_FALSE(straight.try_set(f, wandering.answer(f)));
        for (FindingId f{0}; f < count; ++f) {
            REQUIRE(straight.effective_state(f) == wandering.effective_state(f));
            REQUIRE(straight.effective(f) == wandering.effective(f));
        }
        for (std::size_t w = 0; w < straight.bits().is_true.size(); ++w) {
            REQUIRE(straight.bits().is_true[w] == wandering.bits().is_true[w]);
            REQUIRE(straight.bits().is_false[w] == wandering.bits().is_false[w]);
        }
    }
}

TEST_CASE("two people who share rules do not share answers", "[walk][answers]") {
    const RuleSet rules = example();
    Answers one{rules};
    one.set("calf_swelling", yes);
    Answers other = one;
    other.set("calf_swelling", no);
    CHECK(one.answer(position(rules, "calf_swelling")).text() == "yes");
    CHECK(Answers{rules}.state(position(rules, "calf_swelling")) == Answers::State::not_asked);
}

TEST_CASE("what holds of everybody holds before anything is answered", "[walk][answers]") {
    const RuleSet rules = rules_of(preamble() + "findings:\n" + yes_no("a", "polarity: context") +
                                   yes_no("b", "polarity: context") + "implies:\n  - {when: {unless: a}, set: {b: \"yes\"}}\n" +
                                   "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                                   step("s", "{all: [a, b]}", "then: today") + "]}\n");
    CHECK(Answers{rules}.implied(position(rules, "b")));
    CHECK(Answers{rules}.effective(position(rules, "b")) == yes);
    CHECK_FALSE(person(rules, {{"a", yes}}).implied(position(rules, "b")));
}

TEST_CASE("only what contradicts the implication that decides is a conflict", "[walk][answers]") {
    const RuleSet rules = rules_of(
        preamble() + "findings:\n" + yes_no("first", "polarity: context") + yes_no("second", "polarity: context") +
        yes_no("told", "polarity: context") + choice("kind", "none, some, much") + number("size", "0", "9") +
        "implies:\n  - {when: first, set: {told: \"yes\", kind: much, size: 4}}\n  - {when: second, set: {told: \"no\"}}\n" +
        "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
        step("s", "{all: [told, {kind: much}, {size: {at_least: 4}}]}", "then: today") + "]}\n");
    const auto conflicts = [](const Answers& answers) {
        std::string out;
        for (const Answers::Conflict& c : answers.conflicts())
            out += answers.rules().document().findings[c.finding].id.value + " " + c.said.text() + ", not " + c.implied.text() +
                   "; ";
        return out;
    };
    CHECK(conflicts(person(rules, {{"first", yes}})).empty());
    CHECK(conflicts(person(rules, {{"first", yes}, {"told", yes}, {"kind", "much"}, {"size", 4}})).empty());
    CHECK(conflicts(person(rules, {{"first", yes}, {"told", no}, {"kind", "some"}, {"size", 5}})) ==
          "told no, not yes; kind some, not much; size 5, not 4; ");
    CHECK(conflicts(person(rules, {{"told", no}, {"kind", "some"}})).empty());
    CHECK(conflicts(person(rules, {{"second", yes}, {"told", no}})).empty());
    CHECK(conflicts(person(rules, {{"first", yes}, {"second", yes}, {"told", yes}})).empty());
    CHECK(conflicts(person(rules, {{"first", yes}, {"second", yes}, {"told", no}})) == "told no, not yes; ");
    Answers by_position = person(rules, {{"first", yes}});
    by_position.set_option(position(rules, "told"), 1);
    by_position.set_option(position(rules, "kind"), 2);
    by_position.set_number(position(rules, "size"), 4);
    CHECK(conflicts(by_position).empty());
}

TEST_CASE("the last of thousands of questions keeps its answer", "[walk][answers]") {
    // Each threshold is a question of its own: past some number of them, one bit too few would be lost.
    constexpr int many = 24, thresholds = 190;
    std::string findings, steps;
    for (int f = 0; f < many; ++f) {
        const std::string id = "n" + std::to_string(f);
        std::string any;
        for (int i = 1; i <= thresholds; ++i) any += (i > 1 ? ", {" : "{") + id + ": {at_least: " + std::to_string(i) + "}}";
        findings += number(id, "0", "1000");
        steps += (f > 0 ? ", " : "") + step("s" + std::to_string(f), "{any: [" + any + "]}", "then: today");
    }
    const RuleSet rules = rules_of(preamble() + "findings:\n" + findings +
                                   "pathways:\n  - {id: p, title: P, condition: clot, steps: [" + steps + "]}\n");
    CHECK(rules.compiled().clauses.size() == many * thresholds);
    CHECK(disposition_of(person(rules, {{"n23", 1000}})) == "same_day");
    CHECK(disposition_of(person(rules, {{"n23", 0}})) == "routine");
}

TEST_CASE(
    "an implication is tried after those that settle what it reads, and of two about one finding the first of the file wins",
    "[walk][answers]") {
    const auto with = [](const std::string& implies) {
        std::string findings;
        for (const char* id : {"a", "b", "c", "t"}) findings += yes_no(id, "polarity: context");
        return rules_of(preamble() + "findings:\n" + findings + number("n", "0", "9") + "implies:\n" + implies +
                        "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                        step("s", "{any: [a, b, c, t, {n: {at_least: 5}}]}", "then: today") + "]}\n");
    };
    // Written the wrong way round: n before t.
    const RuleSet chain = with("  - {when: {n: {at_least: 5}}, set: {t: \"yes\"}}\n  - {when: a, set: {n: 7}}\n");
    CHECK(person(chain, {{"a", yes}}).effective(position(chain, "t")) == yes);
    CHECK_FALSE(person(chain, {{"a", no}}).implied(position(chain, "t")));
    // The first about t has to wait for c; the second waits for the first all the same.
    const RuleSet first =
        with("  - {when: c, set: {t: \"yes\"}}\n  - {when: a, set: {t: \"no\"}}\n  - {when: b, set: {c: \"yes\"}}\n");
    CHECK(person(first, {{"a", yes}, {"b", yes}}).effective(position(first, "t")) == yes);
    CHECK(person(first, {{"a", yes}}).effective(position(first, "t")) == no);
}
