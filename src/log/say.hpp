// SPDX-License-Identifier: Apache-2.0
// Sentences about a review that every format says in the same words.
// Refuses to soften: what sends a person back to triage comes first, and what was left out is always said.
#pragma once

#include <string>
#include <vector>

#include <triage/log.hpp>

namespace triage::log {

/// `Sun 2026-05-03`.
[[nodiscard]] std::string day(Date date);
/// `Entry 3`, or by its day where it is in no log.
[[nodiscard]] std::string name_of(const LogEntry& entry);
/// What stands before everything else; empty where nothing does.
[[nodiscard]] std::vector<std::string> first_of_all(const LogReview& review);
/// What a reader must know about the review itself: old, lost or left-out entries.
[[nodiscard]] std::vector<std::string> remarks(const LogReview& review);
/// A value of a trend line as it is shown: the number, `?` for not sure, `-` for not asked.
[[nodiscard]] std::string value_text(const TrendLine& line, std::size_t entry);

}  // namespace triage::log
