// SPDX-License-Identifier: Apache-2.0
// Reading what `log_csv` and `log_json` write, back into entries.
// Refuses to guess: a missing column, an unknown key or half a quote refuses the whole file, with its place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/log.hpp>

namespace triage::log {

/// Where something stands in a file. Column 0: the whole line; line 0: the whole file.
struct Place {
    std::size_t line = 0, column = 0;
};

/// What is wrong with a file, collected so that the person hears everything at once.
class Refusals {
public:
    explicit Refusals(const std::string& name) : name_(name) {}
    void add(Place at, const std::string& why);
    /// For what makes the rest unreadable. Throws LogError (kind input) with everything so far.
    [[noreturn]] void end(Place at, const std::string& why);
    /// Throws where there was something.
    void end() const;

private:
    const std::string& name_;
    std::vector<std::string> all_;
    std::size_t more_ = 0;  // past the limit
};

/// Both: `rules` null where there are none to check the answers against.
[[nodiscard]] std::vector<LogEntry> read_csv(const RuleSet* rules, std::string_view text, const std::string& name);
[[nodiscard]] std::vector<LogEntry> read_json(const RuleSet* rules, std::string_view text, const std::string& name);

/// Without blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// A whole number from 1 up to the largest id.
[[nodiscard]] std::optional<std::int64_t> read_id(std::string_view text);
/// Whether the answers of an entry have to be understood by these rules.
[[nodiscard]] bool is_for(const RuleSet* rules, const LogEntry& entry);

}  // namespace triage::log
