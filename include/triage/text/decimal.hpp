// SPDX-License-Identifier: Apache-2.0
// Numbers that somebody wrote with a comma, as sheets and people do where the comma is the decimal mark.
// Refuses to guess: "1,000" is a thousand for some and one for others.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triage {

/// The same number with a decimal point, where its comma can mean nothing else: "34,5" gives "34.5". Nothing for any other
/// text, and nothing for "1,000", where the comma may as well part the thousands.
[[nodiscard]] std::optional<std::string> with_decimal_point(std::string_view text);

/// What to write instead of a number with a comma; empty where there is none in it.
///
///     triage::comma_hint("8,0");    // write 8.0, with a decimal point, not a comma
[[nodiscard]] std::string comma_hint(std::string_view text);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/text/decimal.ipp>
#endif
