// SPDX-License-Identifier: Apache-2.0
// A comparison of rules as text for a terminal and as Markdown for a pull request.
// Refuses to let a text of the rules act on the terminal or become markup.
#pragma once

#include <string>

#include <triage/explain/render/text.hpp>
#include <triage/review/diff/rule_diff.hpp>

namespace triage {

/// As text, ending in a newline.
[[nodiscard]] std::string render_text(const RuleDiff& d, const TextOptions& options = {});

/// As a Markdown comment, ending in a newline.
[[nodiscard]] std::string render_markdown(const RuleDiff& d);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diff/render/text.ipp>
#endif
