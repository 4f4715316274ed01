// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "check/warnings.hpp"

namespace triage::check_detail {

namespace {

// Where a branch really goes: at the end of the pathway's own list, going on is clearing.
CompiledBranch target(const CompiledStep& s, Kleene value) {
    CompiledBranch b = s.branches[static_cast<std::size_t>(value)];
    if (b.kind == Branch::Kind::next && s.next == npos) b.kind = Branch::Kind::clear;
    return b;
}
bool same(const CompiledBranch& a, const CompiledBranch& b) {
    if (a.kind != b.kind || a.kind == Branch::Kind::steps) return false;
    return a.kind == Branch::Kind::next || a.kind == Branch::Kind::clear || a.target == b.target;
}

}  // namespace

void report_targets(const Rules& rules, Report& report) {
    for (const CompiledStep& s : rules.steps) {
        const CompiledBranch then = target(s, Kleene::yes), otherwise = target(s, Kleene::no);
        if (!same(then, otherwise)) continue;
        const bool all = same(then, target(s, Kleene::unknown));
        report.warn(
            s.written->id.at, "same-target",
            all ? "all branches of step " + quoted(s.written->id.value) + " go to the same place: its condition decides nothing"
                : "\"then\" and \"else\" of step " + quoted(s.written->id.value) +
                      " go to the same place: its condition decides only whether the answer is known",
            all ? "take the step away, or send the branches to different places"
                : "send then and else to different places, or take the step away");
    }
    const RuleDocument& doc = rules.document;
    const Outcome& otherwise = doc.outcomes[rules.otherwise];
    if (rules.outcomes[rules.otherwise].rank != rules.otherwise_rank) {
        const std::string& level = rules.disposition(rules.otherwise_rank).id.value;
        report.warn(otherwise.disposition.at, "otherwise-level",
                    quoted(otherwise.id.value) + " stands when nothing is raised, and then always at " + quoted(level) +
                        ", the mildest level that is not at home; here it says " + quoted(otherwise.disposition.value),
                    "write disposition: " + level);
    }
}

namespace {

void review_steps(const std::vector<Step>& steps, const std::string& pathway, Report& report) {
    for (const Step& s : steps) {
        if (!s.review.value.empty())
            report.note(s.review.at, "review", "step " + quoted(s.id.value) + " of " + quoted(pathway) + ": " + s.review.value);
        for (const Branch* b : {&s.then, &s.otherwise, &s.unknown}) review_steps(b->steps, pathway, report);
    }
}

}  // namespace

void report_reviews(const Rules& rules, Report& report) {
    const auto mark = [&](const char* kind, const Text& id, const Text& review) {
        if (!review.value.empty())
            report.note(review.at, "review", std::string(kind) + " " + quoted(id.value) + ": " + review.value);
    };
    for (const Finding& f : rules.document.findings) mark("finding", f.id, f.review);
    for (const Pathway& p : rules.document.pathways) {
        mark("pathway", p.id, p.review);
        review_steps(p.steps, p.id.value, report);
    }
    for (const Outcome& o : rules.document.outcomes) mark("outcome", o.id, o.review);
    for (const Advice& a : rules.document.advice) mark("advice", a.id, a.review);
}

}  // namespace triage::check_detail
