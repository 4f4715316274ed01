// SPDX-License-Identifier: Apache-2.0
// What one judged person meets on the way through all pathways, by the walk itself.
// Refuses to take the diagram's word: what a case covers is what the walk did.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/review/coverage/items.hpp>
#include <triage/walk/walk.hpp>

namespace triage::coverage_detail {

/// Marks the aims that people meet.
class Visits {
public:
    Visits(const RuleSet& rules, const Reads& reads, const PatternSpace& space, std::vector<Aim>& aims)
        : rule_set_(rules),
          rules_(rules.compiled()),
          reads_(reads),
          space_(space),
          aims_(aims),
          decisions_(rules_.steps.size()),
          by_shared_(rules_.shared.size()),
          by_clause_(rules_.clauses.size()) {
        for (std::uint32_t a = 0; a < aims.size(); ++a) {
            const Aim& aim = aims[a];
            switch (aim.kind) {
                case CoverageKind::decision: decisions_[aim.subject][aim.mention].by_part[aim.part] = a; break;
                case CoverageKind::criteria:
                case CoverageKind::score: by_shared_[aim.subject].push_back(a); break;
                case CoverageKind::number: by_clause_[aim.subject].push_back(a); break;
                default: plain_[{aim.kind, aim.subject, aim.part}] = a;
            }
        }
    }

    /// One person of case number `which`.
    void person(const Answers& answers, std::size_t which) {
        which_ = which;
        Evaluator evaluator(rules_, answers.bits());
        Supposed supposed(rules_, answers.bits());
        Recorder recorder;
        for (std::uint32_t p = 0; p < rules_.pathways.size(); ++p) {
            const PathwayEnd end = walk_pathway(rules_, evaluator, p, recorder);
            if (end.outcome != npos) meet(CoverageKind::outcome, end.outcome, end.ending == Ending::raised ? 0 : 1);
        }
        for (const auto& [outcome, raised] : recorder.floors) meet(CoverageKind::outcome, outcome, raised ? 0 : 1);
        for (const auto& [step, value] : recorder.steps) {
            constexpr CoverageKind branches[] = {CoverageKind::else_branch, CoverageKind::then_branch,
                                                 CoverageKind::unknown_branch};
            meet(CoverageKind::step, step, 0);
            meet(branches[static_cast<std::size_t>(value)], step, 0);
            for (const std::uint32_t s : reads_.step(step).shared) shared(evaluator, s);
            for (const std::uint32_t c : reads_.step(step).clauses) number(answers, c);
            decide(supposed, evaluator, step, value == yes);
        }
        for (const std::uint32_t s : reads_.by_advice())
            if (!rules_.shared[s].is_score) shared(evaluator, s);
        advice(answers);
    }

private:
    struct Recorder {
        std::vector<std::pair<std::uint32_t, Kleene>> steps;
        std::vector<std::pair<std::uint32_t, bool>> floors;
        void step(std::uint32_t s, Kleene v) { steps.emplace_back(s, v); }
        void floor(std::uint32_t, std::uint32_t outcome, bool raised) { floors.emplace_back(outcome, raised); }
    };
    struct Deciding {
        std::uint32_t by_part[8] = {npos, npos, npos, npos, npos, npos, npos, npos};
    };
    struct Key {
        CoverageKind kind;
        std::uint32_t subject, part;
        auto operator<=>(const Key&) const = default;
    };

    void meet(std::uint32_t aim) {
        Aim& a = aims_[aim];
        if (a.cases != 0 && a.last == which_) return;
        ++a.cases;
        a.last = which_;
    }
    void meet(CoverageKind kind, std::uint32_t subject, std::uint32_t part) {
        if (const auto it = plain_.find({kind, subject, part}); it != plain_.end()) meet(it->second);
    }
    void shared(Evaluator& evaluator, std::uint32_t s) {
        const SharedCondition& condition = rules_.shared[s];
        for (const std::uint32_t a : by_shared_[s]) {
            if (!condition.is_score) {
                if (evaluator.now(condition.node) == static_cast<Kleene>(aims_[a].part)) meet(a);
            } else {
                const ScoreInterval points = evaluator.interval(condition.score);
                if ((aims_[a].part == 0 ? points.least : points.most) == static_cast<int>(aims_[a].number)) meet(a);
            }
        }
    }
    void number(const Answers& answers, std::uint32_t clause) {
        const std::uint32_t f = rules_.clauses[clause].finding;
        if (by_clause_[clause].empty() || answers.state(f) != Answers::State::known) return;
        const double x = answers.answer(f).number();
        for (const std::uint32_t a : by_clause_[clause]) {
            const Aim& aim = aims_[a];
            if (aim.part == 0 ? x == aim.number : space_.levels()[aim.level].cells[aim.cell].holds(x)) meet(a);
        }
    }
    void decide(Supposed& supposed, Evaluator& evaluator, std::uint32_t step, bool then) {
        const std::uint32_t node = rules_.steps[step].node;
        for (const auto& [mention, deciding] : decisions_[step]) {
            const Kleene value = evaluator.now(mention);
            for (const Shown::Is is : {Shown::not_yes, Shown::is_yes, Shown::is_no, Shown::is_unknown}) {
                if (!Shown::holds(is, value)) continue;
                const std::uint32_t aim = deciding.by_part[is * 2U + (then ? 1U : 0U)];
                if (aims_[aim].cases != 0 && aims_[aim].last == which_) continue;
                if ((supposed.evaluate(node, mention, Shown::instead[is]) == yes) != then) meet(aim);
            }
        }
    }
    void advice(const Answers& answers) {
        AssessOptions options;
        options.largest_change = 0;
        const Assessment result = assess(answers, options);
        if (result.otherwise) meet(CoverageKind::outcome, rules_.otherwise, 2);
        for (const AdviceItem& item : result.advice) meet(CoverageKind::advice, rules_.advice_names.find(item.id), 0);
        for (const WithheldAdvice& item : result.withheld)
            if (item.offered) meet(CoverageKind::advice, rules_.advice_names.find(item.id), 1);
    }

    RuleSet rule_set_;
    const Rules& rules_;
    const Reads& reads_;
    const PatternSpace& space_;
    std::vector<Aim>& aims_;
    std::map<Key, std::uint32_t> plain_;
    std::vector<std::map<std::uint32_t, Deciding>> decisions_;
    std::vector<std::vector<std::uint32_t>> by_shared_, by_clause_;
    std::size_t which_ = 0;
};

}  // namespace triage::coverage_detail
