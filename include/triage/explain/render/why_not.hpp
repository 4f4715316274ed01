// SPDX-License-Identifier: Apache-2.0
// "Why not X" as text and as JSON.
// Refuses to shorten: every visited step is shown, with what was asked, what was answered and its place in the rules.
#pragma once

#include <string>

#include <triage/explain/render/text.hpp>
#include <triage/explain/why_not.hpp>

namespace triage {

/// For a terminal: each step of each pathway that could have led there.
[[nodiscard]] std::string render_text(const WhyNot& why, const TextOptions& options = {});

/// `{"schema": "triage.why_not/1", "asked_for": …, "pathways": […]}`, ending in a newline.
[[nodiscard]] std::string render_json(const WhyNot& why);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/why_not.ipp>
#endif
