// SPDX-License-Identifier: Apache-2.0
// UTF-8, just enough to walk a text character by character.
// Refuses overlong forms, surrogates and values past the last code point.
#pragma once

#include <cstddef>
#include <string_view>

namespace triage {

/// Length of the valid UTF-8 sequence at `at`, or 0 where there is none.
[[nodiscard]] inline std::size_t utf8_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byte(at);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                               : first >= 0xE0 && first <= 0xEF ? 3
                               : first >= 0xF0 && first <= 0xF4 ? 4
                                                                : 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(at + k) & 0xC0U) != 0x80U) return 0;
    const unsigned second = byte(at + 1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool surrogate = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || surrogate ? 0 : length;
}

}  // namespace triage
