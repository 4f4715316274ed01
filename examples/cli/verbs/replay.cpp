// SPDX-License-Identifier: Apache-2.0
#include <triage/record.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Judges the answers of a record again, and says what differs.
`triage assess` keeps one where it is told to. Exit code 1 where the result is not the same, byte for byte.
  triage replay decision.record.json
  triage replay decision.record.json --rules rules/lower_leg_pain)";

static int run(const Call& call) {
    const triage::RuleSet rules = load_rules(call.text(flag::rules));
    const triage::Replay replay = triage::replay(rules, read_text(call.inputs[0], triage::LoadOptions{}.bytes_per_file), call.inputs[0]).value();
    write_output(call, call.format() == "json" ? triage::render_json(replay) : triage::render_text(replay));
    return replay.same ? done : found;
}

const Verb verbs::replay{"replay", "RECORD|-", "text|json", {flag::rules}, Result::personal, run, help};

}  // namespace cli
