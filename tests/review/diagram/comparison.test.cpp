// SPDX-License-Identifier: Apache-2.0
// Two decisions side by side, against each of them by itself: what is found by elimination, apart where they differ and
// elsewhere, is what the joint functions say. Refuses to use what the comparison keeps for the answers that it is held against.
#include "catch.hpp"
#include "review/diff/support.hpp"
#include "support/deep.hpp"

#include <triage/review/diagram/comparison.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

// Of a decision, who is given a piece of advice.
Function given_by(Decision& d, const std::string& advice) {
    const AdviceId a = d.rules().advice_names.find(advice);
    return a == npos ? d.diagram().none() : d.given(d.diagram().everyone(), a);
}
Function withheld_by(Decision& d, const std::string& advice) {
    const AdviceId a = d.rules().advice_names.find(advice);
    return a == npos ? d.diagram().none() : d.withheld(a);
}

}  // namespace

TEST_CASE("two decisions tell dispositions, counts and advice apart as each by itself does, for drawn rules",
          "[review][diagram]") {
    const std::size_t wanted = several(60, 2'000);
    std::size_t compared = 0, moved = 0, advised = 0;
    for (std::uint64_t seed = 1; compared < wanted; ++seed) {
        Dice dice(seed * 31);
        const std::string yaml = random_rules(seed);
        const RuleSet before = rules_of(yaml);
        const auto after = changed_copy(yaml, dice);
        if (!after) continue;
        ++compared;
        INFO("rules " << seed << "\n" << yaml);
        const PatternSpace space({&before.compiled(), &after->compiled()});
        Diagram diagram(space.values());
        Decision old_one(diagram, space, before), new_one(diagram, space, *after), old_alone(diagram, space, before),
            new_alone(diagram, space, *after);
        // Both ways: what the others bring for those who move alone, and for everybody.
        DecisionComparison both(old_one, seed % 2 == 0 ? 1'000 : 0);
        both.with(new_one);
        Function same = diagram.none();
        for (Rank rank = 0; rank < before.document().dispositions.size(); ++rank) {
            const auto other = after->compiled().rank_of(before.compiled().disposition(rank).id.value);
            if (other) same |= old_alone.disposed(rank) & new_alone.disposed(*other);
        }
        REQUIRE(both.moved() == !same);
        moved += diagram.empty(both.moved()) ? 0U : 1U;
        for (const auto& [one, alone] : {std::pair{&old_one, &old_alone}, std::pair{&new_one, &new_alone}})
            for (const Function& set : {diagram.everyone(), one->pathways()[0].raised, !one->pathways()[0].unsure}) {
                REQUIRE(both.otherwise_leads(*one, set) == (set & alone->otherwise_leads()));
                for (Rank rank = 0; rank < one->rules().document.dispositions.size(); ++rank) {
                    const Function here = set & alone->disposed(rank);
                    REQUIRE(both.disposed(*one, set, rank) == here);
                    REQUIRE(both.count_disposed(*one, set, rank) == diagram.count(here));
                    REQUIRE(both.below(*one, set, rank) == set - alone->at_least(rank));
                }
            }
        for (const Advice& a : before.document().advice) {
            const std::string& id = a.id.value;
            const GainedLost withheld = both.withheld(id),
                             given{both.given_now(id, withheld), both.given_no_longer(id, withheld)};
            REQUIRE(withheld.gained == withheld_by(new_alone, id) - withheld_by(old_alone, id));
            REQUIRE(withheld.lost == withheld_by(old_alone, id) - withheld_by(new_alone, id));
            REQUIRE(given.gained == (given_by(new_alone, id) - given_by(old_alone, id)) - both.moved());
            REQUIRE(given.lost == (given_by(old_alone, id) - given_by(new_alone, id)) - both.moved());
            advised += diagram.empty(given.gained) && diagram.empty(given.lost) ? 0U : 1U;
        }
    }
    CHECK(moved >= wanted / 8);
    CHECK(advised >= wanted / 20);
}
