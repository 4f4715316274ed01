// SPDX-License-Identifier: Apache-2.0
// A ProofReport as text for a terminal and as JSON; for other tools, as SARIF 2.1.0 (code scanning, editors) and JUnit XML.
// Refuses to call patterns patients, and to hide what was not proved: it is a failure in every form.
#pragma once

#include <string>

#include <triage/review/prove/proof_report.hpp>

namespace triage {

/// The report for a terminal: violations first, then what was not proved, then one line for each property.
[[nodiscard]] std::string render_text(const ProofReport& report);

/// The report as JSON, schema triage.proof/1. Counts are texts of digits: they do not fit a JSON number.
[[nodiscard]] std::string render_json(const ProofReport& report);

/// SARIF 2.1.0. Places are relative to the rule folder.
[[nodiscard]] std::string render_sarif(const ProofReport& report, const std::string& tool_version);

/// JUnit XML, one test case a property.
[[nodiscard]] std::string render_junit(const ProofReport& report);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/prove/render.ipp>
#endif
