// SPDX-License-Identifier: Apache-2.0
// The test cases with their results: with each pathway those that name it, and all others together.
// Refuses a share without its counts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <triage/review/packet/page.hpp>

namespace triage::packet_detail {

/// Whether a case is about a pathway: it expects it, one of its outcomes or its condition, or its diagnosis is that.
[[nodiscard]] inline bool names(const Case& c, const Pathway& p, const References& refers) {
    const auto among = [](const std::vector<Text>& all, const std::string& id) {
        return std::any_of(all.begin(), all.end(), [&](const Text& t) { return t.value == id; });
    };
    if (among(c.expect.raised, p.id.value) || among(c.expect.conditions, p.condition.value) || c.diagnosis == p.condition.value)
        return true;
    return std::any_of(refers.outcomes.met().begin(), refers.outcomes.met().end(),
                       [&](const Outcome* o) { return among(c.expect.raised, o->id.value); });
}

/// The ids of levels are short enough for a column; the table of levels explains them.
[[nodiscard]] inline std::string case_range(const Expectation& e) {
    const std::string least = html_text(spaced(e.at_least.value)), most = html_text(spaced(e.at_most.value));
    if (least.empty() && most.empty()) return "–";
    if (least == most) return least;
    return least.empty() ? "at most " + most : most.empty() ? "at least " + least : least + " to " + most;
}

[[nodiscard]] inline std::string case_table(const Page& page, const std::string& name, const std::vector<std::size_t>& which) {
    Table table(name, {"Case", "Expected", "As answered", "Unmentioned absent", "Verdict"}, "cases");
    const auto level = [](const std::string& id) { return id.empty() ? std::string("–") : html_text(spaced(id)); };
    for (const std::size_t i : which) {
        const Case& c = page.parts.cases[i];
        const CaseResult& r = page.parts.case_report->results[i];
        const CaseVerdict judged = r.verdict();
        std::string verdict = label(case_verdict_name(judged), judged == CaseVerdict::passed        ? "good"
                                                               : judged == CaseVerdict::not_covered ? "doubt"
                                                                                                    : "bad");
        for (const VacuousExpectation& v : r.vacuous) verdict += "<br>" + html_text(v.text) + " " + code(v.at);
        for (const std::string& f : r.failures) verdict += "<br>" + html_text(f);
        for (const std::string& f : r.remarks) verdict += "<br>" + html_text(f);
        table.row({html_text(c.title.empty() ? c.id.value : c.title) + (r.published ? " " + label("published") : ""),
                   case_range(c.expect), level(r.as_answered), level(r.absent), verdict});
    }
    return table.html();
}

[[nodiscard]] inline std::string case_counts(const Page& page, const std::vector<std::size_t>& which) {
    CaseReport counts;
    std::size_t published = 0;
    for (const std::size_t i : which) {
        counts.results.push_back(page.parts.case_report->results[i]);
        published += counts.results.back().published ? 1U : 0U;
    }
    counts.count();
    return counted(which.size(), "case") + ", " + std::to_string(published) + " of them published: " + counts.text() + ".";
}

[[nodiscard]] inline std::string cases_of_pathway(const Page& page, const Pathway& pathway, const References& refers) {
    if (!page.parts.case_report) return {};
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < page.parts.cases.size(); ++i)
        if (names(page.parts.cases[i], pathway, refers)) which.push_back(i);
    std::string out = heading(4, "Cases that name it");
    if (which.empty()) return out + paragraph("<b>No case names this pathway.</b>");
    return out + paragraph(case_counts(page, which)) + case_table(page, "Cases of " + pathway.title.value, which);
}

[[nodiscard]] inline std::string cases_section(const Page& page) {
    std::string out = "<section>\n" + heading(2, "Cases", "cases");
    if (!page.parts.case_report || page.parts.cases.empty())
        return out + paragraph("<b>No cases were run for this packet.</b>") + "</section>\n";
    std::vector<std::size_t> all, rest;
    for (std::size_t i = 0; i < page.parts.cases.size(); ++i) {
        all.push_back(i);
        bool named = false;
        for (std::size_t p = 0; p < page.doc.pathways.size(); ++p)
            named = named || names(page.parts.cases[i], page.doc.pathways[p], page.refers[p]);
        if (!named) rest.push_back(i);
    }
    out +=
        paragraph(case_counts(page, all)) +
        paragraph(
            "A case is read in two ways. As answered: what it does not mention is not known. Unmentioned absent: worrying things that it "
            "does not mention count as “no”, as published reports are usually read. Cases that name a pathway are listed with it; the authors knew "
            "all of them while they wrote the rules, so these are development figures. The short names of levels are those of the " +
            link("scope", "table of levels") + ".");
    if (!rest.empty()) out += heading(3, "Cases that name no pathway") + case_table(page, "Cases that name no pathway", rest);
    return out + "</section>\n";
}

}  // namespace triage::packet_detail
