// SPDX-License-Identifier: Apache-2.0
// An Assessment in the form that its reader needs: text for a terminal, Markdown, HTML, JSON for a program.
// Refuses to add or drop a statement: what is said was decided by `assess`.
#pragma once

#include <cstdint>
#include <string>

#include <triage/explain/assessment.hpp>
#include <triage/explain/render/answers.hpp>
#include <triage/explain/render/html.hpp>
#include <triage/explain/render/json.hpp>
#include <triage/explain/render/markdown.hpp>
#include <triage/explain/render/text.hpp>
#include <triage/explain/render/why_not.hpp>

namespace triage {

enum class Format : std::uint8_t { text, json, markdown, html };

/// Renders an assessment; the result ends in a newline.
///
///     std::cout << triage::render(triage::assess(answers), triage::Format::text);
[[nodiscard]] std::string render(const Assessment& a, Format format, const TextOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/render.ipp>
#endif
