// SPDX-License-Identifier: Apache-2.0
// A MutationReport as text for a terminal, and as JSON.
// Refuses to leave out what was not decided.
#pragma once

#include <string>

#include <triage/review/mutate/mutate.hpp>

namespace triage {

/// What the cases would not notice: under-triage first, each with a case that would notice it; then the figures.
[[nodiscard]] std::string render_text(const MutationReport& report);

/// The report as JSON, schema triage.mutation/1.
[[nodiscard]] std::string render_json(const MutationReport& report);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/mutate/render.ipp>
#endif
