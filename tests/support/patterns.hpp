// SPDX-License-Identifier: Apache-2.0
// Every answer pattern of a small space, one after another.
// Refuses to know what the values mean: it counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <triage/review/diagram/patterns.hpp>

namespace triage::testing {

/// Calls `see(pattern)` for every pattern of levels with so many values each, in lexicographic order.
template <class See>
void each_pattern(const std::vector<std::uint32_t>& values, See&& see) {
    Pattern pattern(values.size());
    for (bool more = true; more;) {
        see(pattern);
        more = false;
        for (std::size_t l = values.size(); l-- > 0 && !more;) {
            more = ++pattern[l] < values[l];
            if (!more) pattern[l] = 0;
        }
    }
}

}  // namespace triage::testing
