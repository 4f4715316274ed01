// SPDX-License-Identifier: Apache-2.0
// The bodies of packet.hpp.
#pragma once

#include <utility>
#include <vector>

#include <triage/header_only.hpp>
#include <triage/review/packet/changes.hpp>
#include <triage/review/packet/doubts.hpp>
#include <triage/review/packet/evidence.hpp>
#include <triage/review/packet/front.hpp>
#include <triage/review/packet/packet.hpp>
#include <triage/review/packet/pathway.hpp>
#include <triage/review/packet/plans.hpp>
#include <triage/text/escape.hpp>

namespace triage {

namespace packet_detail {

[[nodiscard]] inline std::string contents(const Page& page) {
    std::string pathways;
    for (std::size_t p = 0; p < page.doc.pathways.size(); ++p)
        pathways += element("li", link("p-" + page.doc.pathways[p].id.value, page.doc.pathways[p].title.value));
    std::string out;
    const auto entry = [&](const char* anchor, const char* title) { out += element("li", link(anchor, title)) + "\n"; };
    entry("scope", "What these rules are for");
    entry("how", "How to read this packet");
    entry("signatures", "Signature status");
    entry("changes", "Changes since the last signed version");
    out += element("li", link("pathways", "Pathways") + "\n" + element("ol", pathways), "class=\"all\"") + "\n";
    entry("questions", "Questions");
    if (!page.doc.advice.empty()) entry("advice", "Advice");
    if (!page.doc.plans.empty()) entry("plans", "Running programmes");
    entry("safety", "Hazards and safety properties");
    entry("cases", "Cases");
    entry("figures", "How much of the rules the cases cover");
    entry("doubts", "Open doubts");
    entry("frame", "The frame");
    return "<nav class=\"toc\" aria-labelledby=\"contents\">\n" + heading(2, "Contents", "contents") + element("ol", "\n" + out) +
           "\n</nav>\n";
}

[[nodiscard]] inline std::string pathways_section(const Page& page) {
    std::string out =
        "<section>\n" + heading(2, "Pathways", "pathways") +
        paragraph(
            "Pathways are in the order in which their questions are asked. If two reach the same level, the earlier one leads.");
    if (page.parts.pictures.empty())
        out += paragraph("<b>There are no pictures in this packet:</b> " +
                         html_text(page.parts.no_pictures.empty() ? "none were drawn." : page.parts.no_pictures));
    for (std::size_t p = 0; p < page.doc.pathways.size(); ++p) out += PathwaySection(page, p).html();
    return out + "</section>\n";
}

// What belongs to no single pathway, with the outcomes that none leads to.
[[nodiscard]] inline std::string frame_section(const Page& page) {
    std::string out = "<section class=\"pathway\">\n" + heading(2, "The frame", "frame") +
                      paragraph("What belongs to no single pathway: " + link("scope", "title, scope and levels") + ", " +
                                link("pathways", "the list of pathways and its order") + ", " +
                                link("safety", "safety properties and assumptions") +
                                (page.doc.plans.empty() ? "" : ", " + link("plans", "running programmes")) +
                                ", and what is said when nothing is raised.");
    std::string outcomes;
    for (const Outcome& o : page.doc.outcomes)
        if (page.home_of(o) == page.doc.pathways.size()) outcomes += outcome_card(page, o);
    if (!outcomes.empty())
        out += heading(3, "Outcomes that no pathway leads to") + heading(4, "What they say") + outcomes;
    else
        out += heading(3, "Signing it");
    return out + sign_block(page, page.standing.back(), "the frame") + "</section>\n";
}

}  // namespace packet_detail

TRIAGE_BODY std::string render_packet(const RuleSet& rules, const PacketParts& parts) {
    using namespace packet_detail;
    const Page page(rules, parts);
    const RuleDocument& doc = rules.document();
    std::string body = "<a class=\"skip\" href=\"#main\">Skip to the rules</a>\n" + top_of_page(page) + contents(page) +
                       "<main id=\"main\">\n" + scope_section(page) + how_to_read() + standing_section(page) +
                       changes_section(page) + pathways_section(page) + questions_section(page) + advice_section(page) +
                       plans_section(page) + safety_section(page) + cases_section(page) + figures_section(page) +
                       Doubts(page).html() + frame_section(page) + "</main>\n<footer>" +
                       paragraph("Decision support, not a diagnosis, and no claim of regulatory status. " +
                                 html_text(doc.id.value + " " + doc.version.value) + ", " +
                                 html_text(review_status(page.standing)) + ", " + code(doc.digest)) +
                       "</footer>\n";
    return "<!DOCTYPE html>\n<html lang=\"" + html_text(doc.language.value.empty() ? "en" : doc.language.value) +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Review packet: " +
           html_text(doc.title.value) + "</title>\n<style>" + page_style + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
}

}  // namespace triage
