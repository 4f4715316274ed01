// SPDX-License-Identifier: Apache-2.0
// What the files of this room share: what an entry may hold, answers that the rules do not understand, reading an export back,
// and what every rendering of a review says in the same words.
// Refuses to see SQLite, and to tidy up: what cannot be kept or read as it is is an error, not something else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <triage/log.hpp>

namespace triage::log {

// ---- entry.cpp: what an entry may hold, so that every export of a log can be read back; what these rules cannot read is never
// taken for harmless, it may have been a reason to stop

inline constexpr std::int64_t largest_id = 1'000'000'000'000'000;  // exact in JSON, whose numbers are doubles

/// Throws LogError (kind entry) unless the entry can be kept. `where` precedes the message.
void check_entry(const LogEntry& entry, const std::string& where = {});
/// The entry as it is kept: answers by finding id, nothing that only the log knows.
[[nodiscard]] LogEntry kept(LogEntry entry);

/// Puts one answer of an entry among the answers, blanks around it left out; or says why not, and what to write instead.
[[nodiscard]] std::optional<std::string> take(Answers& answers, const LogAnswer& answer);
/// Whether the answers that were lost, with some values, would have been a certain reason to stop. Where that is too much
/// to try out, or these rules do not know the finding: whether anything that is open could be one.
[[nodiscard]] bool may_hide_a_stop(const EntryAnswers& read);

// ---- exchange.cpp: a missing column, an unknown key or half a quote refuses the whole file, with its place

/// The keys of an entry in JSON. All but the answers are columns of a sheet, in this order.
inline constexpr std::array entry_keys{"id", "date", "ruleset", "version", "reassessed", "replaces", "note", "answers"};

/// Where something stands in a file. Column 0: the whole line; line 0: the whole file.
struct Place {
    std::size_t line = 0, column = 0;
};

/// What is wrong with a file, collected so that the person hears everything at once.
class Refusals {
public:
    explicit Refusals(const std::string& name) : name_(name) {}
    /// False where the same was said of this place before.
    bool add(Place at, const std::string& why);
    /// For what makes the rest unreadable. Throws LogError (kind input) with everything so far.
    [[noreturn]] void end(Place at, const std::string& why);
    /// Throws where there was something.
    void end() const;

private:
    const std::string& name_;
    std::vector<std::string> all_;
    std::set<std::string> said_;
    std::size_t more_ = 0;  // past the limit
};

/// An entry that is being read. Where something is wrong with it, that is reported, and the entry is not taken.
class Incoming {
public:
    /// `rules`: null where there are none to check the answers against.
    Incoming(const RuleSet* rules, Refusals& problems) : rules_(rules), problems_(problems) {}

    LogEntry entry;
    void wrong(Place at, const std::string& why) { good_ = !problems_.add(at, why) && good_; }
    void date(std::string_view text, Place at);
    /// Call it once the rule set is known: answers for other rules stay as they are.
    void answer(LogAnswer answer, Place finding, Place value);
    /// The entry, or nothing where it cannot be kept.
    [[nodiscard]] std::optional<LogEntry> take(Place at);

private:
    const RuleSet* rules_;
    Refusals& problems_;
    std::optional<Answers> trial_;
    bool good_ = true;
};

/// Without blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::vector<LogEntry> read_csv(const RuleSet* rules, std::string_view text, const std::string& name);

// ---- review.cpp: what every rendering says in the same words

/// `Entry 3`, or by its day where it is in no log.
[[nodiscard]] std::string name_of(const LogEntry& entry);
/// "3 older entries are not shown".
[[nodiscard]] std::string older_text(const LogReview& review);
/// A value of a trend line as it is shown: the number, `?` for not sure, `-` for not asked.
[[nodiscard]] std::string value_text(const TrendLine& line, std::size_t entry);

}  // namespace triage::log
