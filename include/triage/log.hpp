// SPDX-License-Identifier: Apache-2.0
// The recovery log: dated diary entries in one SQLite file, their review by a rule set, export and import.
// Refuses to read a clock, to change or drop what was written, and to touch a file that is not such a log.
//
// Declared here, compiled in src/log (link triage::triage):
//
//     triage::RecoveryLog log("calf.db", triage::RecoveryLog::Open::create);
//     log.add(triage::entry_of(answers, {2026, 5, 3}, "flat, easy"));        // returns when it is safely on disk
//     const triage::LogReview review = triage::review_log(rules, log.entries());
//     std::cout << triage::render_text(review);
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/explain/render/render.hpp>
#include <triage/model/date.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

/// One answer of an entry, as it is written in answer files: `yes`, `no`, `unknown`, an option id, or a number.
struct LogAnswer {
    std::string finding{}, value{};
    friend bool operator==(const LogAnswer&, const LogAnswer&) = default;
};

/// One entry of the diary. Several may have one date (two sessions). A wrong entry is kept next to the one that replaces it.
struct LogEntry {
    std::int64_t id = 0;  ///< given by the log, 1 and up, never used twice
    Date date{};
    std::string ruleset{}, version{};  ///< of the rules whose questions were answered
    std::vector<LogAnswer> answers{};  ///< by finding id; a finding that was not asked is absent
    std::string note{};                ///< free text, at most 4,000 bytes
    bool reassessed = false;         ///< the person was triaged or seen since the last stop, and may go on
    std::int64_t replaces = 0;       ///< id of the earlier entry that this one corrects; 0: none
    std::int64_t replaced_by = 0;    ///< found by the log; 0: this entry stands
    friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

/// What a person said, as an entry. Its findings stand in the order of their ids.
[[nodiscard]] LogEntry entry_of(const Answers& answers, Date date, std::string note = {});

/// The answers of an entry for these rules. What they no longer understand is named in `lost` and stays unanswered.
struct EntryAnswers {
    Answers answers;
    std::vector<std::string> lost;
    std::vector<std::string> lost_findings;  ///< their ids, in the same order
};
[[nodiscard]] EntryAnswers answers_of(const RuleSet& rules, const LogEntry& entry);

/// Why the log refused. `what()` is a sentence for the person, with the path.
class LogError : public std::runtime_error {
public:
    enum class Kind : std::uint8_t {
        missing,  ///< there is no such file
        foreign,  ///< not a recovery log
        newer,    ///< written by a newer version of the library
        corrupt,  ///< damaged
        busy,     ///< another process holds it; nothing was written
        storage,  ///< cannot be opened, read or written
        entry,    ///< the entry cannot be kept as it is; nothing was written
        input,    ///< an import that cannot be read; nothing was written
    };
    LogError(Kind kind, const std::string& what, std::vector<std::string> problems = {})
        : std::runtime_error(what), kind_(kind), problems_(std::move(problems)) {}
    [[nodiscard]] Kind kind() const { return kind_; }
    /// Kind `input`: everything that is wrong, each with file, line, where it can be a column, and what to write instead.
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

private:
    Kind kind_;
    std::vector<std::string> problems_;
};

/// Which entries: both dates inclusive.
struct LogRange {
    std::optional<Date> from{}, to{};
    bool replaced = false;  ///< those that were replaced, too
};

/// A log file. Belongs to one thread at a time; any number of processes may use the file. Every function throws LogError.
class RecoveryLog {
public:
    enum class Open : std::uint8_t { existing, create };

    /// `create` makes the file, readable by its owner only, unless it is there. An older format is brought up to date.
    explicit RecoveryLog(const std::string& path, Open how = Open::existing);
    ~RecoveryLog();
    RecoveryLog(RecoveryLog&&) noexcept;
    RecoveryLog& operator=(RecoveryLog&&) noexcept;

    /// Keeps an entry and returns its id, once it is on disk: what was returned survives a kill or a power cut.
    /// `entry.id` and `replaced_by` are ignored. All or nothing.
    std::int64_t add(const LogEntry& entry);
    /// By date, then in the order in which they were written.
    [[nodiscard]] std::vector<LogEntry> entries(const LogRange& range = {}) const;
    /// Adds entries under the ids that they have; one that is already there, word for word, is passed over. Returns how
    /// many were added. All or nothing: an id that is taken by something else refuses the whole import.
    std::size_t import(const std::vector<LogEntry>& entries);
    /// Also done by the destructor. Afterwards only destruction and assignment are allowed.
    void close();

private:
    class File;
    std::unique_ptr<File> file_;
};

/// CSV (RFC 4180, CRLF): seven fixed columns, then one for each finding. An empty cell: not asked.
[[nodiscard]] std::string log_csv(const std::vector<LogEntry>& entries);
/// `{"schema": "triage.log/1", "entries": […]}`, ending in a newline.
[[nodiscard]] std::string log_json(const std::vector<LogEntry>& entries);
/// The most bytes of such a text that are read.
inline constexpr std::size_t most_log_bytes = 64U << 20U;
/// Reads either of these (JSON begins with `{`). `name` stands for the file in messages. Throws LogError, with every
/// problem at once. Entries for these rules, in this version, must have answers that these rules understand, so that none
/// that cannot be read gets into a log; blanks around them are left out. Other entries are taken as they are.
[[nodiscard]] std::vector<LogEntry> read_log(const RuleSet& rules, std::string_view text, const std::string& name);
/// The same without rules: no answer is looked at. For what `review_log` will do with one that it cannot read, see there.
[[nodiscard]] std::vector<LogEntry> read_log(std::string_view text, const std::string& name);

/// One entry with what the rules say about it.
struct ReviewedEntry {
    LogEntry entry;
    Assessment assessment;
    std::vector<std::string> lost;  ///< answers that these rules do not understand
};

/// A number finding from 0 to 10 over the shown entries: a trend line. No value: not asked, or not sure.
struct TrendLine {
    std::string finding, ask;
    std::vector<std::optional<double>> values;  ///< same positions as LogReview::entries
    std::vector<bool> unsure;
};

/// The recent entries under a rule set. What counts is the gravest entry of the latest date, and any entry at the
/// gravest disposition after which nobody noted a reassessment: one good day does not cancel a stop. An answer that these
/// rules do not understand counts as unknown, but never as harmless: where it may have been a reason to stop, the entry
/// stands at the gravest disposition (`unread_stop`) until it is corrected or somebody notes a reassessment.
struct LogReview {
    std::string ruleset, version, digest, review;
    std::vector<ReviewedEntry> entries;  ///< oldest first, at most ReviewOptions::last, and the deciding one in any case
    std::size_t decides = 0;             ///< position in `entries`
    DispositionResult disposition;
    bool back_to_triage = false;       ///< at the gravest disposition: first of all, go through triage again
    bool earlier_stop = false;         ///< it is an entry before the latest date that says so
    bool unread_stop = false;          ///< it has an answer that nobody can read, and that may have been a reason to stop
    std::vector<std::string> first;    ///< sentences that come before everything else: why to go back to triage
    std::vector<std::string> remarks;  ///< what was left out, not understood, or is old; always to be shown
    std::vector<TrendLine> trend;
    std::size_t older = 0;           ///< entries before the shown ones
    std::size_t of_other_rules = 0;  ///< entries for another rule set, left out
    std::optional<long> days_old;    ///< of the latest entry, where the caller says what day it is
};

struct ReviewOptions {
    std::size_t last = 14;      ///< entries shown, at least 1
    std::optional<Date> today{};  ///< to say how old the latest entry is
    std::string emergency_number = "your local emergency number";
};

/// Walks the rules over the entries (those that stand; by date and order). No disposition where there are none of these
/// rules: check `entries.empty()`. Pure. Complexity: one walk per entry, and one explanation per entry shown.
[[nodiscard]] LogReview review_log(const RuleSet& rules, const std::vector<LogEntry>& entries, const ReviewOptions& options = {});

/// What to do first, then why, then the trend as bars from 0 to 10.
[[nodiscard]] std::string render_text(const LogReview& review, const TextOptions& options = {});
/// Schema triage.log-review/1.
[[nodiscard]] std::string render_json(const LogReview& review);
/// A page of its own: the same, with the trend as SVG beside a table.
[[nodiscard]] std::string render_html(const LogReview& review);

}  // namespace triage
