// SPDX-License-Identifier: Apache-2.0
// What changed since an older version, for patients first: the comparison's report as lists that a narrow screen can hold.
// Refuses to shorten it: what a signature covers is shown in full.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <triage/review/diff/diff_report.hpp>
#include <triage/review/packet/html.hpp>
#include <triage/review/packet/page.hpp>

namespace triage::packet_detail {

/// The lines of an answer file, its comment left out, as one line.
[[nodiscard]] inline std::string answers_on_one_line(const std::string& yaml) {
    std::vector<std::string> answers;
    std::istringstream lines(yaml);
    for (std::string line; std::getline(lines, line);)
        if (!line.empty() && line.front() != '#') answers.push_back(line);
    return joined(answers, "; ");
}

[[nodiscard]] inline std::string change_item(const DiffItem& item) {
    std::vector<std::string> details;
    for (const std::string& d : item.details) details.push_back(html_text(d));
    if (!item.yaml.empty()) details.push_back(code(answers_on_one_line(item.yaml)));
    return html_text(item.text) + (details.empty() ? "" : "\n" + bullets(details));
}

[[nodiscard]] inline std::string changes_section(const Page& page) {
    std::string out = "<section>\n" + heading(2, "Changes since the last signed version", "changes");
    if (!page.parts.changes)
        return out + paragraph("No earlier version was given to compare with (triage review --since OLD).") + "</section>\n";
    const DiffReport& report = page.parts.changes->report;
    out += paragraph("Compared with " + code(page.parts.changes->since) + ": " + html_text(report.title));
    for (std::size_t i = 0; i < report.verdict.size(); ++i)
        out += paragraph(i == 0 ? element("b", html_text(report.verdict[i])) : html_text(report.verdict[i]));
    for (const DiffSection& section : report.sections) {
        out += heading(3, section.title);
        if (!section.note.empty()) out += paragraph(html_text(section.note));
        std::vector<std::string> items;
        for (const DiffItem& item : section.items) items.push_back(change_item(item));
        out += bullets(items);
    }
    return out + "</section>\n";
}

}  // namespace triage::packet_detail
