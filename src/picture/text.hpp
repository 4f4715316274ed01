// SPDX-License-Identifier: Apache-2.0
// Rule texts on their way into a picture: cleaned, wrapped, and escaped for the notation that they go to.
// Refuses to shorten: what a clinician is to review is shown whole.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace triage::picture_detail {

/// One line of valid UTF-8 without control or bidirectional characters (those are made visible).
[[nodiscard]] std::string cleaned(const std::string& text);

/// Broken at blanks into lines of at most `width` characters; a longer word stays whole.
[[nodiscard]] std::vector<std::string> wrapped_lines(const std::string& text, std::size_t width);

/// For a DOT string that boost::write_graphviz quotes. `line_end` is \l (left), \n (centred) or \r (right).
[[nodiscard]] std::string dot_label(const std::vector<std::string>& lines, const char* line_end);

/// For a quoted Mermaid label: everything but letters, digits and a few plain marks becomes an entity.
[[nodiscard]] std::string mermaid_label(const std::vector<std::string>& lines);

}  // namespace triage::picture_detail
