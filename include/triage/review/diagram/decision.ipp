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
      space_(space),
      rules_(rules),
      compiled_(rules_.compiled()),
      conditions_(diagram, space, compiled_),
      steps_(compiled_.steps.size()) {
    for (std::uint32_t l = 0; l < space.levels().size(); ++l) {
        const Level& level = space.levels()[l];
        const FindingId f = compiled_.finding_names.find(level.finding);
        const auto absent = f == npos ? std::nullopt : absent_value(compiled_.document.findings[f]);
        denied_.emplace_back();
        if (!absent) continue;
        std::vector<std::uint32_t> only(level.cells.size());
        only[level.cell_of(answer_of(compiled_.document.findings[f], *absent))] = 1;
        denied_.back() = diagram.choose(l, only);
    }
    for (StepReach& step : steps_) step.come = step.taken[0] = step.taken[1] = step.taken[2] = diagram.none();
    for (PathwayId p{0}; p < compiled_.pathways.size(); ++p) pathway(p);
    assumptions();
}

TRIAGE_BODY Decision::Decision(const Decision& like, const RuleSet& rules, const std::vector<bool>& changed)
    : diagram_(like.diagram_),
      space_(like.space_),
      rules_(rules),
      compiled_(rules_.compiled()),
      conditions_(diagram_, space_, compiled_),
      denied_(like.denied_),
      steps_(compiled_.steps.size()) {
    for (PathwayId p{0}; p < compiled_.pathways.size(); ++p)
        if (changed[p])
            pathway(p);
        else
            pathways_.push_back(like.pathways_[p]);
    assumptions();
}

TRIAGE_BODY void Decision::assumptions() {
    contradicts_ = diagram_.none();
    for (const NodeId node : compiled_.assumptions) contradicts_ |= conditions_.is(node, yes);
}

TRIAGE_BODY Rank Decision::rank_of(const std::vector<std::uint32_t>& pattern) const {
    std::optional<Rank> gravest;
    for (const PathwayDecision& p : pathways_)
        for (const StandingSet& s : p.standings)
            if ((!gravest || s.standing.rank > *gravest) && diagram_.at(s.patterns, pattern) != 0) gravest = s.standing.rank;
    const Rank otherwise = compiled_.otherwise_rank;
    if (!gravest || (*gravest < otherwise && diagram_.at(contradicts_, pattern) != 0)) return otherwise;
    return *gravest;
}

TRIAGE_BODY const Part& Decision::lifted(PathwayId pathway, Rank rank) {
    lifted_.resize(pathways_.size());
    lifted_[pathway].resize(ranks());
    std::optional<Part>& known = lifted_[pathway][rank];
    if (!known) {
        Function out = diagram_.none();
        for (const StandingSet& s : pathways_[pathway].standings)
            if (s.standing.rank >= rank) out |= s.patterns;
        known = part(std::move(out));
    }
    return *known;
}

TRIAGE_BODY Function Decision::spared(Function set, Rank rank) {
    if (is_everyone(set)) return !brought(rank);
    std::vector<const Part*> parts;
    for (PathwayId p{0}; p < pathways_.size(); ++p)
        if (const Part& one = lifted(p, rank); !diagram_.empty(one.who)) parts.push_back(&one);
    return without(diagram_, std::move(set), std::move(parts));
}

TRIAGE_BODY Function Decision::below(const Function& set, Rank rank) {
    Function out = spared(set, rank);
    if (rank <= compiled_.otherwise_rank && !diagram_.empty(out)) out -= otherwise_leads(out);
    return out;
}

TRIAGE_BODY Function Decision::disposed(const Function& set, Rank rank) {
    if (is_everyone(set)) return disposed(rank);
    const Function out = no_graver(set, rank);
    return rank == 0 ? out : out - below(out, rank);
}

TRIAGE_BODY Function Decision::no_graver(const Function& set, Rank rank) {
    return rank + 1U < ranks() ? below(set, static_cast<Rank>(rank + 1)) : set;
}

TRIAGE_BODY Function Decision::otherwise_leads(const Function& set) {
    Function out = spared(set, 0);
    // Everything milder than `otherwise` is at home.
    if (!diagram_.empty(contradicts_)) out |= spared(set & contradicts_, compiled_.otherwise_rank);
    return out;
}

TRIAGE_BODY const Function& Decision::at_least(Rank rank) {
    at_least_.resize(ranks());
    if (!at_least_[rank]) {
        Function out = brought(rank);
        if (rank <= compiled_.otherwise_rank) out |= otherwise_leads();
        at_least_[rank] = std::move(out);
    }
    return *at_least_[rank];
}

TRIAGE_BODY const Function& Decision::otherwise_leads() {
    if (!otherwise_leads_) otherwise_leads_ = otherwise_leads(diagram_.everyone());
    return *otherwise_leads_;
}

TRIAGE_BODY const Function& Decision::disposed(Rank rank) {
    disposed_.resize(ranks());
    if (!disposed_[rank])
        disposed_[rank] = rank + 1U < ranks() ? at_least(rank) - at_least(static_cast<Rank>(rank + 1)) : at_least(rank);
    return *disposed_[rank];
}

TRIAGE_BODY const std::vector<Part>& Decision::reasons(AdviceId advice) {
    reasons_.resize(compiled_.advice.size());
    if (reasons_[advice]) return *reasons_[advice];
    std::vector<Part> out;
    for (const PathwayId p : compiled_.advice[advice].withheld_by)
        out.push_back(part(pathways_[p].raised | pathways_[p].unsure | pathways_[p].floors));
    if (const NodeId node = compiled_.advice[advice].withhold_when; node != npos) out.push_back(part(!conditions_.is(node, no)));
    if (const NodeId node = compiled_.advice[advice].when; node != npos) out.push_back(part(!conditions_.is(node, yes)));
    return *(reasons_[advice] = std::move(out));
}

TRIAGE_BODY std::vector<Function> Decision::withholding(AdviceId advice) {
    std::vector<Function> out;
    for (const Part& reason : reasons(advice)) out.push_back(reason.who);
    return out;
}

TRIAGE_BODY const Function& Decision::withheld(AdviceId advice) {
    withheld_.resize(compiled_.advice.size());
    if (withheld_[advice]) return *withheld_[advice];
    Function out = diagram_.none();
    for (const Function& reason : withholding(advice)) out |= reason;
    return *(withheld_[advice] = std::move(out));
}

TRIAGE_BODY Function Decision::not_withheld(Function set, AdviceId advice) {
    std::vector<const Part*> parts;
    for (const Part& reason : reasons(advice)) parts.push_back(&reason);
    return without(diagram_, std::move(set), std::move(parts));
}

TRIAGE_BODY Function Decision::listed(const Function& set, AdviceId advice) {
    Function out = compiled_.outcomes[compiled_.otherwise].lists(advice) ? otherwise_leads(set) : diagram_.none();
    for (Rank rank = 0; rank < ranks(); ++rank) {
        Function standing = diagram_.none();
        for (OutcomeId o{0}; o < compiled_.outcomes.size(); ++o)
            if (compiled_.outcomes[o].rank == rank && compiled_.outcomes[o].lists(advice)) standing |= stands(o);
        out |= no_graver(standing & set, rank);
    }
    return out;
}

TRIAGE_BODY Function Decision::denying(Function set) {
    std::vector<bool> asked(diagram_.levels());
    for (const std::uint32_t level : diagram_.support(set)) asked[level] = true;
    Function others = diagram_.everyone();
    for (std::size_t l = asked.size(); l-- > 0;)  // the deepest first: each is put on top
        if (!asked[l] && denied_[l]) others = *denied_[l] & others;
    return set & others;
}

TRIAGE_BODY bool Decision::can_be_given(AdviceId advice) {
    // One likely set for each outcome before the whole of any.
    for (const bool whole : {false, true})
        for (OutcomeId o{0}; o < compiled_.outcomes.size(); ++o) {
            if (!compiled_.outcomes[o].lists(advice)) continue;
            const Function standing = stands(o);
            const Function set = not_withheld(whole ? standing : denying(standing), advice);
            if (!diagram_.empty(no_graver(set, compiled_.outcomes[o].rank))) return true;
            if (o != compiled_.otherwise) continue;
            const Function leads = whole ? otherwise_leads() : otherwise_leads(denying(diagram_.everyone()));
            if (!diagram_.empty(not_withheld(leads, advice))) return true;
        }
    return false;
}

TRIAGE_BODY bool Decision::otherwise_can_lead() {
    return !diagram_.empty(otherwise_leads(denying(diagram_.everyone()))) || !diagram_.empty(otherwise_leads());
}

TRIAGE_BODY Function Decision::stands(OutcomeId outcome, std::optional<bool> raised) {
    Function out = diagram_.none();
    for (const PathwayDecision& p : pathways_)
        for (const StandingSet& s : p.standings)
            if (s.standing.outcome == outcome && raised.value_or(s.standing.raised) == s.standing.raised) out |= s.patterns;
    return out;
}

TRIAGE_BODY const Part& Decision::standing(OutcomeId outcome) {
    standing_.resize(compiled_.outcomes.size());
    if (!standing_[outcome]) standing_[outcome] = part(stands(outcome));
    return *standing_[outcome];
}

TRIAGE_BODY Function Decision::brought_by(const std::vector<bool>& chosen, Rank rank) {
    return brought_by(chosen, rank, diagram_.everyone());
}

TRIAGE_BODY Function Decision::brought_by(const std::vector<bool>& chosen, Rank rank, const Function& set) {
    std::vector<Function> joined{diagram_.none()};
    for (PathwayId p{0}; p < pathways_.size(); ++p)
        if (chosen[p]) joined.push_back(set & brings(p, rank));
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
    brought_.resize(ranks());
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
