// SPDX-License-Identifier: Apache-2.0
// A share of a whole, as coverage and mutation report it.
// Refuses to round up: 99.97 % is not 100 %.
#pragma once

#include <cstddef>
#include <string>

namespace triage {

/// "97.4 %", rounded down; "100 %" only of all of them.
[[nodiscard]] inline std::string share_text(std::size_t part, std::size_t whole) {
    if (whole == 0) return "-";
    if (part == whole) return "100 %";
    const std::size_t permille = part * 1000 / whole;
    return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

}  // namespace triage
