// SPDX-License-Identifier: Apache-2.0
// In which order a diagram should ask the findings, so that it stays small: those that are read together stand together.
// Refuses to be the best order; it is a good one, found quickly, and the same every time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace triage {

/// An order of the items 0 … count-1 in which the members of each group lie near each other: in every round each group
/// stands at the mean of its members, each member at the mean of its groups, then all are ranked anew.
/// Method: Aloul, Markov, Sakallah, "FORCE: a fast and easy-to-implement variable-ordering heuristic", GLSVLSI 2003.
/// Complexity: rounds times the size of the groups.
[[nodiscard]] inline std::vector<std::uint32_t> order_by_groups(std::size_t count,
                                                                const std::vector<std::vector<std::uint32_t>>& groups,
                                                                int rounds = 100) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::vector<double> position(count);
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < count; ++i) position[order[i]] = static_cast<double>(i);
        std::vector<double> sum(count);
        std::vector<int> groups_of(count);
        for (const std::vector<std::uint32_t>& group : groups) {
            double middle = 0;
            for (const std::uint32_t member : group) middle += position[member] / static_cast<double>(group.size());
            for (const std::uint32_t member : group) {
                sum[member] += middle;
                ++groups_of[member];
            }
        }
        for (std::size_t i = 0; i < count; ++i)
            if (groups_of[i] > 0) position[i] = sum[i] / groups_of[i];
        const std::vector<std::uint32_t> before = order;
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return position[a] < position[b]; });
        if (order == before) break;
    }
    return order;
}

}  // namespace triage
