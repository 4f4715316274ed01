// SPDX-License-Identifier: Apache-2.0
// What the files of this room share: what an entry may hold, answers that the rules do not understand, and what every
// rendering of a review says in the same words.
// Refuses to see SQLite, and to tidy up: what cannot be kept as it is is an error, not something else.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <triage/log.hpp>
#include <triage/text/text.hpp>

namespace triage::log {

// ---- entry.cpp: what an entry may hold, so that every export of a log can be read back; what these rules cannot read is never
// taken for harmless, it may have been a reason to stop

inline constexpr std::int64_t largest_id = 1'000'000'000'000'000;  // exact in JSON, whose numbers are doubles

/// Throws LogError (kind entry) unless the entry can be kept. `where` precedes the message.
void check_entry(const LogEntry& entry, const std::string& where = {});
/// The entry as it is kept: answers by finding id, nothing that only the log knows.
[[nodiscard]] LogEntry kept(LogEntry entry);

/// Without blanks around it.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

/// Puts one answer of an entry among the answers, blanks around it left out; or says why not, and what to write instead.
[[nodiscard]] std::optional<std::string> take(Answers& answers, const LogAnswer& answer);
/// Whether the answers that were lost, with some values, would have been a certain reason to stop. Where that is too much
/// to try out, or these rules do not know the finding: whether anything that is open could be one.
[[nodiscard]] bool may_hide_a_stop(const EntryAnswers& read);

// ---- what every rendering of a review says in the same words

/// `Entry 3`, or by its day where it is in no log.
[[nodiscard]] inline std::string name_of(const LogEntry& entry) {
    return entry.id == 0 ? "The entry of " + day_text(entry.date) : "Entry " + std::to_string(entry.id);
}
/// "3 older entries are not shown".
[[nodiscard]] inline std::string older_text(const LogReview& review) {
    return counted(review.older, "older entry is", "older entries are") + " not shown";
}
/// A value of a trend line as it is shown: the number, `?` for not sure, `-` for not asked.
[[nodiscard]] inline std::string value_text(const TrendLine& line, std::size_t entry) {
    return line.values[entry] ? shortest(*line.values[entry]) : line.unsure[entry] ? "?" : "-";
}

}  // namespace triage::log
