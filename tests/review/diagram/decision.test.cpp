// SPDX-License-Identifier: Apache-2.0
// The diagram of a rule set against the walk: the same endings, dispositions and advice for random people, and for every
// pattern where there are few enough.
#include <map>
#include <string>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/patterns.hpp"
#include "support/shipped.hpp"

#include <triage/review/diagram/decision.hpp>
#include <triage/review/diagram/patterns.hpp>

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

// What differs between the walk and the diagram for one person; empty: nothing.
std::string difference(Analysed& a, const Answers& answers) {
    const Pattern pattern = pattern_of(a.space, answers);
    const Trace trace = walk(answers);
    const Rank rank = a.decision.rank_of(pattern);
    if (rank != trace.disposition)
        return "disposition " + std::to_string(trace.disposition) + ", in the diagram " + std::to_string(rank);
    if ((a.diagram.at(a.decision.contradicts(), pattern) != 0) != trace.contradicts) return "contradiction of an assumption";
    for (PathwayId p{0}; p < trace.pathway_count; ++p) {
        const PathwayDecision& d = a.decision.pathways()[p];
        const Ending ending = a.diagram.at(d.raised, pattern) != 0   ? Ending::raised
                              : a.diagram.at(d.unsure, pattern) != 0 ? Ending::unsure
                                                                     : Ending::cleared;
        const std::string& name = a.rules.document().pathways[p].id.value;
        if (ending != trace.ends[p].ending) return "the ending of " + name;
        if ((a.diagram.at(d.floors, pattern) != 0) != trace.ends[p].floors) return "a floor of " + name;
        for (const StandingSet& s : d.standings)
            if (a.diagram.at(s.patterns, pattern) != 0 && s.standing.raised && ending == Ending::raised &&
                s.standing.outcome == trace.ends[p].outcome)
                goto found;
        if (ending == Ending::raised) return "the outcome of " + name;
    found:;
    }
    return {};
}

/// Who is given each piece of advice. On the shipped rules these sets are too large to be held together, and say no more than the
/// outcomes and what withholds do: there it is who is withheld it.
struct AdviceSets {
    bool given = true;
    std::vector<Function> sets;
};

std::string advice_difference(Analysed& a, const AdviceSets& all, const Answers& answers) {
    AssessOptions options;
    options.largest_change = 0;
    const Assessment result = assess(answers, options);
    const Pattern pattern = pattern_of(a.space, answers);
    for (std::uint32_t i = 0; i < all.sets.size(); ++i) {
        const std::string& id = a.rules.document().advice[i].id.value;
        const auto named = [&](const auto& items) {
            return std::any_of(items.begin(), items.end(), [&](const auto& x) { return x.id == id; });
        };
        const bool said = all.given ? named(result.advice) : named(result.withheld) || named(result.not_meant);
        if (said != (a.diagram.at(all.sets[i], pattern) != 0)) return "advice " + id;
    }
    return {};
}

AdviceSets advice_of(Analysed& a) {
    AdviceSets out{a.rules.compiled().advice.size() < 20, {}};
    for (AdviceId i{0}; i < a.rules.compiled().advice.size(); ++i)
        out.sets.push_back(out.given ? a.decision.given(a.diagram.everyone(), i) : a.decision.withheld(i));
    return out;
}

}  // namespace

TEST_CASE("the diagram and the walk agree on random people over the shipped rules", "[review][diagram]") {
    Analysed a(shipped_rules());
    const AnyPeople drawn(a.rules.document(), plain_strain(a.rules));
    const AdviceSets given = advice_of(a);
    Dice dice(41);
    const std::size_t people = several(20'000, 1'000'000);
    for (std::size_t i = 0; i < people; ++i) {
        const Answers answers = answers_of(a.rules, drawn.either(dice));
        std::string differs = difference(a, answers);
        if (differs.empty() && i % 50 == 0) differs = advice_difference(a, given, answers);
        if (!differs.empty()) {
            FAIL(differs << " of person " << i << "\n" << render_answers(answers));
            return;
        }
    }
    SUCCEED();
}

TEST_CASE("the diagram agrees with brute force on every drawn rule set that is small enough", "[review][diagram]") {
    std::size_t counted = 0, walked = 0;
    const std::size_t sets = several(60, 3'000);
    for (std::uint64_t seed = 1; seed <= sets; ++seed) {
        Analysed a(rules_of(random_rules(seed)));
        const AdviceSets given = advice_of(a);
        const AnyPeople drawn(a.rules.document());
        Dice dice(seed);
        for (int i = 0; i < 60; ++i) {
            const Answers answers = answers_of(a.rules, drawn.either(dice));
            std::string differs = difference(a, answers);
            if (differs.empty() && i % 4 == 0) differs = advice_difference(a, given, answers);
            if (!differs.empty()) {
                FAIL("rules " << seed << ": " << differs << "\n" << render_answers(answers) << random_rules(seed));
                return;
            }
            ++walked;
        }
        if (BigCount(20'000) < a.diagram.patterns()) continue;
        // Every pattern, counted one by one.
        std::map<std::uint32_t, std::uint32_t> patterns;
        each_pattern(a.space.values(),
                     [&](const Pattern& pattern) { ++patterns[walk(answers_of(a.space, pattern, a.rules)).disposition]; });
        for (const auto& [rank, count] : patterns) {
            INFO("rules " << seed << ", rank " << rank);
            REQUIRE(a.diagram.count(a.decision.disposed(static_cast<Rank>(rank))) == BigCount(count));
        }
        ++counted;
    }
    CHECK(counted >= sets / 20);
    CHECK(walked == sets * 60);
}

TEST_CASE("of a set, elimination finds whom the joint disposition finds, for drawn rules", "[review][diagram]") {
    std::size_t some = 0, split = 0;
    for (std::uint64_t seed = 1; seed <= several(80, 2'000); ++seed) {
        Analysed joint(rules_of(random_rules(seed)));
        Decision alone(joint.diagram, joint.space, joint.rules);
        for (const PathwayDecision& p : alone.pathways())
            for (const Function& set : {p.raised, p.unsure, !p.raised})
                for (Rank rank = 0; rank < joint.rules.document().dispositions.size(); ++rank) {
                    INFO("rules " << seed << ", rank " << rank);
                    const Function below = alone.below(set, rank);
                    REQUIRE(below == set - joint.decision.at_least(rank));
                    REQUIRE(alone.disposed(set, rank) == (set & joint.decision.disposed(rank)));
                    REQUIRE(alone.otherwise_leads(set) == (set & joint.decision.otherwise_leads()));
                    ++some;
                    split += joint.diagram.empty(below) || below == set ? 0U : 1U;
                }
        for (AdviceId a{0}; a < joint.rules.compiled().advice.size(); ++a)
            for (const PathwayDecision& p : alone.pathways()) {
                INFO("rules " << seed << ", advice " << joint.rules.document().advice[a].id.value);
                REQUIRE(alone.not_withheld(p.unsure, a) == p.unsure - joint.decision.withheld(a));
            }
        REQUIRE(alone.otherwise_can_lead() == !joint.diagram.empty(joint.decision.otherwise_leads()));
    }
    CHECK(split > some / 20);
}

TEST_CASE("what withholds a piece of advice from a person is what the diagram says, pathway by pathway", "[review][diagram]") {
    // On the shipped rules, people drawn at random: a piece of advice is withheld exactly where a reason of the diagram holds,
    // and what is withheld is never given.
    Analysed a(shipped_rules());
    const AnyPeople drawn(a.rules.document(), plain_strain(a.rules));
    Dice dice(43);
    std::size_t withheld = 0;
    for (std::size_t i = 0; i < several(200, 20'000); ++i) {
        const Answers answers = answers_of(a.rules, drawn.either(dice));
        const Assessment result = assess(answers, {.largest_change = 0});
        const Pattern pattern = pattern_of(a.space, answers);
        for (AdviceId advice{0}; advice < a.rules.compiled().advice.size(); ++advice) {
            const std::vector<Function> reasons = a.decision.withholding(advice);
            const bool any = std::any_of(reasons.begin(), reasons.end(),
                                         [&](const Function& reason) { return a.diagram.at(reason, pattern) != 0; });
            const auto named = [&](const auto& items) {
                const std::string& id = a.rules.document().advice[advice].id.value;
                return std::any_of(items.begin(), items.end(), [&](const auto& x) { return x.id == id; });
            };
            REQUIRE((named(result.withheld) || named(result.not_meant)) == any);
            REQUIRE_FALSE((any && named(result.advice)));
            withheld += any ? 1U : 0U;
        }
    }
    CHECK(withheld > 100);
}

TEST_CASE("every answer falls into one cell, and the cell's own answer too", "[review][diagram]") {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const RuleSet rules = rules_of(random_rules(seed));
        const PatternSpace space({&rules.compiled()});
        const AnyPeople drawn(rules.document());
        for (const Level& level : space.levels()) {
            for (std::uint32_t c = 0; c < level.unknown_cell(); ++c) {
                INFO("rules " << seed << ": " << level.finding << " " << level.cells[c].answer.text());
                CHECK(level.cell_of(level.cells[c].answer) == c);
            }
            for (const Answer& value : drawn.values(position(rules, level.finding))) {
                std::size_t cells = 0;
                for (const Cell& cell : level.cells)
                    cells += value.kind() == Answer::Kind::number
                                 ? (cell.known && cell.holds(value.number()) ? 1U : 0U)
                                 : static_cast<std::size_t>(std::count(cell.others.begin(), cell.others.end(), value));
                INFO("rules " << seed << ": " << level.finding << " " << value.text());
                CHECK(cells == 1);
            }
        }
    }
}
