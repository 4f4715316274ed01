// SPDX-License-Identifier: Apache-2.0
// The rules that are built in, compiled while the library was built (cmake/compile_rules.cmake).
#include <stdexcept>
#include <string>
#include <vector>

#include <triage/load.hpp>

#include "shipped/lower_leg_pain.hpp"
#include "shipped/return_to_running.hpp"

namespace triage {

Loaded<RuleSet> load_shipped(const std::string& name) {
    if (name == "lower_leg_pain") return triage_rules::load_lower_leg_pain();
    if (name == "return_to_running") return triage_rules::load_return_to_running();
    throw std::invalid_argument("no built-in rules are called \"" + name + "\"; there are lower_leg_pain and return_to_running");
}

const std::vector<SourceFile>& shipped_files(const std::string& name) {
    static const RuleSet leg = load_shipped("lower_leg_pain").value(), running = load_shipped("return_to_running").value();
    if (name == "lower_leg_pain") return leg.document().files;
    if (name != "return_to_running") (void)load_shipped(name);  // throws
    return running.document().files;
}

}  // namespace triage
