// SPDX-License-Identifier: Apache-2.0
#include <triage/export.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Writes the pathways as a C++ header that needs no library.
For devices that are too small for rule files. It gives levels, not reasons.
  triage export cpp rules/lower_leg_pain -o rules.hpp)";

static int run(const Call& call) {
    write_output(call, triage::export_cpp(rules_of(call)));
    return done;
}

const Verb verbs::export_cpp{"export cpp", "[RULES]", "cpp", {flag::rules}, Result::about_rules, run, help};

}  // namespace cli
