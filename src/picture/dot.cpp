// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <locale>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/graph/subgraph.hpp>

#include <triage/review/graph.hpp>

#include "picture/picture.hpp"

namespace triage {

namespace {

using namespace picture_detail;

constexpr std::size_t none = static_cast<std::size_t>(-1);

using Attributes = std::map<std::string, std::string>;
using VertexProperty = boost::property<boost::vertex_attribute_t, Attributes>;
using EdgeProperty = boost::property<boost::edge_index_t, int, boost::property<boost::edge_attribute_t, Attributes>>;
using GraphProperty =
    boost::property<boost::graph_name_t, std::string,
                    boost::property<boost::graph_graph_attribute_t, Attributes,
                                    boost::property<boost::graph_vertex_attribute_t, Attributes,
                                                    boost::property<boost::graph_edge_attribute_t, Attributes>>>>;
using Graph = boost::subgraph<
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, VertexProperty, EdgeProperty, GraphProperty>>;

// For a DOT string that boost::write_graphviz quotes. `line_end` is \l (left), \n (centred) or \r (right).
std::string dot_label(const std::vector<std::string>& lines, const char* line_end) {
    std::string out;
    for (const std::string& line : lines) {
        for (const char c : line) {
            if (c == '\\')
                out += "\\\\";  // Graphviz reads \N, \G, \l …
            else if (c == '&')
                out += "&amp;";  // … and HTML entities, also in plain labels
            else
                out += c;  // quotes are left to write_graphviz
        }
        out += line_end;  // also after the last: so a label is never a bare word such as `graph`
    }
    return out;
}

// The label of an edge: what is in brackets on a line of its own, so that a long word costs no width.
std::string edge_label(std::string label) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; (at = label.find(" (")) != std::string::npos;) {
        lines.push_back("  " + label.substr(0, at) + " ");
        label.erase(0, at + 1);
    }
    lines.push_back("  " + label + " ");
    return lines.size() == 1 ? dot_label(lines, "") : dot_label(lines, "\\l");
}

// From red for the gravest to green for the mildest; the label says it in words as well.
std::string fill(int rank, int ranks) {
    static constexpr std::array<const char*, 6> colours{"#d7f0d5", "#e9f3c4", "#fdf3bf", "#fde0b5", "#fbc9b0", "#f6aba5"};
    const int last = static_cast<int>(colours.size()) - 1;
    return colours[static_cast<std::size_t>(ranks < 2 ? last : rank * last / (ranks - 1))];
}

Attributes look(const PictureNode& node, int ranks, const PictureWidths& widths) {
    Attributes a{{"label", dot_label(node_lines(node, widths), "\\l")}};
    switch (node.kind) {
        case PictureNode::Kind::pathway: a["style"] = "bold"; break;
        case PictureNode::Kind::step: a["tooltip"] = dot_label({cleaned(node.place + ": if " + node.condition)}, ""); break;
        case PictureNode::Kind::outcome:
            a["style"] = "filled,rounded";
            a["fillcolor"] = fill(node.rank, ranks);
            if (node.rank + 1 == ranks) a["penwidth"] = "3";
            a["tooltip"] = dot_label({cleaned(node.place + ": " + node.id)}, "");
            break;
        case PictureNode::Kind::cleared: a["shape"] = "plaintext"; break;
        case PictureNode::Kind::note:
            a["shape"] = "note";
            a["tooltip"] = dot_label({cleaned(node.place + ": " + node.condition)}, "");
            break;
    }
    return a;
}

Attributes look(const PictureEdge& edge) {
    Attributes a;
    if (!edge.label.empty()) a["label"] = edge_label(edge.label);
    if (!edge.onward) a["style"] = "dashed";
    if (!edge.sideways && edge.onward) a["weight"] = "4";
    return a;
}

// Pairs of nodes that keep the clusters in columns, so that many pathways fill a page rather than a ribbon: the last row
// of a pathway above the first of the next.
std::vector<std::pair<std::size_t, std::size_t>> stacked(const Picture& picture) {
    constexpr std::size_t rows_to_a_width = 7;  // so many rows are about as high as one cluster is wide
    std::vector<std::size_t> first(picture.pathways.size(), picture.nodes.size()), last(picture.pathways.size());
    std::size_t rows = 0;
    for (std::size_t v = 0; v < picture.nodes.size(); ++v) {
        const PictureNode& n = picture.nodes[v];
        first[n.pathway] = std::min(first[n.pathway], v);
        if (last[n.pathway] <= first[n.pathway] || n.row > picture.nodes[last[n.pathway]].row) last[n.pathway] = v;
        rows = std::max(rows, n.row + 1);
    }
    std::size_t columns = 1;
    while (columns * columns * rows_to_a_width < rows) ++columns;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::size_t top = 0;  // first row of the column at hand
    for (std::size_t p = 1; p < first.size(); ++p) {
        const std::size_t end = picture.nodes[last[p]].row;
        if ((end - top) * columns > rows + rows / 10)
            top = picture.nodes[first[p]].row;
        else
            pairs.emplace_back(last[p - 1], first[p]);
    }
    return pairs;
}

Graph& add_group(Graph& parent, const std::string& name, Attributes attributes) {
    Graph& out = parent.create_subgraph();
    boost::get_property(out, boost::graph_name) = name;
    boost::get_property(out, boost::graph_graph_attribute) = std::move(attributes);
    return out;
}

void connect(Graph& graph, std::size_t from, std::size_t to, Attributes attributes) {
    const auto added = boost::add_edge(from, to, graph).first;
    boost::get(boost::edge_attribute, graph)[added] = std::move(attributes);
}

// On a phone everything stands in one column, in reading order; what skips a box goes around it.
void keep_column(const Picture& picture, Graph& graph) {
    for (std::size_t i = 1; i < picture.column.size(); ++i)
        connect(graph, picture.column[i - 1], picture.column[i], {{"style", "invis"}, {"weight", "20"}});
}

// Criteria and scores stand below the steps of their pathway, two beside each other.
void keep_notes_below(const Picture& picture, Graph& graph) {
    std::size_t above = none, lowest = none;  // of the rows so far
    for (std::size_t v = 0; v < picture.nodes.size(); ++v) {
        const PictureNode& n = picture.nodes[v];
        if (n.kind != PictureNode::Kind::note) {
            if (lowest == none || picture.nodes[lowest].kind == PictureNode::Kind::note || n.row > picture.nodes[lowest].row)
                lowest = v;
            continue;
        }
        if (n.row != picture.nodes[lowest].row) above = lowest, lowest = v;
        connect(graph, above, v, {{"style", "invis"}});
    }
}

// In an overview the pathways stand below each other in their order, worst first.
void keep_order(const Picture& picture, Graph& graph) {
    Graph& column = add_group(graph, "pathways", {{"rank", "same"}});
    std::size_t before = picture.nodes.size();
    for (std::size_t v = 0; v < picture.nodes.size(); ++v) {
        if (picture.nodes[v].kind != PictureNode::Kind::pathway) continue;
        boost::add_vertex(v, column);
        if (before != picture.nodes.size()) connect(graph, before, v, {{"style", "invis"}});
        before = v;
    }
}

}  // namespace

std::string graph_dot(const RuleSet& rules, const GraphOptions& options) {
    const Picture picture = picture_of(rules, options);
    PictureWidths widths;
    if (picture.nested) widths.node = text_width;  // nested steps stand beside the others
    if (options.overview) widths.outcome = widths.title = 2 * text_width;
    const bool narrow = options.narrow && !options.overview;
    if (narrow) widths = {narrow_width, narrow_width, narrow_width + 10};
    Graph graph;
    boost::get_property(graph, boost::graph_name) = "rules";
    boost::get_property(graph, boost::graph_graph_attribute) = {
        {"label", dot_label(wrapped_lines(picture.title, widths.title), "\\n")},
        {"labelloc", "t"},
        {"fontname", "Helvetica,Arial,sans-serif"},
        {"rankdir", options.overview ? "LR" : "TB"},
        {"nodesep", "0.3"},
        {"newrank", "true"},
        {"ranksep", options.overview ? "1.2" : "0.35"}};
    boost::get_property(graph, boost::graph_vertex_attribute) = {{"shape", "box"},
                                                                 {"fontname", "Helvetica,Arial,sans-serif"},
                                                                 {"fontsize", narrow ? "13" : "11"},
                                                                 {"margin", "0.17,0.07"}};
    boost::get_property(graph, boost::graph_edge_attribute) = {{"fontname", "Helvetica,Arial,sans-serif"},
                                                               {"fontsize", narrow ? "11" : "10"}};

    std::vector<Graph*> clusters;
    for (std::size_t p = 0; p < picture.pathways.size() && !options.overview; ++p) {
        clusters.push_back(&add_group(graph, "cluster_" + std::to_string(p),
                                      {{"label", dot_label(title_lines(picture.pathways[p], widths), "\\l")},
                                       {"labeljust", "l"},
                                       {"style", "rounded"},
                                       {"color", "#777777"}}));
    }
    // Each edge is looked for in each subgraph; nobody looks at a picture of thousands of rows.
    const bool rows = picture.nodes.size() <= 2000 && !narrow;
    std::map<std::size_t, Graph*> row_of;
    for (std::size_t v = 0; v < picture.nodes.size(); ++v) {
        // Invariant: a new vertex is numbered like its node, in whichever subgraph it is made.
        const PictureNode& node = picture.nodes[v];
        Graph* home = clusters.empty() ? &graph : clusters[node.pathway];
        if (rows && !clusters.empty()) {
            Graph*& row = row_of[node.row];
            if (row == nullptr) row = &add_group(*home, "row_" + std::to_string(node.row), {{"rank", "same"}});
            home = row;
        }
        boost::add_vertex(*home);
        boost::get(boost::vertex_attribute, graph)[v] = look(node, picture.ranks, widths);
    }
    for (const PictureEdge& edge : picture.edges) connect(graph, edge.from, edge.to, look(edge));
    if (options.overview) {
        keep_order(picture, graph);
    } else if (narrow) {
        keep_column(picture, graph);
    } else {
        keep_notes_below(picture, graph);
        for (const auto& [above, below] : stacked(picture)) connect(graph, above, below, {{"style", "invis"}});
    }
    std::ostringstream out;
    out.imbue(std::locale::classic());
    boost::write_graphviz(out, graph);
    return out.str();
}

}  // namespace triage
