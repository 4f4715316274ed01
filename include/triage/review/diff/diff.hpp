// SPDX-License-Identifier: Apache-2.0
// Compares two rule sets over every answer pattern, and over cases: who gets another recommendation, how many, and why.
// Refuses to call anything unchanged that was not proved to be: past the node budget it says what it did not compare.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/explain/render/render.hpp>
#include <triage/model/case.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/diff/rule_diff.hpp>

namespace triage {

struct DiffOptions {
    std::size_t budget = 8'000'000;  ///< nodes of the diagram; about 40 bytes each
    std::size_t sentences = 3;       ///< at most, about each changed cell
};

/// Everything that differs between two rule sets. Patterns are counted over the findings and answers that either of them
/// tells apart; an answer that one of them does not know is "not asked" for it.
/// Throws DiagramDisagrees when an example does not hold in the walk (a fault of the library).
/// Complexity: two decision diagrams of the pathways by themselves; then what the unchanged pathways bring to those for whom a
/// changed one ends otherwise, a rank at a time, and the sets that are counted.
///
///     const triage::RuleDiff d = triage::diff(triage::load("old").value(), triage::load("new").value());
///     d.moves[0].from + " -> " + d.moves[0].to;  // "same_day -> self_care"
[[nodiscard]] RuleDiff diff(const RuleSet& before, const RuleSet& after, const DiffOptions& options = {});

/// Runs cases that were read for the new rules on both sides. The old rules do not fail for what they could not know: answers
/// and expectations that only the new ones have are left out for them. Complexity: that of `run_cases`, twice.
[[nodiscard]] CaseChanges diff_cases(const RuleSet& before, const RuleSet& after, const std::vector<Case>& cases);

/// A bullet with details below it and, perhaps, a file of answers.
struct DiffItem {
    std::string text;
    std::vector<std::string> details;
    std::string yaml;
};

struct DiffSection {
    std::string title, note;
    std::vector<DiffItem> items;
};

/// Whether a reader sees large counts as "1.3 × 10²⁸" or with all their digits as well.
enum class DiffCounts : std::uint8_t { rounded, exact };

struct DiffReport {
    std::string title;
    std::vector<std::string> verdict;  ///< sentences; the first is the one to read
    std::vector<DiffSection> sections;
    std::string under_title{};  ///< a warning about the two versions, or nothing
};

/// What a comparison says to a reader, as titled sections in reading order: one content for text, Markdown and the review packet.
/// Never says "nothing changed" of anything that was not compared to the end.
[[nodiscard]] DiffReport report_of(const RuleDiff& d, DiffCounts counts = DiffCounts::rounded);

/// As text for a terminal, ending in a newline.
[[nodiscard]] std::string render_text(const RuleDiff& d, const TextOptions& options = {},
                                      DiffCounts counts = DiffCounts::rounded);

/// As a Markdown comment for a pull request, ending in a newline; no text of the rules becomes markup.
[[nodiscard]] std::string render_markdown(const RuleDiff& d, DiffCounts counts = DiffCounts::rounded);

/// As JSON, triage.diff/1, ending in a newline: everything, uncut. Counts are strings of digits, never rounded.
[[nodiscard]] std::string render_json(const RuleDiff& d);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diff/diff.ipp>
#include <triage/review/diff/diff_report.ipp>
#include <triage/review/diff/render.ipp>
#endif
