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
    {"interview",
     "triage [interview] [--resume FILE] [--save FILE] [--as clinician]\n  Asks, then recommends. The default command.",
     "  triage\n  triage --resume triage-answers.yaml\n"},
    {"assess",
     "triage assess ANSWERS|- [--format text|json|markdown|html] [--why-not ID] [--exact] [--exit-code]\n  Recommends for one person, from a YAML or JSON file of answers (- reads stdin).",
     "  triage assess examples/answers/possible_dvt.yaml\n  triage assess answers.yaml --format json\n"
     "  triage assess answers.yaml --why-not dvt\n  echo '{\"calf_swelling\": \"yes\"}' | triage assess -\n"},
    {"batch",
     "triage batch IN.ndjson|- [-o OUT] [--full]\n  Many people, one JSON object a line; a bad row is reported in its place.",
     "  triage batch people.ndjson -o results.ndjson\n"},
    {"check", "triage check [RULES]\n  Every problem in a rule folder: errors, warnings, and marks for the reviewer.",
     "  triage check rules/lower_leg_pain\n"},
    {"test",
     "triage test RULES [CASES...] [--report] [--min-in-range PERCENT]\n  Runs the cases of the rule folder, or those given.\n"
     "triage test RULES [CASES...] --coverage [--pathway ID] [--format text|json|html|lcov] [-o OUT]\n"
     "  What of the rules these cases put to the test, of what anybody could, and what is missing.",
     "  triage test rules/lower_leg_pain\n  triage test rules/lower_leg_pain --coverage --pathway dvt\n"
     "  triage test rules/lower_leg_pain --coverage --format html -o coverage.html\n"
     "  triage test rules/lower_leg_pain --coverage --format lcov -o rules.info && genhtml --branch-coverage rules.info -o coverage\n"},
    {"generate",
     "triage generate RULES [CASES...] [--pathway ID] [--denied] [-o FILE]\n"
     "  People for what no case covers, as cases whose expectations a clinician has still to write.",
     "  triage generate rules/lower_leg_pain -o to_judge.cases.yaml\n  triage generate rules/lower_leg_pain --pathway dvt --denied\n"},
    {"prove",
     "triage prove [RULES] [--format text|json|sarif|junit] [--budget NODES]\n  Asks the safety properties of every answer pattern: proved, or the smallest person for whom one fails.",
     "  triage prove rules/lower_leg_pain\n  triage prove rules/lower_leg_pain --format junit -o proof.xml\n"},
    {"diff",
     "triage diff OLD NEW [--cases] [CASES...] [--fail-on any|downgrade] [--format text|json|markdown] [--budget NODES]\n"
     "  Which answer patterns a change of rules moves, counted and shown; downgrades first. Exit 1 on a difference.",
     "  triage diff rules-before rules/lower_leg_pain --cases\n  triage diff old.yaml new.yaml --fail-on downgrade --format markdown\n"},
    {"review",
     "triage review RULES [-o OUT.html] [--since OLD] [--mutation]\n"
     "  The packet that a clinician reads: every pathway as a picture and in words, questions, outcomes, proofs, cases, doubts.\n"
     "triage review RULES --sign --who NAME --role ROLE [--date DAY] [--pathway ID]... [--frame]\n"
     "  Records a sign-off in RULES/review.yaml; refuses while a safety property or a case fails.",
     "  triage review rules/lower_leg_pain -o review.html\n"
     "  triage review my_rules --sign --who \"Dr A. Example\" --role \"Emergency physician\" --pathway dvt\n"},
    {"mutate",
     "triage mutate RULES [CASES...] [--pathway ID] [--suggest FILE] [--format text|json] [--budget NODES]\n"
     "  Makes every small mistake in the rules, and shows those that no case would notice.",
     "  triage mutate rules/lower_leg_pain --pathway dvt\n"},
    {"graph",
     "triage graph [RULES] [--format dot|svg|mermaid|graphml] [--pathway ID] [-o OUT]\n  Draws the pathways (svg needs Graphviz).",
     "  triage graph rules/lower_leg_pain --pathway dvt --format svg -o dvt.svg\n"},
    {"schema",
     "triage schema [--cases] [-o OUT]\n  The JSON Schema of rule files (or of case files), for editors that complete and check while you write.",
     "  triage schema -o rules/rules.schema.json\n  triage schema --cases -o rules/cases.schema.json\n"},
    {"log",
     "triage log add|show|review|export|import [LOG] (default: triage-log.db)\n"
     "  Keeps a diary of recovery in a file of your own, and says after each day: progress, hold, step back, or stop.\n"
     "  add     asks, or reads --answers FILE|-; --date, --note FILE, --replace ID, --reassessed\n"
     "  show    the entries; --from, --to, --full\n"
     "  review  what the rules say of the recent entries, with the trend; --last N, --to, --format text|json|html\n"
     "  export  everything, --format csv|json, -o OUT;  import [LOG] FILE|-  reads either back",
     "  triage log add\n  triage log add calf.db --date 2026-05-03 --answers monday.yaml\n"
     "  triage log add calf.db --replace 3     (complete or correct entry 3)\n"
     "  triage log review calf.db --format html -o review.html\n"
     "  triage log export calf.db --format csv -o calf.csv\n"},
    {"plan",
     "triage plan ANSWERS|- [--start YYYY-MM-DD] [--format text|markdown|html|csv|ics]\n  A dated return-to-running programme, for somebody who may look after the leg at home.",
     "  triage plan examples/answers/soleus_strain.yaml --start 2026-03-02 --format ics -o running.ics\n"},
};

void print_help(const std::string& command, const po::options_description& common) {
    bool one = false;
    for (const Help& h : helps) one = one || command == h.command;
    if (!one)
        std::cout << "triage " TRIAGE_VERSION_STRING
                     ": rule-based triage decision support for lower leg pain after running.\n"
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
    common.add_options()("help,h", "show this help")("version,V", "show the version")(
        "rules", po::value(&options.rules)->value_name("PATH"), "rule folder or file (default: the rules built in)")(
        "format", po::value(&options.format)->value_name("FORMAT"), "output format")(
        "as", po::value(&as)->value_name("WHO")->default_value("person"), "person or clinician")(
        "emergency-number", po::value(&options.emergency_number)->value_name("N"), "number to name in the advice")(
        "color", po::value(&options.color)->value_name("WHEN")->default_value("auto"), "auto, always or never");
    po::options_description special("Options of single commands");
    special.add_options()("output,o", po::value(&options.output)->value_name("FILE"),
                          "batch, graph, schema, assess: write there")("why-not", po::value(&options.why_not)->value_name("ID"),
                                                                       "assess: why not this pathway, outcome or condition")(
        "exit-code", po::bool_switch(&options.exit_code), "assess: exit with 10 + rank")(
        "exact", po::bool_switch(&options.exact), "assess: the exact range and changes, from the decision diagram")(
        "full", po::bool_switch(&options.full), "batch: whole assessments")(
        "suggest", po::value(&options.suggest)->value_name("FILE"),
        "mutate: write cases for the gaps there, for a clinician to judge")(
        "resume", po::value(&options.resume)->value_name("FILE"), "interview: go on from saved answers")(
        "save", po::value(&options.save)->value_name("FILE"), "interview: keep the answers there (mode 0600)")(
        "pathway", po::value(&options.review.pathways)->value_name("ID"),
        "graph, test --coverage, generate: only this pathway; review --sign: these, one option each")(
        "sign", po::bool_switch(&options.review.sign), "review: record a sign-off")(
        "who", po::value(&options.review.who)->value_name("NAME"), "review --sign: who signs")(
        "role", po::value(&options.review.role)->value_name("ROLE"), "review --sign: as what")(
        "frame", po::bool_switch(&options.review.frame), "review --sign: what belongs to no single pathway")(
        "since", po::value(&options.review.since)->value_name("OLD"), "review: say which people changed since these rules")(
        "mutation", po::bool_switch(&options.review.mutation), "review: work out the mutation figures; takes minutes")(
        "report", po::bool_switch(&options.report), "test: shares by level of need, with 95 % intervals")(
        "budget", po::value(&options.budget)->value_name("NODES"),
        "prove, diff, mutate, generate, test --coverage: most nodes of the diagram; past them: not proved")(
        "cases", po::bool_switch(&options.cases), "schema: of case files; diff: run the cases of NEW on both sides")(
        "fail-on", po::value(&options.fail_on)->value_name("WHAT"),
        "diff: exit 1 on any difference (default), or on a downgrade only")("coverage", po::bool_switch(&options.coverage),
                                                                            "test: what of the rules the cases cover")(
        "denied", po::bool_switch(&options.denied), "generate: every other worrying finding is denied")(
        "start", po::value(&options.start)->value_name("DATE"), "plan: first day, YYYY-MM-DD (default: today)")(
        "min-in-range", po::value(&min_in_range)->value_name("PERCENT"),
        "test: fail below this share of published cases in range");
    special.add_options()("answers", po::value(&options.log.answers)->value_name("FILE"),
                          "log add: answers from a file, - for stdin")("note", po::value(&options.log.note)->value_name("FILE"),
                                                                       "log add: a free note from a file, - for stdin")(
        "date", po::value(&options.log.date)->value_name("DAY"), "log add, review --sign: YYYY-MM-DD (default: today)")(
        "replace", po::value(&options.log.replace)->value_name("ID"), "log add: complete or correct that entry, which is kept")(
        "reassessed", po::bool_switch(&options.log.reassessed), "log add: triaged or seen since the last stop, and cleared")(
        "from", po::value(&options.log.from)->value_name("DAY"), "log show, export: from that day on")(
        "to", po::value(&options.log.to)->value_name("DAY"), "log show, review, export: up to that day")(
        "last", po::value(&options.log.last)->value_name("N"), "log review: how many entries to show (default 14)");
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
    if (options.review.pathways.size() > 1 && options.command != "review") throw Failure("--pathway may be given once");
    if (!options.review.pathways.empty()) options.pathway = options.review.pathways[0];
    options.clinician = as == "clinician";
    if (values.count("min-in-range") != 0) options.min_in_range = min_in_range;
    return options;
}

}  // namespace cli
