// SPDX-License-Identifier: Apache-2.0
// Decision: where every pathway of a rule set ends for every answer pattern, and the disposition that follows.
// Refuses to decide anything anew: the same steps, the same branches and the same order of outcomes as the walk.
//
// A pathway by itself is a small function; all of them together are not. So whatever can be asked of a set of people is asked by
// elimination: from the set, pathway after pathway takes those whom it lifts, until nobody is left. Only what is counted or shown
// over everybody is made as a whole, and only when it is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <triage/review/diagram/conditions.hpp>
#include <triage/review/diagram/elimination.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

/// An outcome that a pathway can bring, and the patterns for which it does.
struct StandingSet {
    Standing standing;
    Function patterns;
};

/// Where one pathway ends.
struct PathwayDecision {
    std::vector<StandingSet> standings;  ///< raised ends, floors, and the unsure outcome
    Function raised, unsure, floors;     ///< by how it ends; `floors`: a floor was met on the way
};

/// The patterns that take one branch of one step.
struct StepReach {
    Function come;
    ByKleene<Function> taken;
};

/// All pathways of one rule set over a space.
class Decision {
public:
    Decision(Diagram& diagram, const PatternSpace& space, const RuleSet& rules);
    /// The same, of rules that decide as those of `like` but in the `changed` pathways (by number), over the same space: they
    /// have the same findings, clauses, outcomes and pathways. `reach` is known of the changed ones alone.
    Decision(const Decision& like, const RuleSet& rules, const std::vector<bool>& changed);

    [[nodiscard]] const Rules& rules() const { return compiled_; }
    [[nodiscard]] const RuleSet& rule_set() const { return rules_; }
    [[nodiscard]] Diagram& diagram() { return diagram_; }
    [[nodiscard]] ConditionDiagrams& conditions() { return conditions_; }
    [[nodiscard]] const std::vector<PathwayDecision>& pathways() const { return pathways_; }
    [[nodiscard]] const StepReach& reach(StepId step) const { return steps_[step]; }
    /// Who contradicts an assumption.
    [[nodiscard]] const Function& contradicts() const { return contradicts_; }

    /// The rank of the disposition of one pattern. Complexity: outcomes of the pathways times levels.
    [[nodiscard]] Rank rank_of(const std::vector<std::uint32_t>& pattern) const;
    /// The patterns for which a pathway brings an outcome of at least this rank. Complexity: the size of that pathway.
    [[nodiscard]] const Function& brings(PathwayId pathway, Rank rank) { return lifted(pathway, rank).who; }

    // Of a set, by elimination. Complexity: pathways times what is left of the set; as that of everybody below, at worst.

    /// Those of a set for whom no outcome of at least this rank stands.
    [[nodiscard]] Function spared(Function set, Rank rank);
    /// Those of a set with a milder disposition than this rank.
    [[nodiscard]] Function below(const Function& set, Rank rank);
    /// Those of a set with a disposition of this rank.
    [[nodiscard]] Function disposed(const Function& set, Rank rank);
    /// Those of a set with no graver disposition than this rank.
    [[nodiscard]] Function no_graver(const Function& set, Rank rank);
    /// Those of a set for whom `otherwise` leads: no outcome stands, or it replaces home care where an assumption is
    /// contradicted.
    [[nodiscard]] Function otherwise_leads(const Function& set);
    /// Those of a set for whom an outcome that lists a piece of advice stands at the reported disposition.
    [[nodiscard]] Function listed(const Function& set, AdviceId advice);
    /// Those of a set who would be given a piece of advice that an outcome lists.
    [[nodiscard]] Function not_withheld(Function set, AdviceId advice);
    /// Those of a set who are given a piece of advice: it is listed, and nothing withholds it.
    [[nodiscard]] Function given(const Function& set, AdviceId advice) { return listed(not_withheld(set, advice), advice); }
    /// Whether some pattern is given a piece of advice.
    [[nodiscard]] bool can_be_given(AdviceId advice);
    /// Whether `otherwise` leads for some pattern.
    [[nodiscard]] bool otherwise_can_lead();

    // Of everybody. Complexity: the joint function of all pathways, which the budget bounds.

    /// The patterns with a disposition of at least this rank. Ask this where a rank at a time will do: what each rank needs is
    /// many times smaller than what tells all ranks apart (decision 15).
    [[nodiscard]] const Function& at_least(Rank rank);
    /// The patterns for which `otherwise` leads.
    [[nodiscard]] const Function& otherwise_leads();
    /// The patterns with a disposition of this rank.
    [[nodiscard]] const Function& disposed(Rank rank);

    /// The reasons for which a piece of advice would not be given although an outcome lists it, each with its patterns: a pathway
    /// that withholds it (only `do` advice ever is), then what it is withheld for, and its `when` that is not known to be true.
    [[nodiscard]] std::vector<Function> withholding(AdviceId advice);
    /// The same, for elimination.
    [[nodiscard]] const std::vector<Part>& reasons(AdviceId advice);
    /// The patterns with any of these reasons.
    [[nodiscard]] const Function& withheld(AdviceId advice);
    /// The patterns for which an outcome stands, from whatever pathway (`otherwise` apart); raised, or unsure, where that is
    /// asked.
    [[nodiscard]] Function stands(OutcomeId outcome, std::optional<bool> raised = {});
    /// The same, raised or unsure, for elimination. Kept.
    [[nodiscard]] const Part& standing(OutcomeId outcome);

    /// The patterns for which some of the chosen pathways bring an outcome of at least this rank. Pathways that read the same
    /// findings are joined first, two by two, which keeps what lies between small.
    [[nodiscard]] Function brought_by(const std::vector<bool>& chosen, Rank rank);
    /// Those of a set. Complexity: as that of everybody at worst; little where the set is small.
    [[nodiscard]] Function brought_by(const std::vector<bool>& chosen, Rank rank, const Function& set);

private:
    [[nodiscard]] Part part(Function who) const { return part_of(diagram_, std::move(who)); }
    [[nodiscard]] const Part& lifted(PathwayId pathway, Rank rank);
    // Those of a set who deny whatever does not tell who is in it: few, and likely to have nothing besides.
    [[nodiscard]] Function denying(Function set);
    // The patterns for which an outcome of at least this rank stands.
    [[nodiscard]] const Function& brought(Rank rank);
    [[nodiscard]] bool is_everyone(const Function& set) const { return set == diagram_.everyone(); }
    [[nodiscard]] std::size_t ranks() const { return compiled_.document.dispositions.size(); }
    void pathway(PathwayId p);
    void stand(PathwayDecision& out, Standing standing, const Function& patterns);
    void walk(PathwayId p, StepId step, Function come, PathwayDecision& out);

    // The patterns that can still come to an outcome, judging each step by all it can become.
    void reach(StepId step, Function come, Function& reached);

    void assumptions();

    Diagram& diagram_;
    const PatternSpace& space_;
    RuleSet rules_;
    const Rules& compiled_;
    ConditionDiagrams conditions_;
    std::vector<std::optional<Function>>
        denied_;  // by level: who has nothing unusual there; nothing where there is no such answer
    std::vector<StepReach> steps_;
    std::vector<PathwayDecision> pathways_;
    Function contradicts_;
    std::optional<Function> otherwise_leads_;
    std::vector<std::optional<Function>> brought_, at_least_, disposed_, withheld_;
    std::vector<std::vector<std::optional<Part>>> lifted_;   // by pathway and rank
    std::vector<std::optional<std::vector<Part>>> reasons_;  // by advice
    std::vector<std::optional<Part>> standing_;              // by outcome
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/decision.ipp>
#endif
