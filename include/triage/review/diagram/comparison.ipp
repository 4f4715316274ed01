// SPDX-License-Identifier: Apache-2.0
// The bodies of comparison.hpp.
#pragma once

#include <algorithm>

#include <triage/header_only.hpp>
#include <triage/review/diagram/comparison.hpp>

namespace triage {

TRIAGE_BODY void DecisionComparison::with(Decision& after) {
    after_ = &after;
    changed_.clear();
    crossings_.reset();
    rank_moves_.reset();
    moved_.reset();
    reported_otherwise_.clear();
    const Rules &old_rules = before_.rules(), &new_rules = after.rules();
    for (PathwayId p{0}; p < old_rules.pathways.size(); ++p) {
        const std::string& id = old_rules.document.pathways[p].id.value;
        const PathwayId q = new_rules.pathway_names.find(id);
        if (q == npos) {
            changed_.insert(id);
            continue;
        }
        const PathwayDecision &was = before_.pathways()[p], &is = after.pathways()[q];
        if (!(was.raised == is.raised && was.unsure == is.unsure && was.floors == is.floors && same_outcomes(id, true)))
            changed_.insert(id);
    }
    for (const Pathway& p : new_rules.document.pathways)
        if (old_rules.pathway_names.find(p.id.value) == npos) changed_.insert(p.id.value);
}

TRIAGE_BODY bool DecisionComparison::same_endings() const {
    return changed_.empty() && before_.contradicts() == after_->contradicts();
}

// Of the pathways of one decision, those that bring something else in the other.
TRIAGE_BODY std::vector<bool> DecisionComparison::changed_in(const Decision& decision) const {
    std::vector<bool> out;
    for (const Pathway& p : decision.rules().document.pathways) out.push_back(changed_.count(p.id.value) != 0);
    return out;
}

TRIAGE_BODY bool DecisionComparison::same_outcomes(const std::string& pathway, bool at_the_same_rank) const {
    const PathwayId p = before_.rules().pathway_names.find(pathway), q = after_->rules().pathway_names.find(pathway);
    const auto brings = [&](const Decision& here, PathwayId mine, const Decision& there, PathwayId its) {
        const std::vector<StandingSet>& standings = here.pathways()[mine].standings;
        return std::all_of(standings.begin(), standings.end(), [&](const StandingSet& s) {
            const std::string& id = here.rules().document.outcomes[s.standing.outcome].id.value;
            const OutcomeId outcome = there.rules().outcome_names.find(id);
            for (const StandingSet& t : there.pathways()[its].standings)
                if (t.standing.outcome == outcome && t.standing.raised == s.standing.raised)
                    return t.patterns == s.patterns && (!at_the_same_rank || t.standing.rank == s.standing.rank);
            return diagram_.empty(s.patterns);
        });
    };
    return brings(before_, p, *after_, q) && brings(*after_, q, before_, p);
}

TRIAGE_BODY const std::vector<RankMoves>& DecisionComparison::crossings() {
    if (crossings_) return *crossings_;
    const auto ranks = static_cast<Rank>(before_.rules().document.dispositions.size());
    const Rank otherwise = before_.rules().otherwise_rank;
    std::vector<RankMoves>& out = crossings_.emplace(ranks, RankMoves{diagram_.none(), diagram_.none()});
    if (same_endings() && otherwise == after_->rules().otherwise_rank) return out;
    if (!before_.rules().assumptions.empty() || !after_->rules().assumptions.empty() ||
        otherwise != after_->rules().otherwise_rank) {
        for (Rank rank = 1; rank < ranks; ++rank)
            out[rank] = {before_.at_least(rank) - after_->at_least(rank), after_->at_least(rank) - before_.at_least(rank)};
        return out;
    }
    // Only where the changed pathways differ can anything move; what the others bring is the same for many mutants.
    const std::vector<bool> changed = changed_in(before_), changed_after = changed_in(*after_);
    if (changed != rest_of_) {
        std::vector<bool> others = changed;
        others.flip();
        rest_.clear();
        for (Rank rank = 0; rank < ranks; ++rank) rest_.push_back(before_.brought_by(others, rank));
        rest_of_ = changed;
    }
    // What the changed pathways bring, by rank, and where that differs: all else is built inside of it, and stays small.
    std::vector<BeforeAfter> brought;
    Function where = diagram_.none();
    for (Rank rank = 0; rank < ranks; ++rank) {
        brought.push_back({before_.brought_by(changed, rank), after_->brought_by(changed_after, rank)});
        where |= brought.back().differs();
    }
    const BeforeAfter nothing{where - brought[0].before - rest_[0], where - brought[0].after - rest_[0]};  // so `otherwise` leads
    for (Rank rank = 1; rank < ranks; ++rank) {
        BeforeAfter at_least{where & brought[rank].before, where & brought[rank].after};
        if (rank <= otherwise) at_least = {at_least.before | nothing.before, at_least.after | nothing.after};
        out[rank] = {at_least.lost() - rest_[rank], at_least.gained() - rest_[rank]};
    }
    return out;
}

TRIAGE_BODY const RankMoves& DecisionComparison::rank_moves() {
    if (rank_moves_) return *rank_moves_;
    RankMoves& out = rank_moves_.emplace(RankMoves{diagram_.none(), diagram_.none()});
    for (const RankMoves& c : crossings()) {
        out.milder |= c.milder;
        out.graver |= c.graver;
    }
    return out;
}

TRIAGE_BODY Function DecisionComparison::moved(Rank from, Rank to) {
    const std::vector<RankMoves>& all = crossings();
    const auto across = [&](std::size_t rank) {  // who goes from below this rank up to it, or the other way
        if (rank == 0 || rank >= all.size()) return diagram_.none();
        return from < to ? all[rank].graver : all[rank].milder;
    };
    const std::size_t low = std::min(from, to), high = std::max(from, to);
    return (across(low + 1) & across(high)) - across(low) - across(high + 1);
}

TRIAGE_BODY const Function& DecisionComparison::moved() {
    if (moved_) return *moved_;
    if (same_ladder()) return moved_.emplace(rank_moves().milder | rank_moves().graver);
    Function out = diagram_.none();
    for (Rank rank = 0; rank < before_.rules().document.dispositions.size(); ++rank) {
        const Function& was = before_.disposed(rank);
        const auto is = after_->rules().rank_of(before_.rules().disposition(rank).id.value);
        out |= is ? was - after_->disposed(*is) : was;
    }
    return moved_.emplace(std::move(out));
}

TRIAGE_BODY bool DecisionComparison::same_ladder() const {
    const std::vector<Disposition>&old_ladder = before_.rules().document.dispositions,
          &new_ladder = after_->rules().document.dispositions;
    return std::equal(
        old_ladder.begin(), old_ladder.end(), new_ladder.begin(), new_ladder.end(),
        [](const Disposition& a, const Disposition& b) { return a.id.value == b.id.value && a.at_home == b.at_home; });
}

// What each decision says of something by its id: nobody where it has no such thing.
template <class Names, class Say>
BeforeAfter DecisionComparison::by_id(Names Rules::*names, const std::string& id, Say&& say) const {
    const auto of = [&](Decision& decision) {
        const auto number = (decision.rules().*names).find(id);
        return number == npos ? diagram_.none() : Function(say(decision, number));
    };
    return {of(before_), of(*after_)};
}

TRIAGE_BODY BeforeAfter DecisionComparison::stands(const std::string& outcome, bool raised) const {
    return by_id(&Rules::outcome_names, outcome, [&](Decision& d, OutcomeId o) { return d.stands(o, raised); });
}

TRIAGE_BODY BeforeAfter DecisionComparison::raises(const std::string& pathway) const {
    return by_id(&Rules::pathway_names, pathway, [&](Decision& d, PathwayId p) {
        Function out = d.pathways()[p].raised;
        for (const StandingSet& s : d.pathways()[p].standings)
            if (s.standing.raised) out |= s.patterns;
        const std::vector<Outcome>& outcomes = d.rules().document.outcomes;
        for (OutcomeId o{0}; o < outcomes.size(); ++o)
            if (outcomes[o].condition.value == pathway) out |= d.stands(o, true);
        return out;
    });
}

TRIAGE_BODY BeforeAfter DecisionComparison::withheld(const std::string& advice) {
    if (!same_withholding(advice))
        return by_id(&Rules::advice_names, advice, [](Decision& d, AdviceId a) { return d.withheld(a); });
    auto known = withheld_before_.find(advice);
    if (known == withheld_before_.end())
        known = withheld_before_.emplace(advice, before_.withheld(before_.rules().advice_names.find(advice))).first;
    return {known->second, known->second};
}

// Whether both withhold a piece of advice for the same pathways, none of which changed, and on an equal condition. Cheap beside
// the union of those pathways, and true of most advice in most mutants.
TRIAGE_BODY bool DecisionComparison::same_withholding(const std::string& advice) const {
    const Rules &was = before_.rules(), &is = after_->rules();
    const AdviceId a = was.advice_names.find(advice), b = is.advice_names.find(advice);
    if (a == npos || b == npos || was.document.advice[a].kind != is.document.advice[b].kind) return false;
    const auto by = [](const Rules& rules, AdviceId one) {
        std::set<std::string> out;
        for (const PathwayId p : rules.advice[one].withheld_by) out.insert(rules.document.pathways[p].id.value);
        return out;
    };
    const std::set<std::string> pathways = by(was, a);
    if (pathways != by(is, b)) return false;
    if (std::any_of(pathways.begin(), pathways.end(), [&](const std::string& id) { return changed_.count(id) != 0; }))
        return false;
    const auto same = [&](NodeId old_node, NodeId new_node, Kleene value) {
        if (old_node == npos || new_node == npos) return old_node == npos && new_node == npos;
        return before_.conditions().is(old_node, value) == after_->conditions().is(new_node, value);
    };
    return same(was.advice[a].withhold_when, is.advice[b].withhold_when, no) && same(was.advice[a].when, is.advice[b].when, yes);
}

TRIAGE_BODY BeforeAfter DecisionComparison::given(const std::string& advice, const BeforeAfter& withheld) {
    const std::set<Report> was = reports_of(before_, advice), is = reports_of(*after_, advice);
    std::set<Report> all = was;
    all.insert(is.begin(), is.end());
    // By disposition, so that all that is built stays small.
    std::map<std::string, Function> among;
    const Function withheld_otherwise = withheld.differs();
    for (const Report& r : all) {
        const bool both = was.count(r) != 0 && is.count(r) != 0;
        Function set = both ? reported_otherwise(r) : at(r.disposition, reported_to(was.count(r) != 0 ? before_ : *after_, r));
        set |= at(r.disposition, withheld_otherwise);
        among.emplace(r.disposition, diagram_.none()).first->second |= set;
    }
    const auto listed = [&](Decision& decision, const std::set<Report>& reports) {
        Function out = diagram_.none();
        for (const Report& r : reports)
            if (!diagram_.empty(among.at(r.disposition))) out |= among.at(r.disposition) & reported_to(decision, r);
        return out;
    };
    return {listed(before_, was) - withheld.before, listed(*after_, is) - withheld.after};
}

// As what a piece of advice can be reported.
TRIAGE_BODY std::set<DecisionComparison::Report> DecisionComparison::reports_of(const Decision& decision,
                                                                                const std::string& advice) {
    std::set<Report> out;
    const Rules& rules = decision.rules();
    const AdviceId a = rules.advice_names.find(advice);
    for (OutcomeId o{0}; a != npos && o < rules.outcomes.size(); ++o) {
        if (!rules.outcomes[o].lists(a)) continue;
        const std::string& id = rules.document.outcomes[o].id.value;
        out.insert({id, rules.disposition(rules.outcomes[o].rank).id.value, false});
        if (o == rules.otherwise) out.insert({id, rules.disposition(rules.otherwise_rank).id.value, true});
    }
    return out;
}

// For whom the outcome stands; whatever their disposition.
TRIAGE_BODY Function DecisionComparison::reported_to(Decision& decision, const Report& report) {
    return report.otherwise ? decision.otherwise_leads() : decision.stands(decision.rules().outcome_names.find(report.outcome));
}

// Of a set, those who have this disposition on both sides.
TRIAGE_BODY Function DecisionComparison::at(const std::string& disposition, const Function& set) {
    const std::optional<Rank> rank = before_.rules().rank_of(disposition);
    if (!rank || diagram_.empty(set)) return diagram_.none();
    return (set - moved()) & before_.disposed(*rank);
}

// To whom one of the two alone reports what both can report. Kept: many pieces of advice ask for it.
TRIAGE_BODY const Function& DecisionComparison::reported_otherwise(const Report& report) {
    const auto known = reported_otherwise_.find(report);
    if (known != reported_otherwise_.end()) return known->second;
    const BeforeAfter to{reported_to(before_, report), reported_to(*after_, report)};
    return reported_otherwise_.emplace(report, to.same() ? diagram_.none() : at(report.disposition, to.differs())).first->second;
}

}  // namespace triage
