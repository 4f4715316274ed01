// SPDX-License-Identifier: Apache-2.0
// RuleDocument -> RuleSet: resolves every id, checks every rule of the language, lays the trees out flat.
// Refuses to half-accept: with any error there is no rule set, and all errors are reported together.
#pragma once

#include <vector>

#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

/// Compiles a document. `earlier` are the diagnostics of reading it; they are kept in front.
/// Complexity: linear in the size of the document, apart from looking up ids.
///
///     const triage::RuleSet rules = triage::compile(std::move(document)).value();
[[nodiscard]] Loaded<RuleSet> compile(RuleDocument document, const LoadOptions& limits = {},
                                      std::vector<Diagnostic> earlier = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/compile/compile.ipp>
#endif
