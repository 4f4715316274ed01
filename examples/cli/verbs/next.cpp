// SPDX-License-Identifier: Apache-2.0
#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Shows the questions to ask now, as data for a front end (- reads stdin).
Its group is null when nothing is left to ask. docs/json.md describes triage.screen/1.
  triage next examples/answers/possible_dvt.yaml
  echo '{"calf_swelling": "yes"}' | triage next - --as clinician)";

static int run(const Call& call) {
    const triage::RuleSet rules = load_rules(call.text(flag::rules));
    const auto [id, answers] = read_answers(rules, call.inputs[0]);
    write_output(call, triage::render_json(triage::screen_of(answers, assess_options(call).interview)));
    return done;
}

const Verb verbs::next{"next", "ANSWERS|-", "json", {flag::rules}, Result::about_rules, run, help};

}  // namespace cli
