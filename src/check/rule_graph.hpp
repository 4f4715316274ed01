// SPDX-License-Identifier: Apache-2.0
// The rule graph: everything that a rule set names as vertices, "refers to" and "goes to" as edges, and what can be
// reached from the top.
// Refuses to judge answers: an edge is there whatever anyone can say.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <triage/model/rule_set.hpp>

namespace triage::check_detail {

class RuleGraph {
public:
    /// Positions are those of the document; of steps, those of `Rules::steps`. There is one root and one `written`.
    /// `written` stands for what speaks about the rules without deciding anything: safety properties, assumptions.
    enum class Kind : std::uint8_t {
        root,
        written,
        pathway,
        step,
        outcome,
        criteria,
        score,
        advice,
        finding,
        source,
        condition,
        count
    };
    /// `asking`: only what makes the interview ask, so no remarks of outcomes.
    enum class Edges : std::uint8_t { all, asking };

    explicit RuleGraph(const Rules& rules, Edges edges = Edges::all);

    /// Marks everything that can be reached from a vertex; read it with `reached`. Complexity: linear.
    void search(Kind from, std::size_t position = 0);
    [[nodiscard]] bool reached(Kind kind, std::size_t position) const { return reached_[vertex(kind, position)]; }

private:
    [[nodiscard]] std::size_t vertex(Kind kind, std::size_t position) const {
        return first_[static_cast<std::size_t>(kind)] + position;
    }
    void connect(Kind from, std::size_t i, Kind to, std::size_t k) { edges_[vertex(from, i)].push_back(vertex(to, k)); }
    void refer(Kind from, std::size_t i, NodeId node);
    void cite(Kind from, std::size_t i, const std::vector<Text>& sources, const NameIndex<>& names);
    void add_steps();
    void add_outcomes(const NameIndex<>& sources, bool remarks);

    const Rules& rules_;
    std::array<std::size_t, static_cast<std::size_t>(Kind::count) + 1> first_{};
    std::vector<std::vector<std::size_t>> edges_;  // by vertex
    std::vector<bool> reached_;
};

}  // namespace triage::check_detail
