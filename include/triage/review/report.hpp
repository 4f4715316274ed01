// SPDX-License-Identifier: Apache-2.0
// How well a rule set triages a set of cases: correct, over, under, missed emergencies and the share that is safe, by level
// and with intervals.
// Refuses percentages without their counts: both are shown, and the intervals say how little a few cases prove.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/review/cases.hpp>

namespace triage {

/// A share with its 95 % interval (Wilson EB, J Am Stat Assoc 1927;22:209-12), as fractions.
struct Share {
    std::size_t part = 0, whole = 0;
    double low = 0, high = 1;
};

[[nodiscard]] Share share_of(std::size_t part, std::size_t whole);

/// "97.4 %", rounded down: "100 %" only of all of them. "-" of none.
[[nodiscard]] std::string share_text(std::size_t part, std::size_t whole);

/// One level of need (the case's at_least), or all of them.
struct LevelReport {
    std::string level;  ///< disposition id; "all"
    Share correct, over, under;
};

/// Over cases with an expected range, in the reading that is judged (unmentioned absent, unless the case fixes another).
struct TriageReport {
    std::vector<LevelReport> levels;  ///< gravest first, "all" last
    Share emergencies_missed;         ///< of those that need the gravest level, given less
    Share safe;                       ///< at most one level too mild (the measure of Gilbert 2020)
    Share raised, leading;            ///< of cases with rich or fair information and an expected condition
};

[[nodiscard]] TriageReport triage_report(const RuleSet& rules, const std::vector<CaseResult>& results);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/report.ipp>
#endif
