// SPDX-License-Identifier: Apache-2.0
// The parts of `check`, each of which adds its warnings to a report.
// Refuses an order: the report is sorted in the end.
#pragma once

#include <triage/review/diagram/decision.hpp>

#include "check/report.hpp"

namespace triage::check_detail {

/// unreachable-step, unused-*, finding-never-asked. `decision`: where the diagram was finished; else nullptr.
void report_unused(const Rules& rules, Decision* decision, Report& report);
/// settled-finding, dead-branch, milder-before-graver, examiner-floor, floor-not-guarded.
void report_paths(Decision& decision, const PatternSpace& space, Report& report);
/// same-target, otherwise-level.
void report_targets(const Rules& rules, Report& report);
/// review.
void report_reviews(const Rules& rules, Report& report);
/// sign-off-void, not-signed; nothing where nobody has signed anything.
void report_sign_offs(const RuleSet& rules, Report& report);

}  // namespace triage::check_detail
