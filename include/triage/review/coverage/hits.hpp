// SPDX-License-Identifier: Apache-2.0
// The goals that one judged person hits on the way through all pathways, by the walk itself.
// Refuses to take the diagram's word: what a case covers is what the walk did.
#pragma once

#include <cstddef>
#include <map>
#include <variant>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/review/coverage/obligations.hpp>
#include <triage/walk/evaluate.hpp>
#include <triage/walk/reasons.hpp>
#include <triage/walk/walk.hpp>

namespace triage::coverage_detail {

/// Evaluates conditions as they are now, with one mention toggled wherever it is read.
class ToggledEvaluator : public OnePerson {
public:
    ToggledEvaluator(const Rules& rules, TruthBits bits) : rules_(rules), bits_(bits) {}

    [[nodiscard]] Kleene evaluate(NodeId node, NodeId mention, Kleene toggled) {
        known_.assign(rules_.shared.size(), {});
        mention_ = mention;
        toggled_ = KleeneSet{toggled};
        return of(node).value();
    }

    // What `meaning` asks of a reading.
    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] KleeneSet of(NodeId node) { return node == mention_ ? toggled_ : meaning(*this, node); }
    [[nodiscard]] KleeneSet leaf(NodeId node) const { return bits_.at(rules_.nodes[node].clause()); }
    template <class WorkOut>
    [[nodiscard]] KleeneSet shared(SharedId number, WorkOut&& work_out) {
        if (known_[number].empty()) known_[number] = work_out();
        return known_[number];
    }

private:
    const Rules& rules_;
    TruthBits bits_;
    std::vector<KleeneSet> known_;  // empty: not evaluated yet
    NodeId mention_;
    KleeneSet toggled_{};
};

/// Counts the hits of goals.
class Hits {
public:
    Hits(const RuleSet& rules, const MentionedFindings& mentioned, const PatternSpace& space, std::vector<GoalHits>& goals)
        : rules_(rules.compiled()),
          mentioned_(mentioned),
          space_(space),
          goals_(goals),
          numbers_(rules_.clauses.size()),
          decisions_(rules_.steps.size()) {
        for (GoalId g{0}; g < goals.size(); ++g) {
            if (const auto* number = std::get_if<NumberIs>(&goals[g].goal))
                numbers_[number->clause].push_back(g);
            else if (const auto* decision = std::get_if<MentionDecides>(&goals[g].goal))
                decisions_[decision->step].push_back(g);
            else
                others_[goals[g].goal] = g;
        }
    }

    /// One person of case number `which`.
    void person(const Answers& answers, std::size_t which) {
        using As = OutcomeStands::As;
        which_ = which;
        Evaluator evaluator(rules_, answers.bits());
        ToggledEvaluator toggled(rules_, answers.bits());
        WalkRecord recorder;
        for (PathwayId p{0}; p < rules_.pathways.size(); ++p) {
            const PathwayEnd end = walk_pathway(rules_, evaluator, p, recorder);
            if (end.outcome != npos) hit(OutcomeStands{end.outcome, end.ending == Ending::raised ? As::raised : As::unsure});
        }
        for (const auto& [outcome, raised] : recorder.floors) hit(OutcomeStands{outcome, raised ? As::raised : As::unsure});
        for (const auto& [step, value] : recorder.steps) {
            hit(StepReached{step});
            hit(BranchTaken{step, value});
            for (const SharedId s : mentioned_.step(step).shared) shared(evaluator, s);
            for (const ClauseId c : mentioned_.step(step).clauses) number(answers, c);
            decide(toggled, evaluator, step, value == yes);
        }
        for (const SharedId s : mentioned_.by_advice())
            if (!rules_.shared[s].is_score) shared(evaluator, s);
        advice(answers);
    }

private:
    [[nodiscard]] bool is_hit(GoalId g) const { return goals_[g].cases != 0 && goals_[g].last == which_; }
    void hit(GoalId g) {
        if (is_hit(g)) return;
        ++goals_[g].cases;
        goals_[g].last = which_;
    }
    void hit(const Goal& goal) {
        if (const auto it = others_.find(goal); it != others_.end()) hit(it->second);
    }
    void shared(Evaluator& evaluator, SharedId s) {
        const SharedCondition& condition = rules_.shared[s];
        if (!condition.is_score) return hit(CriteriaIs{s, evaluator.now(condition.node)});
        const ScoreInterval points = evaluator.interval(condition.score);
        hit(ScoreIs{s, true, points.least});
        hit(ScoreIs{s, false, points.most});
    }
    void number(const Answers& answers, ClauseId clause) {
        const FindingId f = rules_.clauses[clause].finding;
        if (numbers_[clause].empty() || answers.state(f) != Answers::State::known) return;
        const double x = answers.answer(f).number();
        for (const GoalId g : numbers_[clause]) {
            const NumberIs& wanted = std::get<NumberIs>(goals_[g].goal);
            if (wanted.exactly ? x == *wanted.exactly : space_.levels()[wanted.level].cells[wanted.cell].holds(x)) hit(g);
        }
    }
    void decide(ToggledEvaluator& toggled, Evaluator& evaluator, StepId step, bool then) {
        for (const GoalId g : decisions_[step]) {
            const MentionDecides& d = std::get<MentionDecides>(goals_[g].goal);
            if (d.then != then || is_hit(g) || !d.holds(evaluator.now(d.mention))) continue;
            if ((toggled.evaluate(rules_.steps[step].node, d.mention, d.toggled()) == yes) != then) hit(g);
        }
    }
    void advice(const Answers& answers) {
        const Assessment result = assess(answers, {.largest_change = 0});
        if (result.otherwise) hit(OutcomeStands{rules_.otherwise, OutcomeStands::As::otherwise});
        for (const AdviceItem& item : result.advice) hit(AdviceIs{rules_.advice_names.find(item.id), true});
        for (const auto* held_back : {&result.withheld, &result.not_meant})
            for (const WithheldAdvice& item : *held_back)
                if (item.offered) hit(AdviceIs{rules_.advice_names.find(item.id), false});
    }

    const Rules& rules_;
    const MentionedFindings& mentioned_;
    const PatternSpace& space_;
    std::vector<GoalHits>& goals_;
    std::vector<std::vector<GoalId>> numbers_, decisions_;  // goals, by clause and by step
    std::map<Goal, GoalId> others_;
    std::size_t which_ = 0;
};

}  // namespace triage::coverage_detail
