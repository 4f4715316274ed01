// SPDX-License-Identifier: Apache-2.0
// What the verbs of triage log share: which log, which rules, which days, and an entry on its way into the log.
// Refuses to take what a person answers from the command line, which other users can see.
#pragma once

#include <triage/log.hpp>

#include "support.hpp"

namespace cli {

namespace flag {
inline constexpr Flag from{"from", Takes::day, "DAY", "from that day on"};
inline constexpr Flag to{"to", Takes::day, "DAY", "up to that day"};
}  // namespace flag

/// The rules of --rules, or those of the diary that is built in.
[[nodiscard]] inline triage::RuleSet diary_rules(const Call& call) {
    return call.has(flag::rules) ? load_rules(call.text(flag::rules)) : triage::load_shipped("return_to_running").value();
}
[[nodiscard]] inline triage::LogRange range_of(const Call& call) { return {call.day(flag::from), call.day(flag::to)}; }
/// The log that was named, or the default one.
[[nodiscard]] inline std::string log_path(const Call& call) { return call.inputs.empty() ? "triage-log.db" : call.inputs[0]; }
/// Says so on stderr where other users can read or write a log that is there: one made elsewhere, or copied.
void warn_of_others(const std::string& path);
[[nodiscard]] inline triage::ReviewOptions review_options(const Call& call) {
    return {.today = {}, .emergency_number = assess_options(call).emergency_number};
}
/// A log that is about to get an entry. `problem`: why it cannot have one.
struct OpenLog {
    std::optional<triage::RecoveryLog> log;
    std::vector<triage::LogEntry> present;  ///< replaced ones too
    std::string problem;
};

/// Who is asked hears of a log that cannot be used before the first question (throws); whose answers are there already gets
/// told what they mean all the same.
[[nodiscard]] OpenLog open_log(const std::string& path, bool asked);
/// Writes the entry, and gives it the id that it has then. A disk may report a failure after a write that it has done, so
/// what counts is what stands there afterwards.
void write_entry(OpenLog& open, triage::LogEntry& entry);

/// What a person said about one day.
struct Diary {
    triage::Answers answers;
    std::string note = {};
    bool reassessed = false;
    bool complete = true;
    int code = done;   ///< where they left early; they know where their answers are
    bool kept = true;  ///< left early: the answers are in a file
};
/// Asks the questions of a diary: those that decide, and those that are only kept. `ask_reassessed`: an earlier entry said
/// stop.
[[nodiscard]] Diary ask_diary(const Call& call, triage::Answers start, bool ask_reassessed);

}  // namespace cli
