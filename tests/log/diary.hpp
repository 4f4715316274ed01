// SPDX-License-Identifier: Apache-2.0
// Days of a diary in one line, for tests of the log.
// Refuses to depend on the shipped rules: the questions are those of tests/log/diary.rules.yaml.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <triage/load.hpp>
#include <triage/log.hpp>

#include "cli/program.hpp"

namespace triage::testing {

[[nodiscard]] inline const std::string& diary_path() {
    static const std::string path = TRIAGE_SOURCE_DIR "/tests/log/diary.rules.yaml";
    return path;
}

[[nodiscard]] inline const RuleSet& diary_rules() {
    static const RuleSet rules = load(diary_path()).value();
    return rules;
}

/// A day on which nothing worrying happened, with the three scores.
[[nodiscard]] inline LogEntry a_day(Date date, double during, double after, double morning, const std::string& note = {}) {
    Answers answers{diary_rules()};
    answers.set("calf_swelling", no).set("pop", no).set("activity", "run").set("minutes", 20);
    answers.set("pain_during_run", during).set("pain_after_run", after).set("pain_next_morning", morning);
    return entry_of(answers, date, note);
}

/// The entry with other or further answers.
[[nodiscard]] inline LogEntry with(LogEntry entry, std::initializer_list<std::pair<const char*, Answer>> said) {
    Answers answers = answers_of(diary_rules(), entry).answers;
    for (const auto& [finding, answer] : said) answers.set(finding, answer);
    LogEntry changed = entry_of(answers, entry.date, entry.note);
    entry.answers = changed.answers;
    return entry;
}

[[nodiscard]] inline std::vector<LogEntry> everything(const RecoveryLog& log) {
    LogRange all;
    all.replaced = true;
    return log.entries(all);
}

[[nodiscard]] inline bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The message with which something was refused; empty where it was not.
template <class Action>
[[nodiscard]] std::string refusal_of(Action&& action) {
    try {
        action();
    } catch (const LogError& error) {
        return error.what();
    }
    return {};
}

}  // namespace triage::testing
