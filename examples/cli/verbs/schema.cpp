// SPDX-License-Identifier: Apache-2.0
// triage schema: what editors need to know of the rule language.
#include <triage/review/schema.hpp>

#include "cli.hpp"

namespace cli {

int schema(const Options& options) {
    if (!options.inputs.empty())
        throw Failure("triage schema takes no argument; rule and case files of any rule set have the same form");
    write_output(options, options.cases ? triage::cases_schema() : triage::rules_schema());
    return done;
}

}  // namespace cli
