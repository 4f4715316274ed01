// SPDX-License-Identifier: Apache-2.0
// What mutate.hpp writes as text and JSON.
#pragma once

#include <cstddef>

#include <triage/header_only.hpp>
#include <triage/review/cases.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace review_detail {

/// "731 of 742 (98.5 %)", rounded down.
[[nodiscard]] inline std::string noticed_share(std::size_t part, std::size_t whole) {
    const std::string out = std::to_string(part) + " of " + std::to_string(whole);
    return whole == 0 ? out : out + " (" + share_text(part, whole) + ")";
}

[[nodiscard]] inline const char* status_name(MutantResult::Status status) {
    constexpr const char* names[] = {"noticed", "refused", "equivalent", "survived", "undecided"};
    return names[static_cast<std::size_t>(status)];
}

}  // namespace review_detail

TRIAGE_BODY std::string render_text(const MutationReport& report) {
    using namespace review_detail;
    using Status = MutantResult::Status;
    std::string out;
    for (const bool milder : {true, false})
        for (const MutantResult& r : report.results)
            if (r.status == Status::survived && r.milder == milder)
                out += "NOT NOTICED " + r.mutation.at + ": " + visible(r.mutation.text) + "\n    " + r.meaning + "\n" +
                       indented(r.test_case, 4);
    for (const MutantResult& r : report.results)
        if (r.status == Status::undecided)
            out += "UNDECIDED   " + r.mutation.at + ": " + visible(r.mutation.text) + ": " + r.by + "\n";
    const MutationReport::Score all = report.score(false), grave = report.score(true);
    out += report.ruleset + " " + report.version + ": " + std::to_string(report.results.size()) + " mutations, " +
           std::to_string(report.cases) + " cases\n";
    out += "  refused by the loader:  " + std::to_string(report.count(Status::refused)) + "\n";
    out += "  proved equivalent:      " + std::to_string(report.count(Status::equivalent)) + "\n";
    out += "  undecided:              " + std::to_string(report.count(Status::undecided)) + "\n";
    out += "  noticed, of the others: " + noticed_share(all.noticed, all.whole) + "\n";
    out += "  on red-flag pathways:   " + noticed_share(grave.noticed, grave.whole) + "\n";
    return out;
}

TRIAGE_BODY std::string render_json(const MutationReport& report) {
    using namespace review_detail;
    JsonWriter json(true);
    json.open('{').text("schema", "triage.mutation/1").text("ruleset", report.ruleset).text("version", report.version);
    json.number("cases", report.cases).objects("mutations", report.results, [&](const MutantResult& r) {
        json.text("kind", r.mutation.kind).text("text", r.mutation.text).text("at", r.mutation.at);
        json.texts("pathways", r.mutation.pathways).boolean("red_flag", r.mutation.red_flag);
        json.text("status", status_name(r.status));
        if (!r.by.empty()) json.text("by", r.by);
        if (r.status == MutantResult::Status::survived)
            json.text("meaning", r.meaning).boolean("milder", r.milder).text("case", r.test_case);
    });
    for (const bool red_flags : {false, true}) {
        const MutationReport::Score score = report.score(red_flags);
        json.object(red_flags ? "red_flags" : "all", [&] { json.number("noticed", score.noticed).number("of", score.whole); });
    }
    return json.close('}').str() + "\n";
}

}  // namespace triage
