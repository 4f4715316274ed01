// SPDX-License-Identifier: Apache-2.0
// Flags as Boost.Program_options reads and describes them.
#include <boost/program_options.hpp>

#include <sstream>

#include <triage/text/text.hpp>
#include <triage/version.hpp>

#include "verbs/verbs.hpp"

namespace cli {

namespace po = boost::program_options;

namespace {

po::options_description described(const std::vector<Flag>& flags, const std::string& title) {
    po::options_description out(title);
    for (const Flag& flag : flags) {
        const std::string name = std::string(flag.name) + (flag.letter == 0 ? "" : std::string{',', flag.letter}),
                          text(flag.help);
        if (flag.takes == Takes::nothing)
            out.add_options()(name.c_str(), text.c_str());
        else
            out.add_options()(name.c_str(), po::value<std::string>()->value_name(std::string(flag.value)), text.c_str());
    }
    return out;
}

}  // namespace

std::map<std::string, std::vector<std::string>> read_flags(const Verb& verb, const std::vector<std::string>& words) {
    std::map<std::string, std::vector<std::string>> out;
    try {
        const po::options_description known = described(flags_of(verb), "");
        for (const po::option& option : po::command_line_parser(words).options(known).run().options) {
            std::vector<std::string>& values = out[option.string_key];
            values.insert(values.end(), option.value.begin(), option.value.end());
        }
    } catch (const po::unknown_option& unknown) {
        throw Failure(why_refused(verb, unknown.get_option_name()));
    } catch (const po::error& error) {
        throw Failure(std::string(error.what()) + "; try triage " + std::string(verb.name) + " --help");
    }
    return out;
}

std::string help_text(const std::vector<const Verb*>& verbs) {
    std::ostringstream out;
    if (verbs.empty()) {
        out << "triage " TRIAGE_VERSION_STRING
               ": rule-based triage decision support for lower leg pain after running.\n"
               "Not a diagnosis; the shipped rules are a draft that no clinician has signed.\n\n"
               "  triage               asks, then recommends\n"
               "  triage VERB ...      does one of these:\n\n";
        for (const Verb* verb : verbs::all)
            out << "  " << triage::padded(std::string(verb->name), 12) << verb->help.substr(0, verb->help.find('\n')) << "\n";
        out << "\n  triage VERB --help   options and examples of one verb\n";
    }
    for (const Verb* verb : verbs) {
        const std::size_t examples = verb->help.find("\n  triage");
        out << "triage " << verb->name << (verb->arguments.empty() ? "" : " ") << verb->arguments << " [OPTION...]\n"
            << verb->help.substr(0, examples) << "\n\nExamples:" << verb->help.substr(examples) << "\n\n"
            << described(flags_of(*verb, false), "Options") << "\n";
    }
    if (!verbs.empty()) out << described(flags_of({}), "Options of every verb");
    return out.str() +
           "\nExit codes: 0 done, whatever the urgency; 1 something was found; 2 bad usage or input;\n"
           "3 not proved within the budget; 130 interrupted.\n";
}

}  // namespace cli
