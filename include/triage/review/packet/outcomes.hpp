// SPDX-License-Identifier: Apache-2.0
// What a person is told: outcomes with their texts, advice, tests and safety net; and every piece of advice with what
// withholds it.
// Refuses to show advice without saying whether it can be withheld.
#pragma once

#include <string>
#include <vector>

#include <triage/review/packet/page.hpp>

namespace triage::packet_detail {

[[nodiscard]] inline const char* kind_text(AdviceKind kind) {
    return kind == AdviceKind::action ? "do" : kind == AdviceKind::avoid ? "do not" : "seek help";
}

/// The pathways that withhold a piece of advice.
[[nodiscard]] inline std::vector<std::string> withheld_by(const RuleDocument& doc, const std::string& advice) {
    std::vector<std::string> out;
    for (const Pathway& p : doc.pathways)
        for (const Text& id : p.withhold)
            if (id.value == advice) out.push_back(link("p-" + p.id.value, p.title.value));
    return out;
}

[[nodiscard]] inline std::string remarks(const Page& page, const char* title, const std::vector<Remark>& all) {
    std::vector<std::string> out;
    const Words words(page.doc, page.outside);
    for (const Remark& r : all)
        out.push_back(html_text(r.text.value) + " <span class=\"quiet\">(said if " + words.condition(r.when) + ")</span>");
    return out.empty() ? "" : paragraph("<b>" + std::string(title) + ":</b>") + bullets(out);
}

[[nodiscard]] inline std::string outcome_card(const Page& page, const Outcome& o) {
    std::string out = element("h5", html_text(o.title.value)) + "\n" + paragraph(page.level_of(o) + " " + code(o.id.value));
    out += paragraph("<b>For the person:</b> " + html_text(o.say.value));
    if (!o.clinician.value.empty()) out += paragraph("<b>For the clinician:</b> " + html_text(o.clinician.value));
    std::vector<std::string> tests, advice;
    for (const Text& t : o.tests) tests.push_back(html_text(t.value));
    if (!tests.empty()) out += paragraph("<b>Tests:</b> " + joined(tests, "; "));
    for (const Text& id : o.advise) {
        const Advice* a = item_of(page.doc.advice, id.value);
        if (a == nullptr) continue;
        const bool may = a->withhold_when || !withheld_by(page.doc, id.value).empty();
        advice.push_back("<b>" + std::string(kind_text(a->kind)) + ":</b> " + link("a-" + id.value, a->say.value) +
                         (may ? " <span class=\"quiet\">(can be withheld)</span>" : ""));
    }
    if (!advice.empty()) out += paragraph("<b>Advice:</b>") + bullets(advice);
    out += remarks(page, "Speaks for it", o.speaks_for) + remarks(page, "Speaks against it", o.speaks_against);
    if (o.safety_net) {
        std::vector<std::string> watch;
        for (const Text& t : o.safety_net->watch_for) watch.push_back(html_text(t.value));
        std::vector<std::pair<std::string, std::string>> net;
        const auto part = [&](const char* name, const std::string& html) {
            if (!html.empty()) net.emplace_back(name, html);
        };
        part("Uncertainty", html_text(o.safety_net->uncertainty.value));
        part("Watch for", joined(watch, "; "));
        part("Get help", html_text(o.safety_net->get_help.value));
        part("Time course", html_text(o.safety_net->time_course.value));
        if (o.safety_net->recheck_days)
            part("Look again", "after " + html_text(shortest(o.safety_net->recheck_days->value)) + " days");
        out += paragraph("<b>Safety net:</b>") + facts(net);
    }
    out += page.sources(o.sources, o.id.at) + page.mark(o.review);
    return element("div", "\n" + out, attribute("class", "outcome") + " " + attribute("id", "o-" + o.id.value)) + "\n";
}

/// Every piece of advice, once.
[[nodiscard]] inline std::string advice_section(const Page& page) {
    Table table("All advice and what withholds it", {"Advice", "Kind", "Withheld when", "Sources"});
    const Words words(page.doc, page.outside);
    for (const Advice& a : page.doc.advice) {
        std::string when;
        if (a.withhold_when)
            when += "<div>when, or while it is not known whether: " + words.condition(*a.withhold_when) + "</div>";
        const std::vector<std::string> by = withheld_by(page.doc, a.id.value);
        if (!by.empty()) when += "<div>while any one of these is raised or unsure: " + joined(by) + "</div>";
        table.row({html_text(a.say.value) + "<br>" + code(a.id.value), kind_text(a.kind), when.empty() ? "never" : when,
                   page.sources(a.sources, a.id.at) + page.mark(a.review)},
                  "a-" + a.id.value);
    }
    if (table.empty()) return {};
    return "<section>\n" + heading(2, "Advice", "advice") +
           paragraph(
               "Only advice of the kind “do” is ever withheld; warnings and calls for help never are. A condition for withholding "
               "that is not known counts as met.") +
           table.html() + "</section>\n";
}

}  // namespace triage::packet_detail
