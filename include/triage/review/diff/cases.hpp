// SPDX-License-Identifier: Apache-2.0
// Test cases under two rule sets: which of them come out otherwise.
// Refuses to fail the old rules for what they could not know: answers and expectations that only the new ones have are
// left out for them.
#pragma once

#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/diff/rule_diff.hpp>

namespace triage {

/// Runs cases that were read for the new rules on both sides. Complexity: that of `run_cases`, twice.
[[nodiscard]] CaseChanges diff_cases(const RuleSet& before, const RuleSet& after, const std::vector<Case>& cases);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diff/cases.ipp>
#endif
