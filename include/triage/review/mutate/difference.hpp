// SPDX-License-Identifier: Apache-2.0
// What tells two rule sets apart, over every answer pattern: disposition, raised outcomes, advice given.
// Refuses to count what no case could see: reasons and texts are not compared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/cases.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/diagram/patterns.hpp>

namespace triage::review_detail {

/// A person for whom two rule sets differ.
struct Difference {
    enum class What : std::uint8_t { milder, graver, raised, advice };
    What what = What::milder;
    Answers answers;      ///< of the first rule set
    Answers written;      ///< those of them that a case has to mention
    bool absent = false;  ///< what it does not mention is absent; else unknown
    std::string subject;  ///< raised, advice: which
    bool gained = false;  ///< raised, advice: the second rule set has it
};

class DifferenceFinder {
public:
    DifferenceFinder(Diagram& diagram, const PatternSpace& space, Decision& before)
        : diagram_(diagram), space_(space), before_(before) {}

    /// The smallest person for whom the second rule set is milder; else graver; else raises something no longer or as well;
    /// else gives other advice. Nothing: no answer pattern tells them apart. Both have the same pathways, outcomes and advice.
    [[nodiscard]] std::optional<Difference> run(Decision& after) {
        std::vector<std::uint32_t> changed;
        for (std::uint32_t p = 0; p < before_.pathways().size(); ++p)
            if (!same(before_.pathways()[p], after.pathways()[p])) changed.push_back(p);
        if (!changed.empty() || !(before_.contradicts() == after.contradicts())) {
            const Function moved = disposition_moves(after, changed);
            for (const std::uint32_t direction : {1U, 2U})
                if (auto found = person(diagram_.map(moved, [&](std::uint32_t x) { return x == direction ? 1U : 0U; }),
                                        direction == 1 ? Difference::What::milder : Difference::What::graver, {}, false))
                    return found;
            for (const bool gained : {false, true})
                if (auto found = raises(after, gained)) return found;
        }
        return advice(after, !changed.empty());
    }

private:
    // 1 where the second rule set is milder, 2 where it is graver.
    [[nodiscard]] Function disposition_moves(Decision& after, const std::vector<std::uint32_t>& changed) {
        const auto ranks = static_cast<Rank>(before_.rules().document.dispositions.size());
        Function milder = diagram_.none(), graver = diagram_.none();
        const auto moved = [&] {
            return diagram_.combine(milder, graver,
                                    [](std::uint32_t less, std::uint32_t more) { return less != 0 ? 1U : more * 2U; });
        };
        if (!before_.rules().assumptions.empty()) {
            for (Rank rank = 1; rank < ranks; ++rank) {
                milder |= before_.at_least(rank) - after.at_least(rank);
                graver |= after.at_least(rank) - before_.at_least(rank);
            }
            return moved();
        }
        // Only where the changed pathways differ can anything move; what the others bring is the same for many mutants.
        std::vector<bool> is_changed(before_.pathways().size());
        for (const std::uint32_t p : changed) is_changed[p] = true;
        if (changed != rest_of_) {
            std::vector<bool> is_not = is_changed;
            is_not.flip();
            rest_.clear();
            for (Rank rank = 0; rank < ranks; ++rank) rest_.push_back(before_.brought_by(is_not, rank));
            rest_of_ = changed;
        }
        // What the changed pathways bring, by rank, and where that differs: all else is built inside of it, and stays small.
        std::vector<Function> was, is;
        Function where = diagram_.none();
        for (Rank rank = 0; rank < ranks; ++rank) {
            was.push_back(before_.brought_by(is_changed, rank));
            is.push_back(after.brought_by(is_changed, rank));
            where |= (was[rank] - is[rank]) | (is[rank] - was[rank]);
        }
        const auto nothing = [&](const Function& brought) {  // stands, so that `otherwise` does
            return where - brought - rest_[0];
        };
        const Function nothing_before = nothing(was[0]), nothing_after = nothing(is[0]);
        for (Rank rank = 1; rank < ranks; ++rank) {
            Function before = where & was[rank], now = where & is[rank];
            if (rank <= before_.rules().otherwise_rank) before |= nothing_before, now |= nothing_after;
            milder |= before - now - rest_[rank];
            graver |= now - before - rest_[rank];
        }
        return moved();
    }

    [[nodiscard]] static bool same(const PathwayDecision& a, const PathwayDecision& b) {
        if (!(a.raised == b.raised) || !(a.unsure == b.unsure) || !(a.floors == b.floors) ||
            a.standings.size() != b.standings.size())
            return false;
        for (const StandingSet& s : a.standings) {
            bool found = false;
            for (const StandingSet& t : b.standings)
                found = found || (s.standing.outcome == t.standing.outcome && s.standing.raised == t.standing.raised &&
                                  s.patterns == t.patterns);
            if (!found) return false;
        }
        return true;
    }
    // The patterns for which an outcome is raised, by whatever pathway; and those for which a pathway raises anything.
    [[nodiscard]] Function raised_outcome(Decision& decision, std::uint32_t outcome) {
        Function out = diagram_.none();
        for (const PathwayDecision& p : decision.pathways())
            for (const StandingSet& s : p.standings)
                if (s.standing.outcome == outcome && s.standing.raised) out |= s.patterns;
        return out;
    }
    [[nodiscard]] Function raising_pathway(Decision& decision, std::uint32_t pathway) {
        Function out = diagram_.none();
        for (const StandingSet& s : decision.pathways()[pathway].standings)
            if (s.standing.raised) out |= s.patterns;
        return out;
    }
    // What is raised as well (`gained`), or no longer.
    [[nodiscard]] std::optional<Difference> raises(Decision& after, bool gained) {
        const RuleDocument& doc = before_.rules().document;
        const auto differs = [&](const Function& a, const Function& b, const std::string& id) {
            return person(gained ? b - a : a - b, Difference::What::raised, id, gained);
        };
        for (std::uint32_t o = 0; o < doc.outcomes.size(); ++o)
            if (auto found = differs(raised_outcome(before_, o), raised_outcome(after, o), doc.outcomes[o].id.value))
                return found;
        for (std::uint32_t p = 0; p < doc.pathways.size(); ++p)
            if (auto found = differs(raising_pathway(before_, p), raising_pathway(after, p), doc.pathways[p].id.value))
                return found;
        return std::nullopt;
    }
    [[nodiscard]] std::optional<Difference> advice(Decision& after, bool pathways_differ) {
        for (std::uint32_t a = 0; a < before_.rules().advice.size(); ++a) {
            const Function old = before_.withheld(a), now = after.withheld(a);
            if (old == now) continue;
            const Function& listed = before_.listed(a);
            const Function& listed_now = pathways_differ ? after.listed(a) : listed;
            for (const bool gained : {true, false})
                if (auto found = person(gained ? listed_now - now - (listed - old) : listed - old - (listed_now - now),
                                        Difference::What::advice, before_.rules().document.advice[a].id.value, gained))
                    return found;
        }
        return std::nullopt;
    }
    // The person whom a case describes with the fewest answers, in either reading of what it does not mention.
    [[nodiscard]] std::optional<Difference> person(const Function& set, Difference::What what, const std::string& subject,
                                                   bool gained) {
        if (diagram_.empty(set)) return std::nullopt;
        const RuleSet& rules = before_.rule_set();
        Answers absent{rules};
        fill_in_absent(absent);
        const Pattern usual = pattern_of(space_, absent);
        std::optional<Difference> best;
        std::size_t fewest = 0;
        for (const bool from_absent : {true, false}) {
            const std::optional<Pattern> pattern =
                from_absent ? cheapest(diagram_, set,
                                       [&](std::uint32_t level, std::uint32_t value) {
                                           return value == usual[level]
                                                      ? Cost{0, 0}
                                                      : Cost{1, space_.levels()[level].cells[value].known ? 0U : 1U};
                                       })
                            : smallest_pattern(diagram_, space_, before_.rules(), set);
            Answers answers = answers_of(space_, *pattern, rules), written{rules};
            std::size_t count = 0;
            for (std::uint32_t l = 0; l < pattern->size(); ++l) {
                const Cell& cell = space_.levels()[l].cells[(*pattern)[l]];
                if (from_absent ? (*pattern)[l] == usual[l] : !cell.known) continue;
                (void)written.try_set(space_.levels()[l].finding, cell.answer);
                ++count;
            }
            if (from_absent) {  // findings without a level are absent too, and usual values are the usual ones
                answers = written;
                fill_in_absent(answers);
            }
            if (best && count >= fewest) continue;
            best.emplace(Difference{what, std::move(answers), std::move(written), from_absent, subject, gained});
            fewest = count;
        }
        return best;
    }

    Diagram& diagram_;
    const PatternSpace& space_;
    Decision& before_;
    std::vector<std::uint32_t> rest_of_{npos};  // the pathways that `rest_` leaves out
    std::vector<Function> rest_;
};

}  // namespace triage::review_detail
