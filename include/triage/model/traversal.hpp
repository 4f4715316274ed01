// SPDX-License-Identifier: Apache-2.0
// Walks over compiled conditions: what a node consists of, and which findings it reads.
// Refuses to give a condition a meaning: that is the evaluator's.
#pragma once

#include <cstdint>
#include <vector>

#include <triage/model/rule_set.hpp>

namespace triage {

/// Calls `visit(child)` for each child node.
template <class Visit>
void each_child(const Node& node, Visit&& visit) {
    if (node.op == Node::Op::clause || node.op == Node::Op::shared) return;
    for (std::uint32_t i = 0; i < node.count; ++i) visit(node.first + i);
}

/// Calls `visit(node)` for the root of each condition that a shared condition consists of.
template <class Visit>
void each_root(const Rules& rules, const SharedCondition& shared, Visit&& visit) {
    if (!shared.is_score) {
        if (shared.node != npos) visit(shared.node);
    } else {
        for (const CompiledScoreItem& item : rules.scores[shared.score]) visit(item.node);
    }
}

/// The findings that a condition reads, criteria and scores included, each once, in the order of the document.
/// Complexity: linear in what it refers to.
[[nodiscard]] inline std::vector<std::uint32_t> findings_of(const Rules& rules, std::uint32_t node) {
    std::vector<bool> seen_shared(rules.shared.size()), seen(rules.findings.size());
    std::vector<std::uint32_t> todo{node}, out;
    const auto add = [&](std::uint32_t more) { todo.push_back(more); };
    while (!todo.empty()) {
        const Node& n = rules.nodes[todo.back()];
        todo.pop_back();
        if (n.op == Node::Op::clause) {
            if (n.first != npos) seen[rules.clauses[n.first].finding] = true;  // npos: a leaf in error
        } else if (n.op != Node::Op::shared) {
            each_child(n, add);
        } else if (!seen_shared[n.first]) {
            seen_shared[n.first] = true;
            each_root(rules, rules.shared[n.first], add);
        }
    }
    for (std::uint32_t f = 0; f < seen.size(); ++f)
        if (seen[f]) out.push_back(f);
    return out;
}

}  // namespace triage
