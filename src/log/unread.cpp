// SPDX-License-Identifier: Apache-2.0
#include "parts.hpp"

#include <cstddef>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/interview.hpp>
#include <triage/walk/reach.hpp>

#include "../document/fields.hpp"

namespace triage::log {

std::optional<std::string> take(Answers& answers, const LogAnswer& answer) {
    const RuleSet& rules = answers.rules();
    const std::string value(trimmed(answer.value));
    const std::uint32_t f = rules.compiled().finding_names.find(answer.finding);
    Answer said(value);
    if (f != npos && rules.document().findings[f].type == FindingType::number) {
        if (const auto number = document::decimal(value))
            said = Answer(*number);
        else if (said.kind() != Answer::Kind::not_sure)
            return AnswerProblem{"wrong-type", "\"" + value + "\" is not an answer to " + answer.finding,
                                 comma_hint(value).empty() ? "write a plain number such as 8.5, or unknown" : comma_hint(value)}
                .text();
    }
    const auto problem = answers.try_set(answer.finding, said);
    return problem ? std::optional<std::string>(problem->text()) : std::nullopt;
}

namespace {

constexpr std::size_t most_walks = 2000;

/// Whether some values of the lost findings from `at` on make a certain stop. Nothing where that took too many walks.
std::optional<bool> tried_out(Answers& answers, const std::vector<std::uint32_t>& lost, std::size_t at, std::size_t& walks) {
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

bool may_hide_a_stop(const EntryAnswers& read) {
    if (read.lost.empty()) return false;
    const Rules& rules = read.answers.rules().compiled();
    std::vector<std::uint32_t> known;
    for (const std::string& id : read.lost_findings)
        if (const std::uint32_t f = rules.finding_names.find(id); f != npos) known.push_back(f);
    if (known.size() == read.lost_findings.size()) {
        Answers trial = read.answers;
        std::size_t walks = 0;
        if (const auto found = tried_out(trial, known, 0, walks)) return *found;
    }
    Evaluator evaluator(rules, read.answers.bits());
    return possible_range(rules, evaluator, walk(read.answers)).most + std::size_t{1} == rules.document.dispositions.size();
}

}  // namespace triage::log
