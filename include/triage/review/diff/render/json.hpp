// SPDX-License-Identifier: Apache-2.0
// A comparison of rules as JSON, triage.diff/1: everything, uncut.
// Refuses to round: counts of patterns are strings of digits, because they do not fit a JSON number.
#pragma once

#include <string>

#include <triage/review/diff/rule_diff.hpp>

namespace triage {

[[nodiscard]] std::string render_json(const RuleDiff& d);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diff/render/json.ipp>
#endif
