// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>
#include <vector>

#include <triage/review/graph.hpp>

#include "picture/picture.hpp"

namespace triage {

namespace {

using namespace picture_detail;

// Everything but letters, digits and a few plain marks becomes an entity.
std::string quoted_label(const std::vector<std::string>& lines) {
    std::string out = lines.empty() ? " " : "";
    for (const std::string& line : lines) {
        if (!out.empty()) out += "<br/>";
        for (const char c : line) {
            const auto byte = static_cast<unsigned char>(c);
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || byte >= 0x80 ||
                               std::string_view(" .,_").find(c) != std::string_view::npos;
            if (plain)
                out += c;
            else
                out.append("#").append(std::to_string(byte)).append(";");
        }
    }
    return std::string("\"").append(out).append("\"");
}

std::string shape(const PictureNode& node) {
    const std::string label = quoted_label(node_lines(node));
    const bool round = node.kind == PictureNode::Kind::outcome || node.kind == PictureNode::Kind::cleared;
    if (node.kind == PictureNode::Kind::note) return "[/" + label + "/]";
    return round ? "(" + label + ")" : "[" + label + "]";
}

// Node names are numbered, never taken from a rule.
std::string name(std::size_t node) { return std::string("n").append(std::to_string(node)); }

}  // namespace

std::string graph_mermaid(const RuleSet& rules, const GraphOptions& options) {
    const Picture picture = picture_of(rules, options);
    std::string out = options.overview ? "flowchart LR\n" : "flowchart TD\n";
    const auto nodes_of = [&](std::size_t p, const char* indent) {
        for (std::size_t v = 0; v < picture.nodes.size(); ++v)
            if (picture.nodes[v].pathway == p) out.append(indent).append(name(v)).append(shape(picture.nodes[v])).append("\n");
    };
    for (std::size_t p = 0; p < picture.pathways.size(); ++p) {
        if (options.overview) {
            nodes_of(p, "  ");
            continue;
        }
        out.append("  subgraph p").append(std::to_string(p)).append("[");
        out.append(quoted_label(title_lines(picture.pathways[p]))).append("]\n");
        nodes_of(p, "    ");
        out += "  end\n";
    }
    for (const PictureEdge& edge : picture.edges) {
        out.append("  ").append(name(edge.from)).append(edge.onward ? " -->" : " -.->");
        if (!edge.label.empty()) out.append("|").append(quoted_label({edge.label})).append("|");
        out.append(" ").append(name(edge.to)).append("\n");
    }
    // The gravest and the mildest level stand out; the words of each label say the same.
    out += "  classDef gravest fill:#f6aba5,stroke:#222222,stroke-width:3px\n  classDef mildest fill:#d7f0d5,stroke:#222222\n";
    for (std::size_t v = 0; v < picture.nodes.size(); ++v) {
        const int rank = picture.nodes[v].rank;
        if (rank >= 0 && rank + 1 == picture.ranks)
            out.append("  class ").append(name(v)).append(" gravest\n");
        else if (rank == 0)
            out.append("  class ").append(name(v)).append(" mildest\n");
    }
    return out;
}

}  // namespace triage
