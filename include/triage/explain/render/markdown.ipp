// SPDX-License-Identifier: Apache-2.0
// The bodies of markdown.hpp.
#pragma once

#include <string>
#include <string_view>

#include <triage/explain/assessment.hpp>
#include <triage/explain/render/markdown.hpp>
#include <triage/explain/render/sections.hpp>
#include <triage/explain/render/text.hpp>
#include <triage/header_only.hpp>
#include <triage/model/diagnostic.hpp>
#include <triage/text/escape.hpp>

namespace triage {

TRIAGE_BODY std::string render_markdown(const Assessment& a, const TextOptions& options) {
    std::string out = "# " + markdown_text(a.disposition.label) + "\n\n**" + markdown_text(a.leading.title) + ".** " +
                      markdown_text(a.leading.say) + "\n";
    if (options.for_clinician && !a.leading.clinician.empty())
        out += "\n*Clinician:* " + markdown_text(a.leading.clinician) + "\n";
    for (const Section& section : sections_of(a, options.for_clinician)) {
        out += "\n## " + markdown_text(section.title) + "\n\n";
        for (const SectionItem& item : section.items) {
            if (!item.bullet) {
                out += markdown_text(item.text) + "\n\n";
                continue;
            }
            out += "- " + markdown_text(item.text) + "\n";
            for (const std::string& detail : item.details) out += "  - " + markdown_text(detail) + "\n";
        }
    }
    while (out.size() > 1 && out[out.size() - 1] == '\n' && out[out.size() - 2] == '\n') out.pop_back();
    return out + "\n---\n\n" + markdown_text(disclaimer(a.review)) + "\n";
}

}  // namespace triage
