// SPDX-License-Identifier: Apache-2.0
// A coverage report as text, as JSON (triage.coverage/1), as an lcov tracefile and as a page that shows the rule files line by
// line, with what the cases met there.
// Refuses to show a share without its counts, to hide what was proved impossible, and, in the page, script, outside
// resources, unescaped text and colour as the only sign.
#pragma once

#include <string>

#include <triage/review/coverage/coverage.hpp>

namespace triage {

/// Counts by kind, then what is missing, file by file, those of the gravest pathways first.
[[nodiscard]] std::string render_coverage_text(const CoverageReport& report);

/// `triage.coverage/1`, on several lines, ending in a newline.
[[nodiscard]] std::string render_coverage_json(const CoverageReport& report);

/// An lcov tracefile: a line for each place that holds something, hit by the cases that came there; each item other than
/// a step is a branch, at the line of its step or of its own. What is proved impossible is left out. `root` stands in
/// front of the names of the files.
[[nodiscard]] std::string render_coverage_lcov(const CoverageReport& report, const std::string& root);

/// The report as a page for phone, desk and print.
[[nodiscard]] std::string render_coverage_html(const CoverageReport& report);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/coverage/render.ipp>
#endif
