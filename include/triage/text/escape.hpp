// SPDX-License-Identifier: Apache-2.0
// A text inside another notation: JSON, HTML, Markdown, CSV.
// Refuses to let a text become markup, a formula or a control character.
#pragma once

#include <string>
#include <string_view>

namespace triage {

/// A JSON string literal with its quotes; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

/// A text for HTML content or a quoted attribute.
[[nodiscard]] std::string html_text(std::string_view text);

/// A text in Markdown, with everything escaped that could be markup, a link or HTML; on one line.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// A field of a CSV file (RFC 4180), in quotes where it needs them. What a sheet would take for a formula starts with '.
[[nodiscard]] std::string csv_field(const std::string& text);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/text/escape.ipp>
#endif
