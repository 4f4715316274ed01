// SPDX-License-Identifier: Apache-2.0
// A calendar date: reading, writing and counting days in the proleptic Gregorian calendar.
// Does not know what day it is: the caller passes the date.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triage {

struct Date {
    int year = 1970, month = 1, day = 1;
    friend constexpr bool operator==(const Date&, const Date&) = default;
};

/// Days since 1970-01-01. Years -9999 to 9999.
[[nodiscard]] long days_from_civil(Date d);

[[nodiscard]] Date civil_from_days(long days);

[[nodiscard]] inline Date add_days(Date d, long days) { return civil_from_days(days_from_civil(d) + days); }

[[nodiscard]] const char* weekday_name(Date d);

/// "2026-11-22".
[[nodiscard]] std::string format_date(Date d);

/// Reads YYYY-MM-DD, years 1900 to 9999; nothing for any other text or a day that does not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/model/date.ipp>
#endif
