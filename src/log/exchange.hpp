// SPDX-License-Identifier: Apache-2.0
// Reading an export back: what is wrong with the file, and one entry on its way in.
// Refuses the whole file for a missing column, an unknown key or half a quote, with its place: nothing is tidied up.
#pragma once

#include <array>
#include <set>
#include <stdexcept>
#include <utility>

#include <triage/text/text.hpp>

#include "parts.hpp"

namespace triage::log {

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
    bool add(Place at, const std::string& why) {
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
    /// For what makes the rest unreadable. Throws LogError (kind input) with everything so far.
    [[noreturn]] void end(Place at, const std::string& why) {
        add(at, why);
        end();
        throw std::logic_error("unreachable");
    }
    /// Throws where there was something.
    void end() const {
        if (all_.empty()) return;
        std::vector<std::string> problems = all_;
        if (more_ != 0) problems.push_back(name_ + ": there are " + std::to_string(more_) + " more problems, not shown");
        const std::string what = joined(problems, "\n") + (problems.size() == 1 ? "; " : "\n") + "nothing was imported";
        throw LogError(LogError::Kind::input, what, std::move(problems));
    }

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
    void date(std::string_view text, Place at) {
        const std::string day(trimmed(text));
        if (const auto date = parse_date(day))
            entry.date = *date;
        else
            wrong(at, "\"" + day + "\" is not a date (YYYY-MM-DD)");
    }
    /// Call it once the rule set is known: answers for other rules stay as they are.
    void answer(LogAnswer answer, Place finding, Place value) {
        if (rules_ != nullptr && entry.ruleset == rules_->id() && entry.version == rules_->version()) {
            answer.value = trimmed(answer.value);
            if (!trial_) trial_.emplace(*rules_);
            const bool known = rules_->compiled().finding_names.find(answer.finding) != npos;
            if (const auto why = log::take(*trial_, answer)) wrong(known ? value : finding, *why);
        }
        entry.answers.push_back(std::move(answer));
    }
    /// The entry, or nothing where it cannot be kept.
    [[nodiscard]] std::optional<LogEntry> take(Place at) {
        if (!good_) return std::nullopt;
        try {
            check_entry(entry);
        } catch (const LogError& error) {
            wrong(at, error.what());
            return std::nullopt;
        }
        return kept(std::move(entry));
    }

private:
    const RuleSet* rules_;
    Refusals& problems_;
    std::optional<Answers> trial_;
    bool good_ = true;
};

/// In csv.cpp; `read_log` reads the other form itself.
[[nodiscard]] std::vector<LogEntry> read_csv(const RuleSet* rules, std::string_view text, const std::string& name);

}  // namespace triage::log
