// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "check/rule_graph.hpp"
#include "check/warnings.hpp"

namespace triage::check_detail {

namespace {

using Kind = RuleGraph::Kind;

// Only the first of a row of steps: what cut it off cut off the rest of its list too.
class UnreachableSteps {
public:
    UnreachableSteps(const Rules& rules, const RuleGraph& graph, Report& report)
        : rules_(rules), graph_(graph), report_(report) {}

    void list(std::uint32_t step, const Pathway& pathway) {
        const CompiledStep* before = nullptr;
        for (; step != npos; step = rules_.steps[step].next) {
            const CompiledStep& s = rules_.steps[step];
            if (!graph_.reached(Kind::step, step)) {
                const std::string& blocker = before != nullptr ? before->written->id.value : pathway.id.value;
                report_.warn(
                    s.written->id.at, "unreachable-step",
                    "nobody ever comes to step " + quoted(s.written->id.value) + ": no branch of " + quoted(blocker) + " goes on",
                    "let a branch of " + quoted(blocker) + " go on (next), or move this step in front of it");
                return;
            }
            for (const CompiledBranch& b : s.branches)
                if (b.kind == Branch::Kind::steps) list(b.target, pathway);
            before = &s;
        }
    }

private:
    const Rules& rules_;
    const RuleGraph& graph_;
    Report& report_;
};

}  // namespace

void report_unused(const Rules& rules, Report& report) {
    const RuleDocument& doc = rules.document;
    RuleGraph graph(rules);
    graph.search(Kind::root);

    UnreachableSteps steps(rules, graph, report);
    for (std::size_t p = 0; p < doc.pathways.size(); ++p) steps.list(rules.pathways[p].first_step, doc.pathways[p]);

    for (std::size_t i = 0; i < doc.outcomes.size(); ++i)
        if (!graph.reached(Kind::outcome, i))
            report.warn(
                doc.outcomes[i].id.at, "unused-outcome",
                "nobody ever gets the outcome " + quoted(doc.outcomes[i].id.value) + ": no step that is reached leads to it",
                "name it in a branch of a step, or take it away");
    for (std::size_t i = 0; i < doc.advice.size(); ++i)
        if (!graph.reached(Kind::advice, i))
            report.warn(doc.advice[i].id.at, "unused-advice",
                        "nobody ever gets the advice " + quoted(doc.advice[i].id.value) + ": no outcome that is reached gives it",
                        "name it under advise of an outcome, or take it away");
    for (std::size_t i = 0; i < doc.findings.size(); ++i)
        if (!graph.reached(Kind::finding, i))
            report.note(doc.findings[i].id.at, "unused-finding",
                        "nothing that is reached depends on the answer to " + quoted(doc.findings[i].id.value),
                        "use it in the condition of a step, or take it away");

    RuleGraph asking(rules, RuleGraph::Edges::asking);
    asking.search(Kind::root);
    for (std::size_t i = 0; i < doc.findings.size(); ++i)
        if (graph.reached(Kind::finding, i) && !asking.reached(Kind::finding, i))
            report.note(
                doc.findings[i].id.at, "finding-never-asked",
                quoted(doc.findings[i].id.value) +
                    " is read only by remarks or entry criteria of plans, so the interview never asks it; only an answer file can say it",
                "use it in the condition of a step, or take it away");

    // A criteria may exist for a safety property alone.
    graph.search(Kind::written);
    for (std::size_t i = 0; i < doc.criteria.size(); ++i)
        if (!graph.reached(Kind::criteria, i))
            report.warn(doc.criteria[i].id.at, "unused-criteria",
                        "nothing that is reached uses the criteria " + quoted(doc.criteria[i].id.value),
                        "write {criteria: " + doc.criteria[i].id.value + "} in a condition, or take it away");
    for (std::size_t i = 0; i < doc.scores.size(); ++i)
        if (!graph.reached(Kind::score, i))
            report.warn(doc.scores[i].id.at, "unused-score",
                        "nothing that is reached uses the score " + quoted(doc.scores[i].id.value),
                        "write {score: " + doc.scores[i].id.value + ", at_least: …} in a condition, or take it away");
    for (std::size_t i = 0; i < doc.sources.size(); ++i)
        if (!graph.reached(Kind::source, i))
            report.note(doc.sources[i].id.at, "unused-source",
                        "nothing that is reached cites the source " + quoted(doc.sources[i].id.value),
                        "cite it where it supports something, or take it away");
}

}  // namespace triage::check_detail
