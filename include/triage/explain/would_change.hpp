// SPDX-License-Identifier: Apache-2.0
// What would change it: the smallest sets of changed answers that lead to each other disposition.
// Refuses to search beyond two changed answers, and says so instead of implying that there is nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

/// Of a number, one value for each answer that the rules can tell apart: of those, the one nearest to `near`.
[[nodiscard]] std::vector<double> distinct_values(const Rules& rules, FindingId finding, double near);

struct WouldChangeResult {
    std::vector<WouldChange> sets;
    std::vector<std::string> not_within_two;
};

/// All sets of one changed answer towards each other disposition, at most three shown; where there is none, up to
/// three sets of two. Changed answers are known ones (a "not sure" is never proposed).
/// Complexity: one walk for each alternative answer, and one for each pair when some disposition needs a pair.
[[nodiscard]] WouldChangeResult would_change(const Answers& answers, int largest_set = 2);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/would_change.ipp>
#endif
