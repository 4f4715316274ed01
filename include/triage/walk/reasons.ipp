// SPDX-License-Identifier: Apache-2.0
// The bodies of reasons.hpp.
#pragma once

#include <algorithm>
#include <cstdint>

#include <triage/header_only.hpp>
#include <triage/model/traversal.hpp>
#include <triage/walk/reasons.hpp>

namespace triage {

TRIAGE_BODY void reasons(const Rules& rules, Evaluator& evaluator, NodeId node, std::vector<Mention>& out, const Text* because) {
    const Node& n = rules.nodes[node];
    const Kleene value = evaluator.now(node);
    const auto descend = [&](Kleene wanted) {
        for (std::uint32_t i = 0; i < n.count; ++i)
            if (evaluator.now(n.child(i)) == wanted) reasons(rules, evaluator, n.child(i), out, because);
    };
    switch (n.op) {
        case Node::Op::clause: {
            const FindingId finding = rules.clauses[n.clause()].finding;
            for (const Mention& m : out)
                if (m.finding == finding) return;
            out.push_back({node, finding, because});
            return;
        }
        case Node::Op::all:
        case Node::Op::any:
        case Node::Op::at_least: return descend(value);
        case Node::Op::negate:
        case Node::Op::unless: return reasons(rules, evaluator, n.child(), out, because);
        case Node::Op::shared: {
            const SharedCondition& shared = rules.shared[n.shared()];
            if (!shared.is_score) return reasons(rules, evaluator, shared.node, out, because);
            const std::vector<CompiledScoreItem>& items = rules.scores[shared.score];
            for (std::size_t i = 0; i < items.size(); ++i) {
                const Kleene item = evaluator.now(items[i].node);
                if (items[i].points > 0 ? item != value : value != Kleene::no || item != Kleene::yes) continue;
                const Text* text = item == Kleene::yes ? &rules.document.scores[shared.score].items[i].because : because;
                reasons(rules, evaluator, items[i].node, out, text);
            }
            return;
        }
    }
}

TRIAGE_BODY void OpenFindings::add(NodeId node, bool examiner) {
    const KleeneSet possible = evaluator_.future(node);
    if (possible.only(Kleene::yes) || possible.only(Kleene::no)) return;
    const auto further = [&](NodeId part) { add(part, examiner); };
    const Node& n = rules_.nodes[node];
    if (n.op == Node::Op::clause) {
        const FindingId finding = rules_.clauses[n.clause()].finding;
        if (n.examiner != examiner || seen_[finding] || answers_.effective_state(finding) == Answers::State::known) return;
        seen_[finding] = true;
        all_.push_back(finding);
    } else if (n.op == Node::Op::shared && !followed_[examiner ? 1 : 0][n.shared()]) {
        followed_[examiner ? 1 : 0][n.shared()] = true;
        each_root(rules_, n.shared(), further);
    }
    each_child(rules_, node, further);
}

}  // namespace triage
