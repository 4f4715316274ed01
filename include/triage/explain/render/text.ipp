// SPDX-License-Identifier: Apache-2.0
// The bodies of text.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <triage/explain/assessment.hpp>
#include <triage/explain/render/sections.hpp>
#include <triage/explain/render/text.hpp>
#include <triage/header_only.hpp>
#include <triage/model/answer.hpp>
#include <triage/model/diagnostic.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace render_detail {

class TextWriter {
public:
    explicit TextWriter(const TextOptions& options) : options_(options) {}

    void heading(std::string_view text) {
        out_ += '\n';
        paint("1", std::string(text));
    }
    /// A paragraph; the first line starts with `first`, the others with as many blanks.
    void paragraph(const std::string& text, const std::string& first = "") { out_ += wrapped(text, options_.width, first); }
    void paint(const char* code, const std::string& text) {
        const std::string lines = wrapped(text, options_.width);
        out_ += options_.colour ? "\x1b[" + std::string(code) + "m" + lines.substr(0, lines.size() - 1) + "\x1b[0m\n" : lines;
    }
    void blank() { out_ += '\n'; }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    const TextOptions& options_;
    std::string out_;
};

}  // namespace render_detail

TRIAGE_BODY std::string render_text(const Assessment& a, const TextOptions& options) {
    render_detail::TextWriter out(options);
    const bool gravest = a.disposition.rank + 1 == static_cast<int>(a.dispositions.size());
    const char* mark = a.disposition.at_home ? "" : ">>> ";
    out.paint(gravest                 ? "1;37;41"
              : a.disposition.at_home ? "1;32"
                                      : "1;33",
              mark + a.disposition.label + (a.disposition.at_home ? "" : " <<<"));
    out.paragraph(a.leading.title + ".");
    out.blank();
    out.paragraph(a.leading.say);
    if (options.for_clinician && !a.leading.clinician.empty()) out.paragraph("Clinician: " + a.leading.clinician);
    for (const Section& section : sections_of(a, options.for_clinician)) {
        out.heading(section.title);
        for (const SectionItem& item : section.items) {
            out.paragraph(item.text, item.bullet ? "  - " : "");
            for (const std::string& detail : item.details) out.paragraph(detail, "      - ");
        }
    }
    out.blank();
    out.paragraph(disclaimer(a.review));
    return out.take();
}

}  // namespace triage
