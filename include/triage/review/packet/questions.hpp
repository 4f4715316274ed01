// SPDX-License-Identifier: Apache-2.0
// The questions: how they are asked, why, what can be answered, and what follows from other answers without asking.
// Refuses to hide what only an examiner can tell.
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
                         (f.unit.value.empty() ? "" : " " + spaced(f.unit.value)));
    std::vector<std::string> options;
    for (const Text& o : f.options) options.push_back(html_text(spaced(o.value)));
    return joined(options, "; ");
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
        if (std::find(groups.begin(), groups.end(), f.group.value) == groups.end()) groups.push_back(f.group.value);
    std::string out =
        "<section>\n" + heading(2, "Questions", "questions") +
        paragraph(
            "Every question can also be answered “not sure”; a question that was not asked counts the same. Questions for an "
            "examiner are asked only of a clinician.");
    for (const std::string& group : groups) {
        const std::string title = group.empty() ? std::string("Questions without a group") : "Group: " + spaced(group);
        Table table("Questions, " + title, {"Question", "Why it is asked", "Answers", "Kind"});
        for (const Finding& f : page.doc.findings)
            if (f.group.value == group)
                table.row({html_text(f.ask.value.empty() ? name_of(f) : f.ask.value) +
                               (f.clinical.value.empty() ? "" : "<br><i>" + html_text(f.clinical.value) + "</i>") + "<br>" +
                               code(f.id.value) + " <span class=\"quiet\">" + html_text(place(page.doc, f.id.at)) + "</span>",
                           html_text(f.why.value) + page.mark(f.review), answers_text(f), marks_of(f)},
                          "q-" + f.id.value);
        out += heading(3, title) + table.html();
    }
    std::vector<std::string> implied;
    const Words words(page.doc, page.outside);
    for (const Implication& i : page.doc.implies)
        for (const Implication::Set& s : i.sets) {
            const Finding* f = item_of(page.doc.findings, s.finding.value);
            implied.push_back("If " + words.condition(i.when) + ", then “" +
                              link("q-" + s.finding.value, f != nullptr ? name_of(*f) : s.finding.value) + "” counts as " +
                              html_text(spaced(s.value.value)) + ", unless it was answered. " + code(place(page.doc, i.at)));
        }
    if (!implied.empty()) out += heading(3, "What follows from other answers") + bullets(implied);
    return out + "</section>\n";
}

}  // namespace triage::packet_detail
