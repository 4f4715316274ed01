// SPDX-License-Identifier: Apache-2.0
// The parts of compiled conditions and the steps of pathways, one by one.
// Refuses to follow a shared condition twice.
#pragma once

#include <cstdint>
#include <vector>

#include <triage/model/rule_set.hpp>

namespace triage {

/// Calls `visit(child)` for each child of a node: the items of a list, what is negated.
template <class Visit>
void each_child(const Rules& rules, NodeId node, Visit&& visit) {
    const Node& n = rules.nodes[node];
    if (n.op == Node::Op::clause || n.op == Node::Op::shared) return;
    for (std::uint32_t i = 0; i < n.count; ++i) visit(n.child(i));
}

/// Calls `visit(node)` for the root of each condition that a shared condition consists of.
template <class Visit>
void each_root(const Rules& rules, SharedId shared, Visit&& visit) {
    const SharedCondition& s = rules.shared[shared];
    if (!s.is_score) {
        if (s.node != npos) visit(s.node);
    } else {
        for (const CompiledScoreItem& item : rules.scores[s.score]) visit(item.node);
    }
}

/// Calls `visit(node)` for each question to a finding, and each reference to a shared condition, that a condition reads,
/// through criteria and scores. `seen` has a place for each shared condition; those marked are not followed again.
template <class Visit>
void each_read(const Rules& rules, NodeId node, std::vector<bool>& seen, Visit&& visit) {
    const Node& n = rules.nodes[node];
    const auto further = [&](NodeId part) { each_read(rules, part, seen, visit); };
    if (n.op == Node::Op::clause) return visit(node);
    each_child(rules, node, further);
    if (n.op != Node::Op::shared || seen[n.shared()]) return;
    seen[n.shared()] = true;
    visit(node);
    each_root(rules, n.shared(), further);
}

/// The findings that a condition reads, each once, in the order of the document.
[[nodiscard]] inline std::vector<FindingId> findings_of(const Rules& rules, NodeId node) {
    std::vector<bool> seen_shared(rules.shared.size()), seen(rules.findings.size());
    each_read(rules, node, seen_shared, [&](NodeId read) {
        const Node& n = rules.nodes[read];
        if (n.op == Node::Op::clause && n.first != npos) seen[rules.clauses[n.clause()].finding] = true;  // npos: a leaf in error
    });
    std::vector<FindingId> out;
    for (FindingId f{0}; f < seen.size(); ++f)
        if (seen[f]) out.push_back(f);
    return out;
}

/// Calls `visit(step)` for each step of a list, and after each one for the steps nested in its branches.
template <class Visit>
void each_step(const Rules& rules, StepId first, Visit&& visit) {
    for (StepId step = first; step != npos; step = rules.steps[step].next) {
        visit(step);
        for (const CompiledBranch& b : rules.steps[step].branches)
            if (b.kind == Branch::Kind::steps) each_step(rules, b.steps(), visit);
    }
}

}  // namespace triage
