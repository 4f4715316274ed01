// SPDX-License-Identifier: Apache-2.0
// The assessment for a person at a terminal: what to do first, then why. Readable without colour.
// Refuses to let a text act on the terminal: control characters are made visible.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <triage/explain/assessment.hpp>
#include <triage/explain/render/sections.hpp>
#include <triage/model/answer.hpp>
#include <triage/model/diagnostic.hpp>

namespace triage {

struct TextOptions {
    std::size_t width = 80;      ///< columns; at least 20
    bool colour = false;         ///< ANSI colours
    bool for_clinician = false;  ///< professional wording, places in the rule file, sources, scores
};

/// Number of terminal columns, counting each code point as one.
[[nodiscard]] inline std::size_t columns(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return n;
}

/// The text wrapped to `width` columns (at least 20), ending in a newline. The first line starts with `first`, the others
/// with as many blanks. Control characters are made visible.
[[nodiscard]] inline std::string wrapped(const std::string& text, std::size_t width, const std::string& first = "") {
    const std::size_t limit = std::max<std::size_t>(width, 20), indent = columns(first);
    std::string out = first, word;
    std::size_t used = indent;
    bool empty = true;  // nothing on this line yet
    const auto flush = [&] {
        if (word.empty()) return;
        const std::size_t wide = columns(word);
        if (!empty && used + 1 + wide > limit) {
            out += '\n' + std::string(indent, ' ');
            used = indent;
            empty = true;
        }
        if (!empty) out += ' ';
        used += wide + (empty ? 0 : 1);
        out += word;
        empty = false;
        word.clear();
    };
    for (const char c : visible(text)) {
        if (c == ' ' || c == '\n' || c == '\t')
            flush();
        else
            word += c;
    }
    flush();
    return out + '\n';
}

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

/// The assessment as text, ending in a newline.
[[nodiscard]] inline std::string render_text(const Assessment& a, const TextOptions& options = {}) {
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
