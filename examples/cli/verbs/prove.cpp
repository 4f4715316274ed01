// SPDX-License-Identifier: Apache-2.0
// triage prove: the safety properties of a rule set, over every answer pattern.
#include <triage/review/prove/prove.hpp>
#include <triage/review/prove/render.hpp>

#include "cli.hpp"

namespace cli {

int prove(const Options& options) {
    const std::string format = choose_format(options, {"text", "json", "sarif", "junit"});
    const triage::RuleSet rules = load_rules(rules_path(options));
    triage::ProveOptions limits;
    if (options.budget != 0) limits.budget = options.budget;
    const triage::ProofReport report = triage::prove(rules, limits);
    write_output(options, format == "json"    ? triage::render_json(report)
                          : format == "sarif" ? triage::render_sarif(report, TRIAGE_VERSION_STRING)
                          : format == "junit" ? triage::render_junit(report)
                                              : triage::render_text(report));
    if (report.any_violated() || report.any_vacuous()) return found;
    return report.all_proved() ? done : not_proved;
}

}  // namespace cli
