// SPDX-License-Identifier: Apache-2.0
// The bodies of packet.hpp.
#pragma once

#include <triage/explain/render/render.hpp>
#include <triage/header_only.hpp>
#include <triage/review/packet/evidence.hpp>
#include <triage/review/packet/hazards.ipp>
#include <triage/review/packet/packet.hpp>
#include <triage/review/packet/page.hpp>
#include <triage/review/packet/pathway.hpp>
#include <triage/review/packet/rules.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY std::vector<Unfit> unfit(const RuleSet& rules, const PacketParts& parts) {
    std::vector<Unfit> out;
    if (parts.case_report)
        for (const CaseResult& r : parts.case_report->results) {
            const CaseVerdict verdict = r.verdict();
            if (verdict == CaseVerdict::vacuous)
                out.push_back({"case " + r.id + " is vacuous: " + r.vacuous[0].text, r.vacuous[0].at, "cases"});
            if (verdict == CaseVerdict::failed) out.push_back({"case " + r.id + " fails: " + r.failures[0], r.at, "cases"});
            if (verdict == CaseVerdict::not_covered)
                out.push_back({"case " + r.id + " is about a condition that no pathway covers", r.at, "cases"});
        }
    if (parts.proof) {
        for (const AssumptionReport& a : parts.proof->assumptions)
            if (a.vacuous) out.push_back({"an assumption is vacuous: " + a.because, a.at, "safety"});
        for (const ProvedProperty& p : parts.proof->properties) {
            const std::string name = "safety property " + p.id;
            if (p.verdict == Verdict::vacuous) out.push_back({name + " is vacuous", p.at, "safety"});
            if (p.verdict == Verdict::not_proved) out.push_back({name + " was not proved within the budget", p.at, "safety"});
            if (p.verdict == Verdict::violated && p.id != "nothing_unreachable")
                out.push_back({name + " is violated: " + p.text, p.at, "safety"});
        }
    }
    const std::string version = "the version is still " + rules.version();
    if (parts.changes && parts.changes->same_version)
        out.push_back({version + " although the rules changed since " + parts.changes->since, "", "changes"});
    else
        for (const Signature& s : signatures(rules.document(), parts.sign_offs)) {
            if (s.state == Signature::State::none || s.state == Signature::State::holds || s.version != rules.version()) continue;
            out.push_back({version + " although the rules changed since " + s.who + " signed them", "", "changes"});
            break;
        }
    return out;
}

namespace packet_detail {

// The first pages: what the rules are for, how to read the packet, and how it stands with signatures.

// Red, before anything else: what fails, and where to read of it.
[[nodiscard]] inline std::string unfit_banner(const Page& page) {
    if (page.unfit.empty()) return {};
    constexpr std::size_t most = 12;
    std::vector<std::string> why;
    for (std::size_t i = 0; i < page.unfit.size() && i < most; ++i) {
        const Unfit& u = page.unfit[i];
        why.push_back(link(u.anchor, u.text) + (u.at.empty() ? "" : " " + code(u.at)));
    }
    if (page.unfit.size() > most) why.push_back("and " + std::to_string(page.unfit.size() - most) + " more");
    return "<div class=\"banner bad\">\n" +
           paragraph("<b>Not fit to sign:</b> " + counted(page.unfit.size(), "fault") +
                     ". There are no lines to sign in this packet until these are mended.") +
           bullets(why) + "</div>\n";
}

[[nodiscard]] inline std::string status_banner(const Page& page) {
    const std::string status = review_status(page.standing);
    if (status == "signed")
        return paragraph("<b>Signed.</b> Every pathway and the frame carry a sign-off that holds for what they say now.",
                         "banner good");
    if (status == "draft") return paragraph("<b>Draft.</b> No part of these rules carries a sign-off that holds.", "banner");
    return paragraph("<b>Partly signed.</b> The table below says which parts.", "banner");
}

[[nodiscard]] inline std::string top_of_page(const Page& page) {
    const RuleDocument& doc = page.doc;
    std::size_t red_flags = 0;
    for (const Pathway& p : doc.pathways) red_flags += p.red_flag ? 1U : 0U;
    return "<header>\n" + heading(1, "Review packet: " + doc.title.value) + unfit_banner(page) + status_banner(page) +
           facts({{"Rule set", code(doc.id.value) + " version " + html_text(doc.version.value)},
                  {"Digest", code(doc.digest.empty() ? "none: not loaded from files" : doc.digest)},
                  {"Status", html_text(review_status(page.standing))},
                  {"Size", counted(doc.pathways.size(), "pathway") + " (" + std::to_string(red_flags) + " red-flag), " +
                               counted(page.rules.compiled().steps.size(), "step") + ", " +
                               counted(doc.outcomes.size(), "outcome") + ", " + counted(doc.findings.size(), "question")}}) +
           "</header>\n";
}

[[nodiscard]] inline std::string scope_section(const Page& page) {
    std::string out;
    if (!page.doc.scope.value.empty()) out += paragraph(html_text(page.doc.scope.value));
    out += paragraph(
        "They decide how urgently a person should be seen, and what to tell them until then. They support a decision; they are not a "
        "diagnosis. The levels, from the gravest to the mildest:");
    Table table("Levels of urgency", {"Level", "Seen within", "Notes"});
    for (const Disposition& d : page.doc.dispositions)
        table.row({html_text(d.label.value) + "<br>" + code(d.id.value),
                   d.within_hours ? html_text(period(d.within_hours->value)) : "–",
                   std::string(d.red_flag_floor ? "the least that a single red flag leads to" : "") +
                       (d.at_home ? "at home; only when every red-flag pathway is cleared" : "")});
    out += table.html();
    return out + paragraph("When nothing is raised: " + page.outcome_link(page.doc.otherwise.value) +
                           ", always with the mildest level that is not at home.");
}

[[nodiscard]] inline std::string how_to_read(const Page&) {
    return bullets(
        {"A <b>pathway</b> is one concern. All pathways are walked for everyone; the gravest result wins, and the others are "
         "reported too.",
         "A pathway is a list of <b>steps</b>. Each says: if this, then that; if not, …; if not known, …. The picture and the sentences say the same.",
         "<b>Not known is never no.</b> “Not known” means that the person was not sure or was not asked. A pathway that cannot be cleared because "
         "answers are missing raises its own, cautious outcome.",
         "An exemption (<code>unless</code>) counts only where it is known: “<b>except</b> when it is known that …”, or, standing alone, “it is <b>false "
         "or not known</b> that …”.",
         "Criteria and scores are named in “…”; what they rest on stands below the steps, and below the picture's boxes.",
         "“Examiner only” questions need a clinician or equipment; they keep nothing open for a person at home.",
         "<code>{emergency_number}</code> in a text is filled in with the local number when it is shown.",
         "Each rule is followed by its sources and its place in the rule files (file and line). <b>To review</b> marks what the authors ask you to look at.",
         "You sign <b>pathway by pathway</b>. The code in the sign-off block stands for everything that the pathway says, its questions, "
         "outcomes, advice and sources included: a later change to any of these voids that signature and no other; where only words change, "
         "one look at these words is enough. The <b>frame</b> is what "
         "belongs to no single pathway."});
}

[[nodiscard]] inline std::string standing_section(const Page& page) {
    Table table("Signature status", {"Part", "Status", "Signed by"});
    for (std::size_t p = 0; p < page.standing.size(); ++p) {
        const Signature& s = page.standing[p];
        if (!page.shows(s.pathway)) continue;
        table.row({s.pathway.empty() ? link("frame", "The frame")
                                     : link("p-" + s.pathway, std::to_string(p + 1) + ". " + page.doc.pathways[p].title.value),
                   Page::state_label(s), s.state == Signature::State::none ? "–" : Page::signed_by(s)});
    }
    return table.html();
}

[[nodiscard]] inline std::string pathway_links(const Page& page) {
    std::string out;
    for (const Pathway& p : page.doc.pathways)
        if (page.shows(p.id.value)) out += element("li", link("p-" + p.id.value, p.title.value));
    return element("ol", out);
}

[[nodiscard]] inline std::string pathways_section(const Page& page) {
    std::string out = paragraph(
        "Pathways are in the order in which their questions are asked. If two reach the same level, the earlier one leads.");
    if (page.parts.pictures.empty())
        out += paragraph("<b>There are no pictures in this packet:</b> " +
                         html_text(page.parts.no_pictures.empty() ? "none were drawn." : page.parts.no_pictures));
    for (std::size_t p = 0; p < page.doc.pathways.size(); ++p)
        if (page.shows(page.doc.pathways[p].id.value)) out += PathwaySection(page, p).html();
    return out;
}

// What belongs to no single pathway, with the outcomes that none leads to.
[[nodiscard]] inline std::string frame_section(const Page& page) {
    std::string out = paragraph("What belongs to no single pathway: " + link("scope", "title, scope and levels") + ", " +
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
    return out + sign_block(page, page.standing.back(), "the frame");
}

[[nodiscard]] inline std::string hazards_section(const Page& page) {
    if (page.doc.hazards.empty()) return {};
    return hazard_tables(page.doc, matrix_of(page, std::nullopt, nullptr), 3);
}

/// The main part of the page, in reading order.
struct PacketSection {
    const char *anchor, *title;
    std::string (*html)(const Page&);  ///< its inside; empty: it is left out
    enum class Shown : std::uint8_t {
        always,
        with_frame,  ///< what the frame means: in a packet of some pathways only where the frame is one of its parts
        whole,       ///< only in a packet of everything
    };
    Shown shown = Shown::always;
    bool folds = false;  ///< in a packet of some pathways: what their sections already name, in full
    [[nodiscard]] bool belongs_to(const Page& page) const {
        return !page.parts.only || shown == Shown::always || (shown == Shown::with_frame && page.shows({}));
    }
};
inline constexpr PacketSection packet_sections[] = {
    {"scope", "What these rules are for", scope_section},
    {"how", "How to read this packet", how_to_read},
    {"signatures", "Signature status", standing_section},
    {"changes", "Changes since the last signed version", changes_section},
    {"pathways", "Pathways", pathways_section},
    {"questions", "Questions", questions_section, PacketSection::Shown::always, true},
    {"advice", "Advice", advice_section, PacketSection::Shown::always, true},
    {"plans", "Running programmes", plans_section, PacketSection::Shown::with_frame},
    {"hazards", "Hazards", hazards_section, PacketSection::Shown::with_frame},
    {"safety", "Safety properties", safety_section, PacketSection::Shown::with_frame},
    {"cases", "Cases", cases_section, PacketSection::Shown::whole},
    {"figures", "Figures: not sure, coverage, mutation", figures_section, PacketSection::Shown::whole},
    {"doubts", "Open doubts", doubts_section, PacketSection::Shown::whole},
    {"frame", "The frame", frame_section, PacketSection::Shown::with_frame},
};

}  // namespace packet_detail

TRIAGE_BODY std::string render_packet(const RuleSet& rules, const PacketParts& parts) {
    using namespace packet_detail;
    const Page page(rules, parts);
    const RuleDocument& doc = rules.document();
    std::string contents, sections;
    for (const PacketSection& section : packet_sections) {
        const auto& [anchor, title, html, shown, folds] = section;
        const std::string inside = section.belongs_to(page) ? html(page) : "";
        if (inside.empty()) continue;
        const bool folded = parts.only && folds;
        const bool pathways = html == pathways_section, frame = html == frame_section;
        contents +=
            element("li", link(anchor, title) + (pathways ? "\n" + pathway_links(page) : ""), pathways ? "class=\"all\"" : "") +
            "\n";
        sections += std::string("<section") + (frame ? " class=\"pathway\"" : "") + ">\n" + heading(2, title, anchor) +
                    (folded ? fold("All that these pathways use", inside) : inside) + "</section>\n";
    }
    std::string body = "<a class=\"skip\" href=\"#main\">Skip to the rules</a>\n" + top_of_page(page) +
                       "<nav class=\"toc\" aria-labelledby=\"contents\">\n" + heading(2, "Contents", "contents") +
                       element("ol", "\n" + contents) + "\n</nav>\n<main id=\"main\">\n" + sections + "</main>\n<footer>" +
                       paragraph("Decision support, not a diagnosis, and no claim of regulatory status. " +
                                 html_text(doc.id.value + " " + doc.version.value) + ", " +
                                 html_text(review_status(page.standing)) + ", " + code(doc.digest)) +
                       "</footer>\n";
    if (parts.only) body = without_dead_links(body);
    return html_page("Review packet: " + doc.title.value, body, doc.language.value.empty() ? "en" : doc.language.value,
                     page_style);
}

}  // namespace triage
