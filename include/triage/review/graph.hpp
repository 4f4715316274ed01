// SPDX-License-Identifier: Apache-2.0
// The rules as a picture, in three notations: DOT for Graphviz, Mermaid for Markdown pages, GraphML for graph tools.
// Refuses to trust rule texts: each is escaped for the notation it goes to, and no id of a node is taken from a rule.
#pragma once

#include <string>

#include <triage/model/rule_set.hpp>

namespace triage {

struct GraphOptions {
    std::string pathway{};  ///< id of the one pathway to draw; empty: all, one cluster each
    bool overview = false;  ///< only which outcomes a pathway can end in, without its steps
    bool narrow = false;    ///< DOT: for a phone, every box below the one that it follows
};

/// For Graphviz. Steps are boxes with their condition in words and, below it, their `because`; branches are labelled yes / no /
/// not sure, outcomes carry their disposition in words and in colour, and the criteria and scores that a pathway uses stand below
/// it. Throws AnswerError, naming the nearest, when `pathway` names none.
///
///     triage::graph_dot(rules, {.pathway = "dvt"});  // digraph … { subgraph cluster_0 { … } }
[[nodiscard]] std::string graph_dot(const RuleSet& rules, const GraphOptions& options = {});

/// The same as a Mermaid flowchart, for Markdown pages that draw it.
[[nodiscard]] std::string graph_mermaid(const RuleSet& rules, const GraphOptions& options = {});

/// The same as GraphML, with one attribute for each fact: kind, id, text, condition (by ids), words, disposition, branch, place.
[[nodiscard]] std::string graph_graphml(const RuleSet& rules, const GraphOptions& options = {});

}  // namespace triage
