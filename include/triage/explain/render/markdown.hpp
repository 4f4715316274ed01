// SPDX-License-Identifier: Apache-2.0
// The assessment as Markdown, for a message or a record: what to do first, then why.
// Refuses to let a rule text become markup: every text is escaped.
#pragma once

#include <string>
#include <string_view>

#include <triage/explain/assessment.hpp>
#include <triage/explain/render/sections.hpp>
#include <triage/explain/render/text.hpp>
#include <triage/model/diagnostic.hpp>

namespace triage {

/// A text in Markdown, with everything escaped that could be markup, a link or HTML; on one line.
[[nodiscard]] inline std::string markdown_text(std::string_view text) {
    std::string out;
    for (const char c : visible(std::string(text))) {
        if (c == '\n' || c == '\t') {
            out += ' ';
            continue;
        }
        if (c == '<' || c == '>' || c == '&') {
            out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
            continue;
        }
        for (const char special : std::string_view("\\`*_{}[]#|~!"))
            if (c == special) {
                out += '\\';
                break;
            }
        out += c;
    }
    // What would start a list or a numbered item at the beginning of a line.
    std::size_t digits = 0;
    while (digits < out.size() && out[digits] >= '0' && out[digits] <= '9') ++digits;
    if (!out.empty() && (out[0] == '-' || out[0] == '+'))
        out.insert(0, "\\");
    else if (digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')'))
        out.insert(digits, "\\");
    return out;
}

/// The assessment as a Markdown document, ending in a newline.
[[nodiscard]] inline std::string render_markdown(const Assessment& a, const TextOptions& options = {}) {
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
