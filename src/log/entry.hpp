// SPDX-License-Identifier: Apache-2.0
// What an entry may hold, so that every export of a log can be read back.
// Refuses to tidy up: what cannot be kept as it is is an error, not something else.
#pragma once

#include <cstdint>
#include <string>

#include <triage/log.hpp>

namespace triage::log {

inline constexpr std::int64_t largest_id = 1'000'000'000'000'000;  // exact in JSON, whose numbers are doubles

/// Throws LogError (kind entry) unless the entry can be kept. `where` precedes the message.
void check_entry(const LogEntry& entry, const std::string& where = {});

/// The entry as it is kept: answers by finding id, nothing that only the log knows.
[[nodiscard]] LogEntry kept(LogEntry entry);

}  // namespace triage::log
