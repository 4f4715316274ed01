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
    const std::uint32_t pregnant = position(rules, "pregnant");
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
    const std::uint32_t menopause = position(rules, "menopause");
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
            const auto f = static_cast<std::uint32_t>(dice.below(count));
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
        for (std::uint32_t f = count; f-- > 0;)
            if (wandering.state(f) != Answers::State::not_asked) REQUIRE_FALSE(straight.try_set(f, wandering.answer(f)));
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
