// SPDX-License-Identifier: Apache-2.0
// The commands that read files and print: assess, batch, check, graph.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <istream>
#include <memory>
#include <string>
#include <unordered_set>

#include <triage/review.hpp>
#include <triage/review/diagram/exact.hpp>
#include <triage/review/prove/prove.hpp>

#include "cli.hpp"

namespace cli {

namespace {

const std::string& only_input(const Options& options, const char* what) {
    if (options.inputs.size() != 1)
        throw Failure("triage " + options.command + " takes one argument: " + what + "; try triage " + options.command +
                      " --help");
    return options.inputs[0];
}

std::string batch_row(const triage::BatchRow& row, std::size_t line, const Options& options) {
    triage::JsonWriter json;
    json.open('{').key("id");
    row.id.empty() ? json.null() : json.text(row.id);
    if (!row.answers) {
        json.key("line").number(static_cast<double>(line)).key("error").text(row.error).close('}');
        return json.str() + "\n";
    }
    triage::AssessOptions assess = assess_options(options);
    assess.id = row.id;
    if (!options.full) assess.largest_change = 0;
    const triage::Assessment result = triage::assess(*row.answers, assess);
    if (options.full) return triage::render_json(result, false);
    json.key("disposition").text(result.disposition.id).key("leading").text(result.leading.outcome).key("raised").open('[');
    for (const triage::AssessedOutcome& o : result.raised) json.text(o.outcome);
    json.close(']').key("unsure").open('[');
    for (const triage::AssessedOutcome& o : result.unsure) json.text(o.pathway);
    json.close(']').close('}');
    return json.str() + "\n";
}

}  // namespace

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

int assess(const Options& options) {
    const std::string format = choose_format(options, {"text", "json", "markdown", "html"});
    const triage::RuleSet rules = load_rules(options.rules);
    triage::AssessOptions assess = assess_options(options);
    const triage::Answers answers = read_answers(rules, only_input(options, "a file of answers, or - for stdin"), assess.id);
    if (!options.why_not.empty()) {
        const triage::WhyNot why = triage::why_not(answers, options.why_not);
        write_output(options, format == "json" ? triage::render_json(why) : triage::render_text(why, text_options(options)));
        return done;
    }
    triage::Assessment result = triage::assess(answers, assess);
    if (options.exact) {
        const triage::PatternSpace space({&rules.compiled()});
        triage::Diagram diagram(space.values(), options.budget == 0 ? triage::ProveOptions{}.budget : options.budget);
        triage::Decision decision(diagram, space, rules);
        triage::make_exact(result, decision, space, answers, options.clinician);
    }
    const int code = deliver(options, triage::render(result, format_of(format), text_options(options)),
                             [&] { return triage::render(result, triage::Format::text, text_options(options)); });
    if (code != done) return code;
    return options.exit_code ? 10 + result.disposition.rank : done;
}

int batch(const Options& options) {
    const triage::RuleSet rules = load_rules(options.rules);
    const std::string& path = only_input(options, "a file of rows, or - for stdin");
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) throw Failure("cannot read " + path);
    }
    std::istream& in = path == "-" ? std::cin : file;
    const std::size_t most = triage::LoadOptions{}.bytes_per_file;
    std::string text, out;
    std::size_t line = 0, rejected = 0, shared = 0;
    std::unordered_set<std::size_t> ids;  // their hashes: a batch may be long
    std::string first_shared;
    while (std::getline(in, text)) {
        ++line;
        if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
        const triage::BatchRow row =
            text.size() > most ? triage::BatchRow{{}, "the row is too long", std::nullopt} : triage::read_row(rules, text);
        rejected += row.answers ? 0 : 1;
        if (!row.id.empty() && !ids.insert(std::hash<std::string>{}(row.id)).second && ++shared == 1)
            first_shared = "\"" + triage::visible(row.id) + "\" in line " + std::to_string(line);
        out += batch_row(row, line, options);
        if (options.output.empty()) {
            write_output(options, out);
            out.clear();
        }
    }
    if (in.bad()) throw Failure("cannot read " + path);
    const int code = options.output.empty() ? done : deliver(options, out, [&] { return out; });
    // Two rows of one id are two people to us, and perhaps one to whoever reads the result.
    if (shared != 0)
        std::cerr << "triage: " << shared << (shared == 1 ? " row has" : " rows have") << " the id of an earlier row, first "
                  << first_shared << "; each was assessed by itself\n";
    if (rejected != 0) std::cerr << "triage: " << rejected << (rejected == 1 ? " row was" : " rows were") << " rejected\n";
    return code != done ? code : rejected == 0 ? done : found;
}

int check(const Options& options) {
    const triage::RuleSet rules = load_rules(rules_path(options));
    const std::vector<triage::Diagnostic> all = triage::check(rules);
    std::size_t warnings = 0;
    for (const triage::Diagnostic& d : all) warnings += d.severity == triage::Severity::note ? 0 : 1;
    const triage::RuleDocument& doc = rules.document();
    std::string text = triage::format(all);
    text += rules.id() + " " + rules.version() + ": " + std::to_string(doc.pathways.size()) + " pathways, " +
            std::to_string(rules.compiled().steps.size()) + " steps, " + std::to_string(doc.outcomes.size()) + " outcomes, " +
            std::to_string(doc.findings.size()) + " findings; " + std::to_string(warnings) +
            (warnings == 1 ? " warning, " : " warnings, ") + std::to_string(all.size() - warnings) + " notes\n";
    write_output(options, text);
    return warnings == 0 ? done : found;
}

int graph(const Options& options) {
    const std::string format = choose_format(options, {"dot", "svg", "mermaid", "graphml"});
    const triage::RuleSet rules = load_rules(rules_path(options));
    triage::GraphOptions graph;
    graph.pathway = options.pathway;
    if (!graph.pathway.empty() && rules.compiled().pathway_names.find(graph.pathway) == triage::npos)
        throw Failure("no pathway is called \"" + graph.pathway + "\"; " +
                      triage::did_you_mean(triage::nearest_name(graph.pathway, rules.compiled().pathway_names)));
    if (format == "mermaid")
        write_output(options, triage::graph_mermaid(rules, graph));
    else if (format == "graphml")
        write_output(options, triage::graph_graphml(rules, graph));
    else if (format == "svg")
        write_output(options, svg_of(triage::graph_dot(rules, graph)));
    else
        write_output(options, triage::graph_dot(rules, graph));
    return done;
}

}  // namespace cli
