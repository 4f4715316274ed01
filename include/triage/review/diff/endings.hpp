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
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ids_.size()); }
    /// The number of a rank of either side.
    [[nodiscard]] std::uint32_t of_old(std::uint32_t rank) const { return old_[rank]; }
    [[nodiscard]] std::uint32_t of_new(std::uint32_t rank) const { return new_[rank]; }
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
            const auto it = std::find(ids_.begin(), ids_.end(), id);
            ladder.push_back(static_cast<std::uint32_t>(it - ids_.begin()));
            if (it == ids_.end()) ids_.push_back(id);
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
    RuleSide(Diagram& diagram, const PatternSpace& space, const RuleSet& rules, const Ladders& ladders, bool old,
             Contributions& contributions)
        : diagram_(diagram),
          space_(space),
          rules_(rules),
          decision_(diagram, space, rules),
          ladders_(ladders),
          old_(old),
          contributions_(contributions) {}

    /// The number of what leads each pathway (its gravest, raised before unsure, first come), for every pattern.
    void find_leads() {
        for (PathwayId p{0}; p < compiled().pathways.size(); ++p) {
            Function lead = diagram_.none();
            steps(compiled().pathways[p].first_step, true, lead);
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
    [[nodiscard]] const PatternSpace& space() const { return space_; }
    [[nodiscard]] const std::vector<Function>& leads() const { return leads_; }
    [[nodiscard]] std::uint32_t ladder(std::uint32_t rank) const { return old_ ? ladders_.of_old(rank) : ladders_.of_new(rank); }
    /// The patterns with this rank; nothing for a level that this side does not have. Kept, for who asks often.
    [[nodiscard]] Function disposed(std::uint32_t level) {
        for (std::uint32_t rank = 0; rank < document().dispositions.size(); ++rank)
            if (ladder(rank) == level) return decision_.disposed(static_cast<Rank>(rank));
        return diagram_.none();
    }
    /// Of a set, the patterns at this level; nothing for one that this side does not have.
    [[nodiscard]] Function at_level(const Function& set, std::uint32_t level) { return set & disposed(level); }
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
        for (std::uint32_t rank = static_cast<std::uint32_t>(document().dispositions.size()); rank-- > 0;) {
            Function rest = at_level(others, ladder(rank));
            for (const bool raised : {true, false})
                for (std::size_t p = 0; p < leads_.size() && !diagram_.empty(rest); ++p) {
                    const auto now = [&](std::uint32_t b) {
                        return b != 0 && contributions_[b].disposition == ladder(rank) && contributions_[b].raised == raised;
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
            set = at_level(set, brought.disposition) - decision_.otherwise_leads();
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
    void steps(StepId step, bool reached, Function& lead) {
        while (step != npos && reached) {
            const CompiledStep& s = compiled().steps[step];
            const StepReach& reach = decision_.reach(step);
            reached = false;
            for (const Kleene value : {yes, no, unknown}) {
                const CompiledBranch& b = s.branches[static_cast<std::size_t>(value)];
                const Function& taken = reach.taken[static_cast<std::size_t>(value)];
                if (diagram_.empty(taken)) continue;
                if (b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor) reached = true;
                if (b.kind == Branch::Kind::outcome) offer(lead, b.outcome(), true, taken);
                if (b.kind == Branch::Kind::floor) offer(lead, b.outcome(), value != unknown, taken);
                if (b.kind == Branch::Kind::steps) steps(b.steps(), true, lead);
            }
            step = s.next;
        }
    }
    void offer(Function& lead, OutcomeId outcome, bool raised, const Function& patterns) {
        const std::uint32_t fresh =
            contributions_.number({document().outcomes[outcome].id.value, ladder(compiled().outcomes[outcome].rank), raised});
        lead = diagram_.combine(lead, patterns, [&](std::uint32_t best, std::uint32_t in) {
            if (in == 0 || best == 0) return in == 0 ? best : fresh;
            const Rank rank = rank_of(contributions_[best].disposition), mine = compiled().outcomes[outcome].rank;
            return mine > rank || (mine == rank && raised && !contributions_[best].raised) ? fresh : best;
        });
    }
    [[nodiscard]] Rank rank_of(std::uint32_t level) const {
        Rank rank = 0;
        while (ladder(rank) != level) ++rank;
        return rank;
    }

    Diagram& diagram_;
    const PatternSpace& space_;
    RuleSet rules_;
    Decision decision_;
    const Ladders& ladders_;
    bool old_;
    Contributions& contributions_;
    std::vector<Function> leads_;
    std::vector<std::vector<std::uint32_t>> numbers_;  // of each lead
};

}  // namespace triage::diff_detail
