// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>

#include <triage/model/references.hpp>
#include <triage/model/traversal.hpp>
#include <triage/review/sign_off.hpp>

#include "check/report.hpp"

namespace triage::check_detail {

namespace {

// Where a branch really goes: at the end of the pathway's own list, going on is clearing.
CompiledBranch target(const CompiledStep& s, Kleene value) {
    CompiledBranch b = s.branches[value];
    if (b.kind == Branch::Kind::next && s.next == npos) b.kind = Branch::Kind::clear;
    return b;
}
bool same(const CompiledBranch& a, const CompiledBranch& b) {
    if (a.kind != b.kind || a.kind == Branch::Kind::steps) return false;
    return a.kind == Branch::Kind::next || a.kind == Branch::Kind::clear || a.target == b.target;
}

// The level that a branch brings at once; nothing for one that goes on, clears or looks closer.
std::optional<Rank> brought(const Rules& rules, const CompiledBranch& b) {
    if (b.kind != Branch::Kind::outcome && b.kind != Branch::Kind::floor) return std::nullopt;
    return rules.outcomes[b.outcome()].rank;
}

// Whether a step asks for something worrying, and not for its absence.
bool asks_for_worry(const Rules& rules, const CompiledStep& s) {
    if (s.written->when.form == Condition::Form::negate || s.written->when.form == Condition::Form::unless) return false;
    for (const FindingId f : findings_of(rules, s.node)) {
        const Finding& finding = rules.document.findings[f];
        if (finding.type == FindingType::yes_no && finding.polarity == Polarity::worrying) return true;
    }
    return false;
}

}  // namespace

void report_targets(const Rules& rules, Report& report) {
    for (std::size_t p = 0; p < rules.pathways.size(); ++p) {
        if (!rules.document.pathways[p].red_flag) continue;
        each_step(rules, rules.pathways[p].first_step, [&](StepId step) {
            const CompiledStep& s = rules.steps[step];
            const std::optional<Rank> then = brought(rules, s.branches[Kleene::yes]),
                                      otherwise = brought(rules, s.branches[Kleene::no]);
            if (!otherwise || (then && *then >= *otherwise) || s.branches[Kleene::yes].kind == Branch::Kind::steps ||
                !asks_for_worry(rules, s))
                return;
            report.warn(
                s.written->id.at, "branches-exchanged",
                "\"no\" at step " + quoted(s.written->id.value) + " brings more than \"yes\", and it asks for something worrying",
                "exchange then and else");
        });
    }
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

void report_reviews(const RuleSet& rules, Report& report) {
    const RuleDocument& doc = rules.document();
    const std::vector<SignOff> signed_off = sign_offs_of(rules);
    const auto mark = [&](const std::string& what, const std::string& to, const Text& review) {
        if (review.value.empty()) return;
        const AnsweredDoubt said = answer_to({to, review.value}, signed_off);
        std::string hint;
        if (said.answer != nullptr && said.answer->kind != ReviewAnswer::Kind::defer)
            hint = text_of(said) + ": " + (said.answer->kind == ReviewAnswer::Kind::change ? "change the rule, then " : "") +
                   "take the mark away";
        report.note(review.at, "review", what + ": " + review.value, std::move(hint));
    };
    for (const Finding& f : doc.findings) mark("finding " + quoted(f.id.value), "findings." + f.id.value, f.review);
    for (const Pathway& p : doc.pathways) {
        const std::string to = "pathways." + p.id.value;
        mark("pathway " + quoted(p.id.value), to, p.review);
        each_step(p.steps, [&](const Step& s) {
            mark("step " + quoted(s.id.value) + " of " + quoted(p.id.value), to + "." + s.id.value, s.review);
        });
    }
    for (const Outcome& o : doc.outcomes) mark("outcome " + quoted(o.id.value), "outcomes." + o.id.value, o.review);
    for (const Advice& a : doc.advice) mark("advice " + quoted(a.id.value), "advice." + a.id.value, a.review);
    for (const Plan& p : doc.plans) mark("plan " + quoted(p.id.value), "plans." + p.id.value, p.review);
}

}  // namespace triage::check_detail
