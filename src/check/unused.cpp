// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "check/reached.hpp"
#include "check/report.hpp"

namespace triage::check_detail {

namespace {

// Only the first of a row of steps: what cut it off cut off the rest of its list too. In a list after a branch that is named
// as dead, only what would not be reached even if that branch were taken.
struct UnreachableSteps {
    const Rules& rules;
    Decision* decision;
    const Reached& named;
    Report& report;

    void list(StepId step, const std::string& enclosing, bool alive = true) {
        std::string before = quoted(enclosing);
        for (; step != npos; step = rules.steps[step].next) {
            const CompiledStep& s = rules.steps[step];
            const std::string name = quoted(s.written->id.value);
            const bool written = named.has(*s.written);
            if (!written || (alive && !reached(step))) {
                report.warn(s.written->id.at, "unreachable-step",
                            "nobody ever reaches step " + name + ": no branch of " + before +
                                (written ? " that leads here can ever be taken" : " goes on"),
                            "let a branch of " + before + " go on (next), or move this step in front of it");
                return;
            }
            for (const Kleene value : {no, yes, unknown}) {
                const CompiledBranch& b = s.branches[value];
                if (b.kind == Branch::Kind::steps)
                    list(b.steps(), s.written->id.value, alive && (value == unknown || reached(b.steps())));
            }
            before = name;
        }
    }
    [[nodiscard]] bool reached(StepId step) const {
        return decision == nullptr || !decision->diagram().empty(decision->reach(step).come);
    }
};

// The outcomes that stand for some answer pattern, `otherwise` included; without a diagram those that are named.
std::vector<bool> outcomes_got(const Rules& rules, Decision* decision, const Reached& named) {
    std::vector<bool> got(rules.outcomes.size());
    for (std::size_t o = 0; o < got.size(); ++o)
        got[o] = o == rules.otherwise || (!decision && named.has(rules.document.outcomes[o]));
    if (!decision) return got;
    for (const PathwayDecision& pathway : decision->pathways())
        for (const StandingSet& s : pathway.standings)
            if (!decision->diagram().empty(s.patterns)) got[s.standing.outcome] = true;
    return got;
}

}  // namespace

void report_unused(const Rules& rules, Decision* decision, Report& report) {
    const RuleDocument& doc = rules.document;
    Reached named(doc);
    UnreachableSteps steps{rules, decision, named, report};
    for (std::size_t p = 0; p < doc.pathways.size(); ++p) steps.list(rules.pathways[p].first_step, doc.pathways[p].id.value);

    const std::vector<bool> got = outcomes_got(rules, decision, named);
    std::vector<bool> given(doc.advice.size());
    for (std::size_t i = 0; i < doc.outcomes.size(); ++i) {
        const Text& id = doc.outcomes[i].id;
        for (const AdviceId a : rules.outcomes[i].advice) given[a] = given[a] || got[i];
        if (!got[i])
            report.warn(id.at, "unused-outcome",
                        "nobody ever gets the outcome " + quoted(id.value) + ": no step that is reached leads to it",
                        "name it in a branch of a step, or take it away");
    }
    for (std::size_t i = 0; i < doc.advice.size(); ++i)
        if (const Text& id = doc.advice[i].id; !given[i])
            report.warn(id.at, "unused-advice",
                        "nobody ever gets the advice " + quoted(id.value) + ": no outcome that is reached gives it",
                        "name it under advise of an outcome, or take it away");
    const Reached asked(doc, true);
    for (const Finding& f : doc.findings)
        if (!named.has(f))
            report.note(f.id.at, "unused-finding", "nothing that is reached depends on the answer to " + quoted(f.id.value),
                        "use it in the condition of a step, or take it away");
        else if (!asked.has(f))
            report.note(
                f.id.at, "finding-never-asked",
                quoted(f.id.value) +
                    " is read only by remarks or entry criteria of plans, so the interview never asks it; only an answer file can say it",
                "use it in the condition of a step, or take it away");

    // A criteria may exist for a safety property alone.
    named.add_written();
    for (const Criteria& c : doc.criteria)
        if (!named.has(c))
            report.warn(c.id.at, "unused-criteria", "nothing that is reached uses the criteria " + quoted(c.id.value),
                        "write {criteria: " + c.id.value + "} in a condition, or take it away");
    for (const Score& s : doc.scores)
        if (!named.has(s))
            report.warn(s.id.at, "unused-score", "nothing that is reached uses the score " + quoted(s.id.value),
                        "write {score: " + s.id.value + ", at_least: …} in a condition, or take it away");
    for (const Source& s : doc.sources)
        if (!named.has(s))
            report.note(s.id.at, "unused-source", "nothing that is reached cites the source " + quoted(s.id.value),
                        "cite it where it supports something, or take it away");
}

}  // namespace triage::check_detail
