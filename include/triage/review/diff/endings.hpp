// SPDX-License-Identifier: Apache-2.0
// What each pathway of two rule sets brings for every pattern, in one numbering, so that both can be compared.
// Refuses to match pathways and outcomes by anything but their ids.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diagram/comparison.hpp>
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
    /// Where an outcome can lead a pathway, and for whom it does: gravest first, raised before unsure, then in the order of the
    /// pathways. The first of those that hold for a person leads; where none does, `otherwise`.
    struct Place {
        PathwayId pathway;
        std::uint32_t brought;  // a number of the contributions
        Rank rank;
        bool raised;
        Part part;
    };

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
            for (const std::uint32_t b : diagram_.numbers(lead))
                if (b != 0)
                    places_.push_back({p, b, static_cast<Rank>(rank_of(contributions_[b].disposition)), contributions_[b].raised,
                                       part_of(diagram_, diagram_.map(lead, [&](std::uint32_t x) { return x == b ? 1U : 0U; }))});
            leads_.push_back(std::move(lead));
        }
        std::stable_sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
            return a.rank != b.rank ? a.rank > b.rank : a.raised && !b.raised;
        });
    }

    [[nodiscard]] const RuleSet& rules() const { return rules_; }
    [[nodiscard]] const Rules& compiled() const { return rules_.compiled(); }
    [[nodiscard]] const RuleDocument& document() const { return rules_.document(); }
    [[nodiscard]] Decision& decision() { return decision_; }
    [[nodiscard]] const std::vector<Function>& leads() const { return leads_; }
    /// Those of a set with this level; nobody for one that this side does not have.
    [[nodiscard]] Function disposed(DecisionComparison& compared, const Function& set, std::uint32_t level) {
        const auto rank = rank_at(level);
        return rank ? compared.disposed(decision_, set, *rank) : diagram_.none();
    }
    [[nodiscard]] BigCount count_disposed(DecisionComparison& compared, const Function& set, std::uint32_t level) {
        const auto rank = rank_at(level);
        return rank ? compared.count_disposed(decision_, set, *rank) : BigCount();
    }
    /// The rank of a level, if this side has it.
    [[nodiscard]] std::optional<Rank> rank_at(std::uint32_t level) const {
        const std::size_t rank = rank_of(level);
        return rank < ladder_.size() ? std::optional<Rank>(static_cast<Rank>(rank)) : std::nullopt;
    }
    /// The outcome of a place, and the one that leads where no place does, with its level.
    [[nodiscard]] const std::string& outcome(const Place& place) const { return contributions_[place.brought].outcome; }
    [[nodiscard]] const std::string& otherwise() const { return document().otherwise.value; }
    [[nodiscard]] std::uint32_t otherwise_level() const { return ladder_[compiled().otherwise_rank]; }
    /// The level of a rank.
    [[nodiscard]] std::uint32_t level(Rank rank) const { return ladder_[rank]; }
    [[nodiscard]] PathwayId pathway(const std::string& id) const { return compiled().pathway_names.find(id); }
    /// What leads a pathway; nothing for one that this side does not have.
    [[nodiscard]] Function lead(const std::string& id) {
        const PathwayId p = pathway(id);
        return p == npos ? diagram_.none() : leads_[p];
    }
    [[nodiscard]] const std::vector<Place>& places() const { return places_; }
    /// Of a set, those for whom a place leads who is in the set.
    [[nodiscard]] Function led_by(DecisionComparison& compared, std::size_t place, const Function& set) {
        const Place& here = places_[place];
        Function out = compared.no_graver(decision_, set & here.part.who, here.rank);
        std::vector<const Part*> before;
        for (std::size_t i = place; i-- > 0 && places_[i].rank == here.rank;) before.push_back(&places_[i].part);
        return without(diagram_, std::move(out), std::move(before));
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
    std::vector<Place> places_;
};

}  // namespace triage::diff_detail
