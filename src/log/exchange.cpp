// SPDX-License-Identifier: Apache-2.0
#include "exchange.hpp"

#include <charconv>

#include "entry.hpp"

namespace triage::log {

void Refusals::add(Place at, const std::string& why) {
    constexpr std::size_t most = 100;
    if (all_.size() == most) {
        ++more_;
        return;
    }
    all_.push_back(name_ + (at.line == 0 ? "" : ":" + std::to_string(at.line)) +
                   (at.column == 0 ? "" : ":" + std::to_string(at.column)) + ": " + why);
}

void Refusals::end(Place at, const std::string& why) {
    add(at, why);
    end();
    throw std::logic_error("unreachable");
}

void Refusals::end() const {
    if (all_.empty()) return;
    std::string what;
    for (const std::string& problem : all_) what += (what.empty() ? "" : "\n") + problem;
    std::vector<std::string> problems = all_;
    if (more_ != 0) {
        problems.push_back(name_ + ": there are " + std::to_string(more_) + " more problems, not shown");
        what += "\n" + problems.back();
    }
    throw LogError(
        LogError::Kind::input,
        what + (problems.size() == 1 ? "" : "\n") + (problems.size() == 1 ? "; nothing was imported" : "nothing was imported"),
        std::move(problems));
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::optional<std::int64_t> read_id(std::string_view text) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size() || id < 1 || id > largest_id) return std::nullopt;
    return id;
}

bool is_for(const RuleSet* rules, const LogEntry& entry) {
    return rules != nullptr && entry.ruleset == rules->id() && entry.version == rules->version();
}

}  // namespace triage::log
