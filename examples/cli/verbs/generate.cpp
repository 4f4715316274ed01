// SPDX-License-Identifier: Apache-2.0
// triage generate: people whom no case covers, for a clinician to judge.
#include <iostream>

#include <triage/review/coverage/generate.hpp>

#include "cli.hpp"

namespace cli {

int generate(const Options& options) {
    (void)choose_format(options, {"yaml"});
    const LoadedCases loaded = load_cases(options, true);
    triage::GenerateOptions wanted;
    wanted.pathway = known_pathway(loaded.rules, options.pathway);
    wanted.denied = options.denied;
    if (options.budget != 0) wanted.budget = options.budget;
    const triage::GeneratedCases generated = triage::generate_cases(loaded.rules, loaded.cases, wanted);
    for (const std::string& item : generated.not_proved)
        std::cerr << "triage: not proved within the budget: " << triage::visible(item) << '\n';
    for (const std::string& item : generated.not_confirmed)
        std::cerr << "triage: found by the diagram but not by the walk, a fault of triage: " << triage::visible(item) << '\n';
    std::cerr << "triage: " << generated.uncovered << " uncovered; " << generated.cases.size()
              << (generated.cases.size() == 1 ? " case" : " cases") << " for them, with nothing expected yet\n";
    if (!generated.cases.empty()) write_output(options, triage::cases_text(loaded.rules, generated));
    return !generated.not_confirmed.empty() ? found : generated.not_proved.empty() ? done : not_proved;
}

}  // namespace cli
