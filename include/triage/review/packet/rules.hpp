// SPDX-License-Identifier: Apache-2.0
// The rules that belong to no single pathway: questions, advice, running programmes.
// Refuses to hide what only an examiner can tell, and to show advice without saying whether it can be withheld. Programmes have
// no dates: a packet is about the rule, not about a person.
#pragma once

#include <string>
#include <vector>

#include <triage/model/words.hpp>
#include <triage/review/packet/page.hpp>

namespace triage::packet_detail {

/// "yes / no", the options, or the range.
[[nodiscard]] inline std::string answers_text(const Finding& f) {
    if (f.type == FindingType::yes_no) return "yes, no";
    if (f.type == FindingType::number)
        return html_text(shortest(f.min.value) + " to " + shortest(f.max.value) +
                         (f.unit.value.empty() ? "" : " " + spaced(f.unit.value)) + (f.whole ? ", whole numbers" : ""));
    std::vector<std::string> out;
    for (const Option& o : f.options)
        out.push_back(html_text(label_of(o)) + (o.label.value.empty() ? "" : " " + code(o.id.value)));
    return joined(out, "; ");
}

/// Why it is asked, what a clinician should know of it, and how a person finds it out.
[[nodiscard]] inline std::string why_text(const Finding& f) {
    std::string out = html_text(f.why.value);
    if (!f.note.value.empty()) out += "<br><i>" + html_text(f.note.value) + "</i>";
    if (!f.check.empty()) out += "<br>To find out: " + html_text(joined(values_of(f.check), " "));
    return out;
}

[[nodiscard]] inline std::string marks_of(const Finding& f) {
    std::vector<std::string> out;
    if (f.red_flag) out.push_back(label("red flag", "bad"));
    if (f.examiner) out.push_back(label("examiner only"));
    if (f.type == FindingType::yes_no) out.push_back(label(word(f.polarity)));
    return joined(out, " ");
}

/// The questions that a pathway reads, each a link to where it is explained.
[[nodiscard]] inline std::string questions_read(const std::vector<const Finding*>& all) {
    std::vector<std::string> out;
    for (const Finding* f : all)
        out.push_back(link("q-" + f->id.value, f->ask.value.empty() ? name_of(*f) : f->ask.value) +
                      (f->red_flag ? " " + label("red flag", "bad") : "") + (f->examiner ? " " + label("examiner only") : ""));
    return bullets(out, "columns");
}

[[nodiscard]] inline std::string questions_section(const Page& page) {
    std::vector<std::string> groups;
    for (const Finding& f : page.doc.findings)
        if (page.asks(f)) add_once(groups, f.group.value);
    std::string out = paragraph(
        "Every question can also be answered “not sure”; a question that was not asked counts the same. Questions for an "
        "examiner are asked only of a clinician.");
    for (const std::string& group : groups) {
        const Group* words = item_of(page.doc.groups, group);
        const std::string title = group.empty()      ? std::string("Questions without a group")
                                  : words == nullptr ? "Group: " + spaced(group)
                                                     : "Group: " + words->title.value;
        Table table("Questions, " + title, {"Question", "Why it is asked", "Answers", "Kind"});
        for (const Finding& f : page.doc.findings)
            if (f.group.value == group && page.asks(f))
                table.row({html_text(f.ask.value.empty() ? name_of(f) : f.ask.value) +
                               (f.clinical.value.empty() ? "" : "<br><i>" + html_text(f.clinical.value) + "</i>") + "<br>" +
                               code(f.id.value) + " <span class=\"quiet\">" + html_text(place(page.doc, f.id.at)) + "</span>",
                           why_text(f) + page.mark(f.review), answers_text(f), marks_of(f)},
                          "q-" + f.id.value);
        out += heading(3, title) + (words == nullptr ? "" : paragraph("“" + words->ask.value + "”")) + table.html();
    }
    std::vector<std::string> implied;
    const Words words(page.doc, page.outside);
    for (const Implication& i : page.doc.implies)
        for (const Implication::Set& s : i.sets) {
            const Finding* f = item_of(page.doc.findings, s.finding.value);
            if (f != nullptr && !page.asks(*f)) continue;
            implied.push_back("If " + words.condition(i.when) + ", then “" +
                              link("q-" + s.finding.value, f != nullptr ? name_of(*f) : s.finding.value) + "” counts as " +
                              html_text(spaced(s.value.value)) + ", unless it was answered. " + code(place(page.doc, i.at)));
        }
    if (!implied.empty()) out += heading(3, "What follows from other answers") + bullets(implied);
    return out;
}

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

/// Every piece of advice, once.
[[nodiscard]] inline std::string advice_section(const Page& page) {
    Table table("All advice and what withholds it", {"Advice", "Kind", "When not given", "Sources"});
    const Words words(page.doc, page.outside);
    for (const Advice& a : page.doc.advice) {
        if (!page.advises(a)) continue;
        std::string when;
        if (a.when) when += "<div>given only when it is known that: " + words.condition(*a.when) + "</div>";
        if (a.withhold_when)
            when += "<div>when, or while it is not known whether: " + words.condition(*a.withhold_when) + "</div>";
        const std::vector<std::string> by = withheld_by(page.doc, a.id.value);
        if (!by.empty()) when += "<div>while any one of these is raised or unsure: " + joined(by) + "</div>";
        table.row({html_text(a.say.value) + "<br>" + code(a.id.value), kind_text(a.kind), when.empty() ? "always given" : when,
                   page.sources(a.sources, a.id.at) + page.mark(a.review)},
                  "a-" + a.id.value);
    }
    if (table.empty()) return {};
    return paragraph(
               "Only advice of the kind “do” is ever withheld; warnings and calls for help never are. A condition for withholding "
               "that is not known counts as met.") +
           table.html();
}

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
    out += bullets(html_texts(s.strength));
    return s.advance.value.empty() ? out : out + paragraph("To go on: " + html_text(s.advance.value));
}

[[nodiscard]] inline std::string plans_section(const Page& page) {
    std::string out;
    const Words words(page.doc, page.outside);
    for (const Plan& p : page.doc.plans) {
        std::vector<std::string> entry, rules;
        for (const EntryCriterion& e : p.entry)
            entry.push_back(html_text(e.text.value) + ": " + words.condition(e.when) + page.sources(e.sources, e.text.at));
        for (const PlanRule& r : p.rules) rules.push_back("<b>" + spaced(word(r.kind)) + ":</b> " + html_text(r.text.value));
        out += heading(3, p.title.value) + paragraph("For: " + joined(html_words(p.conditions), "; ")) +
               paragraph(html_text(p.say.value));
        if (!entry.empty()) out += paragraph("<b>Before the running stages it must be known that:</b>") + bullets(entry);
        for (const PlanStage& s : p.stages) out += stage_html(s, p.title.value);
        out += bullets(rules) + paragraph(html_text(p.progression.value)) + bullets(html_texts(p.afterwards)) +
               page.sources(p.sources, p.id.at) + page.mark(p.review);
    }
    return out;
}

}  // namespace triage::packet_detail
