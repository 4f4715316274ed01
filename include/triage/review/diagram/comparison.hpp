// SPDX-License-Identifier: Apache-2.0
// DecisionComparison: two decisions over one space, side by side: whose disposition differs, for whom an outcome stands, who is
// given a piece of advice. Refuses to match pathways, outcomes, advice and dispositions by anything but their ids.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <triage/review/diagram/decision.hpp>

namespace triage {

/// The patterns that have something by one decision, and those that have it by the other.
struct BeforeAfter {
    Function before, after;

    [[nodiscard]] bool same() const { return before == after; }
    [[nodiscard]] Function gained() const { return after - before; }
    [[nodiscard]] Function lost() const { return before - after; }
    /// Those who have it by one of the two alone.
    [[nodiscard]] Function differs() const { return gained() | lost(); }
};

/// Those who get a milder disposition, and those who get a graver one.
struct RankMoves {
    Function milder, graver;
};

class DecisionComparison {
public:
    explicit DecisionComparison(Decision& before) : before_(before), diagram_(before.diagram()) {}

    /// The other decision, from now on. What was worked out of the first one is kept: it can be compared with many.
    void with(Decision& after);

    /// Whether the same patterns end everywhere as before, and contradict an assumption.
    [[nodiscard]] bool same_endings() const;
    /// Whether a pathway of both brings the same outcomes to the same patterns.
    [[nodiscard]] bool same_outcomes(const std::string& pathway, bool at_the_same_rank = false) const;

    /// Both must have the same dispositions in the same order.
    [[nodiscard]] const RankMoves& rank_moves();
    /// The same: those who go from one rank to another. Complexity: what differs, and the joint functions of the pathways that
    /// do not change, a rank at a time.
    [[nodiscard]] Function moved(Rank from, Rank to);
    /// Whether both have the same dispositions in the same order.
    [[nodiscard]] bool same_ladder() const;
    /// Those who get another disposition, by its id.
    [[nodiscard]] const Function& moved();

    /// For whom an outcome stands, raised or unsure.
    [[nodiscard]] BeforeAfter stands(const std::string& outcome, bool raised) const;
    /// For whom `raised: [pathway]` of a case holds: the pathway raises something, or anything raises the condition of that name.
    [[nodiscard]] BeforeAfter raises(const std::string& pathway) const;
    /// From whom a piece of advice would be withheld.
    [[nodiscard]] BeforeAfter withheld(const std::string& advice);
    /// Who is given a piece of advice, of those with the same disposition for whom that may differ: where an outcome that lists
    /// it is reported, or the advice is withheld, by one of the two alone.
    [[nodiscard]] BeforeAfter given(const std::string& advice, const BeforeAfter& withheld);

private:
    // An outcome at a disposition (ids), brought by a pathway, or as `otherwise`.
    struct Report {
        std::string outcome, disposition;
        bool otherwise = false;
        friend auto operator<=>(const Report&, const Report&) = default;
    };
    /// For each rank from 1 up: who goes below it, and who goes up to it.
    [[nodiscard]] const std::vector<RankMoves>& crossings();
    [[nodiscard]] std::vector<bool> changed_in(const Decision& decision) const;
    template <class Names, class Say>
    [[nodiscard]] BeforeAfter by_id(Names Rules::*names, const std::string& id, Say&& say) const;
    [[nodiscard]] bool same_withholding(const std::string& advice) const;
    [[nodiscard]] static std::set<Report> reports_of(const Decision& decision, const std::string& advice);
    [[nodiscard]] static Function reported_to(Decision& decision, const Report& report);
    [[nodiscard]] Function at(const std::string& disposition, const Function& set);
    [[nodiscard]] const Function& reported_otherwise(const Report& report);

    Decision& before_;
    Decision* after_ = nullptr;
    Diagram& diagram_;
    std::set<std::string> changed_;                    // the pathways that bring something else
    std::map<std::string, Function> withheld_before_;  // where `after` is known to withhold the same
    std::optional<std::vector<RankMoves>> crossings_;
    std::optional<RankMoves> rank_moves_;
    std::optional<Function> moved_;
    std::map<Report, Function> reported_otherwise_;
    std::vector<bool> rest_of_;   // the pathways of `before` that `rest_` leaves out
    std::vector<Function> rest_;  // by rank
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/comparison.ipp>
#endif
