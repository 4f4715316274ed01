// SPDX-License-Identifier: Apache-2.0
// What the condition of each step mentions, through criteria and scores: findings with their clauses, shared conditions.
// Refuses to follow a shared condition twice, so criteria that refer to each other at every level cost their number.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/model/traversal.hpp>
#include <triage/text/text.hpp>

namespace triage::coverage_detail {

template <class Position>
[[nodiscard]] bool contains(const std::vector<Position>& all, std::uint32_t one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// A leaf of a written condition: a question to a finding, or a reference to a criteria or a score. `owner` is the shared
/// condition that it belongs to; npos: the step itself.
struct Mention {
    std::uint32_t node = npos, owner = npos;
};

/// One step with all that it mentions. Each list names a thing once, in order of first use.
struct StepMentions {
    std::uint32_t pathway = npos;
    std::vector<Mention> mentions;
    std::vector<std::uint32_t> clauses, shared;
};

/// All steps of a rule set.
class MentionedFindings {
public:
    explicit MentionedFindings(const Rules& rules)
        : rules_(rules), steps_(rules.steps.size()), by_clause_(rules.clauses.size()), by_shared_(rules.shared.size()) {
        for (std::uint32_t p = 0; p < rules.pathways.size(); ++p)
            each_step(rules, rules.pathways[p].first_step, [&](std::uint32_t step) {
                order_.push_back(step);
                steps_[step].pathway = p;
                condition(rules.steps[step].node, npos, steps_[step]);
                for (const std::uint32_t c : steps_[step].clauses) by_clause_[c].push_back(step);
                for (const std::uint32_t s : steps_[step].shared) by_shared_[s].push_back(step);
            });
        for (const CompiledAdvice& a : rules.advice) {
            StepMentions all;
            if (a.withhold_when != npos) condition(a.withhold_when, npos, all);
            for (const std::uint32_t s : all.shared) add_once(by_advice_, s);
        }
    }
    /// The steps in the order of the pathways, nested ones after theirs.
    [[nodiscard]] const std::vector<std::uint32_t>& order() const { return order_; }
    [[nodiscard]] const StepMentions& step(std::uint32_t step) const { return steps_[step]; }
    /// The steps that mention a clause, or a shared condition, in that order.
    [[nodiscard]] const std::vector<std::uint32_t>& of_clause(std::uint32_t clause) const { return by_clause_[clause]; }
    [[nodiscard]] const std::vector<std::uint32_t>& of_shared(std::uint32_t shared) const { return by_shared_[shared]; }
    /// Shared conditions that the `withhold_when` of some advice mentions: looked at for everyone.
    [[nodiscard]] const std::vector<std::uint32_t>& by_advice() const { return by_advice_; }

private:
    // Two cut-offs of one score read the same items: each is mentioned once.
    static void mention(std::uint32_t node, std::uint32_t owner, StepMentions& out) {
        for (const Mention& m : out.mentions)
            if (m.node == node) return;
        out.mentions.push_back({node, owner});
    }
    void condition(std::uint32_t node, std::uint32_t owner, StepMentions& out) {
        const Node& n = rules_.nodes[node];
        if (n.op == Node::Op::clause) {
            mention(node, owner, out);
            add_once(out.clauses, n.first);
        } else if (n.op == Node::Op::shared) {
            mention(node, owner, out);
            const auto part = [&](std::uint32_t root) { condition(root, n.first, out); };
            if (add_once(out.shared, n.first)) each_root(rules_, n.first, part);
        }
        each_child(rules_, node, [&](std::uint32_t child) { condition(child, owner, out); });
    }

    const Rules& rules_;
    std::vector<StepMentions> steps_;
    std::vector<std::uint32_t> order_, by_advice_;
    std::vector<std::vector<std::uint32_t>> by_clause_, by_shared_;
};

}  // namespace triage::coverage_detail
