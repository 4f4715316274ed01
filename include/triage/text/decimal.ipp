// SPDX-License-Identifier: Apache-2.0
// The bodies of decimal.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <triage/header_only.hpp>
#include <triage/text/decimal.hpp>

namespace triage {

namespace decimal_detail {

/// Digits, then a comma, then digits, perhaps with a sign before them; and where the comma is.
struct Comma {
    bool one = false;    ///< of this form
    bool other = false;  ///< digits, points and commas of some other form
    std::size_t at = 0;
};

[[nodiscard]] inline Comma comma_in(std::string_view text) {
    Comma out;
    std::size_t commas = 0, points = 0, digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ',') {
            ++commas;
            out.at = i;
        } else if (c == '.') {
            ++points;
        } else if (c >= '0' && c <= '9') {
            ++digits;
        } else if (i != 0 || (c != '-' && c != '+')) {
            return {};
        }
    }
    if (commas == 0 || digits == 0) return {};
    out.one = commas == 1 && points == 0 && out.at + 1 < text.size();
    out.other = !out.one;
    return out;
}

}  // namespace decimal_detail

TRIAGE_BODY std::optional<std::string> with_decimal_point(std::string_view text) {
    const decimal_detail::Comma comma = decimal_detail::comma_in(text);
    if (!comma.one) return std::nullopt;
    std::string_view whole = text.substr(0, comma.at);
    if (!whole.empty() && (whole[0] == '-' || whole[0] == '+')) whole.remove_prefix(1);
    const bool thousands = text.size() - comma.at - 1 == 3 && !whole.empty() && whole.size() <= 3 && whole[0] != '0';
    if (thousands) return std::nullopt;
    std::string out(text.substr(text[0] == '+' ? 1 : 0));
    out[out.find(',')] = '.';
    return out;
}

TRIAGE_BODY std::string comma_hint(std::string_view text) {
    if (const auto number = with_decimal_point(text)) return "write " + *number + ", with a decimal point, not a comma";
    const decimal_detail::Comma comma = decimal_detail::comma_in(text);
    if (comma.other) return "write the number without commas, and with a decimal point where it has decimals";
    if (!comma.one) return {};
    std::string thousands(text), point(text);
    thousands.erase(comma.at, 1);
    point[comma.at] = '.';
    return "a comma can mean two things here: write " + thousands + ", or " + point + " with a decimal point";
}

}  // namespace triage
