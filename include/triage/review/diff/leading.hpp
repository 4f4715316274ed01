// SPDX-License-Identifier: Apache-2.0
// Who is led by another outcome than before, at the same disposition: found from where that can come from, and not from
// everybody. Refuses to look at those for whom no pathway moved, and none that brings something stands in another order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diff/endings.hpp>

namespace triage::diff_detail {

/// People whom one outcome led before, and another one leads now.
struct LedOtherwise {
    std::string from, to;
    Function who;
};

class LeadingOutcomes {
public:
    /// `moved`: for whom what leads a pathway differs, by its id; nobody where a pathway is not named.
    LeadingOutcomes(Diagram& diagram, DecisionComparison& compared, RuleSide& before, RuleSide& after,
                    const std::map<std::string, Function>& moved)
        : diagram_(diagram), compared_(compared), before_(before), after_(after), moved_(moved) {}

    /// In the order of what leads before, then of what leads now. Complexity: for each place of a pathway that moved, those whom
    /// it leads, times the places at its level.
    [[nodiscard]] std::vector<LedOtherwise> run() {
        reorder();
        // A pathway that moved led before; or, of the others, one leads now that did not stand before it then; or a pathway that
        // moved leads now. Each person comes once.
        for (std::size_t i = 0; i < before_.places().size(); ++i) {
            const RuleSide::Place& was = before_.places()[i];
            const Function moved = moved_for(before_, was.pathway);
            split(before_, after_, i, moved, [&](std::size_t is, const Function& who) { add(i, is, who); });
            if (was.pathway >= overtaken_.size() || diagram_.empty(overtaken_[was.pathway])) continue;
            split(before_, after_, i, overtaken_[was.pathway] - moved, [&](std::size_t is, const Function& who) {
                add(i, is, is == otherwise ? who : who - moved_for(after_, after_.places()[is].pathway));
            });
        }
        for (std::size_t i = 0; i < after_.places().size(); ++i)
            split(after_, before_, i, moved_for(after_, after_.places()[i].pathway), [&](std::size_t was, const Function& who) {
                add(was, i, was == otherwise ? who : who - moved_for(before_, before_.places()[was].pathway));
            });
        if (before_.otherwise_level() == after_.otherwise_level() && before_.otherwise() != after_.otherwise())
            add(otherwise, otherwise, otherwise_leads(after_, otherwise_leads(before_, diagram_.everyone())));
        std::vector<LedOtherwise> out;
        for (const auto& [names, found] : found_) out.push_back({names.first, names.second, found.who});
        std::sort(out.begin(), out.end(), [&](const LedOtherwise& a, const LedOtherwise& b) {
            return found_.at({a.from, a.to}).first < found_.at({b.from, b.to}).first;
        });
        return out;
    }

private:
    static constexpr std::size_t otherwise = static_cast<std::size_t>(-1);  // instead of a place
    struct Found {
        std::pair<std::size_t, std::size_t> first;  // places + 1, so that `otherwise` comes first
        Function who;
    };

    [[nodiscard]] Function moved_for(const RuleSide& side, PathwayId pathway) const {
        const auto known = moved_.find(side.document().pathways[pathway].id.value);
        return known == moved_.end() ? diagram_.none() : known->second;
    }
    // Those whom a place of `side` leads, in `among`, by what leads them on the other side, at the same disposition.
    template <class Use>
    void split(RuleSide& side, RuleSide& other, std::size_t place, Function among, Use&& use) {
        if (diagram_.empty(among)) return;
        const RuleSide::Place& here = side.places()[place];
        const auto rank = other.rank_at(side.level(here.rank));
        if (!rank) return;
        // To whom the same pathway brings something graver on the other side, those are elsewhere: often that is everybody.
        const PathwayId same = other.pathway(side.document().pathways[here.pathway].id.value);
        if (same != npos && *rank + 1U < other.document().dispositions.size())
            among -= other.decision().brings(same, static_cast<Rank>(*rank + 1));
        among = compared_.no_graver(other.decision(), among & here.part.who, *rank);
        Function rest = side.led_by(compared_, place, among);
        for (std::size_t i = 0; i < other.places().size() && !diagram_.empty(rest); ++i) {
            const RuleSide::Place& leads = other.places()[i];
            if (leads.rank != *rank) continue;
            const Function who = rest & leads.part.who;
            if (diagram_.empty(who)) continue;
            use(i, who);
            rest -= who;
        }
        if (*rank == other.compiled().otherwise_rank && !diagram_.empty(rest)) use(otherwise, otherwise_leads(other, rest));
    }
    [[nodiscard]] Function otherwise_leads(RuleSide& side, const Function& set) {
        return compared_.otherwise_leads(side.decision(), set);
    }
    void add(std::size_t was, std::size_t is, const Function& who) {
        const auto outcome = [](const RuleSide& side, std::size_t place) {
            return place == otherwise ? side.otherwise() : side.outcome(side.places()[place]);
        };
        const std::string from = outcome(before_, was), to = outcome(after_, is);
        if (from == to || diagram_.empty(who)) return;
        const auto [found, fresh] = found_.try_emplace({from, to}, Found{{was + 1, is + 1}, who});
        if (fresh) return;
        found->second.first = std::min(found->second.first, {was + 1, is + 1});
        found->second.who |= who;
    }
    // For each pathway of `before`, to whom one brings something as well that stands before it now, and stood after it.
    void reorder() {
        const std::size_t all = before_.leads().size();
        std::vector<PathwayId> order;  // by `after`, those of both
        for (const Pathway& p : after_.document().pathways)
            if (const PathwayId was = before_.pathway(p.id.value); was != npos) order.push_back(was);
        if (std::is_sorted(order.begin(), order.end())) return;
        overtaken_.assign(all, diagram_.none());
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (order[j] > order[i])
                    overtaken_[order[i]] |=
                        diagram_.map(before_.leads()[order[j]], [](std::uint32_t x) { return x != 0 ? 1U : 0U; });
    }

    Diagram& diagram_;
    DecisionComparison& compared_;
    RuleSide &before_, &after_;
    const std::map<std::string, Function>& moved_;
    std::vector<Function> overtaken_;  // by pathway of `before`; none where all stand in the same order
    std::map<std::pair<std::string, std::string>, Found> found_;
};

}  // namespace triage::diff_detail
