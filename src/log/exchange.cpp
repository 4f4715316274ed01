// SPDX-License-Identifier: Apache-2.0
#include "parts.hpp"

namespace triage::log {

bool Refusals::add(Place at, const std::string& why) {
    constexpr std::size_t most = 100;
    std::string line = name_ + (at.line == 0 ? "" : ":" + std::to_string(at.line)) +
                       (at.column == 0 ? "" : ":" + std::to_string(at.column)) + ": " + why;
    if (!said_.insert(line).second) return false;
    if (all_.size() == most)
        ++more_;
    else
        all_.push_back(std::move(line));
    return true;
}

void Refusals::end(Place at, const std::string& why) {
    add(at, why);
    end();
    throw std::logic_error("unreachable");
}

void Refusals::end() const {
    if (all_.empty()) return;
    std::vector<std::string> problems = all_;
    if (more_ != 0) problems.push_back(name_ + ": there are " + std::to_string(more_) + " more problems, not shown");
    const std::string what = joined(problems, "\n") + (problems.size() == 1 ? "; " : "\n") + "nothing was imported";
    throw LogError(LogError::Kind::input, what, std::move(problems));
}

void Incoming::date(std::string_view text, Place at) {
    const std::string day(trimmed(text));
    if (const auto date = parse_date(day))
        entry.date = *date;
    else
        wrong(at, "\"" + day + "\" is not a date (YYYY-MM-DD)");
}

void Incoming::answer(LogAnswer answer, Place finding, Place value) {
    if (rules_ != nullptr && entry.ruleset == rules_->id() && entry.version == rules_->version()) {
        answer.value = trimmed(answer.value);
        if (!trial_) trial_.emplace(*rules_);
        const bool known = rules_->compiled().finding_names.find(answer.finding) != npos;
        if (const auto why = log::take(*trial_, answer)) wrong(known ? value : finding, *why);
    }
    entry.answers.push_back(std::move(answer));
}

std::optional<LogEntry> Incoming::take(Place at) {
    if (!good_) return std::nullopt;
    try {
        check_entry(entry);
    } catch (const LogError& error) {
        wrong(at, error.what());
        return std::nullopt;
    }
    return kept(std::move(entry));
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace triage::log
