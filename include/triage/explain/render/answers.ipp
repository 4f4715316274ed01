// SPDX-License-Identifier: Apache-2.0
// The bodies of answers.hpp.
#pragma once

#include <cstdint>
#include <string>

#include <triage/explain/render/answers.hpp>
#include <triage/header_only.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

namespace render_detail {

/// A word as a YAML value that every reader takes for a text: `no`, `true`, `null` and the like are put in quotes.
[[nodiscard]] inline std::string plain_or_quoted(const std::string& word) {
    for (const char* other : {"yes", "no", "true", "false", "on", "off", "null", "y", "n", "unknown"})
        if (word == other) return "\"" + word + "\"";
    return word;
}

}  // namespace render_detail

TRIAGE_BODY std::string answer_lines(const Answers& answers, const std::string& indent) {
    const RuleDocument& doc = answers.rules().document();
    std::string out;
    for (FindingId f{0}; f < doc.findings.size(); ++f) {
        if (answers.state(f) == Answers::State::not_asked) continue;
        out += indent + doc.findings[f].id.value + ": " + render_detail::plain_or_quoted(answers.answer(f).text()) + "\n";
    }
    return out;
}

TRIAGE_BODY std::string render_answers(const Answers& answers) {
    const RuleDocument& doc = answers.rules().document();
    const std::string lines = answer_lines(answers);
    return "# Answers for the rules \"" + doc.id.value + "\" " + doc.version.value + "\n" + (lines.empty() ? "{}\n" : lines);
}

}  // namespace triage
