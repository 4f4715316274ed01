// SPDX-License-Identifier: Apache-2.0
// Expectations of cases that say nothing: nobody could ever meet them, or nobody could ever fail them.
// Refuses to take a case for a test because it stands in a file: an expectation about what the rules never do tests nothing.
#pragma once

#include <string>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

class Decision;

/// One expectation that nobody can meet or fail.
struct VacuousExpectation {
    std::string at, text;  ///< file:line of the expectation, and what is the matter
};

/// What a rule set can do at all, for whatever person. Each list has the positions of the document.
struct CanHappen {
    bool exact = false;                            ///< false: as far as the rules are written, every branch can be taken
    std::vector<bool> raised, pathways;            ///< outcomes that are raised; pathways that raise one
    std::vector<bool> dispositions;                ///< by rank
    std::vector<bool> advised, withheld, reasons;  ///< advice; findings that lead to a raised outcome
};

/// What the rules can do as far as they are written: an outcome that no branch names is never raised. Never too narrow;
/// `exactly_can_happen` knows of every answer pattern. Complexity: linear in the rules.
[[nodiscard]] CanHappen can_happen(const RuleSet& rules);
/// Exactly what can happen, reasons apart: which findings can be one is taken from `written`, what the rules name.
/// Complexity: the size of the diagram.
[[nodiscard]] CanHappen exactly_can_happen(Decision& decision, const CanHappen& written);

/// The expectations of a case that nobody can meet (`raised:` what is never raised, a range in which no level is), or that
/// nobody can fail (`not_raised:` the same, or nothing at all).
///
///     triage::vacuous_expectations(rules, triage::can_happen(rules), one)[0].text;
///     // "raised: nothing in these rules raises "old_clot""
[[nodiscard]] std::vector<VacuousExpectation> vacuous_expectations(const RuleSet& rules, const CanHappen& can, const Case& one);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/vacuous.ipp>
#endif
