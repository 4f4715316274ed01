// SPDX-License-Identifier: Apache-2.0
// Which mentions of findings made a condition what it is, and which unanswered ones keep it open.
// Refuses to explain from anything but the evaluated nodes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

/// One mention of a finding that decided something.
struct Mention {
    std::uint32_t node = npos;
    std::uint32_t finding = npos;
    const Text* because = nullptr;  ///< text of the score item that holds because of it; null: the step says why
};

/// Collects the mentions that made `node` the value it has now: the true ones of an "any" that is true, the false ones
/// of an "all" that is false, the unknown ones of what is unknown; of a score that is too low the positive items that are
/// false and the negative ones that are true. Only an item that holds gives its text. Each finding once.
/// Complexity: the condition written out.
inline void reasons(const Rules& rules, Evaluator& evaluator, std::uint32_t node, std::vector<Mention>& out,
                    const Text* because = nullptr) {
    const Node& n = rules.nodes[node];
    const Kleene value = evaluator.now(node);
    const auto descend = [&](Kleene wanted) {
        for (std::uint32_t i = 0; i < n.count; ++i)
            if (evaluator.now(n.first + i) == wanted) reasons(rules, evaluator, n.first + i, out, because);
    };
    switch (n.op) {
        case Node::Op::clause: {
            const std::uint32_t finding = rules.clauses[n.first].finding;
            for (const Mention& m : out)
                if (m.finding == finding) return;
            out.push_back({node, finding, because});
            return;
        }
        case Node::Op::all:
        case Node::Op::any:
        case Node::Op::at_least: return descend(value);
        case Node::Op::negate:
        case Node::Op::unless: return reasons(rules, evaluator, n.first, out, because);
        case Node::Op::shared: {
            const SharedCondition& shared = rules.shared[n.first];
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

/// Collects the findings that are unanswered (or "not sure") and could still settle `node`, in the order in which they
/// are mentioned, each once: those of the person, or (`examiner`) those that only an examiner can answer.
inline void open_findings(const Rules& rules, const Answers& answers, Evaluator& evaluator, std::uint32_t node, bool examiner,
                          std::vector<std::uint32_t>& out) {
    const KleeneSet possible = evaluator.future(node);
    if (possible.only(Kleene::yes) || possible.only(Kleene::no)) return;
    const Node& n = rules.nodes[node];
    if (n.op == Node::Op::clause) {
        const std::uint32_t finding = rules.clauses[n.first].finding;
        if (n.examiner != examiner || answers.effective_state(finding) == Answers::State::known) return;
        if (std::find(out.begin(), out.end(), finding) == out.end()) out.push_back(finding);
    } else if (n.op == Node::Op::shared) {
        const SharedCondition& shared = rules.shared[n.first];
        if (!shared.is_score) return open_findings(rules, answers, evaluator, shared.node, examiner, out);
        for (const CompiledScoreItem& item : rules.scores[shared.score])
            open_findings(rules, answers, evaluator, item.node, examiner, out);
    } else {
        for (std::uint32_t i = 0; i < n.count; ++i) open_findings(rules, answers, evaluator, n.first + i, examiner, out);
    }
}

}  // namespace triage
