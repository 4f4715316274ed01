// SPDX-License-Identifier: Apache-2.0
// The exact range of dispositions that a person can still come to, and the exact smallest changes, for sets of any size.
// Slower than `possible_range` and `would_change`: it needs the diagram of the rule set.
#pragma once

#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/reach.hpp>

namespace triage {

/// The dispositions that further answers can lead to: what is answered, and what follows from it, stays; a clinician's
/// findings stay unknown unless `examined`. Never wider than `possible_range`. Complexity: the size of the diagram.
[[nodiscard]] PossibleRange exact_range(Decision& decision, const PatternSpace& space, const Answers& answers,
                                        bool examined = false);

/// The smallest set of changed or added answers with which the disposition has this rank, however many it takes; of
/// equals, the one that changes the first questions. A changed answer is always a known one. Empty: no set of answers
/// leads there from here (or it is the present rank). Complexity: the size of the diagram.
[[nodiscard]] std::vector<Change> exact_change(Decision& decision, const PatternSpace& space, const Answers& answers, Rank rank);

/// Puts the exact range into an assessment, and beside the quick changes one towards each disposition for which the quick
/// search found none.
void make_exact(Assessment& assessment, Decision& decision, const PatternSpace& space, const Answers& answers,
                bool examined = false);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/exact.ipp>
#endif
