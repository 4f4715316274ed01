// SPDX-License-Identifier: Apache-2.0
// JSON out: a small writer, and the assessment in the stable form triage.assessment/1.
// Refuses invalid JSON: every text is escaped, bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <string>

#include <triage/explain/assessment.hpp>

namespace triage {

/// The assessment as `triage.assessment/1`, on several lines, ending in a newline. Keys come in a fixed order.
[[nodiscard]] std::string render_json(const Assessment& a, bool several_lines = true);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/json.ipp>
#endif
