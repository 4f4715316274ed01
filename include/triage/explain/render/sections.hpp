// SPDX-License-Identifier: Apache-2.0
// What an assessment says to a reader, as titled sections in reading order: one content for text, Markdown and HTML.
// Refuses to show what would make the result milder to the person: nobody is taught what to deny.
#pragma once

#include <string>
#include <vector>

#include <triage/explain/assess.hpp>

namespace triage {

/// A paragraph, or a bullet with details below it.
struct SectionItem {
    std::string text;
    bool bullet = true;
    std::vector<std::string> details;
};

struct Section {
    std::string id;  ///< "do", "avoid", "help", "again", "why", …: for style sheets
    std::string title;
    bool below = false;  ///< below the line: what a person needs only later, or to understand the result
    std::vector<SectionItem> items;
};

/// Everything below the headline, in reading order: first what to act on, and below the line why, what else and what would change
/// it. `detail`: leaves nothing out below the line.
[[nodiscard]] std::vector<Section> sections_of(const Assessment& a, bool for_clinician, bool detail = false);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/sections.ipp>
#endif
