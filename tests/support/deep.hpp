// SPDX-License-Identifier: Apache-2.0
// How much a random test does: a few seconds' worth by default, everything with TRIAGE_DEEP=1, and a quarter of the usual
// under the address and the thread sanitizer, which take ten times as long.
// Refuses to make a test mean something else: only the number of people changes.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <string_view>

#include "support/sanitizers.hpp"

namespace triage::testing {

[[nodiscard]] inline std::size_t several(std::size_t usually, std::size_t deep) {
    const char* wanted = std::getenv("TRIAGE_DEEP");
    if (wanted != nullptr && std::string_view(wanted) == "1") return deep;
#ifdef TRIAGE_SANITIZED
    return (usually + 3) / 4;
#else
    return usually;
#endif
}

}  // namespace triage::testing
