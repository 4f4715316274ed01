// SPDX-License-Identifier: Apache-2.0
// The bodies of stored.hpp.
#pragma once

#include <utility>

#include <triage/header_only.hpp>
#include <triage/walk/stored.hpp>

namespace triage {

TRIAGE_BODY const char* word(LostAnswer::Why why) {
    using Why = LostAnswer::Why;
    switch (why) {
        case Why::removed_finding: return "removed_finding";
        case Why::renamed_finding: return "renamed_finding";
        case Why::removed_option: return "removed_option";
        case Why::renamed_option: return "renamed_option";
        case Why::out_of_range: return "out_of_range";
        case Why::wrong_type: return "wrong_type";
    }
    return nullptr;
}

TRIAGE_BODY std::optional<LostAnswer> restore_answer(Answers& answers, std::string_view finding, const Answer& answer) {
    using Why = LostAnswer::Why;
    auto problem = answers.try_set(finding, answer);
    if (!problem) return std::nullopt;
    const Rules& rules = answers.rules().compiled();
    const FindingId f = rules.finding_names.find(finding);
    LostAnswer lost{std::string(finding), answer.text(), Why::wrong_type, {}, *std::move(problem)};
    if (f == npos) {
        lost.now = renamed_to(rules.document.findings, finding);
        lost.why = lost.now.empty() ? Why::removed_finding : Why::renamed_finding;
    } else if (lost.problem.code == "unknown-option") {
        const std::string old = answer.text();
        lost.now = renamed_to(rules.document.findings[f].options, old);
        lost.why = lost.now.empty() ? Why::removed_option : Why::renamed_option;
    } else if (lost.problem.code == "number-out-of-range") {
        lost.why = Why::out_of_range;
    }
    const bool removed = lost.why == Why::removed_finding || lost.why == Why::removed_option;
    if (removed) lost.problem.hint.clear();  // "did you mean" is for typing errors; this was once right
    return lost;
}

TRIAGE_BODY void write_answer_members(JsonWriter& json, const Answers& answers) {
    const std::vector<Finding>& findings = answers.rules().document().findings;
    for (FindingId f{0}; f < findings.size(); ++f) {
        if (answers.state(f) == Answers::State::not_asked) continue;
        const Answer answer = answers.answer(f);
        if (answer.kind() == Answer::Kind::number)
            json.number(findings[f].id.value, answer.number());
        else
            json.text(findings[f].id.value, answer.word());
    }
}

TRIAGE_BODY std::string write_answers(const Answers& answers, std::string_view id) {
    const RuleSet& rules = answers.rules();
    JsonWriter json(true);
    json.open('{').text("schema", "triage.answers/1");
    if (!id.empty()) json.text("id", id);
    json.open("ruleset", '{').text("id", rules.id()).text("version", rules.version()).text("digest", rules.digest()).close('}');
    json.open("answers", '{');
    write_answer_members(json, answers);
    json.close('}').close('}');
    return json.str() + "\n";
}

}  // namespace triage
