// SPDX-License-Identifier: Apache-2.0
// Which steps a pathway took, which mentions of findings made a condition what it is, and which unanswered ones keep it open.
// Refuses to explain from anything but the evaluated nodes.
#pragma once

#include <array>
#include <bitset>
#include <utility>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

/// A visitor of `walk_pathway` that keeps what it sees: the steps with what each was, the floors with whether each was raised.
struct WalkRecord {
    std::vector<std::pair<StepId, Kleene>> steps;
    std::vector<std::pair<OutcomeId, bool>> floors;
    void step(StepId s, Kleene value) { steps.emplace_back(s, value); }
    void floor(StepId, OutcomeId outcome, bool raised) { floors.emplace_back(outcome, raised); }
};

/// One mention of a finding that decided something.
struct Mention {
    NodeId node;
    FindingId finding;
    const Text* because = nullptr;  ///< text of the score item that holds because of it; null: the step says why
};

/// Collects the mentions that made `node` the value it has now: the true ones of an "any" that is true, the false ones
/// of an "all" that is false, the unknown ones of what is unknown; of a score that is too low the positive items that are
/// false and the negative ones that are true. Only an item that holds gives its text. Each finding once.
/// Complexity: the condition written out.
void reasons(const Rules& rules, Evaluator& evaluator, NodeId node, std::vector<Mention>& out, const Text* because = nullptr);

/// Collects the findings that are unanswered (or "not sure") and could still settle conditions, in the order in which they are
/// mentioned, each once.
class OpenFindings {
public:
    /// Both must outlive it; the evaluator is of these answers.
    OpenFindings(const Answers& answers, Evaluator& evaluator)
        : rules_(answers.rules().compiled()), answers_(answers), evaluator_(evaluator), seen_(rules_.findings.size()) {}

    /// Those of the person that a condition mentions, or (`examiner`) those that only an examiner can answer. Complexity: the
    /// condition; criteria and scores are followed once.
    void add(NodeId node, bool examiner = false);
    [[nodiscard]] const std::vector<FindingId>& all() const { return all_; }

private:
    const Rules& rules_;
    const Answers& answers_;
    Evaluator& evaluator_;
    std::vector<bool> seen_;
    std::array<std::bitset<format_limits::shared_conditions>, 2> followed_;  // for the person, for an examiner
    std::vector<FindingId> all_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/reasons.ipp>
#endif
