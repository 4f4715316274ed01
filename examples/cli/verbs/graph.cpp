// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <iostream>
#include <memory>

#include <triage/review.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Draws the pathways (svg needs Graphviz).
  triage graph rules/lower_leg_pain --pathway dvt --format svg -o dvt.svg)";

std::string svg_of(const std::string& dot) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> source(std::tmpfile(), std::fclose);
    if (!source || std::fwrite(dot.data(), 1, dot.size(), source.get()) != dot.size() || std::fflush(source.get()) != 0)
        throw Failure("cannot write a temporary file");
    const std::string command = "dot -Tsvg /dev/fd/" + std::to_string(fileno(source.get()));
    std::rewind(source.get());
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), [](std::FILE*) { return 0; });
    if (!pipe) throw Failure("cannot start Graphviz (dot)");
    std::string svg;
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) svg.append(buffer, n);
    if (pclose(pipe.get()) != 0 || svg.empty())
        throw Failure("Graphviz (dot) is needed for svg; install graphviz, or use --format dot");
    return svg;
}

static int run(const Call& call) {
    const std::string format = call.format();
    const triage::RuleSet rules = rules_of(call);
    triage::GraphOptions options;
    options.pathway = known_pathway(rules, call.text(flag::pathway));
    if (format == "mermaid") {
        const std::string text = triage::graph_mermaid(rules, options);
        write_output(call, text);
        constexpr std::size_t most_text = 50000, most_edges = 500;  // what Mermaid draws unless it is told otherwise
        std::size_t edges = 0;
        for (std::size_t at = text.find("\n  n"); at != std::string::npos; at = text.find("\n  n", at + 1))
            edges += text.substr(at, text.find('\n', at + 1) - at).find("->") != std::string::npos ? 1U : 0U;
        if (text.size() > most_text || edges > most_edges)
            std::cerr << "triage: Mermaid draws at most " << most_text << " characters and " << most_edges
                      << " edges unless maxTextSize and maxEdges are raised, and this has " << text.size() << " and " << edges
                      << "; draw one pathway (--pathway ID), or use --format svg\n";
        return done;
    }
    write_output(call, format == "graphml" ? triage::graph_graphml(rules, options)
                       : format == "svg"   ? svg_of(triage::graph_dot(rules, options))
                                           : triage::graph_dot(rules, options));
    return done;
}

const Verb verbs::graph{"graph", "[RULES]", "dot|svg|mermaid|graphml", {flag::pathway, flag::rules}, Result::about_rules,
                        run,     help};

}  // namespace cli
