// SPDX-License-Identifier: Apache-2.0
// What the condition of each step reads, through criteria and scores: mentions, clauses, shared conditions; and what a
// condition would be with one mention answered otherwise.
// Refuses to follow a shared condition twice, so criteria that refer to each other at every level cost their number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <triage/model/rule_set.hpp>
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
        for (std::uint32_t p = 0; p < rules.pathways.size(); ++p) list(p, rules.pathways[p].first_step);
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
    void list(std::uint32_t pathway, std::uint32_t step) {
        for (; step != npos; step = rules_.steps[step].next) {
            order_.push_back(step);
            steps_[step].pathway = pathway;
            condition(rules_.steps[step].node, npos, steps_[step]);
            for (const CompiledBranch& b : rules_.steps[step].branches)
                if (b.kind == Branch::Kind::steps) list(pathway, b.target);
        }
    }
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
            if (!add(out.shared, n.first)) return;
            const SharedCondition& s = rules_.shared[n.first];
            if (!s.is_score) return condition(s.node, n.first, out);
            for (const CompiledScoreItem& item : rules_.scores[s.score]) condition(item.node, n.first, out);
        } else {
            for (std::uint32_t i = 0; i < n.count; ++i) condition(n.first + i, owner, out);
        }
    }
    const Rules& rules_;
    std::vector<StepReads> steps_;
    std::vector<std::uint32_t> order_, by_advice_;
};

/// Evaluates conditions as they are now, with one mention taken to be something else wherever it is read.
class Supposed {
public:
    Supposed(const Rules& rules, TruthBits bits)
        : rules_(rules), bits_(bits), known_(rules.shared.size()), when_(rules.shared.size()) {}

    [[nodiscard]] Kleene evaluate(std::uint32_t node, std::uint32_t mention, Kleene value) {
        ++time_;
        mention_ = mention;
        value_ = value;
        return now(node);
    }

private:
    [[nodiscard]] Kleene now(std::uint32_t node) {
        if (node == mention_) return value_;
        const Node& n = rules_.nodes[node];
        switch (n.op) {
            case Node::Op::clause: return bits_.at(n.first).value();
            case Node::Op::all:
            case Node::Op::any: {
                const bool all = n.op == Node::Op::all;
                Kleene out = all ? Kleene::yes : Kleene::no;
                for (std::uint32_t i = 0; i < n.count; ++i) {
                    const Kleene item = now(n.first + i);
                    if (item == (all ? Kleene::no : Kleene::yes)) return item;
                    if (item == Kleene::unknown) out = item;
                }
                return out;
            }
            case Node::Op::at_least: {
                int least = 0, most = 0;
                for (std::uint32_t i = 0; i < n.count; ++i) {
                    const Kleene item = now(n.first + i);
                    least += item == Kleene::yes ? 1 : 0;
                    most += item == Kleene::no ? 0 : 1;
                }
                return least >= n.needed ? Kleene::yes : most < n.needed ? Kleene::no : Kleene::unknown;
            }
            case Node::Op::negate: return (!KleeneSet{now(n.first)}).value();
            case Node::Op::unless: return now(n.first) == Kleene::yes ? Kleene::no : Kleene::yes;
            case Node::Op::shared:
                if (when_[n.first] != time_) {
                    known_[n.first] = shared(rules_.shared[n.first]);
                    when_[n.first] = time_;
                }
                return known_[n.first];
        }
        return Kleene::unknown;
    }
    [[nodiscard]] Kleene shared(const SharedCondition& s) {
        if (!s.is_score) return now(s.node);
        int least = 0, most = 0;
        for (const CompiledScoreItem& item : rules_.scores[s.score]) {
            const Kleene value = now(item.node);
            if (value == Kleene::yes) least += item.points;
            if (value == Kleene::yes || (value == Kleene::unknown && item.points > 0)) most += item.points;
        }
        return least >= s.at_least ? Kleene::yes : most < s.at_least ? Kleene::no : Kleene::unknown;
    }

    const Rules& rules_;
    TruthBits bits_;
    std::vector<Kleene> known_;
    std::vector<std::uint64_t> when_;
    std::uint64_t time_ = 0;
    std::uint32_t mention_ = npos;
    Kleene value_ = Kleene::unknown;
};

}  // namespace triage::coverage_detail
