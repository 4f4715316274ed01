// SPDX-License-Identifier: Apache-2.0
// A return-to-running programme as text, Markdown, HTML, CSV and iCalendar.
// Refuses to print sessions for someone who may not run: then every form says why instead.
#pragma once

#include <cstdint>
#include <string>

#include <triage/explain/plan.hpp>
#include <triage/explain/render/render.hpp>

namespace triage {

enum class ProgrammeFormat : std::uint8_t { text, markdown, html, csv, icalendar };

/// The programme in one of its forms. A programme that is not allowed gives its refusal as plain text.
[[nodiscard]] std::string render_programme(const Programme& p, ProgrammeFormat format, const TextOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/programme.ipp>
#endif
