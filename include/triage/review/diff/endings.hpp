// SPDX-License-Identifier: Apache-2.0
// What each pathway of two rule sets brings for every pattern, in one numbering, so that both can be compared.
// Refuses to match pathways and outcomes by anything but their ids.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diagram/decision.hpp>
#include <triage/review/diff/rule_diff.hpp>

namespace triage::diff_detail {

/// The dispositions of two rule sets in one numbering, matched by id. Which of two is the milder is said only as far as the order
/// of either ladder implies it.
class Ladders {
public:
    Ladders(const Rules& before, const Rules& after) {
        add(before, old_);
        add(after, new_);
        const std::size_t n = ids_.size();
        graver_.assign(n, std::vector<bool>(n));
        for (const std::vector<std::uint32_t>* ladder : {&old_, &new_})
            for (std::size_t i = 0; i < ladder->size(); ++i)
                for (std::size_t j = 0; j < i; ++j) graver_[(*ladder)[i]][(*ladder)[j]] = true;
        for (std::size_t via = 0; via < n; ++via)
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j)
                    if (graver_[i][via] && graver_[via][j]) graver_[i][j] = true;
    }

    [[nodiscard]] const std::string& id(std::uint32_t number) const { return ids_[number]; }
    /// Past the last for an id that neither side has.
    [[nodiscard]] std::uint32_t number(const std::string& id) const {
        return static_cast<std::uint32_t>(std::find(ids_.begin(), ids_.end(), id) - ids_.begin());
    }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ids_.size()); }
    /// The numbers of one side, by rank.
    [[nodiscard]] const std::vector<std::uint32_t>& ladder(bool old) const { return old ? old_ : new_; }
    /// Where the step from one to the other leads. A pair that the ladders order both ways is unordered.
    [[nodiscard]] Direction direction(std::uint32_t from, std::uint32_t to) const {
        if (graver_[from][to] == graver_[to][from]) return Direction::unordered;
        return graver_[from][to] ? Direction::milder : Direction::graver;
    }
    /// How many levels are known to be milder: a height to sort by.
    [[nodiscard]] int height(std::uint32_t number) const {
        return static_cast<int>(std::count(graver_[number].begin(), graver_[number].end(), true));
    }

private:
    void add(const Rules& rules, std::vector<std::uint32_t>& ladder) {
        for (std::size_t rank = 0; rank < rules.document.dispositions.size(); ++rank) {
            const std::string& id = rules.disposition(static_cast<Rank>(rank)).id.value;
            ladder.push_back(number(id));
            add_once(ids_, id);
        }
    }

    std::vector<std::string> ids_;
    std::vector<std::uint32_t> old_, new_;  // by rank
    std::vector<std::vector<bool>> graver_;
};

/// An outcome at its disposition, raised or unsure.
struct Contribution {
    std::string outcome;
    std::uint32_t disposition = 0;  ///< by `Ladders`
    bool raised = false;
    friend bool operator==(const Contribution&, const Contribution&) = default;
};

using Contributions = Numbered<Contribution>;

/// One rule set in the comparison.
class RuleSide {
public:
    /// `ladder`: the numbers of its dispositions, by rank.
    RuleSide(Diagram& diagram, const PatternSpace& space, const RuleSet& rules, const std::vector<std::uint32_t>& ladder,
             Contributions& contributions)
        : diagram_(diagram), rules_(rules), decision_(diagram, space, rules), ladder_(ladder), contributions_(contributions) {}

    /// The number of what leads each pathway (its gravest, raised before unsure, first come), for every pattern.
    void find_leads() {
        for (PathwayId p{0}; p < compiled().pathways.size(); ++p) {
            Function lead = diagram_.none();
            steps(compiled().pathways[p].first_step, lead);
            if (const OutcomeId o = compiled().pathways[p].unsure; o != npos)
                offer(lead, o, false, decision_.pathways()[p].unsure);
            numbers_.push_back(diagram_.numbers(lead));
            leads_.push_back(std::move(lead));
        }
    }

    [[nodiscard]] const RuleSet& rules() const { return rules_; }
    [[nodiscard]] const Rules& compiled() const { return rules_.compiled(); }
    [[nodiscard]] const RuleDocument& document() const { return rules_.document(); }
    [[nodiscard]] Decision& decision() { return decision_; }
    [[nodiscard]] const std::vector<Function>& leads() const { return leads_; }
    /// The patterns with this rank; nothing for a level that this side does not have. Kept, for who asks often.
    [[nodiscard]] Function disposed(std::uint32_t level) {
        const std::size_t rank = rank_of(level);
        return rank < ladder_.size() ? decision_.disposed(static_cast<Rank>(rank)) : diagram_.none();
    }
    [[nodiscard]] PathwayId pathway(const std::string& id) const { return compiled().pathway_names.find(id); }
    /// What leads a pathway; nothing for one that this side does not have.
    [[nodiscard]] Function lead(const std::string& id) {
        const PathwayId p = pathway(id);
        return p == npos ? diagram_.none() : leads_[p];
    }
    /// The outcomes that lead within a set, each with its patterns: gravest first, raised before unsure, file order.
    [[nodiscard]] std::vector<std::pair<std::string, Function>> leading(const Function& within) {
        std::vector<std::pair<std::string, Function>> out;
        const auto take = [&](const std::string& outcome, const Function& set) {
            if (diagram_.empty(set)) return;
            for (auto& [id, patterns] : out)
                if (id == outcome) {
                    patterns |= set;
                    return;
                }
            out.emplace_back(outcome, set);
        };
        const Function otherwise = within & decision_.otherwise_leads();
        take(document().outcomes[compiled().otherwise].id.value, otherwise);
        const Function others = within - otherwise;
        for (auto level = ladder_.rbegin(); level != ladder_.rend(); ++level) {
            Function rest = others & disposed(*level);
            for (const bool raised : {true, false})
                for (std::size_t p = 0; p < leads_.size() && !diagram_.empty(rest); ++p) {
                    const auto now = [&](std::uint32_t b) {
                        return b != 0 && contributions_[b].disposition == *level && contributions_[b].raised == raised;
                    };
                    if (std::none_of(numbers_[p].begin(), numbers_[p].end(), now)) continue;
                    for (const std::uint32_t b : numbers_[p])
                        if (now(b))
                            take(contributions_[b].outcome,
                                 rest & diagram_.map(leads_[p], [&](std::uint32_t x) { return x == b ? 1U : 0U; }));
                    rest -= diagram_.map(leads_[p], [&](std::uint32_t x) { return now(x) ? 1U : 0U; });
                }
        }
        return out;
    }

    /// Of `among`, the patterns for which a pathway leads.
    [[nodiscard]] Function leads_in(PathwayId pathway, const Function& among) {
        Function out = diagram_.none();
        const Function mine =
            diagram_.combine(among, leads_[pathway], [](std::uint32_t in, std::uint32_t b) { return in != 0 ? b : 0U; });
        for (const std::uint32_t b : diagram_.numbers(mine)) {
            if (b == 0) continue;
            const Contribution brought = contributions_[b];
            Function set = diagram_.map(mine, [&](std::uint32_t x) { return x == b ? 1U : 0U; });
            set = (set & disposed(brought.disposition)) - decision_.otherwise_leads();
            for (std::uint32_t q = 0; q < leads_.size() && !diagram_.empty(set); ++q) {
                const auto goes_before = [&](std::uint32_t x) {
                    if (x == 0 || contributions_[x].disposition != brought.disposition) return false;
                    return contributions_[x].raised != brought.raised ? !brought.raised : q < pathway;
                };
                if (q != pathway && std::any_of(numbers_[q].begin(), numbers_[q].end(), goes_before))
                    set = set - diagram_.map(leads_[q], [&](std::uint32_t x) { return goes_before(x) ? 1U : 0U; });
            }
            out |= set;
        }
        return out;
    }

private:
    void steps(StepId step, Function& lead) {
        for (bool reached = true; step != npos && reached;) {
            const CompiledStep& s = compiled().steps[step];
            const StepReach& reach = decision_.reach(step);
            reached = false;
            for (const Kleene value : {yes, no, unknown}) {
                const CompiledBranch& b = s.branches[value];
                const Function& taken = reach.taken[value];
                if (diagram_.empty(taken)) continue;
                if (b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor) reached = true;
                if (b.kind == Branch::Kind::outcome) offer(lead, b.outcome(), true, taken);
                if (b.kind == Branch::Kind::floor) offer(lead, b.outcome(), value != unknown, taken);
                if (b.kind == Branch::Kind::steps) steps(b.steps(), lead);
            }
            step = s.next;
        }
    }
    void offer(Function& lead, OutcomeId outcome, bool raised, const Function& patterns) {
        const std::uint32_t fresh =
            contributions_.number({document().outcomes[outcome].id.value, ladder_[compiled().outcomes[outcome].rank], raised});
        lead = diagram_.combine(lead, patterns, [&](std::uint32_t best, std::uint32_t in) {
            if (in == 0 || best == 0) return in == 0 ? best : fresh;
            const std::size_t rank = rank_of(contributions_[best].disposition), mine = compiled().outcomes[outcome].rank;
            return mine > rank || (mine == rank && raised && !contributions_[best].raised) ? fresh : best;
        });
    }
    /// Past the last for a level that this side does not have.
    [[nodiscard]] std::size_t rank_of(std::uint32_t level) const {
        return static_cast<std::size_t>(std::find(ladder_.begin(), ladder_.end(), level) - ladder_.begin());
    }

    Diagram& diagram_;
    RuleSet rules_;
    Decision decision_;
    const std::vector<std::uint32_t>& ladder_;
    Contributions& contributions_;
    std::vector<Function> leads_;
    std::vector<std::vector<std::uint32_t>> numbers_;  // of each lead
};

}  // namespace triage::diff_detail
