// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Compiles rules into one file that loads at once.
Every verb takes such a file where it takes RULES. An app reads it without YAML.
  triage compile rules/lower_leg_pain -o lower_leg_pain.triage
  triage compile my_rules --cpp -o my_rules.hpp)";

constexpr Flag cpp{"cpp", Takes::nothing, {}, "a C++ header that holds the file, and a function that loads it"};

constexpr Flag without_sources{
    "without-sources", Takes::nothing, {}, "leave out the text of the rule files: half the size, for apps"};

static int run(const Call& call) {
    if (call.has(cpp) && call.has(without_sources)) throw Failure("--without-sources is for a file, not for --cpp");
    if (!call.has(cpp) && !is_file(call.text(flag::output)) && isatty(STDOUT_FILENO) != 0)
        throw Failure("compiled rules are no text: name a file with -o");
    const triage::RuleSet rules = rules_of(call);
    write_output(call, call.has(cpp)               ? triage::write_compiled_header(rules)
                       : call.has(without_sources) ? triage::write_compiled_without_sources(rules)
                                                   : triage::write_compiled(rules));
    return done;
}

const Verb verbs::compile{"compile", "RULES", "triage", {cpp, without_sources, flag::rules}, Result::about_rules, run, help};

}  // namespace cli
