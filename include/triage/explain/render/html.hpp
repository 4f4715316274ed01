// SPDX-License-Identifier: Apache-2.0
// The assessment as one self-contained HTML page: readable on a phone, in the dark, in print and without style.
// Refuses script, outside resources and unescaped text.
#pragma once

#include <string>
#include <string_view>

#include <triage/explain/render/text.hpp>

namespace triage {

/// A whole page around `body`. Contrast is at least 4.5 : 1 in light and dark (WCAG 2 AA).
[[nodiscard]] std::string html_page(std::string_view title, std::string_view body, std::string_view language = "en");

/// The assessment as a page.
[[nodiscard]] std::string render_html(const Assessment& a, const TextOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/html.ipp>
#endif
