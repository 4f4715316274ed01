// SPDX-License-Identifier: Apache-2.0
#include <locale>
#include <sstream>
#include <string>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/property_map/dynamic_property_map.hpp>

#include <triage/review/graph.hpp>

#include "picture/picture.hpp"

namespace triage {

namespace {

using namespace picture_detail;

struct Vertex {
    std::string kind, id, text, condition, disposition, pathway, place;
};
struct Edge {
    std::string branch, way;
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Vertex, Edge>;

const char* kind_of(PictureNode::Kind kind) {
    switch (kind) {
        case PictureNode::Kind::pathway: return "pathway";
        case PictureNode::Kind::step: return "step";
        case PictureNode::Kind::outcome: return "outcome";
        case PictureNode::Kind::cleared: return "cleared";
    }
    return "";
}

}  // namespace

std::string graph_graphml(const RuleSet& rules, const GraphOptions& options) {
    const Picture picture = picture_of(rules, options, true);
    Graph graph(picture.nodes.size());
    for (std::size_t v = 0; v < picture.nodes.size(); ++v) {
        const PictureNode& n = picture.nodes[v];
        const bool of_one_pathway = n.kind != PictureNode::Kind::outcome;  // pathways share outcomes
        graph[v] = {kind_of(n.kind),        cleaned(n.id),
                    cleaned(n.text),        cleaned(n.condition),
                    cleaned(n.disposition), of_one_pathway ? cleaned(picture.pathways[n.pathway].id) : std::string(),
                    cleaned(n.place)};
    }
    for (const PictureEdge& e : picture.edges)
        boost::add_edge(e.from, e.to, Edge{e.label, e.onward ? "goes to" : "keeps"}, graph);

    boost::dynamic_properties properties;  // write_graphml escapes what it writes
    properties.property("kind", boost::get(&Vertex::kind, graph));
    properties.property("id", boost::get(&Vertex::id, graph));
    properties.property("text", boost::get(&Vertex::text, graph));
    properties.property("condition", boost::get(&Vertex::condition, graph));
    properties.property("disposition", boost::get(&Vertex::disposition, graph));
    properties.property("pathway", boost::get(&Vertex::pathway, graph));
    properties.property("place", boost::get(&Vertex::place, graph));
    properties.property("branch", boost::get(&Edge::branch, graph));
    properties.property("way", boost::get(&Edge::way, graph));
    std::ostringstream out;
    out.imbue(std::locale::classic());
    boost::write_graphml(out, graph, properties, true);
    return out.str();
}

}  // namespace triage
