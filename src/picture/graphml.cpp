// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <functional>
#include <locale>
#include <sstream>
#include <string>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/property_map/dynamic_property_map.hpp>
#include <boost/property_map/function_property_map.hpp>

#include <triage/review/graph.hpp>

#include "picture/picture.hpp"

namespace triage {

namespace {

using namespace picture_detail;

struct Edge {
    std::string branch, way;
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Edge>;

constexpr const char* kinds[] = {"pathway", "step", "outcome", "cleared", "note"};  // by PictureNode::Kind

}  // namespace

std::string graph_graphml(const RuleSet& rules, const GraphOptions& options) {
    const Picture picture = picture_of(rules, options, true);
    Graph graph(picture.nodes.size());
    for (const PictureEdge& e : picture.edges)
        boost::add_edge(e.from, e.to, Edge{e.label, e.onward ? "goes to" : "keeps"}, graph);

    boost::dynamic_properties properties;  // write_graphml escapes what it writes
    const auto attribute = [&](const char* name, auto text_of) {
        properties.property(name, boost::make_function_property_map<std::size_t>([&picture, text_of](std::size_t v) {
                                return cleaned(std::invoke(text_of, picture.nodes[v]));
                            }));
    };
    attribute("kind", [](const PictureNode& n) { return kinds[static_cast<std::size_t>(n.kind)]; });
    attribute("id", &PictureNode::id);
    attribute("text", &PictureNode::text);
    attribute("condition", &PictureNode::condition);
    attribute("words", &PictureNode::words);
    attribute("disposition", &PictureNode::disposition);
    attribute("pathway", [&](const PictureNode& n) {  // pathways share outcomes
        return n.kind == PictureNode::Kind::outcome ? std::string() : picture.pathways[n.pathway].id;
    });
    attribute("place", &PictureNode::place);
    properties.property("branch", boost::get(&Edge::branch, graph));
    properties.property("way", boost::get(&Edge::way, graph));
    std::ostringstream out;
    out.imbue(std::locale::classic());
    boost::write_graphml(out, graph, properties, true);
    return out.str();
}

}  // namespace triage
