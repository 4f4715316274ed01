// SPDX-License-Identifier: Apache-2.0
// A rule set as a C++ header of its own, for devices that are too small for a rule file.
// Refuses to explain: it gives what leads and where each pathway ended, and no reasons.
#pragma once

#include <string>

#include <triage/model/rule_set.hpp>

namespace triage {

/// A header that needs nothing but <cstdint>: no allocation, no exceptions, no library. It holds the answers as one small
/// number a finding and `walk(answers)`, which ends as `triage::walk` does, in every field of the trace. Ids are names in it.
/// Complexity: linear in the rules.
///
///     write_file("rules.hpp", triage::export_cpp(rules));
[[nodiscard]] std::string export_cpp(const RuleSet& rules);

}  // namespace triage
