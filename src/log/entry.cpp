// SPDX-License-Identifier: Apache-2.0
#include "parts.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "../document/tree.hpp"

namespace triage {

namespace {

void by_finding(std::vector<LogAnswer>& answers) {
    std::stable_sort(answers.begin(), answers.end(),
                     [](const LogAnswer& a, const LogAnswer& b) { return a.finding < b.finding; });
}

}  // namespace

LogEntry entry_of(const Answers& answers, Date date, std::string note) {
    LogEntry entry;
    entry.date = date;
    entry.ruleset = answers.rules().id();
    entry.version = answers.rules().version();
    entry.note = std::move(note);
    const std::vector<Finding>& findings = answers.rules().document().findings;
    for (std::uint32_t f = 0; f < findings.size(); ++f)
        if (answers.state(f) != Answers::State::not_asked)
            entry.answers.push_back({findings[f].id.value, answers.answer(f).text()});
    by_finding(entry.answers);
    return entry;
}

EntryAnswers answers_of(const RuleSet& rules, const LogEntry& entry) {
    EntryAnswers out{Answers{rules}, {}, {}};
    for (const LogAnswer& a : entry.answers) {
        auto why = log::take(out.answers, a);
        if (!why) continue;
        out.lost.push_back(*std::move(why));
        out.lost_findings.push_back(a.finding);
    }
    return out;
}

namespace log {

void check_entry(const LogEntry& entry, const std::string& where) {
    constexpr std::size_t longest_note = 4000, longest_value = 200, most_answers = 2000;
    const auto refuse = [&](const std::string& why) { throw LogError(LogError::Kind::entry, where + why); };
    const auto text = [&](const std::string& what, const std::string& value, std::size_t longest, bool lines) {
        if (value.size() > longest) refuse(what + " is longer than " + std::to_string(longest) + " bytes");
        if (const auto hidden = document::hidden_character(value)) refuse("in " + what + ", " + hidden->message);
        if (!lines && value.find_first_of("\n\t") != std::string::npos) refuse(what + " has more than one line");
    };
    if (parse_date(format_date(entry.date)) != entry.date) refuse("there is no such date");
    if (!is_snake_case(entry.ruleset)) refuse("the rule set has no valid id");
    text("the version", entry.version, longest_value, false);
    text("the note", entry.note, longest_note, true);
    if (entry.answers.size() > most_answers) refuse("there are more than " + std::to_string(most_answers) + " answers");
    std::vector<LogAnswer> sorted = entry.answers;
    by_finding(sorted);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const LogAnswer& a = sorted[i];
        if (!is_snake_case(a.finding)) refuse("\"" + a.finding + "\" is not the id of a finding");
        if (i > 0 && sorted[i - 1].finding == a.finding) refuse(a.finding + " is answered twice");
        if (a.value.empty()) refuse("the answer to " + a.finding + " is empty");
        text("the answer to " + a.finding, a.value, longest_value, false);
    }
    if (entry.id < 0 || entry.id > largest_id || entry.replaces < 0 || entry.replaces > largest_id)
        refuse("an id must be from 1 to " + std::to_string(largest_id));
}

LogEntry kept(LogEntry entry) {
    entry.replaced_by = 0;
    by_finding(entry.answers);
    return entry;
}

}  // namespace log

}  // namespace triage
