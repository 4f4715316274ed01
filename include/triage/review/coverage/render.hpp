// SPDX-License-Identifier: Apache-2.0
// A coverage report as text, as JSON (triage.coverage/1) and as an lcov tracefile.
// Refuses to show a share without its counts, and to hide what was proved impossible: it is listed apart.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <triage/explain/render/json.hpp>
#include <triage/review/coverage/coverage.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

namespace coverage_detail {

[[nodiscard]] inline const char* kind_text(std::size_t kind) {
    constexpr const char* texts[] = {"steps come to",
                                     "then branches taken",
                                     "else branches taken",
                                     "unknown branches taken",
                                     "outcomes standing",
                                     "advice given, withheld",
                                     "criteria true, false, unknown",
                                     "score cut-offs, both sides",
                                     "number thresholds, both sides",
                                     "mentions that decide (MC/DC)",
                                     "all"};
    return texts[kind];
}
[[nodiscard]] inline const char* state_id(CoverageState state) {
    constexpr const char* ids[] = {"covered", "uncovered", "impossible", "not_proved"};
    return ids[static_cast<std::size_t>(state)];
}
[[nodiscard]] inline std::string item_text(const CoverageItem& item) {
    return item.what + (item.missing.empty() ? "" : ": " + item.missing);
}

/// The items of each file, files in the order in which their gravest item stands, items by line.
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

}  // namespace coverage_detail

/// Counts by kind, then what is missing, file by file, those of the gravest pathways first.
[[nodiscard]] inline std::string render_coverage_text(const CoverageReport& report) {
    using namespace coverage_detail;
    std::string out = "coverage of " + report.rules.id() + " " + report.rules.version() +
                      (report.pathway.empty() ? "" : ", pathway " + report.pathway) + ": " + std::to_string(report.judged) +
                      " judged of " + std::to_string(report.cases) + (report.cases == 1 ? " case" : " cases") + "\n";
    for (std::size_t k = 0; k < report.totals.size(); ++k) {
        const CoverageTotal& t = report.totals[k];
        if (t.whole() + t.impossible == 0) continue;
        std::string label = kind_text(k);
        label.resize(32, ' ');
        out += "  " + label + padded(std::to_string(t.covered), 6, true) + " of " + padded(std::to_string(t.whole()), 4, true) +
               "  " + padded(share_text(t.covered, t.whole()), 7, true);
        if (t.impossible != 0) out += "   " + std::to_string(t.impossible) + " proved impossible";
        if (t.not_proved != 0) out += "   " + std::to_string(t.not_proved) + " not proved";
        out += "\n";
    }
    out += list_text(report, CoverageState::possible, "not covered:");
    out += list_text(
        report, CoverageState::not_proved,
        "not covered, and not proved to be possible (the diagram needs more than " + std::to_string(report.budget) + " nodes):");
    out += list_text(report, CoverageState::impossible, "proved impossible, and counted in no whole:");
    return out;
}

/// `triage.coverage/1`, on several lines, ending in a newline.
[[nodiscard]] inline std::string render_coverage_json(const CoverageReport& report) {
    using namespace coverage_detail;
    const auto number = [](std::size_t n) { return static_cast<double>(n); };
    JsonWriter json(true);
    json.open('{').key("schema").text("triage.coverage/1");
    json.key("ruleset").open('{').key("id").text(report.rules.id()).key("version").text(report.rules.version());
    json.key("digest").text(report.rules.digest()).close('}');
    json.key("pathway");
    report.pathway.empty() ? json.null() : json.text(report.pathway);
    json.key("cases").open('{').key("read").number(number(report.cases)).key("judged").number(number(report.judged));
    json.key("passed").number(number(report.results.passed)).key("failed").number(number(report.results.failed));
    json.key("not_covered").number(number(report.results.not_covered));
    json.key("vacuous").number(number(report.results.vacuous)).close('}');
    json.key("totals").open('{');
    for (std::size_t k = 0; k < report.totals.size(); ++k) {
        const CoverageTotal& t = report.totals[k];
        json.key(k < coverage_kinds.size() ? kind_id(t.kind) : "all").open('{').key("covered").number(number(t.covered));
        json.key("whole").number(number(t.whole())).key("impossible").number(number(t.impossible));
        json.key("not_proved").number(number(t.not_proved)).close('}');
    }
    json.close('}').key("items").open('[');
    for (const CoverageItem& i : report.items)
        json.open('{')
            .key("kind")
            .text(kind_id(i.kind))
            .key("state")
            .text(state_id(i.state))
            .key("at")
            .text(place(report.rules.document(), i.at))
            .key("what")
            .text(i.what)
            .key("missing")
            .text(i.missing)
            .key("cases")
            .number(number(i.cases))
            .key("red_flag")
            .boolean(i.red_flag)
            .key("pathways")
            .texts(i.pathways)
            .close('}');
    json.close(']').close('}');
    return json.str() + "\n";
}

/// An lcov tracefile: a line for each place that holds something, hit by the cases that came there; each item other than
/// a step is a branch, at the line of its step or of its own. What is proved impossible is left out. `root` stands in
/// front of the names of the files.
[[nodiscard]] inline std::string render_coverage_lcov(const CoverageReport& report, const std::string& root) {
    using namespace coverage_detail;
    const Rules& rules = report.rules.compiled();
    std::string out;
    for (const FileItems& file : by_file(report, [](const CoverageItem& i) { return i.state != CoverageState::impossible; })) {
        struct Line {
            std::size_t come = 0;
            std::vector<std::size_t> branches;
        };
        std::map<std::uint32_t, Line> lines;
        for (const CoverageItem* item : file.items) {
            const std::uint32_t at = item->step == npos ? item->at.line : rules.steps[item->step].written->id.at.line;
            lines[at].come = std::max(lines[at].come, item->come);
            if (item->kind != CoverageKind::step) lines[at].branches.push_back(item->cases);
        }
        std::size_t branches = 0, branches_hit = 0, lines_hit = 0;
        std::string taken, hits;
        for (const auto& [number, line] : lines) {
            for (std::size_t b = 0; b < line.branches.size(); ++b) {
                taken += "BRDA:" + std::to_string(number) + ",0," + std::to_string(b) + "," +
                         (line.come == 0 ? "-" : std::to_string(line.branches[b])) + "\n";
                branches_hit += line.branches[b] != 0 ? 1 : 0;
            }
            branches += line.branches.size();
            hits += "DA:" + std::to_string(number) + "," + std::to_string(line.come) + "\n";
            lines_hit += line.come != 0 ? 1 : 0;
        }
        const auto line = [](const char* key, std::size_t n) { return key + std::to_string(n) + "\n"; };
        out += "TN:\nSF:" + root + report.rules.document().files[file.file].path + "\n" + taken + line("BRF:", branches) +
               line("BRH:", branches_hit) + hits + line("LF:", lines.size()) + line("LH:", lines_hit) + "end_of_record\n";
    }
    return out;
}

}  // namespace triage
