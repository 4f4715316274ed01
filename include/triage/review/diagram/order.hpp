// SPDX-License-Identifier: Apache-2.0
// In which order a diagram should ask the findings, so that it stays small: those that are read together stand together.
// Not the best order, but a good one, found quickly, and the same every time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace triage {

using Groups = std::vector<std::vector<std::uint32_t>>;

/// An order of the items 0 … count-1 in which the members of each group lie near each other: FORCE from the order of first
/// use and from many drawn orders (always the same ones), of which the best by `cuts_and_span` is taken. One run alone can end
/// in a poor order after a small change of the rules. Cut and span are the same both ways round, the size of a diagram is
/// not: what many groups share is asked late.
/// Method: Aloul, Markov, Sakallah, "FORCE: a fast and easy-to-implement variable-ordering heuristic", GLSVLSI 2003.
/// Complexity: starts times rounds times the size of the groups.
[[nodiscard]] std::vector<std::uint32_t> order_by_groups(std::size_t count, const Groups& groups, int starts = 1000,
                                                         int rounds = 100);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/order.ipp>
#endif
