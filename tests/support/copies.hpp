// SPDX-License-Identifier: Apache-2.0
// What a test wants of rules that it does not keep: a RuleSet that is a temporary hands out no references.
#pragma once

#include <string>

#include <triage/model/rule_set.hpp>

namespace triage::testing {

[[nodiscard]] inline RuleDocument document_of(const RuleSet& rules) { return rules.document(); }
[[nodiscard]] inline std::string digest_of(const RuleSet& rules) { return rules.digest(); }

}  // namespace triage::testing
