// SPDX-License-Identifier: Apache-2.0
// The exact range and the exact smallest changes, against the quick ones and against the walk.
#include <string>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

#include <triage/review/diagram/exact.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

struct Analysed {
    explicit Analysed(RuleSet set)
        : rules(std::move(set)), space({&rules.compiled()}), diagram(space.values()), decision(diagram, space, rules) {}
    RuleSet rules;
    PatternSpace space;
    Diagram diagram;
    Decision decision;
};

}  // namespace

TEST_CASE("the exact range lies within the quick one, and further answers stay within it", "[review][diagram]") {
    Analysed a(shipped_rules());
    const AnyPeople drawn(a.rules.document(), plain_strain(a.rules));
    Dice dice(51);
    const std::size_t people = several(200, 5'000);
    for (std::size_t i = 0; i < people; ++i) {
        const Answers answers = answers_of(a.rules, drawn.either(dice));
        const PossibleRange exact = exact_range(a.decision, a.space, answers);
        Evaluator evaluator(a.rules.compiled(), answers.bits());
        const PossibleRange quick = possible_range(a.rules.compiled(), evaluator, walk(answers));
        INFO(render_answers(answers));
        REQUIRE(exact.least >= quick.least);
        REQUIRE(exact.most <= quick.most);
        Answers further = answers;
        for (int k = 0; k < 40; ++k) {
            const FindingId f{dice.below(a.rules.document().findings.size())};
            if (a.rules.document().findings[f].examiner || answers.effective_state(f) == Answers::State::known) continue;
            REQUIRE_FALSE(further.try_set(f, drawn.value(f, dice)));
            const Rank rank = walk(further).disposition;
            REQUIRE(rank >= exact.least);
            REQUIRE(rank <= exact.most);
        }
    }
}

TEST_CASE("the exact range is narrower where one finding is mentioned twice", "[review][diagram]") {
    Analysed a(rules_of(preamble() + "findings:\n" + yes_no("a", "polarity: context") +
                        "pathways:\n  - {id: p, title: p, condition: clot, steps: [" +
                        step("s", "{all: [a, {not: a}]}", "then: emergency") + "]}\n"));
    const Answers nothing{a.rules};
    Evaluator evaluator(a.rules.compiled(), nothing.bits());
    CHECK(int{possible_range(a.rules.compiled(), evaluator, walk(nothing)).most} == 4);
    CHECK(int{exact_range(a.decision, a.space, nothing).most} == 1);
    Assessment assessment = assess(nothing);
    make_exact(assessment, a.decision, a.space, nothing);
    CHECK(assessment.possible_most == "routine");
    CHECK(assessment.not_within_two_changes.empty());
}

TEST_CASE("the exact smallest change is right, and never larger than the quick one", "[review][diagram]") {
    Analysed a(shipped_rules());
    const AnyPeople drawn(a.rules.document(), plain_strain(a.rules));
    Dice dice(52);
    std::size_t large = 0;
    const std::size_t people = several(12, 200);
    for (std::size_t i = 0; i < people; ++i) {
        const Answers answers = answers_of(a.rules, drawn.near_base(dice));
        const Rank present = walk(answers).disposition;
        const WouldChangeResult quick = would_change(answers);
        for (Rank rank = 0; rank < a.rules.document().dispositions.size(); ++rank) {
            const std::vector<Change> changes = exact_change(a.decision, a.space, answers, rank);
            INFO("to " << int{rank} << "\n" << render_answers(answers));
            if (rank == present) {
                CHECK(changes.empty());
                continue;
            }
            std::size_t least = 0;
            for (const WouldChange& w : quick.sets)
                if (w.to == a.rules.compiled().disposition(rank).id.value) least = w.answers.size();
            if (least != 0)
                CHECK((!changes.empty() && changes.size() <= least));
            else
                CHECK((changes.empty() || changes.size() > 2));
            if (changes.empty()) continue;
            large += changes.size() > 2 ? 1U : 0U;
            Answers changed = answers;
            for (const Change& c : changes) {
                const FindingId f = position(a.rules, c.finding);
                if (a.rules.document().findings[f].type == FindingType::number)
                    changed.set(c.finding, std::stod(c.to));
                else
                    changed.set(c.finding, c.to);
            }
            CHECK(walk(changed).disposition == rank);
        }
    }
    CHECK(large > 0);
}
