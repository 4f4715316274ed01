// SPDX-License-Identifier: Apache-2.0
// What speaks for the rules as a whole: hazards and safety properties with their proofs, coverage, mutation.
// Refuses to pass over what is missing: a figure that was not worked out is said to be missing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <triage/review/packet/page.hpp>
#include <triage/review/prove/words.hpp>

namespace triage::packet_detail {

[[nodiscard]] inline std::string verdict_label(Verdict v) {
    return label(review_detail::verdict_name(v), v == Verdict::proved ? "good" : v == Verdict::not_proved ? "doubt" : "bad");
}

[[nodiscard]] inline std::string demand_text(const Page& page, const SafetyProperty& s) {
    switch (s.require) {
        case SafetyProperty::Require::disposition_at_least:
            return "the result is at least " + page.disposition_label(s.target.value);
        case SafetyProperty::Require::raised: {
            const Pathway* p = item_of(page.doc.pathways, s.target.value);
            return "“" + (p != nullptr ? link("p-" + s.target.value, p->title.value) : html_text(s.target.value)) + "” is raised";
        }
        case SafetyProperty::Require::withheld: {
            const Advice* a = item_of(page.doc.advice, s.target.value);
            return "“" + (a != nullptr ? link("a-" + s.target.value, a->say.value) : html_text(s.target.value)) + "” is withheld";
        }
        case SafetyProperty::Require::not_at_home: return "the person is not sent home";
    }
    return {};
}

[[nodiscard]] inline std::string verdict_of(const Page& page, const ProvedProperty* p) {
    if (p == nullptr) return "not asked";
    std::string out = verdict_label(p->verdict) + "<br><span class=\"quiet\">" +
                      html_text(review_detail::extent_text(*p, page.parts.proof->patterns)) + "</span>";
    if (!p->why_not.empty()) out += "<br>" + html_text(p->why_not);
    for (const Counterexample& c : p->counterexamples)
        out +=
            paragraph("<b>Fails for:</b> " + html_text(review_detail::answers_line(c)) + ": " +
                      html_text(review_detail::counterexample_sentence(c)) + " (" + html_text(c.rule) + ", " + code(c.at) + ")");
    return out;
}

[[nodiscard]] inline std::string safety_section(const Page& page) {
    std::string out = "<section>\n" + heading(2, "Hazards and safety properties", "safety");
    const auto proved = [&](const std::string& id, bool built_in) -> const ProvedProperty* {
        if (!page.parts.proof) return nullptr;
        for (const ProvedProperty& p : page.parts.proof->properties)
            if (p.id == id && p.built_in == built_in) return &p;
        return nullptr;
    };
    if (page.parts.proof)
        out += paragraph(
            "Each property was checked for every combination of answers that the rules can tell apart, “not sure” and “not asked” included: " +
            html_text(patterns_text(page.parts.proof->patterns)) + " of " + counted(page.parts.proof->findings, "question") +
            ". " + html_text(review_detail::patterns_note));
    else
        out += paragraph("<b>Nothing was proved for this packet.</b>");
    Table written("Safety properties of these rules", {"Hazard", "For everyone with", "This must hold", "Proof"});
    const Words words(page.doc, page.outside);
    References named(page.doc);
    for (const SafetyProperty& s : page.doc.safety) {
        named.condition(s.when);
        written.row({html_text(s.hazard.value) + "<br>" + code(s.id.value) + " <span class=\"quiet\">" +
                         html_text(place(page.doc, s.id.at)) + "</span>",
                     words.condition(s.when), demand_text(page, s), verdict_of(page, proved(s.id.value, false))});
    }
    if (!written.empty()) out += heading(3, "Written by the authors") + written.html();
    for (const Criteria* c : named.criteria.met())
        if (page.outside.of(c->id.value).empty())
            out += "<div>“" + html_text(c->title.value) + "” holds if " + words.condition(c->when) + "</div>\n";
    if (page.parts.proof) {
        Table built_in("Safety properties of every rule set", {"This must hold", "Proof"});
        for (const ProvedProperty& p : page.parts.proof->properties)
            if (p.built_in) built_in.row({html_text(p.text), verdict_of(page, &p)});
        out += heading(3, "Checked for every rule set") + built_in.html();
        std::vector<std::string> unreachable;
        for (const Unreachable& u : page.parts.proof->unreachable)
            unreachable.push_back(label(u.fault ? "unreachable" : "worth knowing", u.fault ? "bad" : "") + " " +
                                  html_text(review_detail::kind_name(u.kind)) + " " + code(u.id) + ": " + html_text(u.text) +
                                  " " + code(u.at));
        if (!unreachable.empty()) out += heading(3, "What no pattern reaches, or can never be") + bullets(unreachable);
    }
    std::vector<std::string> assumed;
    for (std::size_t i = 0; i < page.doc.assume.size(); ++i) {
        const Assumption& a = page.doc.assume[i];
        const bool counted = page.parts.proof && i < page.parts.proof->assumptions.size();
        assumed.push_back("Nobody has " + words.condition(a.when) + ": " + html_text(a.because.value) + " " +
                          code(place(page.doc, a.at)) +
                          (counted && page.parts.proof->assumptions[i].vacuous
                               ? " " + verdict_label(Verdict::vacuous) + " " + html_text(review_detail::vacuous_assumption)
                               : ""));
    }
    if (!assumed.empty())
        out += heading(3, "Assumed in the proofs") + paragraph("A person who contradicts one of these is never sent home.") +
               bullets(assumed);
    return out + "</section>\n";
}

[[nodiscard]] inline std::string figures_section(const Page& page) {
    const auto rows = [](const std::vector<PacketFigure>& all, const char* none) {
        std::vector<std::pair<std::string, std::string>> out;
        for (const PacketFigure& f : all) out.emplace_back(f.what, html_text(f.value));
        return out.empty() ? paragraph(html_text(none)) : facts(out);
    };
    return "<section>\n" + heading(2, "How much of the rules the cases cover", "figures") + heading(3, "Coverage") +
           rows(page.parts.coverage, "Not computed for this packet.") + heading(3, "Mutation") +
           paragraph("Each rule is changed slightly, and the cases are run again: a change that no case catches is a gap.") +
           rows(page.parts.mutation, "Not computed for this packet: triage review --mutation computes it, and takes minutes.") +
           "</section>\n";
}

}  // namespace triage::packet_detail
