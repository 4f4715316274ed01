// SPDX-License-Identifier: Apache-2.0
// The assessment as Markdown, for a message or a record: what to do first, then why.
// Refuses to let a rule text become markup: every text is escaped.
#pragma once

#include <string>

#include <triage/explain/render/text.hpp>

namespace triage {

/// The assessment as a Markdown document, ending in a newline.
[[nodiscard]] std::string render_markdown(const Assessment& a, const TextOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/markdown.ipp>
#endif
