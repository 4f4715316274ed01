// SPDX-License-Identifier: Apache-2.0
#include "check/rule_graph.hpp"

#include <numeric>

#include <triage/model/traversal.hpp>

namespace triage::check_detail {

RuleGraph::RuleGraph(const Rules& rules, Edges edges) : rules_(rules) {
    const RuleDocument& doc = rules.document;
    first_ = {1,
              1,
              doc.pathways.size(),
              rules.steps.size(),
              doc.outcomes.size(),
              doc.criteria.size(),
              doc.scores.size(),
              doc.advice.size(),
              doc.findings.size(),
              doc.sources.size(),
              doc.conditions.size()};
    std::exclusive_scan(first_.begin(), first_.end(), first_.begin(), std::size_t{0});
    edges_.resize(first_.back());
    reached_.resize(first_.back());

    NameIndex<> sources;
    for (std::size_t i = 0; i < doc.sources.size(); ++i) sources.add(doc.sources[i].id.value, i);
    sources.sort();

    for (std::size_t p = 0; p < doc.pathways.size(); ++p) {
        connect(Kind::root, 0, Kind::pathway, p);
        const CompiledPathway& compiled = rules.pathways[p];
        if (compiled.first_step != npos) connect(Kind::pathway, p, Kind::step, compiled.first_step);
        if (compiled.unsure != npos) connect(Kind::pathway, p, Kind::outcome, compiled.unsure);
        connect(Kind::pathway, p, Kind::condition, rules.condition_names.find(doc.pathways[p].condition.value));
    }
    connect(Kind::root, 0, Kind::outcome, rules.otherwise);
    for (std::size_t i = 0; i < rules.steps.size(); ++i) cite(Kind::step, i, rules.steps[i].written->sources, sources);
    add_steps();
    add_outcomes(sources, edges == Edges::all);
    for (std::size_t i = 0; i < doc.criteria.size(); ++i) {
        refer(Kind::criteria, i, rules.shared[i].node);
        cite(Kind::criteria, i, doc.criteria[i].sources, sources);
    }
    for (std::size_t i = 0; i < doc.scores.size(); ++i) {
        for (const CompiledScoreItem& item : rules.scores[i]) refer(Kind::score, i, item.node);
        cite(Kind::score, i, doc.scores[i].sources, sources);
    }
    // A finding that an implication sets refers to what the implication reads: without the one the other is for nothing.
    for (const CompiledImplication& i : rules.implications) refer(Kind::finding, i.finding, i.node);
    if (edges == Edges::asking) return;
    for (std::size_t p = 0, e = 0; p < doc.plans.size(); ++p) {
        cite(Kind::root, 0, doc.plans[p].sources, sources);
        for (const EntryCriterion& entry : doc.plans[p].entry) {
            refer(Kind::root, 0, rules.entry_nodes[e++]);
            cite(Kind::root, 0, entry.sources, sources);
        }
    }
    for (const NodeId node : rules.safety_nodes) refer(Kind::written, 0, node);
    for (const NodeId node : rules.assumptions) refer(Kind::written, 0, node);
}

void RuleGraph::search(Kind from, std::size_t position) {
    std::vector<std::size_t> todo{vertex(from, position)};
    while (!todo.empty()) {
        const std::size_t v = todo.back();
        todo.pop_back();
        if (reached_[v]) continue;
        reached_[v] = true;
        todo.insert(todo.end(), edges_[v].begin(), edges_[v].end());
    }
}

void RuleGraph::refer(Kind from, std::size_t i, NodeId node) {
    if (node == npos) return;
    const Node& n = rules_.nodes[node];
    if (n.op == Node::Op::clause) {
        connect(from, i, Kind::finding, rules_.clauses[n.clause()].finding);
    } else if (n.op == Node::Op::shared) {
        const SharedCondition& s = rules_.shared[n.shared()];
        if (s.is_score)
            connect(from, i, Kind::score, s.score);
        else
            connect(from, i, Kind::criteria, n.shared());
    } else {
        each_child(rules_, node, [&](NodeId child) { refer(from, i, child); });
    }
}

void RuleGraph::cite(Kind from, std::size_t i, const std::vector<Text>& sources, const NameIndex<>& names) {
    for (const Text& source : sources) connect(from, i, Kind::source, names.find(source.value));
}

void RuleGraph::add_steps() {
    for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
        const CompiledStep& step = rules_.steps[i];
        refer(Kind::step, i, step.node);
        bool goes_on = false;
        for (const CompiledBranch& b : step.branches) {
            goes_on |= b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor;
            if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor)
                connect(Kind::step, i, Kind::outcome, b.outcome());
            if (b.kind == Branch::Kind::steps) connect(Kind::step, i, Kind::step, b.steps());
        }
        if (goes_on && step.next != npos) connect(Kind::step, i, Kind::step, step.next);
    }
}

void RuleGraph::add_outcomes(const NameIndex<>& sources, bool remarks) {
    const RuleDocument& doc = rules_.document;
    std::size_t speaks_for = 0, speaks_against = 0;
    for (std::size_t i = 0; i < doc.outcomes.size(); ++i) {
        const Outcome& o = doc.outcomes[i];
        connect(Kind::outcome, i, Kind::condition, rules_.condition_names.find(o.condition.value));
        cite(Kind::outcome, i, o.sources, sources);
        for (const AdviceId advice : rules_.outcomes[i].advice) connect(Kind::outcome, i, Kind::advice, advice);
        for (std::size_t k = 0; k < o.speaks_for.size(); ++k, ++speaks_for)
            if (remarks) refer(Kind::outcome, i, rules_.speaks_for_nodes[speaks_for]);
        for (std::size_t k = 0; k < o.speaks_against.size(); ++k, ++speaks_against)
            if (remarks) refer(Kind::outcome, i, rules_.speaks_against_nodes[speaks_against]);
    }
    for (std::size_t i = 0; i < doc.advice.size(); ++i) {
        cite(Kind::advice, i, doc.advice[i].sources, sources);
        refer(Kind::advice, i, rules_.advice[i].withhold_when);
    }
}

}  // namespace triage::check_detail
