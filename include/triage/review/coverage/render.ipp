// SPDX-License-Identifier: Apache-2.0
// What coverage.hpp writes as text, JSON, an lcov tracefile and a page.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include <triage/explain/render/render.hpp>
#include <triage/header_only.hpp>
#include <triage/review/cases.hpp>
#include <triage/review/coverage/coverage.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace coverage_detail {

[[nodiscard]] inline std::string item_text(const CoverageItem& item) {
    return item.what + (item.missing.empty() ? "" : ": " + item.missing);
}

/// The items of each file, files in the order of their gravest items, items by line.
struct FileItems {
    std::uint32_t file = 0;
    std::vector<const CoverageItem*> items;
};
template <class Which>
[[nodiscard]] std::vector<FileItems> by_file(const CoverageReport& report, Which&& which) {
    std::vector<FileItems> out;
    for (const CoverageItem& item : report.items) {
        if (!which(item)) continue;
        auto file = std::find_if(out.begin(), out.end(), [&](const FileItems& f) { return f.file == item.at.file; });
        if (file == out.end()) file = out.insert(out.end(), {item.at.file, {}});
        file->items.push_back(&item);
    }
    for (FileItems& f : out)
        std::stable_sort(f.items.begin(), f.items.end(),
                         [](const CoverageItem* a, const CoverageItem* b) { return a->at.line < b->at.line; });
    return out;
}

[[nodiscard]] inline std::string list_text(const CoverageReport& report, CoverageState state, const std::string& title) {
    const auto files = by_file(report, [&](const CoverageItem& i) { return i.state == state; });
    if (files.empty()) return {};
    std::string out = "\n" + title + "\n";
    for (const FileItems& file : files) {
        bool red_flag = false;
        for (const CoverageItem* item : file.items) red_flag = red_flag || item->red_flag;
        out += report.rules.document().files[file.file].path + (red_flag ? " (red flag)\n" : "\n");
        for (const CoverageItem* item : file.items)
            out += padded(std::to_string(item->at.line), 6, true) + "  " + visible(item_text(*item)) + "\n";
    }
    return out;
}

/// What one line of a rule file holds.
struct LineItems {
    std::size_t reached = 0, covered = 0, open = 0;
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
               ". What is proved impossible is not part of any total.</p>\n";
        totals();
        out_ +=
            "<p>Each line shows how many cases reached it, and how much of what it holds they cover: "
            "<b style=\"color:var(--home)\">all</b>, <b style=\"color:var(--soon)\">part</b> or "
            "<b style=\"color:var(--grave)\">none</b>. The files of the gravest pathways come first.</p>\n";
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
            out_ += std::string("<tr><th scope=\"row\" style=\"white-space:normal\">") + coverage_kind_words[k].text +
                    "</th><td>" + std::to_string(t.covered) + " of " + std::to_string(t.whole()) +
                    "</td><td style=\"white-space:nowrap\">" + share_text(t.covered, t.whole()) + "</td><td>" +
                    std::to_string(t.impossible) + "</td>" + (all_proved ? "" : "<td>" + std::to_string(t.not_proved) + "</td>") +
                    "</tr>\n";
        }
        out_ += "</tbody>\n</table>\n";
    }

    void section(const FileItems& file) {
        std::map<std::uint32_t, LineItems> lines;
        std::size_t covered = 0, open = 0;
        for (const CoverageItem* item : file.items) {
            LineItems& line = lines[item->at.line];
            line.reached = std::max(line.reached, item->reached);
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
            out_ += "<td>" + std::to_string(line->reached) + "</td><td><b style=\"color:var(--" + colour + ")\">" + word +
                    "</b></td>";
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

TRIAGE_BODY std::string render_coverage_text(const CoverageReport& report) {
    using namespace coverage_detail;
    std::string out = "coverage of " + report.rules.id() + " " + report.rules.version() +
                      (report.pathway.empty() ? "" : ", pathway " + report.pathway) + ": " + std::to_string(report.judged) +
                      " judged of " + counted(report.cases, "case") + "\n";
    for (std::size_t k = 0; k < report.totals.size(); ++k) {
        const CoverageTotal& t = report.totals[k];
        if (t.whole() + t.impossible == 0) continue;
        out += "  " + padded(coverage_kind_words[k].text, 35) + padded(std::to_string(t.covered), 6, true) + " of " +
               padded(std::to_string(t.whole()), 4, true) + "  " + padded(share_text(t.covered, t.whole()), 7, true);
        if (t.impossible != 0) out += "   " + std::to_string(t.impossible) + " proved impossible";
        if (t.not_proved != 0) out += "   " + std::to_string(t.not_proved) + " not proved";
        out += "\n";
    }
    out += list_text(report, CoverageState::possible, "not covered:");
    out += list_text(
        report, CoverageState::not_proved,
        "not covered, and not proved to be possible (the diagram needs more than " + std::to_string(report.budget) + " nodes):");
    out += list_text(report, CoverageState::impossible, "proved impossible, and not part of any total:");
    return out;
}

TRIAGE_BODY std::string render_coverage_json(const CoverageReport& report) {
    using namespace coverage_detail;
    JsonWriter json(true);
    json.open('{').text("schema", "triage.coverage/1");
    json.open("ruleset", '{').text("id", report.rules.id()).text("version", report.rules.version());
    json.text("digest", report.rules.digest()).close('}').text_or_null("pathway", report.pathway);
    json.open("cases", '{').number("read", report.cases).number("judged", report.judged);
    json.number("passed", report.results.passed).number("failed", report.results.failed);
    json.number("not_covered", report.results.not_covered).number("vacuous", report.results.vacuous).close('}');
    json.open("totals", '{');
    for (std::size_t k = 0; k < report.totals.size(); ++k) {
        const CoverageTotal& t = report.totals[k];
        json.open(coverage_kind_words[k].id, '{').number("covered", t.covered);
        json.number("whole", t.whole()).number("impossible", t.impossible).number("not_proved", t.not_proved).close('}');
    }
    json.close('}').objects("items", report.items, [&](const CoverageItem& i) {
        json.text("kind", kind_id(i.kind)).text("state", state_id(i.state)).text("at", place(report.rules.document(), i.at));
        json.text("what", i.what).text("missing", i.missing).number("cases", i.cases).boolean("red_flag", i.red_flag);
        json.texts("pathways", i.pathways);
    });
    json.close('}');
    return json.str() + "\n";
}

TRIAGE_BODY std::string render_coverage_lcov(const CoverageReport& report, const std::string& root) {
    using namespace coverage_detail;
    const Rules& rules = report.rules.compiled();
    std::string out;
    for (const FileItems& file : by_file(report, [](const CoverageItem& i) { return i.state != CoverageState::impossible; })) {
        struct Line {
            std::size_t reached = 0;
            std::vector<std::size_t> branches;
        };
        std::map<std::uint32_t, Line> lines;
        for (const CoverageItem* item : file.items) {
            const std::uint32_t at = item->step == npos ? item->at.line : rules.steps[item->step].written->id.at.line;
            lines[at].reached = std::max(lines[at].reached, item->reached);
            if (item->kind != CoverageKind::step) lines[at].branches.push_back(item->cases);
        }
        std::size_t branches = 0, branches_hit = 0, lines_hit = 0;
        std::string taken, hits;
        for (const auto& [number, line] : lines) {
            for (std::size_t b = 0; b < line.branches.size(); ++b) {
                taken += "BRDA:" + std::to_string(number) + ",0," + std::to_string(b) + "," +
                         (line.reached == 0 ? "-" : std::to_string(line.branches[b])) + "\n";
                branches_hit += line.branches[b] != 0 ? 1U : 0U;
            }
            branches += line.branches.size();
            hits += "DA:" + std::to_string(number) + "," + std::to_string(line.reached) + "\n";
            lines_hit += line.reached != 0 ? 1 : 0;
        }
        const auto line = [](const char* key, std::size_t n) { return key + std::to_string(n) + "\n"; };
        out += "TN:\nSF:" + root + report.rules.document().files[file.file].path + "\n" + taken + line("BRF:", branches) +
               line("BRH:", branches_hit) + hits + line("LF:", lines.size()) + line("LH:", lines_hit) + "end_of_record\n";
    }
    return out;
}

TRIAGE_BODY std::string render_coverage_html(const CoverageReport& report) {
    return html_page("Coverage of " + report.rules.id(), coverage_detail::CoveragePage(report).body(),
                     report.rules.document().language.value);
}

}  // namespace triage
