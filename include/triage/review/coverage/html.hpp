// SPDX-License-Identifier: Apache-2.0
// A coverage report as one page: the counts, and the rule files as they are written, line by line, with what the cases
// met there and what they did not.
// Refuses script, outside resources, unescaped text, and colour as the only sign.
#pragma once

#include <string>

#include <triage/review/coverage/coverage.hpp>

namespace triage {

/// The report as a page for phone, desk and print.
[[nodiscard]] std::string render_coverage_html(const CoverageReport& report);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/coverage/html.ipp>
#endif
