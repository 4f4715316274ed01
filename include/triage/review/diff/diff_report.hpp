// SPDX-License-Identifier: Apache-2.0
// What a comparison says to a reader, as titled sections in reading order: one content for text and Markdown.
// Refuses to say "nothing changed" of anything that was not compared to the end.
#pragma once

#include <string>
#include <vector>

#include <triage/review/diff/rule_diff.hpp>

namespace triage {

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

struct DiffReport {
    std::string title;
    std::vector<std::string> verdict;  ///< sentences; the first is the one to read
    std::vector<DiffSection> sections;
};

[[nodiscard]] DiffReport report_of(const RuleDiff& d);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diff/diff_report.ipp>
#endif
