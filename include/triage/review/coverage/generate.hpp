// SPDX-License-Identifier: Apache-2.0
// Cases for what no case covers: a small set of people, each found by the diagram and replayed by the walk, with the
// expectations left blank.
// Refuses to say what the rules make of these people: a clinician is to judge the person, not to copy the rules.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

struct GenerateOptions {
    std::string pathway;             ///< id; only what belongs to it. Empty: everything
    bool denied = false;             ///< deny every other worrying finding where that keeps what is to be covered
    std::size_t budget = 8'000'000;  ///< nodes of the decision diagram
};

/// A person who covers something, as a case without expectations.
struct GeneratedCase {
    Case person;
    std::vector<std::string> covers;  ///< "then of vein_sign (pathways/dvt.yaml:51)"; what no earlier case covers
};

struct GeneratedCases {
    std::vector<GeneratedCase> cases;
    std::size_t uncovered = 0;               ///< items that were to be covered
    std::vector<std::string> not_proved;     ///< past the budget: nobody was looked for
    std::vector<std::string> not_confirmed;  ///< the walk does not do what the diagram says: a fault of the program
};

/// People for everything that `cases` leave uncovered and somebody could cover. Small, not proved smallest: few answers
/// each, then few cases. Deterministic. Complexity: that of `coverage`, and for each new case the items of its pathways.
///
///     triage::generate_cases(rules, cases).cases.size();  // 87
[[nodiscard]] GeneratedCases generate_cases(const RuleSet& rules, const std::vector<Case>& cases,
                                            const GenerateOptions& options = {});

/// The cases as a file of the format triage-cases/1 with empty `expect:` keys, which `triage test` refuses with their
/// places until they are filled in.
[[nodiscard]] std::string cases_text(const RuleSet& rules, const GeneratedCases& generated);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/coverage/generate.ipp>
#endif
