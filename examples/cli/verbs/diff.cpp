// SPDX-License-Identifier: Apache-2.0
#include <triage/review/diff/diff.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Says whom a change of rules moves, by what the changed steps read, downgrades first.
Exit 1 on a difference.
  triage diff rules-before rules/lower_leg_pain --cases
  triage diff old.yaml new.yaml --fail-on downgrade --format markdown)";

constexpr Flag cases{"cases", Takes::nothing, {}, "run the cases of NEW on both sides"};
constexpr Flag fail_on{"fail-on", Takes::word, "any|downgrade", "exit 1 on any difference, or on a downgrade only"};

constexpr Flag exact{"exact", Takes::nothing, {}, "large counts with all their digits"};

static int run(const Call& call) {
    const std::string format = call.format();
    const triage::RuleSet before = load_rules(call.inputs[0]), after = load_rules(call.inputs[1]);
    triage::RuleDiff result = triage::diff(before, after, within_budget<triage::DiffOptions>(call));
    if (call.has(cases) || call.inputs.size() > 2)
        result.cases =
            triage::diff_cases(before, after, load_cases(after, call.inputs[1], {call.inputs.begin() + 2, call.inputs.end()}));
    const auto counts = call.has(exact) ? triage::DiffCounts::exact : triage::DiffCounts::rounded;
    write_output(call, format == "json"       ? triage::render_json(result)
                       : format == "markdown" ? triage::render_markdown(result, counts)
                                              : triage::render_text(result, text_options(call), counts));
    if (!result.not_proved.empty()) return not_proved;
    return (call.text(fail_on) == "downgrade" ? result.downgrades() : result.any_change()) ? found : done;
}

const Verb verbs::diff{
    "diff", "OLD NEW [CASES...]", "text|json|markdown", {cases, fail_on, exact, flag::budget}, Result::about_rules, run, help};

}  // namespace cli
