// SPDX-License-Identifier: Apache-2.0
// Proves the safety properties of a rule set over every answer pattern, "not sure" and "not asked" included.
// Refuses to guess: past its budget of nodes a property is "not proved", and the report says where it stopped. Refuses to call
// patterns patients, and to hide what was not proved: it is a failure in every form.
#pragma once

#include <cstddef>
#include <string>

#include <triage/model/rule_set.hpp>
#include <triage/review/prove/proof_report.hpp>

namespace triage {

struct ProveOptions {
    std::size_t budget = 8'000'000;  ///< nodes of the diagram; about 40 bytes each
};

/// Asks every safety property of every answer pattern. Pure and deterministic. Complexity: grows with the size of the
/// decision diagram, which the budget bounds.
///
///     const triage::ProofReport report = triage::prove(rules);
///     report.all_proved();       // true
///     report.patterns.text();    // "31 649 828 …"
[[nodiscard]] ProofReport prove(const RuleSet& rules, const ProveOptions& options = {});

/// The report for a terminal: violations first, then what was not proved, then one line for each property.
[[nodiscard]] std::string render_text(const ProofReport& report);

/// The report as JSON, schema triage.proof/1. Counts are texts of digits: they do not fit a JSON number.
[[nodiscard]] std::string render_json(const ProofReport& report);

/// SARIF 2.1.0. `root`, which ends in /, stands before every name of a file: the rule folder as seen from where the report is
/// read. Places are URIs, percent-encoded.
[[nodiscard]] std::string render_sarif(const ProofReport& report, const std::string& tool_version, const std::string& root = {});

/// JUnit XML, one test case a property. `root` as above; places are plain paths in the text.
[[nodiscard]] std::string render_junit(const ProofReport& report, const std::string& root = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/prove/prove.ipp>
#include <triage/review/prove/render.ipp>
#endif
