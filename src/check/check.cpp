// SPDX-License-Identifier: Apache-2.0
#include <triage/review/check.hpp>

#include <optional>
#include <string>

#include <triage/text/text.hpp>

#include "check/report.hpp"

namespace triage {

namespace {

void report_questionnaire(const RuleSet& rules, const CheckOptions& options, check_detail::Report& report) {
    const Questionnaire q = longest_questionnaire(rules, options);
    std::string message =
        q.whole ? "a person who denies everything is asked " : "a person who denies everything is asked at least ";
    message += counted(q.questions, "question") + " on " + counted(q.screens, "screen") + "; nobody is asked more than " +
               counted(q.questions_at_most, "question") + " (" + counted(q.screens_at_least, "screen") +
               " if each group comes at once)";
    if (q.examiner_questions != 0) message += "; a clinician up to " + std::to_string(q.examiner_questions) + " more";
    report.note(rules.document().id.at, "longest-questionnaire", message);
}

}  // namespace

std::vector<Diagnostic> check(const RuleSet& rules, const CheckOptions& options) {
    using namespace check_detail;
    const Rules& compiled = rules.compiled();
    Report report(compiled.document);
    report_targets(compiled, report);
    report_reviews(compiled, report);
    report_sign_offs(rules, report);
    const PatternSpace space({&compiled});
    Diagram diagram(space.values(), options.budget);
    std::optional<Decision> decision;
    try {
        decision.emplace(diagram, space, rules);
        report_paths(*decision, space, report);
    } catch (const BudgetExceeded&) {
        report.note(compiled.document.id.at, "check-incomplete",
                    "the rules are too large to follow every path: some steps were not judged for settled-finding, dead-branch, "
                    "milder-before-graver, examiner-floor and floor-not-guarded",
                    "raise the budget of check, or split the pathways");
    }
    report_unused(compiled, decision ? &*decision : nullptr, report);
    report_questionnaire(rules, options, report);
    return report.take();
}

}  // namespace triage
