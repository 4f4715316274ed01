// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include <triage/review/coverage/coverage.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Drafts cases for what no case covers yet.
A clinician has to write what is expected of each.
  triage generate rules/lower_leg_pain -o to_judge.cases.yaml
  triage generate rules/lower_leg_pain --pathway dvt --denied)";

constexpr Flag denied{"denied", Takes::nothing, {}, "every other worrying finding is denied"};

static int run(const Call& call) {
    const LoadedCases loaded = load_cases(call, true);
    auto wanted = within_budget<triage::GenerateOptions>(call);
    wanted.pathway = known_pathway(loaded.rules, call.text(flag::pathway));
    wanted.denied = call.has(denied);
    const triage::GeneratedCases generated = triage::generate_cases(loaded.rules, loaded.cases, wanted);
    for (const std::string& item : generated.not_proved)
        std::cerr << "triage: not proved within the budget: " << triage::visible(item) << '\n';
    for (const std::string& item : generated.not_confirmed)
        std::cerr << "triage: found by the diagram but not by the walk, a fault of triage: " << triage::visible(item) << '\n';
    std::cerr << "triage: " << generated.uncovered << " uncovered; " << triage::counted(generated.cases.size(), "case")
              << " for them, with nothing expected yet\n";
    if (!generated.cases.empty()) write_output(call, triage::cases_text(loaded.rules, generated));
    return !generated.not_confirmed.empty() ? found : generated.not_proved.empty() ? done : not_proved;
}

const Verb verbs::generate{
    "generate", "RULES [CASES...]", "yaml", {flag::pathway, denied, flag::budget, flag::rules}, Result::about_rules, run, help};

}  // namespace cli
