// SPDX-License-Identifier: Apache-2.0
// The bodies of comparison.hpp.
#pragma once

#include <algorithm>

#include <triage/header_only.hpp>
#include <triage/review/diagram/comparison.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY void DecisionComparison::with(Decision& after) {
    after_ = &after;
    changed_.clear();
    crossings_.reset();
    rank_moves_.reset();
    moved_.reset();
    where_.reset();
    untouched_.clear();
    spared_.clear();
    for (auto& known : standing_otherwise_) known.clear();
    for (auto& known : by_changed_) known.clear();
    const Rules &old_rules = before_.rules(), &new_rules = after.rules();
    const bool other_levels = !same_ladder();  // then a rank is not the same on both sides
    for (PathwayId p{0}; p < old_rules.pathways.size(); ++p) {
        const std::string& id = old_rules.document.pathways[p].id.value;
        const PathwayId q = new_rules.pathway_names.find(id);
        if (q == npos || other_levels) {
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
    std::vector<RankMoves>& out = crossings_.emplace(ranks, RankMoves{diagram_.none(), diagram_.none()});
    const bool same_otherwise = before_.rules().otherwise_rank == after_->rules().otherwise_rank;
    if (same_endings() && same_otherwise) return out;
    // What the changed pathways bring, by rank, and where that differs: only there can anything move, so all else is built inside
    // of it. Where `otherwise` stands at another level, whoever has nothing else moves.
    const BeforeAfter contradict{before_.contradicts(), after_->contradicts()};
    std::vector<BeforeAfter> brought;
    Function apart = same_otherwise ? contradict.differs() : diagram_.everyone();
    for (Rank rank = 0; rank < ranks; ++rank) {
        brought.push_back({by_changed(before_, rank), by_changed(*after_, rank)});
        apart |= brought.back().differs();
    }
    // Who has nothing, or contradicts an assumption, has `otherwise` or something graver.
    const Function none_by_others = apart & untouched(0);
    const BeforeAfter otherwise{(none_by_others - brought[0].before) | (apart & contradict.before),
                                (none_by_others - brought[0].after) | (apart & contradict.after)};
    for (Rank rank = 1; rank < ranks; ++rank) {
        BeforeAfter at_least{apart & brought[rank].before, apart & brought[rank].after};
        if (rank <= before_.rules().otherwise_rank) at_least.before |= otherwise.before;
        if (rank <= after_->rules().otherwise_rank) at_least.after |= otherwise.after;
        if (!at_least.same()) out[rank] = {at_least.lost() & untouched(rank), at_least.gained() & untouched(rank)};
    }
    return out;
}

TRIAGE_BODY Function DecisionComparison::differs(const PathwayDecision* was, const PathwayDecision* is) const {
    const auto of = [&](const PathwayDecision* p, Function PathwayDecision::*set) { return p ? p->*set : diagram_.none(); };
    Function out = diagram_.none();
    for (const auto set : {&PathwayDecision::raised, &PathwayDecision::unsure, &PathwayDecision::floors})
        out |= BeforeAfter{of(was, set), of(is, set)}.differs();
    // By outcome, raised or unsure; one that stands at another rank differs for whomever it stands.
    const auto alone = [&](const PathwayDecision* p, const Rules& rules, const PathwayDecision* other, const Rules& others) {
        for (std::size_t i = 0; p != nullptr && i < p->standings.size(); ++i) {
            const Standing& s = p->standings[i].standing;
            Function here = p->standings[i].patterns;
            for (std::size_t j = 0; other != nullptr && j < other->standings.size(); ++j) {
                const Standing& o = other->standings[j].standing;
                if (o.raised == s.raised && o.rank == s.rank &&
                    others.document.outcomes[o.outcome].id.value == rules.document.outcomes[s.outcome].id.value)
                    here -= other->standings[j].patterns;
            }
            out |= here;
        }
    };
    alone(was, before_.rules(), is, after_->rules());
    alone(is, after_->rules(), was, before_.rules());
    return out;
}

TRIAGE_BODY const Function& DecisionComparison::where() {
    if (where_) return *where_;
    if (!same_ladder() || before_.rules().otherwise_rank != after_->rules().otherwise_rank)
        return where_.emplace(diagram_.everyone());
    Function out = BeforeAfter{before_.contradicts(), after_->contradicts()}.differs();
    for (const std::string& id : changed_) {
        const auto of = [&](const Decision& one) {
            const PathwayId p = one.rules().pathway_names.find(id);
            return p == npos ? nullptr : &one.pathways()[p];
        };
        out |= differs(of(before_), of(*after_));
    }
    return where_.emplace(diagram_.size(out) > narrow_ ? diagram_.everyone() : std::move(out));
}

TRIAGE_BODY const Function& DecisionComparison::untouched(Rank rank) {
    untouched_.resize(std::max(untouched_.size(), rank + std::size_t{1}));
    if (!untouched_[rank]) {
        std::vector<bool> others = changed_in(before_);
        others.flip();
        // Where there are other levels, no pathway is the same.
        untouched_[rank] = !contains(others, true) ? where() : where() - before_.brought_by(others, rank, where());
    }
    return *untouched_[rank];
}

TRIAGE_BODY const Function& DecisionComparison::by_changed(Decision& one, Rank rank) {
    std::vector<std::optional<Function>>& known = by_changed_[&one == &before_ ? 0 : 1];
    known.resize(std::max(known.size(), rank + std::size_t{1}));
    if (!known[rank]) known[rank] = one.brought_by(changed_in(one), rank);
    return *known[rank];
}

TRIAGE_BODY Function DecisionComparison::spared_elsewhere(Decision& one, const Function& set, Rank rank) {
    if (diagram_.empty(set)) return set;
    for (const Spared& s : spared_)
        if (s.one == &one && s.rank == rank && s.set == set) return s.out;
    std::vector<bool> others = changed_in(one);
    others.flip();
    spared_.push_back({&one, rank, set, set - one.brought_by(others, rank, set)});
    return spared_.back().out;
}

TRIAGE_BODY Function DecisionComparison::spared(Decision& one, const Function& set, Rank rank) {
    const Function out = set - by_changed(one, rank);
    if (diagram_.empty(out)) return out;
    return spared_elsewhere(one, out - where(), rank) | (out & untouched(rank));
}

TRIAGE_BODY BigCount DecisionComparison::count_spared(Decision& one, const Function& set, Rank rank) {
    const Function out = set - by_changed(one, rank);
    if (diagram_.empty(out)) return {};
    BigCount n = diagram_.count(spared_elsewhere(one, out - where(), rank));
    return n += diagram_.count_both(out, untouched(rank));
}

TRIAGE_BODY Function DecisionComparison::otherwise_leads(Decision& one, const Function& set) {
    if (diagram_.empty(set)) return set;
    Function out = spared(one, set, 0);
    if (const Function contradict = set & one.contradicts(); !diagram_.empty(contradict))
        out |= spared(one, contradict, one.rules().otherwise_rank);
    return out;
}

TRIAGE_BODY Function DecisionComparison::below(Decision& one, const Function& set, Rank rank) {
    if (diagram_.empty(set)) return set;
    Function out = spared(one, set, rank);
    if (rank <= one.rules().otherwise_rank) out -= otherwise_leads(one, out);
    return out;
}

TRIAGE_BODY Function DecisionComparison::no_graver(Decision& one, const Function& set, Rank rank) {
    return rank + 1U < one.rules().document.dispositions.size() ? below(one, set, static_cast<Rank>(rank + 1)) : set;
}

TRIAGE_BODY Function DecisionComparison::disposed(Decision& one, const Function& set, Rank rank) {
    const Function out = no_graver(one, set, rank);
    return rank == 0 ? out : out - below(one, out, rank);
}

TRIAGE_BODY BigCount DecisionComparison::count_disposed(Decision& one, const Function& set, Rank rank) {
    const Rank otherwise = one.rules().otherwise_rank;
    const auto below = [&](std::size_t end) {
        if (end == 0 || end >= one.rules().document.dispositions.size()) return end == 0 ? BigCount() : diagram_.count(set);
        if (end > otherwise) return count_spared(one, set, static_cast<Rank>(end));
        // Who has nothing, or contradicts an assumption, is not below the level of `otherwise`.
        const Function plain = set - one.contradicts();
        BigCount out = count_spared(one, plain, static_cast<Rank>(end));
        return out -= count_spared(one, plain, 0);
    };
    BigCount out = below(rank + std::size_t{1});
    return out -= below(rank);
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

TRIAGE_BODY GainedLost DecisionComparison::withheld(const std::string& advice) {
    if (same_withholding(advice)) return {diagram_.none(), diagram_.none()};
    const auto reasons = [&](Decision& decision) {
        std::vector<const Part*> out;
        if (const AdviceId a = decision.rules().advice_names.find(advice); a != npos)
            for (const Part& reason : decision.reasons(a)) out.push_back(&reason);
        return out;
    };
    const std::vector<const Part*> was = reasons(before_), is = reasons(*after_);
    const auto by_one = [&](const std::vector<const Part*>& other, const std::vector<const Part*>& one) {
        Function out = diagram_.none();
        for (const Part* reason : one)
            if (std::none_of(other.begin(), other.end(), [&](const Part* o) { return o->who == reason->who; }))
                out |= reason->who;
        return without(diagram_, std::move(out), other);
    };
    return {by_one(was, is), by_one(is, was)};
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

TRIAGE_BODY Function DecisionComparison::given_now(const std::string& advice, const GainedLost& withheld) {
    return given_by_one(before_, *after_, advice, withheld.lost);
}

TRIAGE_BODY Function DecisionComparison::given_no_longer(const std::string& advice, const GainedLost& withheld) {
    return given_by_one(*after_, before_, advice, withheld.gained);
}

// For whom an outcome stands by `one` alone at their disposition, which is the same by both. Kept: many pieces of advice ask for
// it.
TRIAGE_BODY const Function& DecisionComparison::standing_otherwise(Decision& one, Rank rank) {
    std::vector<std::optional<Function>>& known = standing_otherwise_[&one == &before_ ? 0 : 1];
    known.resize(std::max(known.size(), rank + std::size_t{1}));
    if (known[rank]) return *known[rank];
    Function out = diagram_.none();
    for (PathwayId p{0}; p < one.pathways().size(); ++p)
        if (changed(one.rules().document.pathways[p].id.value))
            for (const StandingSet& s : one.pathways()[p].standings)
                if (s.standing.rank == rank) out |= s.patterns;
    return *(known[rank] = diagram_.empty(out) ? out : no_graver(one, out - moved(), rank));
}

// Who is given a piece of advice by `one` alone, of those with the same disposition; `freed`: from whom it is withheld by `other`
// alone.
TRIAGE_BODY Function DecisionComparison::given_by_one(Decision& other, Decision& one, const std::string& advice,
                                                      const Function& freed) {
    const Rules &rules = one.rules(), &others = other.rules();
    const AdviceId a = rules.advice_names.find(advice), was = others.advice_names.find(advice);
    Function out = diagram_.none();
    if (a == npos) return out;
    const auto listing = [](Decision& decision, AdviceId id, Rank rank) {
        std::vector<const Part*> parts;
        const std::vector<CompiledOutcome>& outcomes = decision.rules().outcomes;
        for (OutcomeId o{0}; id != npos && o < outcomes.size(); ++o)
            if (outcomes[o].rank == rank && outcomes[o].lists(id)) parts.push_back(&decision.standing(o));
        return parts;
    };
    const auto otherwise_lists = [](const Rules& of, AdviceId id, Rank rank) {
        return id != npos && rank == of.otherwise_rank && of.outcomes[of.otherwise].lists(id);
    };
    const auto alike = [&](const Function& set) { return diagram_.empty(set) ? set : set - moved(); };
    const Function alike_freed = alike(freed);
    for (Rank rank = 0; rank < rules.document.dispositions.size(); ++rank) {
        const std::optional<Rank> same = others.rank_of(rules.disposition(rank).id.value);
        if (!same) continue;
        const std::vector<const Part*> lists = listing(one, a, rank), listed = listing(other, was, *same);
        const bool otherwise = otherwise_lists(rules, a, rank), was_otherwise = otherwise_lists(others, was, *same);
        // For whom it is listed by `one` alone, and not withheld. For whom `otherwise` leads by one alone, something else stood.
        Function fresh = diagram_.none(), led = diagram_.none();
        for (const Part* l : lists)
            if (std::none_of(listed.begin(), listed.end(), [&](const Part* o) { return o->who == l->who; })) fresh |= l->who;
        if (otherwise && !was_otherwise) led = diagram_.everyone();
        if (otherwise && was_otherwise)
            for (PathwayId p{0}; p < others.pathways.size(); ++p)
                if (changed(others.document.pathways[p].id.value)) led |= other.brings(p, *same);
        std::vector<const Part*> apart = listed;
        for (const Part& reason : one.reasons(a)) apart.push_back(&reason);
        // The disposition first: it leaves few.
        if (!diagram_.empty(fresh)) fresh = without(diagram_, fresh & standing_otherwise(one, rank), apart);
        led = without(diagram_, otherwise_leads(one, alike(led)), apart);
        fresh |= led;
        if (was_otherwise) fresh -= otherwise_leads(other, fresh);
        out |= fresh;
        // Nothing graver stands for those for whom it is listed at their disposition. Who lists it first: they are few.
        Function free = diagram_.none();
        for (const Part* l : lists) free |= alike_freed & l->who;
        out |= no_graver(one, free, rank);
        if (otherwise) out |= otherwise_leads(one, alike_freed);
    }
    return out;
}

TRIAGE_BODY std::optional<DecisionComparison::GivenPieces> DecisionComparison::given_in_pieces(const std::string& advice) {
    const AdviceId was = before_.rules().advice_names.find(advice), is = after_->rules().advice_names.find(advice);
    if (was == npos || is == npos || !plainly_listed(was, is)) return std::nullopt;
    return GivenPieces{given_by_one_in_pieces(before_, *after_, was, is), given_by_one_in_pieces(*after_, before_, is, was)};
}

TRIAGE_BODY bool DecisionComparison::plainly_listed(AdviceId was, AdviceId is) const {
    const Rules &old_rules = before_.rules(), &new_rules = after_->rules();
    if (!same_ladder() || old_rules.document.otherwise.value != new_rules.document.otherwise.value ||
        old_rules.otherwise_rank != new_rules.otherwise_rank || !diagram_.empty(before_.contradicts()) ||
        !diagram_.empty(after_->contradicts()) || !before_.reasons(was).empty() || !after_->reasons(is).empty())
        return false;
    const std::vector<Outcome>& outcomes = old_rules.document.outcomes;
    for (OutcomeId o{0}; o < outcomes.size(); ++o) {
        const OutcomeId now = new_rules.outcome_names.find(outcomes[o].id.value);
        if (now != npos && old_rules.outcomes[o].lists(was) != new_rules.outcomes[now].lists(is)) return false;
    }
    return true;
}

// As `given_by_one`, from what the changed pathways bring by both, and what the others bring: nothing graver than the
// disposition, and there nothing that lists it. Who has something else by the others there is who has no such thing, less who has
// nothing.
TRIAGE_BODY Pieces DecisionComparison::given_by_one_in_pieces(Decision& other, Decision& one, AdviceId was, AdviceId is) {
    const Rules& rules = one.rules();
    const auto ranks = static_cast<Rank>(rules.document.dispositions.size());
    const auto lists = [&](Decision& decision, AdviceId advice, Rank rank, bool by_the_changed) {
        std::vector<Function> out;
        for (PathwayId p{0}; p < decision.pathways().size(); ++p)
            if (changed(decision.rules().document.pathways[p].id.value) == by_the_changed)
                for (const StandingSet& s : decision.pathways()[p].standings)
                    if (s.standing.rank == rank && decision.rules().outcomes[s.standing.outcome].lists(advice))
                        out.push_back(s.patterns);
        return out;
    };
    const auto joined = [&](const std::vector<Function>& sets) {
        Function out = diagram_.none();
        for (const Function& set : sets) out |= set;
        return out;
    };
    Pieces out;
    const auto add = [&](const Function& set, const Function& among, const Function& apart) {
        Piece piece{set & among, set & apart};
        if (!(piece.in == piece.out)) out.push_back(std::move(piece));
    };
    for (Rank rank = 0; rank < ranks; ++rank) {
        const Rank next = static_cast<Rank>(rank + 1);
        const Function listed = joined(lists(one, is, rank, true)), was_listed = joined(lists(other, was, rank, true));
        const bool otherwise = rank == rules.otherwise_rank, otherwise_lists = rules.outcomes[rules.otherwise].lists(is);
        Function apart = was_listed;
        if (next < ranks) apart |= by_changed(one, next) | by_changed(other, next);
        const Function fresh = listed - apart;
        const Function& has_something = by_changed(other, rank);
        if (!diagram_.empty(fresh)) {
            // Those of them alone: for everybody it can be many times larger.
            Function others = fresh & (next < ranks ? untouched(next) : where());
            std::vector<Part> parts;
            for (Function& set : lists(one, is, rank, false)) parts.push_back(part_of(diagram_, std::move(set)));
            std::vector<const Part*> by_others;
            for (const Part& p : parts) by_others.push_back(&p);
            others = without(diagram_, std::move(others), std::move(by_others));
            add(fresh & has_something, others, diagram_.none());
            add(fresh - has_something, others, untouched(rank));
            // For whom nothing stands by the other.
            if (otherwise && !otherwise_lists) add(fresh - by_changed(other, 0), untouched(0), diagram_.none());
        }
        if (otherwise && otherwise_lists) add((has_something - by_changed(one, 0)) - apart, untouched(0), diagram_.none());
    }
    return out;
}

}  // namespace triage
