// SPDX-License-Identifier: Apache-2.0
// DecisionComparison: two decisions over one space, side by side: whose disposition differs, for whom an outcome stands, who is
// given a piece of advice. Refuses to match pathways, outcomes, advice and dispositions by anything but their ids.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <triage/review/diagram/decision.hpp>
#include <triage/review/diagram/pieces.hpp>

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

/// Those who have something by the second of two decisions alone, and those who have it by the first alone.
struct GainedLost {
    Function gained, lost;
};

/// Those who get a milder disposition, and those who get a graver one.
struct RankMoves {
    Function milder, graver;
};

class DecisionComparison {
public:
    /// `narrow`: where those for whom a changed pathway ends otherwise are told by no more nodes, what the others bring is worked
    /// out for them alone. It costs less then, but is of use only there: low for a comparison of which much is asked.
    explicit DecisionComparison(Decision& before, std::size_t narrow = 1'000)
        : before_(before), diagram_(before.diagram()), narrow_(narrow) {}

    /// The other decision, from now on. What was worked out of the first one is kept: it can be compared with many.
    void with(Decision& after);

    /// Whether a pathway, by its id, brings something else.
    [[nodiscard]] bool changed(const std::string& pathway) const { return changed_.count(pathway) != 0; }
    /// Whether the same patterns end everywhere as before, and contradict an assumption.
    [[nodiscard]] bool same_endings() const;
    /// Whether a pathway of both brings the same outcomes to the same patterns.
    [[nodiscard]] bool same_outcomes(const std::string& pathway, bool at_the_same_rank = false) const;

    // Of a set, by elimination, of `one` of the two. Where both differ, what the pathways that do not change bring is worked out
    // once for each rank; elsewhere what the changed pathways bring goes first. Complexity: as of a Decision, at worst.

    /// Those of a set with a milder disposition than this rank.
    [[nodiscard]] Function below(Decision& one, const Function& set, Rank rank);
    /// Those of a set with no graver disposition than this rank.
    [[nodiscard]] Function no_graver(Decision& one, const Function& set, Rank rank);
    /// Those of a set with a disposition of this rank.
    [[nodiscard]] Function disposed(Decision& one, const Function& set, Rank rank);
    /// How many of a set have a disposition of this rank: who has none graver, less who has a milder one. Neither is made.
    [[nodiscard]] BigCount count_disposed(Decision& one, const Function& set, Rank rank);
    /// Those of a set for whom `otherwise` leads.
    [[nodiscard]] Function otherwise_leads(Decision& one, const Function& set);

    /// Both must have the same dispositions in the same order.
    [[nodiscard]] const RankMoves& rank_moves();
    /// The same: those who go from one rank to another. Complexity: what the pathways that do not change bring where the others
    /// differ, a rank at a time.
    [[nodiscard]] Function moved(Rank from, Rank to);
    /// Whether both have the same dispositions in the same order.
    [[nodiscard]] bool same_ladder() const;
    /// Those who get another disposition, by its id.
    [[nodiscard]] const Function& moved();

    /// For whom an outcome stands, raised or unsure.
    [[nodiscard]] BeforeAfter stands(const std::string& outcome, bool raised) const;
    /// For whom `raised: [pathway]` of a case holds: the pathway raises something, or anything raises the condition of that name.
    [[nodiscard]] BeforeAfter raises(const std::string& pathway) const;
    /// From whom a piece of advice would be withheld by one of the two alone.
    [[nodiscard]] GainedLost withheld(const std::string& advice);
    /// Who is given a piece of advice by the second, or by the first, alone, of those with the same disposition. Complexity: by
    /// elimination, from those for whom the pathways that change list it or withhold it.
    [[nodiscard]] Function given_now(const std::string& advice, const GainedLost& withheld);
    [[nodiscard]] Function given_no_longer(const std::string& advice, const GainedLost& withheld);
    /// The same in pieces, where nothing but the outcomes that list the advice decides who is given it, and no assumption and no
    /// list changed; nothing elsewhere.
    struct GivenPieces {
        Pieces gained, lost;
    };
    [[nodiscard]] std::optional<GivenPieces> given_in_pieces(const std::string& advice);

private:
    // At least those for whom some pathway ends otherwise or brings something else, or an assumption is contradicted by one of
    // the two alone; everybody, where they take much telling.
    [[nodiscard]] const Function& where();
    // Of those, to whom the pathways that do not change bring nothing of at least this rank.
    [[nodiscard]] const Function& untouched(Rank rank);
    // To whom the pathways that change bring something of at least this rank, by `one` of the two.
    [[nodiscard]] const Function& by_changed(Decision& one, Rank rank);
    // Those of a set for whom no outcome of at least this rank stands, and how many they are.
    [[nodiscard]] Function spared(Decision& one, const Function& set, Rank rank);
    [[nodiscard]] BigCount count_spared(Decision& one, const Function& set, Rank rank);
    // The same of a set outside of `where`.
    [[nodiscard]] Function spared_elsewhere(Decision& one, const Function& set, Rank rank);
    [[nodiscard]] Function differs(const PathwayDecision* was, const PathwayDecision* is) const;
    /// For each rank from 1 up: who goes below it, and who goes up to it.
    [[nodiscard]] const std::vector<RankMoves>& crossings();
    [[nodiscard]] std::vector<bool> changed_in(const Decision& decision) const;
    template <class Names, class Say>
    [[nodiscard]] BeforeAfter by_id(Names Rules::*names, const std::string& id, Say&& say) const;
    [[nodiscard]] bool same_withholding(const std::string& advice) const;
    [[nodiscard]] const Function& standing_otherwise(Decision& one, Rank rank);
    [[nodiscard]] bool plainly_listed(AdviceId was, AdviceId is) const;
    [[nodiscard]] Pieces given_by_one_in_pieces(Decision& other, Decision& one, AdviceId was, AdviceId is);
    [[nodiscard]] Function given_by_one(Decision& other, Decision& one, const std::string& advice, const Function& freed);

    Decision& before_;
    Decision* after_ = nullptr;
    Diagram& diagram_;
    std::size_t narrow_;
    std::set<std::string> changed_;  // the pathways that bring something else
    std::optional<std::vector<RankMoves>> crossings_;
    std::optional<Function> where_;
    std::vector<std::optional<Function>> untouched_;  // by rank
    struct Spared {
        const Decision* one;
        Rank rank;
        Function set, out;
    };
    std::vector<Spared> spared_;                                                  // elsewhere, where it was much work
    std::vector<std::optional<Function>> by_changed_[2], standing_otherwise_[2];  // by side and rank
    std::optional<RankMoves> rank_moves_;
    std::optional<Function> moved_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/comparison.ipp>
#endif
