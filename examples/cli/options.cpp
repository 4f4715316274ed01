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
    {"assess", "triage assess ANSWERS|- [--format text|json|markdown|html] [--why-not ID] [--exit-code]\n  Recommends for one person, from a YAML or JSON file of answers (- reads stdin).",
     "  triage assess examples/answers/possible_dvt.yaml\n  triage assess answers.yaml --format json\n"
     "  triage assess answers.yaml --why-not dvt\n  echo '{\"calf_swelling\": \"yes\"}' | triage assess -\n"},
    {"batch", "triage batch IN.ndjson|- [-o OUT] [--full]\n  Many people, one JSON object a line; a bad row is reported in its place.",
     "  triage batch people.ndjson -o results.ndjson\n"},
    {"check", "triage check [RULES]\n  Every problem in a rule folder: errors, warnings, and marks for the reviewer.",
     "  triage check rules/lower_leg_pain\n"},
    {"test", "triage test RULES [CASES...] [--report] [--min-in-range PERCENT]\n  Runs the cases of the rule folder, or those given.",
     "  triage test rules/lower_leg_pain\n"},
    {"prove", "triage prove [RULES] [--format text|json|sarif|junit] [--budget NODES]\n  Asks the safety properties of every answer pattern: proved, or the smallest person for whom one fails.",
     "  triage prove rules/lower_leg_pain\n  triage prove rules/lower_leg_pain --format junit -o proof.xml\n"},
    {"graph", "triage graph [RULES] [--format dot|svg|mermaid|graphml] [--pathway ID] [-o OUT]\n  Draws the pathways (svg needs Graphviz).",
     "  triage graph rules/lower_leg_pain --pathway dvt --format svg -o dvt.svg\n"},
    {"log", "triage log add|show|review|export|import [LOG] (default: triage-log.db)\n"
            "  Keeps a diary of recovery in a file of your own, and says after each day: progress, hold, step back, or stop.\n"
            "  add     asks, or reads --answers FILE|-; --date, --note FILE, --replace ID, --reassessed\n"
            "  show    the entries; --from, --to, --full\n"
            "  review  what the rules say of the recent entries, with the trend; --last N, --to, --format text|json|html\n"
            "  export  everything, --format csv|json, -o OUT;  import [LOG] FILE|-  reads either back",
     "  triage log add\n  triage log add calf.db --date 2026-05-03 --answers monday.yaml\n"
     "  triage log add calf.db --replace 3     (complete or correct entry 3)\n"
     "  triage log review calf.db --format html -o review.html\n"
     "  triage log export calf.db --format csv -o calf.csv\n"},
    {"plan", "triage plan ANSWERS|- [--start YYYY-MM-DD] [--format text|markdown|html|csv|ics]\n  A dated return-to-running programme, for somebody who may look after the leg at home.",
     "  triage plan examples/answers/soleus_strain.yaml --start 2026-03-02 --format ics -o running.ics\n"},
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
    std::cout << "\nExit codes: 0 done, whatever the urgency; 1 something was found; 2 bad usage or input;\n"
                 "3 not proved within the budget; 130 interrupted.\n"
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
        ("report", po::bool_switch(&options.report), "test: shares by level of need, with 95 % intervals")
        ("budget", po::value(&options.budget)->value_name("NODES"), "prove, diff, mutate: most nodes of the diagram; past them: not proved")
        ("start", po::value(&options.start)->value_name("DATE"), "plan: first day, YYYY-MM-DD (default: today)")
        ("min-in-range", po::value(&min_in_range)->value_name("PERCENT"), "test: fail below this share of published cases in range");
    special.add_options()("answers", po::value(&options.log.answers)->value_name("FILE"), "log add: answers from a file, - for stdin")
        ("note", po::value(&options.log.note)->value_name("FILE"), "log add: a free note from a file, - for stdin")
        ("date", po::value(&options.log.date)->value_name("DAY"), "log add: YYYY-MM-DD (default: today)")
        ("replace", po::value(&options.log.replace)->value_name("ID"), "log add: complete or correct that entry, which is kept")
        ("reassessed", po::bool_switch(&options.log.reassessed), "log add: triaged or seen since the last stop, and cleared")
        ("from", po::value(&options.log.from)->value_name("DAY"), "log show, export: from that day on")
        ("to", po::value(&options.log.to)->value_name("DAY"), "log show, review, export: up to that day")
        ("last", po::value(&options.log.last)->value_name("N"), "log review: how many entries to show (default 14)");
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
