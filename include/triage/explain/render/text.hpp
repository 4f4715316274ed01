// SPDX-License-Identifier: Apache-2.0
// The assessment for a person at a terminal: what to do first, then why. Readable without colour.
// Refuses to let a text act on the terminal: control characters are made visible.
#pragma once

#include <cstddef>
#include <string>

#include <triage/explain/assessment.hpp>

namespace triage {

struct TextOptions {
    std::size_t width = 80;      ///< columns; at least 20
    bool colour = false;         ///< ANSI colours
    bool for_clinician = false;  ///< professional wording, places in the rule file, sources, scores
};

/// The assessment as text, ending in a newline.
[[nodiscard]] std::string render_text(const Assessment& a, const TextOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/text.ipp>
#endif
