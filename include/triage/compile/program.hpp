// SPDX-License-Identifier: Apache-2.0
// Rule set → short-circuit code (model/program.hpp).
// Refuses to grow with what a hostile file hides: shared conditions are written out up to a bound, and asked the plain way
// beyond it.
#pragma once

#include <triage/model/program.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::compile_detail {

/// The program of rules that were compiled without an error. Complexity: linear in the rules, with shared conditions
/// written out up to 16 instructions for each node and step.
[[nodiscard]] Program program_of(const Rules& rules);

}  // namespace triage::compile_detail

#ifdef TRIAGE_HEADER_ONLY
#include <triage/compile/program.ipp>
#endif
