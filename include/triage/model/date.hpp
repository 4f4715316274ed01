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

/// Days since 1970-01-01. Years -9999 to 9999. (Counting in eras of 400 years, years beginning in March.)
[[nodiscard]] constexpr long days_from_civil(Date d) {
    const int y = d.month <= 2 ? d.year - 1 : d.year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return static_cast<long>(era) * 146097 + day_of_era - 719468;
}

[[nodiscard]] constexpr Date civil_from_days(long days) {
    days += 719468;
    const long era = (days >= 0 ? days : days - 146096) / 146097;
    const int day_of_era = static_cast<int>(days - era * 146097);
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int shifted = (5 * day_of_year + 2) / 153;
    const int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {year_of_era + static_cast<int>(era) * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * shifted + 2) / 5 + 1};
}

/// The last day that has a name: `parse_date` reads no later one, and four digits hold no later year.
inline constexpr Date last_day{9999, 12, 31};

[[nodiscard]] constexpr Date add_days(Date d, long days) { return civil_from_days(days_from_civil(d) + days); }

/// 0 Monday … 6 Sunday.
[[nodiscard]] constexpr int weekday(Date d) {
    const long w = (days_from_civil(d) + 3) % 7;  // 1970-01-01 was a Thursday
    return static_cast<int>(w < 0 ? w + 7 : w);
}

[[nodiscard]] const char* weekday_name(Date d);

/// "2026-11-22".
[[nodiscard]] std::string format_date(Date d);

/// "Sun 2026-11-22".
[[nodiscard]] std::string day_text(Date d);

/// Reads YYYY-MM-DD, years 1900 to 9999; nothing for any other text or a day that does not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/model/date.ipp>
#endif
