// SPDX-License-Identifier: Apache-2.0
// The patterns that hit a goal: the exact set of people who would.
// Refuses to count people who contradict an assumption of the rules, or whom only a fraction of what is whole makes: they are
// set apart.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include <triage/model/traversal.hpp>
#include <triage/review/coverage/obligations.hpp>
#include <triage/review/diagram/conditions.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/diagram/patterns.hpp>

namespace triage::coverage_detail {

/// For every pattern: what a condition is now with one mention toggled. Not what it can still become: that decides no branch.
class ToggledSets : public EveryPattern {
public:
    explicit ToggledSets(Decision& decision)
        : EveryPattern(decision.diagram()), conditions_(decision.conditions()), rules_(decision.rules()) {}

    /// The patterns for which `node` is yes with `mention` toggled wherever it is read.
    [[nodiscard]] Function yes_with(NodeId node, NodeId mention, Kleene toggled) {
        mention_ = mention;
        toggled_ = toggled;
        mentions_.assign(rules_.shared.size(), std::nullopt);
        shared_.assign(rules_.shared.size(), std::nullopt);
        return having(of(node), yes);
    }

    // What `meaning` asks of a reading.
    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] Function of(NodeId node) {
        if (node == mention_) return constant(toggled_);
        return mentions(node) ? meaning(*this, node) : conditions_.value(node, Reading::now);
    }
    [[nodiscard]] Function leaf(NodeId node) { return conditions_.value(node, Reading::now); }
    template <class WorkOut>
    [[nodiscard]] Function shared(SharedId number, WorkOut&& work_out) {
        if (!shared_[number]) shared_[number] = work_out();
        return *shared_[number];
    }

private:
    // Whether a condition reads the mention that is toggled.
    [[nodiscard]] bool mentions(NodeId node) {
        if (node == mention_) return true;
        bool found = false;
        each_child(rules_, node, [&](NodeId child) { found = found || mentions(child); });
        const Node& n = rules_.nodes[node];
        if (n.op != Node::Op::shared) return found;
        if (!mentions_[n.shared()]) {
            each_root(rules_, n.shared(), [&](NodeId root) { found = found || mentions(root); });
            mentions_[n.shared()] = found;
        }
        return *mentions_[n.shared()];
    }

    ConditionDiagrams& conditions_;
    const Rules& rules_;
    std::vector<std::optional<Function>> shared_;
    std::vector<std::optional<bool>> mentions_;
    NodeId mention_;
    Kleene toggled_ = unknown;
};

class GoalSets {
public:
    GoalSets(Decision& decision, const PatternSpace& space, const MentionedFindings& mentioned)
        : decision_(decision),
          diagram_(decision.diagram()),
          space_(space),
          rules_(decision.rules()),
          mentioned_(mentioned),
          toggled_(decision) {
        clashes_ = diagram_.none();
        apart_ = decision_.contradicts() | fractions(diagram_, space_);
        for (const CompiledImplication& i : rules_.implications) implied(i);
    }

    /// The patterns that hit it, those apart whom nobody should be asked to be; of advice that is given, some of them.
    [[nodiscard]] Function patterns(const Goal& goal) {
        const Function hit = std::visit([&](const auto& one) { return all(one); }, goal);
        return hit - apart_;
    }
    /// Those of a set who say nothing that an implication of the rules denies; the whole set where there are none.
    [[nodiscard]] Function plausible(const Function& set) {
        const Function out = set - clashes_;
        return diagram_.empty(out) ? set : out;
    }
    /// Sets the points of a score goal to those nearest to the cut-off that someone can have who reaches one of the steps.
    void nearest_points(ScoreIs& goal, const std::vector<StepId>& steps) {
        const SharedCondition& s = rules_.shared[goal.shared];
        const int offset = static_cast<int>(this->offset(s.score));
        const Function here =
            diagram_.combine(reached(steps), points(goal), [](std::uint32_t in, std::uint32_t x) { return in != 0 ? x + 1 : 0; });
        std::optional<int> nearest;
        for (const std::uint32_t x : diagram_.numbers(here)) {
            const int points = static_cast<int>(x) - 1 - offset;
            if (x == 0 || goal.reached != (points >= s.at_least)) continue;
            if (!nearest || !goal.reached) nearest = points;
        }
        if (nearest) goal.points = *nearest;
    }

private:
    [[nodiscard]] const Function& reached(StepId step) { return decision_.reach(step).come; }
    [[nodiscard]] Function reached(const std::vector<StepId>& steps) {
        Function out = diagram_.none();
        for (const StepId s : steps) out |= reached(s);
        return out;
    }
    [[nodiscard]] Function points(const ScoreIs& goal) {
        const ScoreId s = rules_.shared[goal.shared].score;
        return decision_.conditions().points(s, !goal.reached, offset(s));
    }
    // What the negative items of a score can take away, so that no sum with this offset is below 0.
    [[nodiscard]] std::uint32_t offset(ScoreId score) const {
        int down = 0;
        for (const CompiledScoreItem& item : rules_.scores[score]) down += item.points < 0 ? -item.points : 0;
        return static_cast<std::uint32_t>(down);
    }

    // The explicit answers to a finding that say something else than what follows from the others.
    void implied(const CompiledImplication& i) {
        const std::uint32_t level = space_.level_of(rules_.document.findings[i.finding].id.value);
        if (level == npos) return;
        const Answer follows = answer_of(rules_.document.findings[i.finding], {i.option, i.number});
        const std::uint32_t cell = space_.levels()[level].cell_of(follows);
        std::vector<std::uint32_t> other(space_.levels()[level].cells.size(), 1);
        other[cell] = other.back() = 0;
        clashes_ |= decision_.conditions().is(i.node, yes) & diagram_.choose(level, other);
    }

    [[nodiscard]] Function all(const StepReached& g) { return reached(g.step); }
    [[nodiscard]] Function all(const BranchTaken& g) { return decision_.reach(g.step).taken[g.value]; }
    [[nodiscard]] Function all(const OutcomeStands& g) {
        if (g.as == OutcomeStands::As::otherwise) return decision_.otherwise_leads();
        Function out = diagram_.none();
        for (const PathwayDecision& p : decision_.pathways())
            for (const auto& [standing, patterns] : p.standings)
                if (standing.outcome == g.outcome && standing.raised == (g.as == OutcomeStands::As::raised)) out |= patterns;
        return out;
    }
    [[nodiscard]] Function all(const AdviceIs& g) {
        return g.given ? some_given(g.advice) : offered(g.advice) & decision_.withheld(g.advice);
    }
    [[nodiscard]] Function all(const CriteriaIs& g) {
        const Function is = decision_.conditions().is(rules_.shared[g.criteria].node, g.value);
        const bool always = contains(mentioned_.by_advice(), g.criteria);
        return always ? is : is & reached(mentioned_.of_shared(g.criteria));
    }
    [[nodiscard]] Function all(const ScoreIs& g) {
        const auto wanted = static_cast<std::uint32_t>(g.points + static_cast<int>(offset(rules_.shared[g.shared].score)));
        return reached(mentioned_.of_shared(g.shared)) &
               diagram_.map(points(g), [&](std::uint32_t x) { return x == wanted ? 1U : 0U; });
    }
    [[nodiscard]] Function all(const NumberIs& g) {
        std::vector<std::uint32_t> in(space_.levels()[g.level].cells.size());
        in[g.cell] = 1;
        return reached(mentioned_.of_clause(g.clause)) & diagram_.choose(g.level, in);
    }
    // Who reaches the step with the mention as it should be, and would go another way if it were toggled.
    [[nodiscard]] Function all(const MentionDecides& g) {
        const Function here = reached(g.step);
        if (diagram_.empty(here)) return here;
        const NodeId node = rules_.steps[g.step].node;
        Function out = here;
        for (const Kleene value : {yes, no, unknown})
            if (!g.holds(value)) out -= decision_.conditions().is(g.mention, value);
        const Function now = decision_.conditions().is(node, yes);
        out = g.then ? out & now : out - now;
        const Function other = toggled_.yes_with(node, g.mention, g.toggled());
        return g.then ? out - other : out & other;
    }

    // Some of those who are given a piece of advice, none only where nobody is: those of the first outcome that does.
    // All of them together would be a much larger diagram than anybody asks for.
    [[nodiscard]] Function some_given(AdviceId advice) {
        const Function allowed = !decision_.withheld(advice) - apart_;
        for (OutcomeId o{0}; o < rules_.outcomes.size(); ++o) {
            if (!rules_.outcomes[o].lists(advice)) continue;
            const Function standing = decision_.stands(o) & allowed;
            Function given = diagram_.empty(standing) ? standing : standing & decision_.disposed(rules_.outcomes[o].rank);
            if (o == rules_.otherwise && diagram_.empty(given)) given = allowed & decision_.otherwise_leads();
            if (!diagram_.empty(given)) return given;
        }
        return diagram_.none();
    }
    [[nodiscard]] Function offered(AdviceId advice) {
        Function out = diagram_.none();
        for (OutcomeId o{0}; o < rules_.outcomes.size(); ++o) {
            if (!rules_.outcomes[o].lists(advice)) continue;
            out |= decision_.stands(o);
            if (o == rules_.otherwise) out |= decision_.otherwise_leads();
        }
        return out;
    }
    Decision& decision_;
    Diagram& diagram_;
    const PatternSpace& space_;
    const Rules& rules_;
    const MentionedFindings& mentioned_;
    ToggledSets toggled_;
    Function clashes_;
    Function apart_;  // who contradicts an assumption, or answers a fraction where only a whole number makes sense
};

}  // namespace triage::coverage_detail
