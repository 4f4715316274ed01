// SPDX-License-Identifier: Apache-2.0
// The bodies of render.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include <triage/header_only.hpp>
#include <triage/review/coverage/by_file.hpp>
#include <triage/review/coverage/render.hpp>
#include <triage/review/report.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace coverage_detail {

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

TRIAGE_BODY std::string render_coverage_text(const CoverageReport& report) {
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

TRIAGE_BODY std::string render_coverage_json(const CoverageReport& report) {
    using namespace coverage_detail;
    const auto number = [](std::size_t n) { return static_cast<double>(n); };
    JsonWriter json(true);
    json.open('{').text("schema", "triage.coverage/1");
    json.key("ruleset").open('{').text("id", report.rules.id()).text("version", report.rules.version());
    json.text("digest", report.rules.digest()).close('}');
    json.key("pathway");
    report.pathway.empty() ? json.null() : json.text(report.pathway);
    json.key("cases").open('{').number("read", number(report.cases)).number("judged", number(report.judged));
    json.number("passed", number(report.results.passed)).number("failed", number(report.results.failed));
    json.number("not_covered", number(report.results.not_covered));
    json.number("vacuous", number(report.results.vacuous)).close('}');
    json.key("totals").open('{');
    for (std::size_t k = 0; k < report.totals.size(); ++k) {
        const CoverageTotal& t = report.totals[k];
        json.key(k < coverage_kinds.size() ? kind_id(t.kind) : "all").open('{').number("covered", number(t.covered));
        json.number("whole", number(t.whole())).number("impossible", number(t.impossible));
        json.number("not_proved", number(t.not_proved)).close('}');
    }
    json.close('}').key("items").open('[');
    for (const CoverageItem& i : report.items)
        json.open('{')
            .text("kind", kind_id(i.kind))
            .text("state", state_id(i.state))
            .text("at", place(report.rules.document(), i.at))
            .text("what", i.what)
            .text("missing", i.missing)
            .number("cases", number(i.cases))
            .boolean("red_flag", i.red_flag)
            .texts("pathways", i.pathways)
            .close('}');
    json.close(']').close('}');
    return json.str() + "\n";
}

TRIAGE_BODY std::string render_coverage_lcov(const CoverageReport& report, const std::string& root) {
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
