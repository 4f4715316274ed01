// SPDX-License-Identifier: Apache-2.0
#include "languages.hpp"

#include <stdexcept>

#include <triage/model/traversal.hpp>
#include <triage/text/text.hpp>

namespace bench {

using triage::Branch;
using triage::Node;

std::string Translator::question(const triage::Clause& clause) const {
    const triage::Finding& finding = rules_.document.findings[clause.finding];
    const std::string& id = finding.id.value;
    switch (clause.kind) {
        case triage::Clause::Kind::yes_no: return language_.yes(id);
        case triage::Clause::Kind::options: {
            Language::Texts options;
            for (std::uint32_t i = 0; i < finding.options.size(); ++i)
                if ((clause.options >> i & 1U) != 0) options.push_back(finding.options[i].id.value);
            return language_.one_of(id, options);
        }
        case triage::Clause::Kind::range: break;
    }
    Language::Texts bounds;
    const auto bound = [&](bool there, const char* sign, double at) {
        if (there) bounds.push_back(language_.compare(language_.number(id), sign, triage::shortest(at)));
    };
    bound(clause.has_low, clause.low_open ? ">" : ">=", clause.low);
    bound(clause.has_high, clause.high_open ? "<" : "<=", clause.high);
    return bounds.size() == 1 ? bounds[0] : language_.all(bounds);
}

std::string Translator::at_least(int needed, const std::vector<std::pair<int, triage::NodeId>>& items) const {
    Language::Texts points;
    for (const auto& [count, node] : items) points.push_back(language_.choose(condition(node), std::to_string(count), "0"));
    return language_.compare(language_.sum(points), ">=", std::to_string(needed));
}

std::string Translator::condition(triage::NodeId node) const {
    const Node& n = rules_.nodes[node];
    Language::Texts items;
    std::vector<std::pair<int, triage::NodeId>> counted;
    if (n.op != Node::Op::at_least) each_child(rules_, node, [&](triage::NodeId item) { items.push_back(condition(item)); });
    switch (n.op) {
        case Node::Op::clause: return question(rules_.clauses[n.clause()]);
        case Node::Op::all: return language_.all(items);
        case Node::Op::any: return language_.any(items);
        case Node::Op::negate:
        case Node::Op::unless: return language_.opposite(items[0]);  // the same where nothing is unknown
        case Node::Op::at_least:
            each_child(rules_, node, [&](triage::NodeId item) { counted.emplace_back(1, item); });
            return at_least(n.needed, counted);
        case Node::Op::shared: break;
    }
    const triage::SharedCondition& s = rules_.shared[n.shared()];
    if (!s.is_score) return condition(s.node);
    for (const triage::CompiledScoreItem& item : rules_.scores[s.score]) counted.emplace_back(item.points, item.node);
    return at_least(s.at_least, counted);
}

std::string Translator::ends(triage::StepId step) const {
    if (step == triage::npos) return "-1";
    const triage::CompiledStep& s = rules_.steps[step];
    const auto branch = [&](triage::Kleene value) -> std::string {
        const triage::CompiledBranch& b = s.branches[value];
        switch (b.kind) {
            case Branch::Kind::next: return ends(s.next);
            case Branch::Kind::steps: return ends(b.steps());
            case Branch::Kind::outcome: return std::to_string(b.target);
            case Branch::Kind::clear: return "-1";
            case Branch::Kind::floor: break;
        }
        throw std::runtime_error("a floor cannot be exported");
    };
    return language_.choose(condition(s.node), branch(triage::yes), branch(triage::no));
}

void Translator::ways(triage::StepId step, const Language::Texts& so_far, Ways& out) const {
    if (step == triage::npos) return;
    const triage::CompiledStep& s = rules_.steps[step];
    const std::string here = condition(s.node);
    for (const triage::Kleene value : {triage::yes, triage::no}) {
        Language::Texts all = so_far;
        all.push_back(value == triage::yes ? here : language_.opposite(here));
        const triage::CompiledBranch& b = s.branches[value];
        if (b.kind == Branch::Kind::floor) throw std::runtime_error("a floor cannot be exported");
        if (b.kind == Branch::Kind::outcome)
            out.emplace_back(std::move(all), b.target);
        else if (b.kind == Branch::Kind::next)
            ways(s.next, all, out);
        else if (b.kind == Branch::Kind::steps)
            ways(b.steps(), all, out);
    }
}

std::set<std::string> Translator::findings(triage::StepId step) const {
    std::set<std::string> out;
    each_step(rules_, step, [&](triage::StepId s) {
        for (const triage::FindingId f : findings_of(rules_, rules_.steps[s].node))
            out.insert(rules_.document.findings[f].id.value);
    });
    return out;
}

}  // namespace bench
