// SPDX-License-Identifier: Apache-2.0
// A number that somebody may really have, out of the numbers that no rule tells apart.
// Refuses to leave those numbers: where they hold nothing plausible, one of them is shown all the same.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include <triage/model/document.hpp>
#include <triage/review/diagram/cells.hpp>

namespace triage::diff_detail {

/// The usual one where it belongs; else a whole number; else one with few digits well inside. Never an end of what the finding
/// accepts, unless the cell holds nothing else.
///
///     plausible_number(abi, cell);  // of 0 to under 0.4: 0.2, not 0
[[nodiscard]] inline double plausible_number(const Finding& f, const Cell& cell) {
    const double low = cell.low, high = cell.high, half = (high - low) / 2;
    if (!(low < high)) return low;
    if (f.usual && cell.holds(f.usual->value)) return f.usual->value;
    // What has no upper limit in the rules goes on far past what people have.
    double wanted = low + (low > 0 ? std::min(half, low / 2) : half);
    if (f.usual && f.usual->value >= high) wanted = high - half / 2;
    const auto good = [&](double x) {
        const bool at_an_end = x == f.min.value || x == f.max.value || (!is_whole(x) && (x == low || x == high));
        return cell.holds(x) && !at_an_end;
    };
    for (double parts = 1; parts <= (f.whole ? 1 : 1e6); parts *= 10) {
        const double nearest = std::round(wanted * parts);
        for (const double away : {0.0, 1.0, -1.0})
            if (const double x = (nearest + away) / parts; good(x)) return x;
    }
    return cell.answer.number();
}

/// Whether hardly anybody has it: an end of a range, or a fraction where the range is one of whole numbers.
[[nodiscard]] inline bool implausible(const Finding& f, double x) {
    return x == f.min.value || x == f.max.value || ((f.whole || f.max.value - f.min.value >= 10) && !is_whole(x));
}

}  // namespace triage::diff_detail
