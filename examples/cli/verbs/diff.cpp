// SPDX-License-Identifier: Apache-2.0
// triage diff: which patients a change of rules moves.
#include <triage/review/diff/diff.hpp>
#include <triage/review/diff/render.hpp>

#include "cli.hpp"

namespace cli {

namespace {

// The cases given, or those beside the new rules, read against the new rules.
std::vector<triage::Case> read_all_cases(const Options& options, const triage::RuleSet& after) {
    std::vector<std::string> files(options.inputs.begin() + 2, options.inputs.end());
    if (files.empty()) files = triage::case_files(options.inputs[1]);
    if (files.empty()) throw Failure("there are no cases: " + options.inputs[1] + "/cases/*.cases.yaml");
    std::vector<triage::Case> cases;
    std::vector<triage::Diagnostic> problems;
    for (const std::string& file : files) {
        const auto loaded = triage::load_cases(after, file);
        problems.insert(problems.end(), loaded.diagnostics().begin(), loaded.diagnostics().end());
        if (loaded.ok()) cases.insert(cases.end(), loaded.value().begin(), loaded.value().end());
    }
    if (triage::has_error(problems)) throw triage::LoadError(problems);
    return cases;
}

}  // namespace

int diff(const Options& options) {
    const std::string format = choose_format(options, {"text", "json", "markdown"});
    if (options.inputs.size() < 2)
        throw Failure("triage diff takes two rule folders, the old and the new; try triage diff --help");
    if (options.fail_on != "any" && options.fail_on != "downgrade")
        throw Failure("--fail-on takes any or downgrade, not \"" + options.fail_on + "\"");
    const triage::RuleSet before = load_rules(options.inputs[0]), after = load_rules(options.inputs[1]);
    triage::DiffOptions limits;
    if (options.budget != 0) limits.budget = options.budget;
    triage::RuleDiff result = triage::diff(before, after, limits);
    if (options.cases || options.inputs.size() > 2)
        result.cases = triage::diff_cases(before, after, read_all_cases(options, after));
    write_output(options, format == "json"       ? triage::render_json(result)
                          : format == "markdown" ? triage::render_markdown(result)
                                                 : triage::render_text(result, text_options(options)));
    if (!result.not_proved.empty()) return not_proved;
    return (options.fail_on == "downgrade" ? result.downgrades() : result.any_change()) ? found : done;
}

}  // namespace cli
