// SPDX-License-Identifier: Apache-2.0
// What a straightforward program would do: the steps as a Boost.Graph, each condition a function over a map of answers, the
// reasons put together as texts on the way. It is written to be read, as a first version would be, and to be right.
// Refuses to be clever: nothing is worked out beforehand but the graph.
#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <triage/model/kleene.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/evaluate.hpp>
#include <triage/walk/tally.hpp>

namespace bench {

class Straightforward {
public:
    /// What a person said, by the name of the finding; what is not there was not answered.
    using Said = std::map<std::string, std::variant<bool, std::string, double>>;

    struct Result {
        std::string disposition, leading;
        std::vector<std::string> reasons;
    };

    explicit Straightforward(const triage::RuleSet& rules) : rules_(rules) {
        const triage::Rules& c = rules.compiled();
        for (triage::PathwayId p{0}; p < c.pathways.size(); ++p)
            pathways_.push_back({list(c.pathways[p].first_step), outcome(c.pathways[p].unsure)});
        for (const triage::CompiledImplication& i : c.implications) implied_.push_back({condition(i.node), i});
        for (const triage::NodeId node : c.assumptions) assumed_.push_back(condition(node));
    }

    /// The answers as this program takes them, together with what follows from them.
    [[nodiscard]] Said said(const triage::Answers& answers) const {
        Said out;
        const auto& findings = rules_.document().findings;
        const auto take = [&](triage::FindingId f, const triage::Value& value) {
            const triage::Finding& finding = findings[f];
            if (finding.type == triage::FindingType::yes_no)
                out[finding.id.value] = value.option == 1;
            else if (finding.type == triage::FindingType::choice)
                out[finding.id.value] = finding.options[value.option].id.value;
            else
                out[finding.id.value] = value.number;
        };
        for (triage::FindingId f{0}; f < findings.size(); ++f)
            if (answers.state(f) == triage::Answers::State::known) take(f, *value_of(findings[f], answers.answer(f)));
        for (const auto& [when, what] : implied_)
            if (!out.contains(findings[what.finding].id.value) && when(out, Reading::now).only(triage::yes))
                take(what.finding, {what.option, what.number});
        return out;
    }

    [[nodiscard]] Result walk(const Said& said) const {
        Result out;
        std::vector<Standing> standing;
        for (const Pathway& p : pathways_) {
            Graph::vertex_descriptor at = p.first;
            while (graph_[at].when) {
                const triage::Kleene value = graph_[at].when(said, Reading::now).value();
                out.reasons.push_back(graph_[at].id + ": " + graph_[at].because);
                for (const auto& edge : edges_from(at)) {
                    if (graph_[edge].on != value) continue;
                    if (graph_[edge].floor.rank >= 0) standing.push_back({graph_[edge].floor, value != triage::unknown});
                    at = target(edge, graph_);
                    break;
                }
            }
            if (graph_[at].end.rank >= 0)
                standing.push_back({graph_[at].end, true});
            else if (p.unsure.rank >= 0 && can_end(p.first, said))
                standing.push_back({p.unsure, false});
        }
        return conclude(standing, said, std::move(out));
    }

private:
    using Reading = triage::Reading;
    using Set = triage::KleeneSet;
    using Condition = std::function<Set(const Said&, Reading)>;

    struct Outcome {
        std::string id;
        int rank = -1;  ///< -1: none
    };
    struct Standing {
        Outcome outcome;
        bool raised;
    };
    struct Step {
        std::string id, because;
        Condition when;  ///< empty: an end
        Outcome end;
    };
    struct Way {
        triage::Kleene on = triage::unknown;
        Outcome floor;
    };
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Step, Way>;
    struct Pathway {
        Graph::vertex_descriptor first;
        Outcome unsure;
    };

    [[nodiscard]] Outcome outcome(triage::OutcomeId o) const {
        if (o == triage::npos) return {};
        return {rules_.document().outcomes[o].id.value, rules_.compiled().outcomes[o].rank};
    }

    struct Edges {
        std::pair<Graph::out_edge_iterator, Graph::out_edge_iterator> both;
        [[nodiscard]] Graph::out_edge_iterator begin() const { return both.first; }
        [[nodiscard]] Graph::out_edge_iterator end() const { return both.second; }
    };
    [[nodiscard]] Edges edges_from(Graph::vertex_descriptor v) const { return {out_edges(v, graph_)}; }

    // A list of steps from one of them on; the end of a list is an end without outcome.
    Graph::vertex_descriptor list(triage::StepId number) {
        if (number == triage::npos) return add_vertex(graph_);
        const triage::CompiledStep& step = rules_.compiled().steps[number];
        const auto here = add_vertex({step.written->id.value, step.written->because.value, condition(step.node), {}}, graph_);
        const auto next = list(step.next);
        for (const triage::Kleene value : {triage::no, triage::yes, triage::unknown}) {
            const triage::CompiledBranch& b = step.branches[value];
            switch (b.kind) {
                case triage::Branch::Kind::next: add_edge(here, next, {value, {}}, graph_); break;
                case triage::Branch::Kind::floor: add_edge(here, next, {value, outcome(b.outcome())}, graph_); break;
                case triage::Branch::Kind::clear: add_edge(here, add_vertex(graph_), {value, {}}, graph_); break;
                case triage::Branch::Kind::steps: add_edge(here, list(b.steps()), {value, {}}, graph_); break;
                case triage::Branch::Kind::outcome:
                    add_edge(here, add_vertex({{}, {}, {}, outcome(b.outcome())}, graph_), {value, {}}, graph_);
                    break;
            }
        }
        return here;
    }

    [[nodiscard]] bool can_end(Graph::vertex_descriptor at, const Said& said) const {
        if (!graph_[at].when) return graph_[at].end.rank >= 0;
        const Set possible = graph_[at].when(said, Reading::future);
        for (const auto& edge : edges_from(at))
            if (possible.has(graph_[edge].on) && can_end(target(edge, graph_), said)) return true;
        return false;
    }

    [[nodiscard]] Result conclude(const std::vector<Standing>& standing, const Said& said, Result out) const {
        const triage::Rules& c = rules_.compiled();
        const Standing* leading = nullptr;
        for (const Standing& s : standing)
            if (leading == nullptr || s.outcome.rank > leading->outcome.rank ||
                (s.outcome.rank == leading->outcome.rank && s.raised && !leading->raised))
                leading = &s;
        bool contradicts = false;
        for (const Condition& impossible : assumed_) contradicts |= impossible(said, Reading::now).only(triage::yes);
        const Outcome otherwise = outcome(c.otherwise);
        const Outcome& end = leading == nullptr ? otherwise : leading->outcome;
        const bool home = c.at_home(static_cast<triage::Rank>(end.rank));
        const Outcome& shown = contradicts && home ? otherwise : end;
        out.leading = shown.id;
        out.disposition = c.disposition(static_cast<triage::Rank>(shown.rank)).id.value;
        return out;
    }

    [[nodiscard]] std::vector<Condition> children(const triage::Node& n) const {
        std::vector<Condition> out;
        for (std::uint32_t i = 0; i < n.count; ++i) out.push_back(condition(n.child(i)));
        return out;
    }

    [[nodiscard]] Condition condition(triage::NodeId node) const {
        const triage::Rules& c = rules_.compiled();
        const triage::Node& n = c.nodes[node];
        switch (n.op) {
            case triage::Node::Op::clause: return question(n);
            case triage::Node::Op::all:
                return [items = children(n)](const Said& said, Reading reading) {
                    Set out{triage::yes};
                    for (std::size_t i = 0; i < items.size() && !out.only(triage::no); ++i) out = out & items[i](said, reading);
                    return out;
                };
            case triage::Node::Op::any:
                return [items = children(n)](const Said& said, Reading reading) {
                    Set out{triage::no};
                    for (std::size_t i = 0; i < items.size() && !out.only(triage::yes); ++i) out = out | items[i](said, reading);
                    return out;
                };
            case triage::Node::Op::negate:
                return [item = condition(n.child())](const Said& said, Reading reading) { return !item(said, reading); };
            case triage::Node::Op::unless:
                return [item = condition(n.child())](const Said& said, Reading reading) {
                    return !item(said, reading).denied_when_unknown();
                };
            case triage::Node::Op::at_least: return at_least(n.needed, children(n), std::vector<int>(n.count, 1));
            case triage::Node::Op::shared: break;
        }
        const triage::SharedCondition& s = c.shared[n.shared()];
        if (!s.is_score) return condition(s.node);
        std::vector<Condition> items;
        std::vector<int> points;
        for (const triage::CompiledScoreItem& item : c.scores[s.score]) {
            items.push_back(condition(item.node));
            points.push_back(item.points);
        }
        return at_least(s.at_least, std::move(items), std::move(points));
    }

    [[nodiscard]] static Condition at_least(int needed, std::vector<Condition> items, std::vector<int> points) {
        return [needed, items = std::move(items), points = std::move(points)](const Said& said, Reading reading) {
            triage::Tally tally;
            for (std::size_t i = 0; i < items.size(); ++i) tally.add(items[i](said, reading), points[i]);
            return tally.reaches(needed);
        };
    }

    [[nodiscard]] Condition question(const triage::Node& n) const {
        const triage::Clause& clause = rules_.compiled().clauses[n.clause()];
        const triage::Finding& finding = rules_.document().findings[clause.finding];
        std::vector<std::string> options;
        for (std::uint32_t i = 0; i < finding.options.size(); ++i)
            if ((clause.options >> i & 1U) != 0) options.push_back(finding.options[i].id.value);
        return [id = finding.id.value, options, clause, examiner = n.examiner](const Said& said, Reading reading) {
            const auto it = said.find(id);
            if (it == said.end()) return leaf_value(reading, Set{triage::unknown}, examiner);
            bool so = false;
            if (const bool* answer = std::get_if<bool>(&it->second))
                so = *answer;
            else if (const double* number = std::get_if<double>(&it->second))
                so = clause.holds(*number);
            else
                for (const std::string& option : options) so |= option == std::get<std::string>(it->second);
            return Set{so ? triage::yes : triage::no};
        };
    }

    triage::RuleSet rules_;
    Graph graph_;
    std::vector<Pathway> pathways_;
    std::vector<std::pair<Condition, triage::CompiledImplication>> implied_;
    std::vector<Condition> assumed_;
};

}  // namespace bench
