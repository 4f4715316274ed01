// SPDX-License-Identifier: Apache-2.0
// Warnings about rules that load: what is never reached or used, asked for nothing, in the wrong order, or skipped
// silently by a "not sure". Compiled in src/check (link triage::triage).
// Refuses to prove: warnings are certain, but silence proves nothing (use `prove`).
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include <triage/model/diagnostic.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

/// Every code that `check` gives; each has a row in docs/check.md and a file in tests/warn/.
inline constexpr std::array<std::string_view, 26> check_codes{"unreachable-step",
                                                              "unused-outcome",
                                                              "unused-criteria",
                                                              "unused-score",
                                                              "unused-advice",
                                                              "unused-finding",
                                                              "finding-never-asked",
                                                              "unused-source",
                                                              "settled-finding",
                                                              "dead-branch",
                                                              "branches-exchanged",
                                                              "same-target",
                                                              "milder-before-graver",
                                                              "examiner-floor",
                                                              "floor-not-guarded",
                                                              "otherwise-level",
                                                              "option-without-label",
                                                              "abbreviation",
                                                              "unused-group",
                                                              "longest-questionnaire",
                                                              "check-incomplete",
                                                              "walked-one-by-one",
                                                              "review",
                                                              "sign-off-void",
                                                              "sign-off-words",
                                                              "not-signed"};

struct CheckOptions {
    /// Nodes of the decision diagram. Past them what has not been judged is left unjudged, and a note `check-incomplete`
    /// says so.
    std::size_t budget = 1'000'000;
    /// How far the longest interview is followed, in condition nodes and steps looked at.
    std::size_t work = 20'000'000;
};

/// Warnings and notes, ordered by place in the files. Deterministic. What it says of paths is exact: a warning is given
/// just where it is true of the answer patterns, those that contradict an assumption included. Complexity: linear in the
/// rules for what is unused; for paths, that of the diagram of the pathways, bounded by `budget`.
///
///     for (const triage::Diagnostic& d : triage::check(rules)) std::cout << triage::format(d);
///     // pathways/dvt.yaml:40:15: warning[settled-finding]: "calf_swelling" is always no here: …
[[nodiscard]] std::vector<Diagnostic> check(const RuleSet& rules, const CheckOptions& options = {});

/// How long the interview is. Screens hold up to eight questions of one group.
struct Questionnaire {
    std::size_t questions = 0, screens = 0;  ///< of a person who denies everything
    std::size_t questions_at_most = 0;       ///< no interview of a person asks more than this
    std::size_t screens_at_least = 0;        ///< screens for that many questions when each group comes at once
    std::size_t examiner_questions = 0;      ///< what a clinician is asked beside these, at most
    bool whole = true;                       ///< false: the rules are too large to follow the interview to its end
};

/// Runs the interview of a person who denies everything: every yes/no finding "no", a choice what `absent` says, where it says
/// something; any other choice, and a number, the answer that leaves most questions open (the first of equals).
/// Examiner findings are not asked.
///
///     triage::longest_questionnaire(rules).screens;  // 14
[[nodiscard]] Questionnaire longest_questionnaire(const RuleSet& rules, const CheckOptions& options = {});

}  // namespace triage
