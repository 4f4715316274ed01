// SPDX-License-Identifier: Apache-2.0
#include <triage/load.hpp>
#include <triage/review/cases.hpp>

#include "catch.hpp"
#include "support/builders.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

RuleSet rules_with_parts() {
    return rules_of(preamble() + "findings:\n" + yes_no("whole", "polarity: worrying, parts: [one, two]") + yes_no("one") +
                    yes_no("two") + "pathways:\n  - {id: p, title: P, condition: clot, red_flag: true, unsure: soon, steps: [" +
                    step("s", "whole", "then: today") + "]}\n");
}
std::string whole(const Answers& answers) { return answers.effective(position(answers.rules(), "whole")).text(); }

}  // namespace

TEST_CASE("of the parts any yes is yes, all no is no, else it is not known", "[compile][parts]") {
    const RuleSet rules = rules_with_parts();
    CHECK(whole(person(rules, {{"one", yes}})) == "yes");
    CHECK(whole(person(rules, {{"one", no}, {"two", yes}})) == "yes");
    CHECK(whole(person(rules, {{"one", no}, {"two", no}})) == "no");
    CHECK(whole(person(rules, {{"one", no}})) == "unknown");
    CHECK(whole(person(rules, {{"one", no}, {"two", unknown}})) == "unknown");
    CHECK(walk(person(rules, {{"one", yes}})).leading.raised);
}

TEST_CASE("an answer to the question itself wins over its parts, and the clash is reported", "[compile][parts]") {
    const RuleSet rules = rules_with_parts();
    const Answers answers = person(rules, {{"whole", yes}, {"one", no}, {"two", no}});
    CHECK(whole(answers) == "yes");
    CHECK(assess(answers).conflicts.size() == 1);
}

TEST_CASE("the interview asks the parts and never the question itself", "[compile][parts][interview]") {
    const RuleSet rules = rules_with_parts();
    Answers answers(rules);
    const std::vector<Question> screen = next_screen(answers);
    REQUIRE(screen.size() == 2);
    CHECK(screen[0].id == "one");
    CHECK(screen[1].id == "two");
    REQUIRE_FALSE(answer_screen(answers, screen, {}, Rest::not_sure));
    CHECK(next_screen(answers).empty());
    const Assessment a = assess(answers);
    CHECK(a.leading.outcome == "soon");
}

TEST_CASE("a report that names a part and not the question is not read as a no to the question", "[compile][parts]") {
    const RuleSet rules = rules_with_parts();
    Answers answers = person(rules, {{"two", yes}});
    review_detail::fill_in_absent(answers);
    CHECK(whole(answers) == "yes");
    Answers none(rules);
    review_detail::fill_in_absent(none);
    CHECK(whole(none) == "no");
}
