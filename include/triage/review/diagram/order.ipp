// SPDX-License-Identifier: Apache-2.0
// The bodies of order.hpp.
#pragma once

#include <algorithm>
#include <numeric>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/diagram/order.hpp>

namespace triage {

namespace order_detail {

/// How good an order is, smaller is better: how many groups reach across each place, cubed and added up, so that a few crowded
/// places count more than many thin ones; then how far apart the members of the groups stand, added up, which is what FORCE
/// makes small.
[[nodiscard]] inline std::pair<std::size_t, std::size_t> cuts_and_span(const std::vector<std::uint32_t>& order,
                                                                       const Groups& groups) {
    std::vector<std::size_t> place(order.size()), across(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    std::size_t span = 0;
    for (const std::vector<std::uint32_t>& group : groups) {
        if (group.empty()) continue;
        const auto [first, last] = std::minmax_element(group.begin(), group.end(),
                                                       [&](std::uint32_t a, std::uint32_t b) { return place[a] < place[b]; });
        span += place[*last] - place[*first];
        for (std::size_t i = place[*first]; i < place[*last]; ++i) ++across[i];
    }
    return {std::accumulate(across.begin(), across.end(), std::size_t{0},
                            [](std::size_t sum, std::size_t cut) { return sum + cut * cut * cut; }),
            span};
}

/// One run of FORCE from a given order: in every round each group stands at the mean of its members, each member at the
/// mean of its groups, then all are ranked anew.
[[nodiscard]] inline std::vector<std::uint32_t> drawn_together(std::vector<std::uint32_t> order, const Groups& groups,
                                                               int rounds) {
    const std::size_t count = order.size();
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

/// Whether the items that many groups share stand in the first half: the mean place, each item weighed by the square of the
/// number of its groups.
[[nodiscard]] inline bool shared_items_first(const std::vector<std::uint32_t>& order, const Groups& groups) {
    std::vector<double> groups_of(order.size());
    for (const std::vector<std::uint32_t>& group : groups)
        for (const std::uint32_t member : group) ++groups_of[member];
    double balance = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double weight = groups_of[order[i]] * groups_of[order[i]];
        balance += weight * (2 * static_cast<double>(i) + 1 - static_cast<double>(order.size()));
    }
    return balance < 0;
}

}  // namespace order_detail

TRIAGE_BODY std::vector<std::uint32_t> order_by_groups(std::size_t count, const Groups& groups, int starts, int rounds) {
    std::vector<std::uint32_t> start(count);
    std::iota(start.begin(), start.end(), 0U);
    std::vector<std::uint32_t> best = order_detail::drawn_together(start, groups, rounds);
    auto smallest = order_detail::cuts_and_span(best, groups);
    std::uint64_t drawn = 1;
    for (int i = 1; i < starts; ++i) {
        for (std::size_t left = count; left > 1; --left) {  // Fisher-Yates with Knuth's MMIX generator
            drawn = drawn * 6364136223846793005U + 1442695040888963407U;
            std::swap(start[left - 1], start[(drawn >> 33U) % left]);
        }
        std::vector<std::uint32_t> order = order_detail::drawn_together(start, groups, rounds);
        const auto size = order_detail::cuts_and_span(order, groups);
        if (size >= smallest) continue;
        smallest = size;
        best = std::move(order);
    }
    if (order_detail::shared_items_first(best, groups)) std::reverse(best.begin(), best.end());
    return best;
}

}  // namespace triage
