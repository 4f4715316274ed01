// SPDX-License-Identifier: Apache-2.0
// The bodies of decision.hpp.
#pragma once

#include <algorithm>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/diagram/decision.hpp>

namespace triage {

TRIAGE_BODY Decision::Decision(Diagram& diagram, const PatternSpace& space, const RuleSet& rules)
    : diagram_(diagram),
      rules_(rules),
      compiled_(rules.compiled()),
      conditions_(diagram, space, compiled_),
      steps_(compiled_.steps.size()) {
    for (StepReach& step : steps_) step.come = step.taken[0] = step.taken[1] = step.taken[2] = diagram.none();
    for (PathwayId p{0}; p < compiled_.pathways.size(); ++p) pathway(p);
    contradicts_ = diagram.none();
    for (const NodeId node : compiled_.assumptions) contradicts_ |= conditions_.is(node, yes);
}

TRIAGE_BODY Rank Decision::rank_of(const std::vector<std::uint32_t>& pattern) {
    Rank rank = 0;
    while (rank + 1U < compiled_.document.dispositions.size() && diagram_.at(at_least(static_cast<Rank>(rank + 1)), pattern) != 0)
        ++rank;
    return rank;
}

TRIAGE_BODY const Function& Decision::at_least(Rank rank) {
    at_least_.resize(compiled_.document.dispositions.size());
    if (!at_least_[rank]) {
        Function out = brought(rank);
        if (rank <= compiled_.otherwise_rank) out |= otherwise_leads();
        at_least_[rank] = std::move(out);
    }
    return *at_least_[rank];
}

TRIAGE_BODY const Function& Decision::otherwise_leads() {
    if (!otherwise_leads_) {
        otherwise_leads_ = !brought(0);
        // Everything milder than `otherwise` is at home.
        if (!diagram_.empty(contradicts_)) *otherwise_leads_ |= contradicts_ - brought(compiled_.otherwise_rank);
    }
    return *otherwise_leads_;
}

TRIAGE_BODY const Function& Decision::disposed(Rank rank) {
    disposed_.resize(compiled_.document.dispositions.size());
    if (!disposed_[rank])
        disposed_[rank] = rank + 1U < compiled_.document.dispositions.size()
                              ? at_least(rank) - at_least(static_cast<Rank>(rank + 1))
                              : at_least(rank);
    return *disposed_[rank];
}

TRIAGE_BODY const Function& Decision::withheld(AdviceId advice) {
    withheld_.resize(compiled_.advice.size());
    if (withheld_[advice]) return *withheld_[advice];
    Function out = diagram_.none();
    for (const PathwayId p : compiled_.advice[advice].withheld_by) {
        out |= pathways_[p].raised;
        out |= pathways_[p].unsure;
        out |= pathways_[p].floors;
    }
    if (const NodeId node = compiled_.advice[advice].withhold_when; node != npos) out |= !conditions_.is(node, no);
    if (const NodeId node = compiled_.advice[advice].when; node != npos) out |= !conditions_.is(node, yes);
    return *(withheld_[advice] = std::move(out));
}

TRIAGE_BODY const Function& Decision::listed(AdviceId advice) {
    listed_.resize(compiled_.advice.size());
    if (listed_[advice]) return *listed_[advice];
    Function listed = compiled_.outcomes[compiled_.otherwise].lists(advice) ? otherwise_leads() : diagram_.none();
    for (Rank rank = 0; rank < compiled_.document.dispositions.size(); ++rank) {
        Function standing = diagram_.none();
        for (OutcomeId o{0}; o < compiled_.outcomes.size(); ++o)
            if (compiled_.outcomes[o].rank == rank && compiled_.outcomes[o].lists(advice)) standing |= stands(o);
        listed |= standing & disposed(rank);
    }
    return *(listed_[advice] = std::move(listed));
}

TRIAGE_BODY Function Decision::given(AdviceId advice) { return listed(advice) - withheld(advice); }

TRIAGE_BODY bool Decision::can_be_given(AdviceId advice) {
    for (OutcomeId o{0}; o < compiled_.outcomes.size(); ++o) {
        if (!compiled_.outcomes[o].lists(advice)) continue;
        if (o == compiled_.otherwise && !diagram_.empty(otherwise_leads() - withheld(advice))) return true;
        const Function standing = stands(o) - withheld(advice);
        if (!diagram_.empty(standing) && !diagram_.empty(standing & disposed(compiled_.outcomes[o].rank))) return true;
    }
    return false;
}

TRIAGE_BODY Function Decision::stands(OutcomeId outcome, std::optional<bool> raised) {
    Function out = diagram_.none();
    for (const PathwayDecision& p : pathways_)
        for (const StandingSet& s : p.standings)
            if (s.standing.outcome == outcome && raised.value_or(s.standing.raised) == s.standing.raised) out |= s.patterns;
    return out;
}

TRIAGE_BODY Function Decision::brought_by(const std::vector<bool>& chosen, Rank rank) {
    std::vector<Function> joined{diagram_.none()};
    for (PathwayId p{0}; p < pathways_.size(); ++p) {
        if (!chosen[p]) continue;
        joined.push_back(diagram_.none());
        for (const StandingSet& s : pathways_[p].standings)
            if (s.standing.rank >= rank) joined.back() |= s.patterns;
    }
    std::stable_sort(joined.begin(), joined.end(), [&](const Function& a, const Function& b) {
        return diagram_.level_of(a.ref()) < diagram_.level_of(b.ref());
    });
    while (joined.size() > 1) {
        std::vector<Function> pairs;
        for (std::size_t i = 0; i < joined.size(); i += 2)
            pairs.push_back(i + 1 < joined.size() ? joined[i] | joined[i + 1] : joined[i]);
        joined = std::move(pairs);
    }
    return joined.front();
}

TRIAGE_BODY const Function& Decision::brought(Rank rank) {
    brought_.resize(compiled_.document.dispositions.size());
    if (!brought_[rank]) brought_[rank] = brought_by(std::vector<bool>(pathways_.size(), true), rank);
    return *brought_[rank];
}

TRIAGE_BODY void Decision::pathway(PathwayId p) {
    PathwayDecision out;
    out.raised = out.floors = diagram_.none();
    walk(p, compiled_.pathways[p].first_step, diagram_.everyone(), out);
    Function can_reach = diagram_.none();
    reach(compiled_.pathways[p].first_step, diagram_.everyone(), can_reach);
    out.unsure = can_reach - out.raised;
    if (const OutcomeId o = compiled_.pathways[p].unsure; o != npos) stand(out, {p, o, 0, false}, out.unsure);
    pathways_.push_back(std::move(out));
}

TRIAGE_BODY void Decision::stand(PathwayDecision& out, Standing standing, const Function& patterns) {
    standing.rank = compiled_.outcomes[standing.outcome].rank;
    for (StandingSet& s : out.standings)
        if (s.standing.outcome == standing.outcome && s.standing.raised == standing.raised) {
            s.patterns |= patterns;
            return;
        }
    out.standings.push_back({standing, patterns});
}

TRIAGE_BODY void Decision::walk(PathwayId p, StepId step, Function come, PathwayDecision& out) {
    while (step != npos && !diagram_.empty(come)) {
        const CompiledStep& s = compiled_.steps[step];
        StepReach& reach = steps_[step];
        reach.come = come;
        Function on = diagram_.none();
        for (const Kleene value : {yes, no, unknown}) {
            const Function taken = come & conditions_.is(s.node, value);
            reach.taken[value] = taken;
            const CompiledBranch& b = s.branches[value];
            switch (b.kind) {
                case Branch::Kind::next: on |= taken; break;
                case Branch::Kind::clear: break;
                case Branch::Kind::outcome:
                    out.raised |= taken;
                    stand(out, {p, b.outcome(), 0, true}, taken);
                    break;
                case Branch::Kind::floor:
                    out.floors |= taken;
                    stand(out, {p, b.outcome(), 0, value != unknown}, taken);
                    on |= taken;
                    break;
                case Branch::Kind::steps: walk(p, b.steps(), taken, out); break;
            }
        }
        come = std::move(on);
        step = s.next;
    }
}

TRIAGE_BODY void Decision::reach(StepId step, Function come, Function& reached) {
    while (step != npos && !diagram_.empty(come)) {
        const CompiledStep& s = compiled_.steps[step];
        Function on = diagram_.none();
        for (const Kleene value : {yes, no, unknown}) {
            const CompiledBranch& b = s.branches[value];
            if (b.kind == Branch::Kind::clear) continue;
            const Function taken = come & conditions_.can_be(s.node, value);
            if (b.kind == Branch::Kind::outcome)
                reached |= taken;
            else if (b.kind == Branch::Kind::steps)
                reach(b.steps(), taken, reached);
            else
                on |= taken;
        }
        come = std::move(on);
        step = s.next;
    }
}

}  // namespace triage
