// SPDX-License-Identifier: Apache-2.0
// A ProofReport as text for a terminal, and as JSON.
// Refuses to call patterns patients, and to hide what was not proved.
#pragma once

#include <string>

#include <triage/review/prove/proof_report.hpp>

namespace triage {

/// The report for a terminal: violations first, then what was not proved, then one line for each property.
[[nodiscard]] std::string render_text(const ProofReport& report);

/// The report as JSON, schema triage.proof/1. Counts are texts of digits: they do not fit a JSON number.
[[nodiscard]] std::string render_json(const ProofReport& report);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/prove/render.ipp>
#endif
