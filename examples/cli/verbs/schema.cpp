// SPDX-License-Identifier: Apache-2.0
#include <triage/review/schema.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Prints the JSON Schema of rule files (or of case files).
For editors that complete and check while you write.
  triage schema -o rules/rules.schema.json
  triage schema --cases -o rules/cases.schema.json)";

constexpr Flag cases{"cases", Takes::nothing, {}, "of case files instead of rule files"};
constexpr Flag plain{"plain", Takes::nothing, {}, "draft-07 alone, without what only editors know (Ajv and its like)"};

static int run(const Call& call) {
    const auto readers = call.has(plain) ? triage::SchemaFor::validators : triage::SchemaFor::editors;
    write_output(call, call.has(cases) ? triage::cases_schema(readers) : triage::rules_schema(readers));
    return done;
}

const Verb verbs::schema{"schema", "", "json", {cases, plain}, Result::about_rules, run, help};

}  // namespace cli
