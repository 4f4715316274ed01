// SPDX-License-Identifier: Apache-2.0
// The bodies of text.hpp.
#pragma once

#include <cstddef>
#include <sstream>

#include <triage/header_only.hpp>
#include <triage/review/diff/render/report.hpp>
#include <triage/review/diff/render/text.hpp>
#include <triage/text/escape.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY std::string render_text(const RuleDiff& d, const TextOptions& options) {
    const DiffReport report = report_of(d);
    std::string out;
    const auto paint = [&](const std::string& text) {
        const std::string lines = wrapped(text, options.width);
        out += options.colour ? "\x1b[1m" + lines.substr(0, lines.size() - 1) + "\x1b[0m\n" : lines;
    };
    paint(report.title);
    for (const std::string& line : report.verdict) out += wrapped(line, options.width);
    for (const DiffSection& section : report.sections) {
        out += '\n';
        paint(section.title);
        if (!section.note.empty()) out += wrapped(section.note, options.width);
        for (const DiffItem& item : section.items) {
            out += wrapped(item.text, options.width, "  - ");
            for (const std::string& detail : item.details) out += wrapped(detail, options.width, "      - ");
            std::istringstream lines(item.yaml);
            for (std::string line; std::getline(lines, line);) out += "          " + visible(line) + "\n";
        }
    }
    return out;
}

TRIAGE_BODY std::string render_markdown(const RuleDiff& d) {
    const DiffReport report = report_of(d);
    std::string out = "## " + markdown_text(report.title) + "\n\n";
    for (std::size_t i = 0; i < report.verdict.size(); ++i)
        out += (i == 0 ? "**" + markdown_text(report.verdict[i]) + "**" : markdown_text(report.verdict[i])) +
               (i + 1 < report.verdict.size() ? "  \n" : "\n");
    if (!d.moves.empty()) {
        out += "\n| before | after | | patterns | |\n|---|---|---|--:|---|\n";
        constexpr const char* arrows[] = {"**milder**", "not comparable", "graver"};
        for (const DispositionMove& m : d.moves)
            out += "| " + markdown_text(m.from) + " | " + markdown_text(m.to) + " | " +
                   arrows[static_cast<std::size_t>(m.direction)] + " | " + count_text(m.patterns) + " | " +
                   markdown_text(about_share(m.patterns, d.patterns)) + " |\n";
        out +=
            "| unchanged | | | " + count_text(d.unchanged) + " | " + markdown_text(about_share(d.unchanged, d.patterns)) + " |\n";
    }
    for (const DiffSection& section : report.sections) {
        out += "\n### " + markdown_text(section.title) + "\n\n";
        if (!section.note.empty()) out += markdown_text(section.note) + "\n\n";
        for (const DiffItem& item : section.items) {
            out += "- " + markdown_text(item.text) + "\n";
            for (const std::string& detail : item.details) out += "  - " + markdown_text(detail) + "\n";
            if (item.yaml.empty()) continue;
            out += "\n    <details><summary>answers</summary>\n\n    ```yaml\n";
            std::istringstream lines(item.yaml);
            for (std::string line; std::getline(lines, line);) out += "    " + visible(line) + "\n";
            out += "    ```\n\n    </details>\n";
        }
    }
    return out;
}

}  // namespace triage
