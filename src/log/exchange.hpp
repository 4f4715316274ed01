// SPDX-License-Identifier: Apache-2.0
// Reading what `log_csv` and `log_json` write, back into entries.
// Refuses to guess: a missing column, an unknown key or half a quote ends the import, with its line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <triage/log.hpp>

namespace triage::log {

[[nodiscard]] std::vector<LogEntry> read_csv(std::string_view text, const std::string& name);
[[nodiscard]] std::vector<LogEntry> read_json(std::string_view text, const std::string& name);

/// A whole number from 1 up to the largest id; throws LogError (kind input) that begins with `where`.
[[nodiscard]] std::int64_t read_id(std::string_view text, const std::string& where);
[[nodiscard]] Date read_date(std::string_view text, const std::string& where);

}  // namespace triage::log
