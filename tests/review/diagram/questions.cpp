// SPDX-License-Identifier: Apache-2.0
#include "review/diagram/questions.hpp"

#include <algorithm>

#include <triage/triage.hpp>

#include "support/builders.hpp"

namespace triage::testing {

namespace {

const char* ending_name(Ending ending) {
    return ending == Ending::raised ? "raised" : ending == Ending::unsure ? "unsure" : "cleared";
}

// Notes the branches and the floors of a walk.
struct Notes {
    struct Floor {
        OutcomeId outcome;
        bool raised;
    };
    std::vector<std::pair<StepId, Kleene>> steps;
    std::vector<Floor> floors;
    void step(std::uint32_t s, Kleene value) { steps.emplace_back(s, value); }
    void floor(StepId, OutcomeId outcome, bool raised) { floors.push_back({outcome, raised}); }
};
PathwayEnd walk_of(const Answers& answers, PathwayId pathway, Notes& notes) {
    Evaluator evaluator(answers.rules().compiled(), answers.bits());
    return walk_pathway(answers.rules().compiled(), evaluator, pathway, notes);
}

}  // namespace

void Questions::ask(std::string property, std::string text, Term term, bool diagram, std::function<bool(const Answers&)> shows) {
    all.push_back({std::move(property), std::move(text), {{}, std::move(term)}, diagram, std::move(shows)});
}

void Questions::every_disposition() {
    for (Rank r = 0; r < doc_.dispositions.size(); ++r)
        ask("disposition", "somebody is told " + d_.rules.compiled().disposition(r).id.value, person_.disposed(r),
            !d_.diagram.empty(d_.decision.disposed(r)), [r](const Answers& a) { return walk(a).disposition == r; });
    ask("contradiction", "somebody contradicts an assumption", person_.contradicts, !d_.diagram.empty(d_.decision.contradicts()),
        [](const Answers& a) { return walk(a).contradicts; });
}

void Questions::every_pathway() {
    for (PathwayId p{0}; p < doc_.pathways.size(); ++p) {
        const PathwayDecision& decided = d_.decision.pathways()[p];
        const SmtPathway& smt = person_.pathways[p];
        const std::string name = doc_.pathways[p].id.value;
        const Function cleared = !decided.raised - decided.unsure;
        const auto ends = [&](Ending ending, const Term& term, const Function& patterns) {
            ask("pathway", name + " ends " + ending_name(ending), term, !d_.diagram.empty(patterns),
                [=](const Answers& a) { return walk(a).ends[p].ending == ending; });
        };
        ends(Ending::raised, smt.raised, decided.raised);
        ends(Ending::unsure, smt.unsure, decided.unsure);
        ends(Ending::cleared, smt_and({smt_not(smt.raised), smt_not(smt.unsure)}), cleared);
        ask("pathway", name + " meets a floor", smt.floors, !d_.diagram.empty(decided.floors),
            [=](const Answers& a) { return walk(a).ends[p].floors; });
        for (OutcomeId o{0}; o < doc_.outcomes.size(); ++o)
            for (const bool raised : {true, false}) {
                std::vector<Term> terms;
                for (const SmtStanding& s : smt.standings)
                    if (s.outcome == doc_.outcomes[o].id.value && s.raised == raised) terms.push_back(s.term);
                const auto stands = std::find_if(decided.standings.begin(), decided.standings.end(), [&](const StandingSet& s) {
                    return s.standing.outcome == o && s.standing.raised == raised;
                });
                const bool diagram = stands != decided.standings.end() && !d_.diagram.empty(stands->patterns);
                if (terms.empty() && !diagram) continue;
                ask("standing", name + " brings " + doc_.outcomes[o].id.value + (raised ? "" : ", not sure"), smt_or(terms),
                    diagram, [=](const Answers& a) {
                        Notes notes;
                        const PathwayEnd end = walk_of(a, p, notes);
                        return (end.outcome == o && (end.ending == Ending::raised) == raised) ||
                               std::any_of(notes.floors.begin(), notes.floors.end(),
                                           [&](const Notes::Floor& f) { return f.outcome == o && f.raised == raised; });
                    });
            }
    }
}

void Questions::every_step() {
    const Rules& rules = d_.rules.compiled();
    for (PathwayId p{0}; p < doc_.pathways.size(); ++p) {
        const std::function<void(StepId)> list = [&](StepId step) {
            for (; step != npos; step = rules.steps[step].next) {
                const std::string& id = rules.steps[step].written->id.value;
                const auto smt = std::find_if(person_.pathways[p].steps.begin(), person_.pathways[p].steps.end(),
                                              [&](const SmtStep& s) { return s.id == id; });
                for (const Kleene value : {yes, no, unknown}) {
                    const auto v = static_cast<std::size_t>(value);
                    const StepReach& reach = d_.decision.reach(step);
                    const bool diagram = !(reach.come == Function()) && !d_.diagram.empty(reach.taken[v]);
                    ask("step", "somebody takes branch " + std::to_string(v) + " of " + doc_.pathways[p].id.value + "." + id,
                        smt->taken[v], diagram, [=](const Answers& a) {
                            Notes notes;
                            (void)walk_of(a, p, notes);
                            return std::find(notes.steps.begin(), notes.steps.end(), std::make_pair(step, value)) !=
                                   notes.steps.end();
                        });
                    if (rules.steps[step].branches[v].kind == Branch::Kind::steps) list(rules.steps[step].branches[v].steps());
                }
            }
        };
        list(rules.pathways[p].first_step);
    }
}

void Questions::every_advice() {
    for (AdviceId i{0}; i < doc_.advice.size(); ++i) {
        const std::string id = doc_.advice[i].id.value;
        ask("advice", "somebody is advised " + id, person_.given(doc_.advice[i]), d_.decision.can_be_given(i),
            [id](const Answers& a) {
                const Assessment result = assess(a);
                return std::any_of(result.advice.begin(), result.advice.end(), [&](const AdviceItem& x) { return x.id == id; });
            });
    }
}

void Questions::every_written_property(bool advice) {
    for (std::uint32_t i = 0; i < doc_.safety.size(); ++i) {
        const SafetyProperty& s = doc_.safety[i];
        using Require = SafetyProperty::Require;
        if (s.require == Require::withheld && !advice) continue;
        Term good;
        std::function<bool(const Answers&)> is_good;
        const auto at = [&](const auto& list) {
            return static_cast<std::uint32_t>(
                std::find_if(list.begin(), list.end(), [&](const auto& x) { return x.id.value == s.target.value; }) -
                list.begin());
        };
        switch (s.require) {
            case Require::disposition_at_least: {
                const std::size_t rank = person_.rank(s.target.value);
                good = person_.at_least(rank);
                is_good = [rank](const Answers& a) { return walk(a).disposition >= rank; };
                break;
            }
            case Require::raised: {
                const PathwayId p{at(doc_.pathways)};
                good = person_.pathways[p].raised;
                is_good = [p](const Answers& a) { return walk(a).ends[p].ending == Ending::raised; };
                break;
            }
            case Require::withheld: {
                const std::string id = s.target.value;
                good = smt_not(person_.given(doc_.advice[at(doc_.advice)]));
                is_good = [id](const Answers& a) {
                    const Assessment result = assess(a);
                    return std::none_of(result.advice.begin(), result.advice.end(),
                                        [&](const AdviceItem& x) { return x.id == id; });
                };
                break;
            }
            case Require::not_at_home:
                good = smt_not(person_.at_home());
                is_good = [](const Answers& a) { return !a.rules().compiled().at_home(walk(a).disposition); };
                break;
        }
        ProvedProperty proved;
        d_.properties.written(proved, i);
        ask(s.id.value, "somebody violates " + s.id.value,
            smt_and({person_.truth(s.when).yes, smt_not(person_.contradicts), smt_not(good)}),
            proved.verdict == Verdict::violated, [=](const Answers& a) {
                Evaluator evaluator(a.rules().compiled(), a.bits());
                return evaluator.now(a.rules().compiled().safety_nodes[i]) == yes && !walk(a).contradicts && !is_good(a);
            });
    }
}

Function Questions::is(FindingId finding, Kleene value) {
    const std::uint32_t level = d_.space.level_of(doc_.findings[finding].id.value);
    if (level == npos) return d_.diagram.everyone();
    std::vector<std::uint32_t> only(d_.diagram.values(level));
    only[value == unknown ? only.size() - 1 : d_.space.levels()[level].cell_of(value)] = 1;
    return d_.diagram.choose(level, only);
}

Term Questions::said(const Finding& finding, Kleene value) const {
    const SmtSaid& said = person_.said(finding.id.value);
    if (value == unknown) return smt_not(said.known);
    return smt_and({said.known, value == yes ? said.value : smt_not(said.value)});
}

void Questions::every_red_flag() {
    const Rules& rules = d_.rules.compiled();
    const auto none = [&](const Function& f) { return d_.diagram.empty(f - d_.decision.contradicts()); };
    const Function below = !d_.decision.at_least(rules.red_flag_rank);
    Function home = d_.diagram.none();
    for (Rank r = 0; r < doc_.dispositions.size(); ++r)
        if (rules.at_home(r)) home |= d_.decision.disposed(r);
    for (FindingId f{0}; f < doc_.findings.size(); ++f) {
        const Finding& finding = doc_.findings[f];
        if (!finding.red_flag) continue;
        const std::string& id = finding.id.value;
        ask("red_flag_reaches_floor", "somebody says yes to " + id + " and is below the floor",
            smt_and({said(finding, yes), smt_not(person_.contradicts), smt_not(person_.at_least(rules.red_flag_rank))}),
            !none(below & is(f, yes)), [=](const Answers& a) {
                const Trace t = walk(a);
                return a.answer(f).is_yes() && !t.contradicts && t.disposition < a.rules().compiled().red_flag_rank;
            });
        if (finding.examiner) continue;
        const bool read = d_.space.level_of(id) != npos;
        const Function open = read ? d_.decision.conditions().stays_unknown(f) : d_.diagram.everyone();
        ask("red_flag_unknown_not_at_home", "somebody does not know about " + id + " and is at home",
            smt_and({smt_not(read ? person_.holds(id).known : person_.said(id).known), smt_not(person_.contradicts),
                     person_.at_home()}),
            !none(home & open), [=](const Answers& a) {
                const Trace t = walk(a);
                return a.state(f) != Answers::State::known && !t.contradicts && a.rules().compiled().at_home(t.disposition);
            });
    }
}

}  // namespace triage::testing
