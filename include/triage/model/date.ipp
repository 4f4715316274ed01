// SPDX-License-Identifier: Apache-2.0
// The bodies of date.hpp.
#pragma once

#include <cstddef>

#include <triage/header_only.hpp>
#include <triage/model/date.hpp>

namespace triage {

TRIAGE_BODY const char* weekday_name(Date d) {
    constexpr const char* names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return names[weekday(d)];
}

TRIAGE_BODY std::string format_date(Date d) {
    const auto padded = [](int value, std::size_t width) {
        std::string text = std::to_string(value);
        return text.size() < width ? std::string(width - text.size(), '0') + text : text;
    };
    return padded(d.year, 4) + "-" + padded(d.month, 2) + "-" + padded(d.day, 2);
}

TRIAGE_BODY std::string day_text(Date d) { return std::string(weekday_name(d)) + " " + format_date(d); }

TRIAGE_BODY std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (std::size_t i = from; i < from + count; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    const Date d{number(0, 4), number(5, 2), number(8, 2)};
    if (d.year < 1900 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31) return std::nullopt;
    return civil_from_days(days_from_civil(d)) == d ? std::optional<Date>(d) : std::nullopt;
}

}  // namespace triage
