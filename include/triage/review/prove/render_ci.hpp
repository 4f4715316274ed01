// SPDX-License-Identifier: Apache-2.0
// A ProofReport for other tools: SARIF 2.1.0 (code scanning, editors) and JUnit XML (build servers).
// Refuses to leave out what was not proved: it is a failure there too.
#pragma once

#include <string>

#include <triage/review/prove/proof_report.hpp>

namespace triage {

/// SARIF 2.1.0. Places are relative to the rule folder.
[[nodiscard]] std::string render_sarif(const ProofReport& report, const std::string& tool_version);

/// JUnit XML, one test case a property.
[[nodiscard]] std::string render_junit(const ProofReport& report);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/prove/render_ci.ipp>
#endif
