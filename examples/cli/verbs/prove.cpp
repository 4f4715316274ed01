// SPDX-License-Identifier: Apache-2.0
#include <triage/review/prove/prove.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Proves the safety properties over every answer pattern.
Shows the smallest person for whom one fails.
  triage prove rules/lower_leg_pain
  triage prove rules/lower_leg_pain --format junit -o proof.xml)";

static int run(const Call& call) {
    const std::string format = call.format();
    const triage::ProofReport report = triage::prove(rules_of(call), within_budget<triage::ProveOptions>(call));
    write_output(call, format == "json"    ? triage::render_json(report)
                       : format == "sarif" ? triage::render_sarif(report, TRIAGE_VERSION_STRING, place_of_rules(call))
                       : format == "junit" ? triage::render_junit(report, place_of_rules(call))
                                           : triage::render_text(report));
    if (report.any_violated() || report.any_vacuous()) return found;
    return report.all_proved() ? done : not_proved;
}

const Verb verbs::prove{"prove", "[RULES]", "text|json|sarif|junit", {flag::budget, flag::rules}, Result::about_rules, run, help};

}  // namespace cli
