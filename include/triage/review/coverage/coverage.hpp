// SPDX-License-Identifier: Apache-2.0
// Coverage: how much of a rule set the cases put to the test, of what can be put to the test at all; and people for the rest,
// each found by the diagram and replayed by the walk. Refuses to say what the rules make of these people: a clinician is to judge
// the person, not to copy the rules.
// Refuses to round up, to show a share without its counts, and to drop what cannot be covered without saying that it was proved.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/cases.hpp>

namespace triage {

/// The kinds of items, in the order in which they are reported.
enum class CoverageKind : std::uint8_t {
    step,
    then_branch,
    else_branch,
    unknown_branch,
    outcome,
    advice,
    criteria,
    score,
    number,
    decision
};

inline constexpr std::array<CoverageKind, 10> coverage_kinds{
    CoverageKind::step,    CoverageKind::then_branch, CoverageKind::else_branch, CoverageKind::unknown_branch,
    CoverageKind::outcome, CoverageKind::advice,      CoverageKind::criteria,    CoverageKind::score,
    CoverageKind::number,  CoverageKind::decision};

struct CoverageKindWords {
    const char* id;    ///< stable, as in JSON
    const char* text;  ///< in a table
};
/// By kind; the last one is of all kinds together.
inline constexpr std::array<CoverageKindWords, coverage_kinds.size() + 1> coverage_kind_words{
    {{"step", "steps reached"},
     {"then", "then branches taken"},
     {"else", "else branches taken"},
     {"unknown", "unknown branches taken"},
     {"outcome", "outcomes standing"},
     {"advice", "advice given, withheld"},
     {"criteria", "criteria true, false, unknown"},
     {"score", "score cut-offs, both sides"},
     {"number", "number thresholds, both sides"},
     {"decision", "conditions shown to matter (MC/DC)"},
     {"all", "all"}}};
[[nodiscard]] inline const char* kind_id(CoverageKind kind) { return coverage_kind_words[static_cast<std::size_t>(kind)].id; }

/// `covered` by a judged case; `possible`: not, but some person would; `impossible`: proved that nobody can;
/// `not_proved`: the diagram went past its budget.
enum class CoverageState : std::uint8_t { covered, possible, impossible, not_proved };

/// Stable, as in JSON.
[[nodiscard]] inline const char* state_id(CoverageState state) {
    constexpr const char* ids[] = {"covered", "uncovered", "impossible", "not_proved"};
    return ids[static_cast<std::size_t>(state)];
}

struct CoverageOptions {
    std::string pathway{};             ///< id; only what belongs to it. Empty: everything
    std::size_t budget = 8'000'000;  ///< nodes of the decision diagram; about 40 bytes each
};

/// One thing to cover.
struct CoverageItem {
    CoverageKind kind = CoverageKind::step;
    CoverageState state = CoverageState::possible;
    std::string what;                   ///< "then of vein_sign"
    std::string missing;                ///< a decision that is not covered: which half is missing
    std::vector<std::string> pathways;  ///< that it belongs to
    Mark at;
    std::size_t cases = 0;    ///< how many judged cases met it
    bool red_flag = false;    ///< belongs to a red-flag pathway
    int gravest = -1;         ///< rank of the gravest outcome of its pathways; -1: it belongs to none
    std::size_t reached = 0;  ///< how many reached a step that holds or mentions it; outcome, advice: as `cases`
    StepId step;              ///< step, then, else, unknown: the step
};

struct CoverageTotal {
    CoverageKind kind = CoverageKind::step;
    std::size_t covered = 0, uncovered = 0, impossible = 0, not_proved = 0;
    /// What can be covered, or was not proved to be impossible.
    [[nodiscard]] std::size_t whole() const { return covered + uncovered + not_proved; }
};

struct CoverageReport {
    RuleSet rules;
    std::string pathway;
    std::size_t cases = 0, judged = 0;  ///< read; judged in at least one reading
    CaseReport results;
    std::vector<CoverageItem> items;    ///< gravest pathways first, then by place
    std::vector<CoverageTotal> totals;  ///< one a kind, in the order of `coverage_kinds`; the last adds them up

    std::size_t budget = 0;  ///< nodes that the diagram was allowed

    [[nodiscard]] bool all_proved() const { return totals.back().not_proved == 0; }
};

/// What the judged readings of the cases cover. Complexity: two walks and an assessment for each case; the decision diagram
/// for what is left over. `options.pathway` must be the id of a pathway, or empty.
///
///     const triage::CoverageReport report = triage::coverage(rules, cases);
///     report.totals.back().covered;  // 2104
[[nodiscard]] CoverageReport coverage(const RuleSet& rules, const std::vector<Case>& cases, const CoverageOptions& options = {});

/// Counts by kind, then what is missing, file by file, those of the gravest pathways first.
[[nodiscard]] std::string render_coverage_text(const CoverageReport& report);

/// `triage.coverage/1`, on several lines, ending in a newline.
[[nodiscard]] std::string render_coverage_json(const CoverageReport& report);

/// An lcov tracefile: a line for each place that holds something, hit by the cases that came there; each item other than
/// a step is a branch, at the line of its step or of its own. What is proved impossible is left out. `root` stands in
/// front of the names of the files.
[[nodiscard]] std::string render_coverage_lcov(const CoverageReport& report, const std::string& root);

/// The report as a page for phone, desk and print that shows the rule files line by line. No script, no outside resources, no
/// unescaped text; colour is never the only sign.
[[nodiscard]] std::string render_coverage_html(const CoverageReport& report);

struct GenerateOptions {
    std::string pathway{};             ///< id; only what belongs to it. Empty: everything
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
#include <triage/review/coverage/coverage.ipp>
#include <triage/review/coverage/generate.ipp>
#include <triage/review/coverage/render.ipp>
#endif
