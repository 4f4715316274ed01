// SPDX-License-Identifier: Apache-2.0
#include <boost/program_options.hpp>

#include <iostream>

#include "cli.hpp"

namespace cli {

namespace po = boost::program_options;

namespace {

struct Help {
    const char* command;
    const char* usage;
    const char* examples;
};

constexpr Help helps[] = {
    {"interview", "triage [interview] [--resume FILE] [--save FILE] [--as clinician]\n  Asks, then recommends. The default command.",
     "  triage\n  triage --resume triage-answers.yaml\n"},
    {"assess", "triage assess ANSWERS|- [--format text|json] [--why-not ID] [--exit-code]\n  Recommends for one person, from a YAML or JSON file of answers (- reads stdin).",
     "  triage assess examples/answers/possible_dvt.yaml\n  triage assess answers.yaml --format json\n"
     "  triage assess answers.yaml --why-not dvt\n  echo '{\"calf_swelling\": \"yes\"}' | triage assess -\n"},
    {"batch", "triage batch IN.ndjson|- [-o OUT] [--full]\n  Many people, one JSON object a line; a bad row is reported in its place.",
     "  triage batch people.ndjson -o results.ndjson\n"},
    {"check", "triage check [RULES]\n  Every problem in a rule folder: errors, warnings, and marks for the reviewer.",
     "  triage check rules/lower_leg_pain\n"},
    {"test", "triage test RULES [CASES...] [--min-in-range PERCENT]\n  Runs the cases of the rule folder, or those given.",
     "  triage test rules/lower_leg_pain\n"},
    {"graph", "triage graph [RULES] [--format dot|svg|mermaid|graphml] [--pathway ID] [-o OUT]\n  Draws the pathways (svg needs Graphviz).",
     "  triage graph rules/lower_leg_pain --pathway dvt --format svg -o dvt.svg\n"},
};

void print_help(const std::string& command, const po::options_description& common) {
    bool one = false;
    for (const Help& h : helps) one = one || command == h.command;
    if (!one) std::cout << "triage " TRIAGE_VERSION_STRING ": rule-based triage decision support for lower leg pain after running.\n"
                           "Not a diagnosis; the shipped rules are a draft that no clinician has signed.\n\n";
    for (const Help& h : helps)
        if (!one || command == h.command) std::cout << h.usage << "\n";
    std::cout << "\n" << common << "\nExamples:\n";
    for (const Help& h : helps)
        if (!one || command == h.command) std::cout << h.examples;
    std::cout << "\nExit codes: 0 done, whatever the urgency; 1 something was found; 2 bad usage or input; 130 interrupted.\n"
                 "assess --exit-code: 10 + rank of the disposition, counted from the mildest (0).\n";
}

}  // namespace

std::optional<Options> parse(int argc, const char* const* argv) {
    Options options;
    std::vector<std::string> words(argv + 1, argv + argc);
    options.command = "interview";
    if (!words.empty() && (words[0].empty() || words[0][0] != '-')) {
        options.command = words[0];
        words.erase(words.begin());
    }
    std::string as;
    double min_in_range = 0;
    po::options_description common("Options");
    common.add_options()("help,h", "show this help")("version,V", "show the version")
        ("rules", po::value(&options.rules)->value_name("PATH"), "rule folder or file (default: the rules built in)")
        ("format", po::value(&options.format)->value_name("FORMAT"), "output format")
        ("as", po::value(&as)->value_name("WHO")->default_value("person"), "person or clinician")
        ("emergency-number", po::value(&options.emergency_number)->value_name("N"), "number to name in the advice")
        ("color", po::value(&options.color)->value_name("WHEN")->default_value("auto"), "auto, always or never");
    po::options_description special("Options of single commands");
    special.add_options()("output,o", po::value(&options.output)->value_name("FILE"), "batch, graph, assess: write there")
        ("why-not", po::value(&options.why_not)->value_name("ID"), "assess: why not this pathway, outcome or condition")
        ("exit-code", po::bool_switch(&options.exit_code), "assess: exit with 10 + rank")
        ("full", po::bool_switch(&options.full), "batch: whole assessments")
        ("resume", po::value(&options.resume)->value_name("FILE"), "interview: go on from saved answers")
        ("save", po::value(&options.save)->value_name("FILE"), "interview: keep the answers there (mode 0600)")
        ("pathway", po::value(&options.pathway)->value_name("ID"), "graph: only this pathway")
        ("min-in-range", po::value(&min_in_range)->value_name("PERCENT"), "test: fail below this share of published cases in range");
    po::options_description hidden, all;
    hidden.add_options()("input", po::value(&options.inputs));
    common.add(special);
    all.add(common).add(hidden);
    po::positional_options_description positional;
    positional.add("input", -1);
    po::variables_map values;
    try {
        po::store(po::command_line_parser(words).options(all).positional(positional).run(), values);
        po::notify(values);
    } catch (const po::error& error) {
        throw Failure(std::string(error.what()) + "; try triage --help");
    }
    if (values.count("help") != 0 || options.command == "help") {
        print_help(options.command, common);
        return std::nullopt;
    }
    if (values.count("version") != 0) {
        std::cout << "triage " TRIAGE_VERSION_STRING "\n";
        return std::nullopt;
    }
    if (as != "person" && as != "clinician") throw Failure("--as takes person or clinician, not \"" + as + "\"");
    if (options.color != "auto" && options.color != "always" && options.color != "never")
        throw Failure("--color takes auto, always or never, not \"" + options.color + "\"");
    options.clinician = as == "clinician";
    if (values.count("min-in-range") != 0) options.min_in_range = min_in_range;
    return options;
}

}  // namespace cli
