// SPDX-License-Identifier: Apache-2.0
// Runs test cases against a rule set, in the two readings of a report: what it does not mention is unknown, or absent. Finds
// the expectations that say nothing, and reports how well the cases are triaged.
// Refuses to pass silently over a case that the rules cannot judge, to take a case for a test because it stands in a file, and
// to give percentages without their counts: the intervals say how little a few cases prove.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

class Answers;
class Decision;
struct CanHappen;

/// One expectation that nobody can meet or fail.
struct VacuousExpectation {
    std::string at, text;  ///< file:line of the expectation, and what is the matter
};

/// `vacuous`: it expects something that nobody can meet or fail, so that it tests nothing; worse than `failed`.
enum class CaseVerdict : std::uint8_t { passed, failed, vacuous, not_covered };

[[nodiscard]] const char* case_verdict_name(CaseVerdict verdict);

/// The result of one case.
struct CaseResult {
    std::string id, title, at;
    bool published = false;
    bool covered = true;  ///< a pathway is about the diagnosis or an expected condition, or the level alone can be judged
    std::string as_answered, absent;  ///< dispositions in the two readings; empty where the case fixes the other one
    bool below = false;               ///< as answered, below at_least: under-triage
    bool absent_below = false, absent_above = false;
    bool has_condition = false;                                ///< a condition is expected
    bool raised_condition = false, leading_condition = false;  ///< one of them was raised; leads
    std::string information;                                   ///< rich, fair, poor; empty for our own cases
    int at_least = -1, at_most = -1;                           ///< ranks; -1: not given
    int judged = 0;                                            ///< rank in the reading that is judged
    std::vector<std::string> failures;                         ///< what fails the run
    std::vector<std::string> remarks;                          ///< reported, but does not fail a published case
    std::vector<VacuousExpectation> vacuous;                   ///< what nobody can meet, or nobody can fail

    [[nodiscard]] CaseVerdict verdict() const {
        return !covered            ? CaseVerdict::not_covered
               : !vacuous.empty()  ? CaseVerdict::vacuous
               : !failures.empty() ? CaseVerdict::failed
                                   : CaseVerdict::passed;
    }

    /// Within at_least..at_most where that is judged: with the unmentioned absent, or as the case fixes it.
    [[nodiscard]] bool in_range() const { return !absent_below && !absent_above && (!absent.empty() || !below); }
};

struct CaseReport {
    std::vector<CaseResult> results;
    std::size_t passed = 0, failed = 0, not_covered = 0;
    std::size_t vacuous = 0;  ///< a vacuous case that fails as well counts under both

    /// Whether every case that the rules can judge tests something, and passes.
    [[nodiscard]] bool good() const { return failed == 0 && vacuous == 0; }
    /// Works the numbers out of the results.
    void count();
    /// "88 passed, 0 failed, 2 not covered"
    [[nodiscard]] std::string text() const;
};

namespace review_detail {

/// Fills in what a case does not mention, as published vignettes are usually read: worrying yes_no findings are "no",
/// choices with the option `none` are `none`, the age is 30.
void fill_in_absent(Answers& answers);

/// What a case mentions.
[[nodiscard]] Answers mentioned_in(const RuleSet& rules, const Case& one);

}  // namespace review_detail

/// Runs one case, without asking whether anybody could meet or fail what it expects. Complexity: two walks, one assessment.
[[nodiscard]] CaseResult run_case(const RuleSet& rules, const Case& one);

/// Finds the expectations that say nothing, given what can happen, and counts anew. `cases` are those of the report.
void find_vacuous(CaseReport& report, const RuleSet& rules, const std::vector<Case>& cases, const CanHappen& can);

/// Runs every case. What nobody can meet is found as far as the rules are written; `coverage` knows of every answer pattern.
/// Complexity: two walks and one assessment a case, and the size of the rules once.
[[nodiscard]] CaseReport run_cases(const RuleSet& rules, const std::vector<Case>& cases);

/// The people as whom a case is judged: as answered, with the unmentioned absent, both, or none: the readings in
/// which `run_cases` compares something with what the case expects. An expectation that cannot fail judges nobody.
///
/// As answered counts where the case has an `at_least` above the mildest level, or fixes `unmentioned: unknown` and has an
/// `at_most` below the gravest. Unmentioned absent counts where it has either. The lists (`conditions`, `raised`,
/// `not_raised`, `advised`, `withheld`, `because`) count in the one reading in which they are looked for: absent for a published
/// case and where the case fixes it, as answered otherwise.
[[nodiscard]] std::vector<Answers> judged_people(const RuleSet& rules, const Case& one);

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
    Share one_level;                  ///< at most one level too mild (what Gilbert 2020 calls safe)
    Share raised, leading;            ///< of cases with rich or fair information and an expected condition
};

[[nodiscard]] TriageReport triage_report(const RuleSet& rules, const std::vector<CaseResult>& results);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/cases.ipp>
#include <triage/review/vacuous.ipp>
#endif
