// SPDX-License-Identifier: Apache-2.0
// Decision: where every pathway of a rule set ends for every answer pattern, and the disposition that follows.
// Refuses to decide anything anew: the same steps, the same branches and the same order of outcomes as the walk.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <triage/review/diagram/conditions.hpp>
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

    [[nodiscard]] const Rules& rules() const { return compiled_; }
    [[nodiscard]] const RuleSet& rule_set() const { return rules_; }
    [[nodiscard]] Diagram& diagram() { return diagram_; }
    [[nodiscard]] ConditionDiagrams& conditions() { return conditions_; }
    [[nodiscard]] const std::vector<PathwayDecision>& pathways() const { return pathways_; }
    [[nodiscard]] const StepReach& reach(StepId step) const { return steps_[step]; }
    /// Who contradicts an assumption.
    [[nodiscard]] const Function& contradicts() const { return contradicts_; }

    /// The rank of the disposition of one pattern. Complexity: ranks times levels.
    [[nodiscard]] Rank rank_of(const std::vector<std::uint32_t>& pattern);
    /// The patterns with a disposition of at least this rank. Ask this where a rank at a time will do: what each rank needs is
    /// many times smaller than what tells all ranks apart (decision 15).
    [[nodiscard]] const Function& at_least(Rank rank);
    /// The patterns for which `otherwise` leads: no outcome stands, or it replaces home care where an assumption is contradicted.
    [[nodiscard]] const Function& otherwise_leads();
    /// The patterns with a disposition of this rank.
    [[nodiscard]] const Function& disposed(Rank rank);

    /// The patterns for which a piece of advice would not be given although an outcome lists it: withheld (only `do` advice ever
    /// is), or its `when` is not known to be true.
    [[nodiscard]] const Function& withheld(AdviceId advice);
    /// The patterns for which an outcome that lists a piece of advice stands at the reported disposition.
    [[nodiscard]] const Function& listed(AdviceId advice);
    /// The patterns for which a piece of advice is given: it is listed, and nothing withholds it.
    [[nodiscard]] Function given(AdviceId advice);
    /// Whether some pattern is given a piece of advice; cheaper than `given` where that is not known yet.
    [[nodiscard]] bool can_be_given(AdviceId advice);
    /// The patterns for which an outcome stands, from whatever pathway (`otherwise` apart); raised, or unsure, where that is
    /// asked.
    [[nodiscard]] Function stands(OutcomeId outcome, std::optional<bool> raised = {});

    /// The patterns for which some of the chosen pathways bring an outcome of at least this rank. Pathways that read the same
    /// findings are joined first, two by two, which keeps what lies between small.
    [[nodiscard]] Function brought_by(const std::vector<bool>& chosen, Rank rank);

private:
    // The patterns for which an outcome of at least this rank stands.
    [[nodiscard]] const Function& brought(Rank rank);
    void pathway(PathwayId p);
    void stand(PathwayDecision& out, Standing standing, const Function& patterns);
    void walk(PathwayId p, StepId step, Function come, PathwayDecision& out);

    // The patterns that can still come to an outcome, judging each step by all it can become.
    void reach(StepId step, Function come, Function& reached);

    Diagram& diagram_;
    RuleSet rules_;
    const Rules& compiled_;
    ConditionDiagrams conditions_;
    std::vector<StepReach> steps_;
    std::vector<PathwayDecision> pathways_;
    Function contradicts_;
    std::optional<Function> otherwise_leads_;
    std::vector<std::optional<Function>> brought_, at_least_, disposed_, listed_, withheld_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/decision.ipp>
#endif
