// SPDX-License-Identifier: Apache-2.0
// Return-to-running programmes as tables: who may begin, week by week, and when to hold, step back or stop.
// Refuses to date them: a packet is about the rule, not about a person.
#pragma once

#include <string>
#include <vector>

#include <triage/model/words.hpp>
#include <triage/review/packet/page.hpp>

namespace triage::packet_detail {

[[nodiscard]] inline std::string stage_html(const PlanStage& s, const std::string& plan) {
    std::string out =
        paragraph("<b>" + html_text(s.title.value) + "</b>: " + html_text(shortest(s.weeks.value)) + " weeks" +
                  (s.needs_entry ? ", only once every entry criterion is met" : "") +
                  (s.grow_percent ? ", growing by " + html_text(shortest(s.grow_percent->value)) + " % a week" : ""));
    Table table(plan + ", " + s.title.value, {"Days of the week", "What", "Minutes", "How hard"});
    for (const PlanSession& session : s.sessions) {
        std::vector<std::string> days;
        for (const Number& d : session.days) days.push_back(shortest(d.value));
        table.row({html_text(joined(days)), html_text(session.activity.value), html_text(shortest(session.minutes.value)),
                   html_text(session.intensity.value)});
    }
    if (!table.empty()) out += table.html();
    std::vector<std::string> strength;
    for (const Text& t : s.strength) strength.push_back(html_text(t.value));
    out += bullets(strength);
    return s.advance.value.empty() ? out : out + paragraph("To go on: " + html_text(s.advance.value));
}

[[nodiscard]] inline std::string plans_section(const Page& page) {
    if (page.doc.plans.empty()) return {};
    std::string out = "<section>\n" + heading(2, "Running programmes", "plans");
    const Words words(page.doc, page.outside);
    for (const Plan& p : page.doc.plans) {
        std::vector<std::string> about, entry, rules, afterwards;
        for (const Text& c : p.conditions) about.push_back(html_text(spaced(c.value)));
        for (const EntryCriterion& e : p.entry)
            entry.push_back(html_text(e.text.value) + ": " + words.condition(e.when) + page.sources(e.sources, e.text.at));
        for (const PlanRule& r : p.rules) rules.push_back("<b>" + spaced(word(r.kind)) + ":</b> " + html_text(r.text.value));
        for (const Text& t : p.afterwards) afterwards.push_back(html_text(t.value));
        out += heading(3, p.title.value) + paragraph("For: " + joined(about, "; ")) + paragraph(html_text(p.say.value));
        if (!entry.empty()) out += paragraph("<b>Before the running stages it must be known that:</b>") + bullets(entry);
        for (const PlanStage& s : p.stages) out += stage_html(s, p.title.value);
        out += bullets(rules) + paragraph(html_text(p.progression.value)) + bullets(afterwards) +
               page.sources(p.sources, p.id.at) + page.mark(p.review);
    }
    return out + "</section>\n";
}

}  // namespace triage::packet_detail
