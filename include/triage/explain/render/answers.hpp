// SPDX-License-Identifier: Apache-2.0
// Answers as an answer file, so that they can be kept and read back.
// Refuses to write what was not answered: "not asked" is the absence of a line.
#pragma once

#include <cstdint>
#include <string>

#include <triage/walk/answers.hpp>

namespace triage {

/// One line an answer, `finding: value`, in the order of the questions; each begins with `indent`. Empty without answers.
[[nodiscard]] inline std::string answer_lines(const Answers& answers, const std::string& indent = {}) {
    const RuleDocument& doc = answers.rules().document();
    std::string out;
    for (std::uint32_t f = 0; f < doc.findings.size(); ++f) {
        if (answers.state(f) == Answers::State::not_asked) continue;
        const Answer answer = answers.answer(f);
        const bool quoted = answer.kind() == Answer::Kind::yes_no || answer.kind() == Answer::Kind::not_sure;
        out += indent + doc.findings[f].id.value + ": " + (quoted ? "\"" + answer.text() + "\"" : answer.text()) + "\n";
    }
    return out;
}

/// The answers as YAML, in the order of the questions; reads back to the same answers.
///
///     triage::render_answers(answers);  // age_years: 34\ncalf_swelling: "yes"\n
[[nodiscard]] inline std::string render_answers(const Answers& answers) {
    const RuleDocument& doc = answers.rules().document();
    const std::string lines = answer_lines(answers);
    return "# Answers for the rules \"" + doc.id.value + "\" " + doc.version.value + "\n" + (lines.empty() ? "{}\n" : lines);
}

}  // namespace triage
