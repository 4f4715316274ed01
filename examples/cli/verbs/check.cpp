// SPDX-License-Identifier: Apache-2.0
#include <triage/review.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Lists every problem in a rule folder: errors, warnings, and marks for the reviewer.
  triage check rules/lower_leg_pain)";

static int run(const Call& call) {
    const triage::RuleSet rules = rules_of(call);
    const std::vector<triage::Diagnostic> all = triage::check(rules);
    std::size_t warnings = 0;
    for (const triage::Diagnostic& d : all) warnings += d.severity == triage::Severity::note ? 0 : 1;
    const triage::RuleDocument& doc = rules.document();
    std::string text = triage::format(all);
    text += rules.id() + " " + rules.version() + ": " + std::to_string(doc.pathways.size()) + " pathways, " +
            std::to_string(rules.compiled().steps.size()) + " steps, " + std::to_string(doc.outcomes.size()) + " outcomes, " +
            std::to_string(doc.findings.size()) + " findings; " + triage::counted(warnings, "warning") + ", " +
            std::to_string(all.size() - warnings) + " notes\n";
    write_output(call, text);
    return warnings == 0 ? done : found;
}

const Verb verbs::check{"check", "[RULES]", "text", {flag::rules}, Result::about_rules, run, help};

}  // namespace cli
