// SPDX-License-Identifier: Apache-2.0
// What the condition of each step reads, through criteria and scores: mentions, clauses, shared conditions; and what a
// condition would be with one mention answered otherwise.
// Refuses to follow a shared condition twice, so criteria that refer to each other at every level cost their number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/model/traversal.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage::coverage_detail {

/// A leaf of a written condition: a question to a finding, or a reference to a criteria or a score. `owner` is the shared
/// condition that it stands in; npos: the step itself.
struct Mentioned {
    std::uint32_t node = npos, owner = npos;
};

/// One step with all that it reads. Each list names a thing once, in order of first use.
struct StepReads {
    std::uint32_t pathway = npos;
    std::vector<Mentioned> mentions;
    std::vector<std::uint32_t> clauses, shared;
};

/// All steps of a rule set.
class Reads {
public:
    explicit Reads(const Rules& rules) : rules_(rules), steps_(rules.steps.size()) {
        for (std::uint32_t p = 0; p < rules.pathways.size(); ++p)
            each_step(rules, rules.pathways[p].first_step, [&](std::uint32_t step) {
                order_.push_back(step);
                steps_[step].pathway = p;
                condition(rules.steps[step].node, npos, steps_[step]);
            });
        for (const CompiledAdvice& a : rules.advice) {
            StepReads reads;
            if (a.withhold_when != npos) condition(a.withhold_when, npos, reads);
            for (const std::uint32_t s : reads.shared) by_advice_.push_back(s);
        }
    }
    /// The steps in the order of the pathways, nested ones behind theirs.
    [[nodiscard]] const std::vector<std::uint32_t>& order() const { return order_; }
    [[nodiscard]] const StepReads& step(std::uint32_t step) const { return steps_[step]; }
    /// Shared conditions that the `withhold_when` of some advice reads: looked at for everybody.
    [[nodiscard]] const std::vector<std::uint32_t>& by_advice() const { return by_advice_; }

private:
    static bool add(std::vector<std::uint32_t>& to, std::uint32_t what) {
        for (const std::uint32_t known : to)
            if (known == what) return false;
        to.push_back(what);
        return true;
    }
    // Two cut-offs of one score read the same items: each is mentioned once.
    static void mention(std::uint32_t node, std::uint32_t owner, StepReads& out) {
        for (const Mentioned& m : out.mentions)
            if (m.node == node) return;
        out.mentions.push_back({node, owner});
    }
    void condition(std::uint32_t node, std::uint32_t owner, StepReads& out) {
        const Node& n = rules_.nodes[node];
        if (n.op == Node::Op::clause) {
            mention(node, owner, out);
            add(out.clauses, n.first);
        } else if (n.op == Node::Op::shared) {
            mention(node, owner, out);
            if (add(out.shared, n.first)) each_root(rules_, n.first, [&](std::uint32_t root) { condition(root, n.first, out); });
        }
        each_child(rules_, node, [&](std::uint32_t child) { condition(child, owner, out); });
    }
    const Rules& rules_;
    std::vector<StepReads> steps_;
    std::vector<std::uint32_t> order_, by_advice_;
};

/// Evaluates conditions as they are now, with one mention taken to be something else wherever it is read.
class Supposed : public OnePerson {
public:
    Supposed(const Rules& rules, TruthBits bits)
        : rules_(rules), bits_(bits), known_(rules.shared.size()), when_(rules.shared.size()) {}

    [[nodiscard]] Kleene evaluate(std::uint32_t node, std::uint32_t mention, Kleene value) {
        ++time_;
        mention_ = mention;
        value_ = KleeneSet{value};
        return of(node).value();
    }

    // What `meaning` asks of a reading.
    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] KleeneSet of(std::uint32_t node) { return node == mention_ ? value_ : meaning(*this, node); }
    [[nodiscard]] KleeneSet leaf(std::uint32_t node) const { return bits_.at(rules_.nodes[node].first); }
    template <class WorkOut>
    [[nodiscard]] KleeneSet shared(std::uint32_t number, WorkOut&& work_out) {
        if (when_[number] != time_) {
            known_[number] = work_out();
            when_[number] = time_;
        }
        return known_[number];
    }

private:
    const Rules& rules_;
    TruthBits bits_;
    std::vector<KleeneSet> known_;
    std::vector<std::uint64_t> when_;
    std::uint64_t time_ = 0;
    std::uint32_t mention_ = npos;
    KleeneSet value_{};
};

}  // namespace triage::coverage_detail
