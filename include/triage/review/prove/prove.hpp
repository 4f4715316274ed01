// SPDX-License-Identifier: Apache-2.0
// Proves the safety properties of a rule set over every answer pattern, "not sure" and "not asked" included.
// Refuses to guess: past its budget of nodes a property is "not proved", and the report says where it stopped.
#pragma once

#include <cstddef>

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

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/prove/prove.ipp>
#endif
