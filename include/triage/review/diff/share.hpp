// SPDX-License-Identifier: Apache-2.0
// How large a part of all patterns is, roughly and in words.
// Refuses to stand for the exact count: it is shown beside it.
#pragma once

#include <string>

#include <triage/model/answer.hpp>
#include <triage/review/diagram/big_count.hpp>

namespace triage {

/// "about 1 in 3 800 patterns"; "about 62 % of all patterns" for half and more. Two significant digits. `whole` at least 1.
[[nodiscard]] inline std::string about_share(const BigCount& part, const BigCount& whole) {
    if (part.zero()) return "none";
    if (part == whole) return "all patterns";
    // The first digits and their place: doubles end at 10^308, counts do not.
    const auto lead = [](const std::string& digits) {
        double value = 0;
        for (std::size_t i = 0; i < 15; ++i) value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
        return value;
    };
    const std::string a = part.digits(), b = whole.digits();
    double ratio = lead(b) / lead(a);
    int tens = static_cast<int>(b.size()) - static_cast<int>(a.size());
    while (ratio < 1 && tens > 0) ratio *= 10, --tens;
    if (tens == 0 && ratio < 2) {
        const int percent = static_cast<int>(100 / ratio);  // rounded down: 99.9 % is not 100 %
        return "about " + std::to_string(percent) + " % of all patterns";
    }
    while (ratio >= 10) ratio /= 10, ++tens;
    int two = static_cast<int>(ratio * 10 + 0.5);
    if (two == 100) two = 10, ++tens;
    if (tens > 11) {
        const std::string digits = std::to_string(two);
        return "about 1 in " + digits.substr(0, 1) + "." + digits.substr(1) + " × " +
               power_of_ten(static_cast<std::size_t>(tens)) + " patterns";
    }
    BigCount n(static_cast<std::uint32_t>(two));
    for (int i = 1; i < tens; ++i) n *= 10;
    if (tens == 0)
        return "about 1 in " + std::to_string(two / 10) + (two % 10 == 0 ? "" : "." + std::to_string(two % 10)) + " patterns";
    return "about 1 in " + n.text() + " patterns";
}

}  // namespace triage
