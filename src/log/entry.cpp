// SPDX-License-Identifier: Apache-2.0
#include "parts.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <triage/explain/assess.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/interview.hpp>
#include <triage/walk/reach.hpp>

#include "../document/fields.hpp"

namespace triage {

namespace {

void by_finding(std::vector<LogAnswer>& answers) {
    std::stable_sort(answers.begin(), answers.end(),
                     [](const LogAnswer& a, const LogAnswer& b) { return a.finding < b.finding; });
}

constexpr std::size_t most_walks = 2000;

/// Whether some values of the lost findings from `at` on make a certain stop. Nothing where that took too many walks.
std::optional<bool> tried_out(Answers& answers, const std::vector<FindingId>& lost, std::size_t at, std::size_t& walks) {
    const Rules& rules = answers.rules().compiled();
    if (at == lost.size()) {
        if (++walks > most_walks) return std::nullopt;
        return emergency_is_certain(rules, walk(answers));
    }
    const Finding& finding = rules.document.findings[lost[at]];
    std::vector<Answer> values;
    if (finding.type == FindingType::number)
        for (const double x : distinct_values(rules, lost[at], finding.max.value)) values.emplace_back(x);
    else
        for (std::uint32_t option = 0; option < (finding.type == FindingType::yes_no ? 2 : finding.options.size()); ++option)
            values.push_back(answer_of(finding, {option, 0}));
    std::optional<bool> found = false;
    for (std::size_t i = 0; i < values.size() && found == false; ++i) {
        (void)answers.try_set(lost[at], values[i]);
        found = tried_out(answers, lost, at + 1, walks);
    }
    answers.clear(lost[at]);
    return found;
}

}  // namespace

LogEntry entry_of(const Answers& answers, Date date, std::string note) {
    LogEntry entry;
    entry.date = date;
    entry.ruleset = answers.rules().id();
    entry.version = answers.rules().version();
    entry.note = std::move(note);
    const std::vector<Finding>& findings = answers.rules().document().findings;
    for (FindingId f{0}; f < findings.size(); ++f)
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

void log::check_entry(const LogEntry& entry, const std::string& where) {
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

LogEntry log::kept(LogEntry entry) {
    entry.replaced_by = 0;
    by_finding(entry.answers);
    return entry;
}

std::optional<std::string> log::take(Answers& answers, const LogAnswer& answer) {
    const RuleSet& rules = answers.rules();
    const std::string value(trimmed(answer.value));
    const FindingId f = rules.compiled().finding_names.find(answer.finding);
    Answer said(value);
    if (f != npos && rules.document().findings[f].type == FindingType::number) {
        if (const auto number = number_of(value))
            said = Answer(*number);
        else if (said.kind() != Answer::Kind::not_sure)
            return AnswerProblem{"wrong-type", "\"" + value + "\" is not an answer to " + answer.finding,
                                 comma_hint(value).empty() ? "write a plain number such as 8.5, or unknown" : comma_hint(value)}
                .text();
    }
    const auto problem = answers.try_set(answer.finding, said);
    return problem ? std::optional<std::string>(problem->text()) : std::nullopt;
}

bool log::may_hide_a_stop(const EntryAnswers& read) {
    if (read.lost.empty()) return false;
    const Rules& rules = read.answers.rules().compiled();
    std::vector<FindingId> known;
    for (const std::string& id : read.lost_findings)
        if (const FindingId f = rules.finding_names.find(id); f != npos) known.push_back(f);
    if (known.size() == read.lost_findings.size()) {
        Answers trial = read.answers;
        std::size_t walks = 0;
        if (const auto found = tried_out(trial, known, 0, walks)) return *found;
    }
    Evaluator evaluator(rules, read.answers.bits());
    return possible_range(rules, evaluator, walk(read.answers)).most + std::size_t{1} == rules.document.dispositions.size();
}

}  // namespace triage
