// SPDX-License-Identifier: Apache-2.0
#include <triage/review/schema.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Prints the JSON Schema of rule files (or of case files).
For editors that complete and check while you write.
  triage schema -o rules/rules.schema.json
  triage schema --cases -o rules/cases.schema.json)";

constexpr Flag cases{"cases", Takes::nothing, {}, "of case files instead of rule files"};

static int run(const Call& call) {
    write_output(call, call.has(cases) ? triage::cases_schema() : triage::rules_schema());
    return done;
}

const Verb verbs::schema{"schema", "", "json", {cases}, Result::about_rules, run, help};

}  // namespace cli
