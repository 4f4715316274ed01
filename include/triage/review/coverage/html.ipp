// SPDX-License-Identifier: Apache-2.0
// The bodies of html.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include <triage/explain/render/html.hpp>
#include <triage/header_only.hpp>
#include <triage/review/coverage/by_file.hpp>
#include <triage/review/coverage/html.hpp>
#include <triage/review/report.hpp>
#include <triage/text/escape.hpp>

namespace triage {

namespace coverage_detail {

/// What one line of a rule file holds.
struct LineItems {
    std::size_t come = 0, covered = 0, open = 0;
    std::vector<const CoverageItem*> notes;  ///< what is not covered, and what is impossible
};

class CoveragePage {
public:
    explicit CoveragePage(const CoverageReport& report) : report_(report), doc_(report.rules.document()) {}

    [[nodiscard]] std::string body() {
        const CoverageTotal& all = report_.totals.back();
        out_ = "<main>\n<h1>Coverage of " + html_text(report_.rules.id()) + " " + html_text(report_.rules.version()) +
               "</h1>\n<p>" + std::to_string(report_.judged) + " judged of " + std::to_string(report_.cases) + " cases cover " +
               std::to_string(all.covered) + " of " + std::to_string(all.whole()) + " (" + share_text(all.covered, all.whole()) +
               ")" + (report_.pathway.empty() ? "" : ", pathway " + html_text(report_.pathway)) +
               ". What is proved impossible is in no whole.</p>\n";
        totals();
        out_ +=
            "<p>Beside each line stand how many cases came there, and how much of what it holds they cover: "
            "<b style=\"color:var(--home)\">all</b>, <b style=\"color:var(--soon)\">part</b> or "
            "<b style=\"color:var(--grave)\">none</b>. The files of the gravest pathways stand first.</p>\n";
        for (const FileItems& file : by_file(report_, [](const CoverageItem&) { return true; })) section(file);
        out_ += "</main>\n";
        return std::move(out_);
    }

private:
    void totals() {
        const bool all_proved = report_.all_proved();
        out_ +=
            std::string(
                "<table>\n<caption>What the cases cover</caption>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Covered</th>"
                "<th scope=\"col\">Share</th><th scope=\"col\" style=\"white-space:normal\">Proved impossible</th>") +
            (all_proved ? "" : "<th scope=\"col\" style=\"white-space:normal\">Not proved</th>") + "</tr></thead>\n<tbody>\n";
        for (std::size_t k = 0; k < report_.totals.size(); ++k) {
            const CoverageTotal& t = report_.totals[k];
            if (t.whole() + t.impossible == 0) continue;
            out_ += std::string("<tr><th scope=\"row\" style=\"white-space:normal\">") + kind_text(k) + "</th><td>" +
                    std::to_string(t.covered) + " of " + std::to_string(t.whole()) + "</td><td style=\"white-space:nowrap\">" +
                    share_text(t.covered, t.whole()) + "</td><td>" + std::to_string(t.impossible) + "</td>" +
                    (all_proved ? "" : "<td>" + std::to_string(t.not_proved) + "</td>") + "</tr>\n";
        }
        out_ += "</tbody>\n</table>\n";
    }

    void section(const FileItems& file) {
        std::map<std::uint32_t, LineItems> lines;
        std::size_t covered = 0, open = 0;
        for (const CoverageItem* item : file.items) {
            LineItems& line = lines[item->at.line];
            line.come = std::max(line.come, item->come);
            const bool met = item->state == CoverageState::covered, impossible = item->state == CoverageState::impossible;
            (met ? line.covered : line.open) += impossible ? 0 : 1;
            (met ? covered : open) += impossible ? 0 : 1;
            if (!met) line.notes.push_back(item);
        }
        const SourceFile& source = doc_.files[file.file];
        out_ += std::string("<details") + (open != 0 ? " open" : "") + ">\n<summary><b>" + html_text(source.path) + "</b> " +
                std::to_string(covered) + " of " + std::to_string(covered + open) + "</summary>\n<table>\n<caption>" +
                html_text(source.path) +
                "</caption>\n<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Cases</th><th scope=\"col\">Met</th>"
                "<th scope=\"col\">Rule</th></tr></thead>\n<tbody>\n";
        std::uint32_t number = 0;
        for (std::size_t at = 0; at < source.text.size();) {
            const std::size_t end = std::min(source.text.find('\n', at), source.text.size());
            const auto line = lines.find(++number);
            row(number, source.text.substr(at, end - at), line == lines.end() ? nullptr : &line->second);
            at = end + 1;
        }
        out_ += "</tbody>\n</table>\n</details>\n";
    }

    void row(std::uint32_t number, std::string text, const LineItems* line) {
        std::size_t indent = text.find_first_not_of(' ');
        if (indent == std::string::npos) indent = text.size();
        std::string spaces;
        for (std::size_t i = 0; i < indent; ++i) spaces += "\xC2\xA0";  // so that the indent stays where lines are wrapped
        out_ += "<tr><td>" + std::to_string(number) + "</td>";
        if (line == nullptr) {
            out_ += "<td></td><td></td>";
        } else {
            const bool nothing = line->covered + line->open == 0;
            const char* word = nothing ? "-" : line->open == 0 ? "all" : line->covered != 0 ? "part" : "none";
            const char* colour = nothing ? "quiet" : line->open == 0 ? "home" : line->covered != 0 ? "soon" : "grave";
            out_ +=
                "<td>" + std::to_string(line->come) + "</td><td><b style=\"color:var(--" + colour + ")\">" + word + "</b></td>";
        }
        out_ += "<td style=\"overflow-wrap:anywhere\"><code>" + spaces + html_text(text.substr(indent)) + "</code>";
        if (line != nullptr && !line->notes.empty()) {
            out_ += "<ul>";
            for (const CoverageItem* item : line->notes) {
                constexpr const char* said[] = {"", "not covered: ", "proved impossible: ", "not covered, not proved possible: "};
                const bool gap = item->state != CoverageState::impossible;
                out_ += std::string("<li style=\"color:var(--") + (gap ? "grave" : "quiet") + ")\">" +
                        said[static_cast<std::size_t>(item->state)] + html_text(item_text(*item)) + "</li>";
            }
            out_ += "</ul>";
        }
        out_ += "</td></tr>\n";
    }

    const CoverageReport& report_;
    const RuleDocument& doc_;
    std::string out_;
};

}  // namespace coverage_detail

TRIAGE_BODY std::string render_coverage_html(const CoverageReport& report) {
    return html_page("Coverage of " + report.rules.id(), coverage_detail::CoveragePage(report).body(),
                     report.rules.document().language.value);
}

}  // namespace triage
