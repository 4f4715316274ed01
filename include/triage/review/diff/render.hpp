// SPDX-License-Identifier: Apache-2.0
// A comparison of rules as text for a terminal, as Markdown for a pull request, and as JSON (triage.diff/1): everything, uncut.
// Refuses to let a text of the rules act on the terminal or become markup; in JSON, to round: counts are strings of digits.
#pragma once

#include <string>

#include <triage/explain/render/render.hpp>
#include <triage/review/diff/rule_diff.hpp>

namespace triage {

/// As text, ending in a newline.
[[nodiscard]] std::string render_text(const RuleDiff& d, const TextOptions& options = {});

/// As a Markdown comment, ending in a newline.
[[nodiscard]] std::string render_markdown(const RuleDiff& d);

/// As JSON, triage.diff/1, ending in a newline.
[[nodiscard]] std::string render_json(const RuleDiff& d);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diff/render.ipp>
#endif
