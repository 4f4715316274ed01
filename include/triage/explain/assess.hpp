// SPDX-License-Identifier: Apache-2.0
// Turns answers into an Assessment: what stands, why, what is open, what to do and what would change it.
// Refuses to say anything that the evaluated rules did not say.
#pragma once

#include <string>

#include <triage/explain/assessment.hpp>
#include <triage/walk/interview.hpp>

namespace triage {

struct AssessOptions {
    std::string id;                                                ///< copied into the assessment
    std::string emergency_number = "your local emergency number";  ///< replaces {emergency_number}
    int largest_change = 2;                                        ///< changed answers searched by would_change: 0, 1 or 2
    InterviewOptions interview;
};

/// The explained recommendation. Pure: same rules and same answers give the same bytes, whatever the order of the
/// answers. Complexity: one walk and its explanation; `would_change` adds a walk for each alternative answer.
///
///     const triage::Assessment result = triage::assess(answers);
///     result.disposition.id;  // "same_day"
[[nodiscard]] Assessment assess(const Answers& answers, const AssessOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/assess.ipp>
#endif
