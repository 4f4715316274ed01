// SPDX-License-Identifier: Apache-2.0
// The bodies of walk.hpp.
#pragma once

#include <triage/header_only.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

namespace walk_detail {

/// Keeps the leading outcome: gravest, raised before unsure, then first come.
struct Leader {
    const Rules* rules;
    Trace* trace;
    PathwayId pathway;

    void offer(OutcomeId outcome, bool raised) {
        const Rank rank = rules->outcomes[outcome].rank;
        const Standing& best = trace->leading;
        if (best.outcome == npos || rank > best.rank || (rank == best.rank && raised && !best.raised))
            trace->leading = {pathway, outcome, rank, raised};
    }
    void step(StepId, Kleene) {}
    void floor(StepId, OutcomeId outcome, bool raised) { offer(outcome, raised); }
};

TRIAGE_BODY bool can_reach_outcome(const Rules& rules, Evaluator& evaluator, StepId step) {
    bool reached = false;
    while (step != npos) {
        const CompiledStep& s = rules.steps[step];
        const KleeneSet possible = evaluator.future(s.node);
        bool goes_on = false;
        for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
            if (!possible.has(value)) continue;
            const CompiledBranch& b = s.branches[value];
            if (b.kind == Branch::Kind::outcome)
                reached = true;
            else if (b.kind == Branch::Kind::steps)
                reached = can_reach_outcome(rules, evaluator, b.steps()) || reached;
            else if (b.kind != Branch::Kind::clear)
                goes_on = true;
        }
        step = goes_on ? s.next : StepId{};
    }
    return reached;
}

}  // namespace walk_detail

TRIAGE_BODY Trace walk(const Rules& rules, TruthBits bits) noexcept {
    Trace trace;
    Evaluator evaluator(rules, bits);
    walk_detail::Leader leader{&rules, &trace, {}};
    trace.pathway_count = static_cast<std::uint32_t>(rules.pathways.size());
    for (PathwayId p{0}; p < trace.pathway_count; ++p) {
        leader.pathway = p;
        trace.ends[p] = walk_pathway(rules, evaluator, p, leader);
        if (trace.ends[p].outcome != npos) leader.offer(trace.ends[p].outcome, trace.ends[p].ending == Ending::raised);
    }
    for (const NodeId node : rules.assumptions) trace.contradicts |= evaluator.now(node) == Kleene::yes;
    const bool home = trace.leading.outcome != npos && rules.at_home(trace.leading.rank);
    if (trace.leading.outcome == npos || (trace.contradicts && home))
        trace.leading = {{}, rules.otherwise, rules.otherwise_rank, true};
    trace.disposition = trace.leading.rank;
    return trace;
}

TRIAGE_BODY Trace walk(const Answers& answers) noexcept { return walk(answers.rules().compiled(), answers.bits()); }

}  // namespace triage
