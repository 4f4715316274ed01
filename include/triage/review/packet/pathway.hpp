// SPDX-License-Identifier: Apache-2.0
// One pathway as a clinician reads it: picture, sentences, what they rest on, where they lead, its cases, and a block to sign.
// Refuses to spread one signature over two pages' meaning: all that its digest covers is here or one link away.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/review/packet/cases.hpp>
#include <triage/review/packet/outcomes.hpp>
#include <triage/review/packet/questions.hpp>
#include <triage/review/packet/steps.hpp>
#include <triage/review/packet/svg.hpp>

namespace triage::packet_detail {

/// Lines for ink, how it stands, and the command that records it. `what` is a pathway's title, or the frame.
[[nodiscard]] inline std::string sign_block(const Page& page, const Signature& s, const std::string& what) {
    std::string out = heading(4, "Sign-off: " + what);
    out += facts({{"Status", Page::state_label(s) + " " + Page::signed_by(s)}, {"Digest", code(s.digest)}});
    out += fill_in("Name") + fill_in("Role") + fill_in("Date and signature");
    out += paragraph("To record it:", "quiet") + "<pre><code>" +
           html_text("triage review " + shell_word(page.parts.rules_path) + " --sign --who \"Dr …\" --role \"…\" " +
                     (s.pathway.empty() ? std::string("--frame") : "--pathway " + s.pathway)) +
           "</code></pre>\n";
    return "<div class=\"sign\">\n" + out + "</div>\n";
}

class PathwaySection {
public:
    PathwaySection(const Page& page, std::size_t number)
        : page_(page),
          number_(number),
          pathway_(page.doc.pathways[number]),
          refers_(page.refers[number]),
          words_(page.doc, {pathway_.id.value}) {}

    [[nodiscard]] std::string html() const {
        const std::string& id = pathway_.id.value;
        std::string out = heading(3, title(), "p-" + id);
        out += facts({{"About", page_.medical_condition(pathway_.condition.value) +
                                    (pathway_.red_flag ? " " + label("red flag", "bad") : "")},
                      {"Where", code(place(page_.doc, pathway_.id.at)) + " " + code(id)},
                      {"Sign-off", Page::state_label(page_.standing[number_]) + " " + Page::signed_by(page_.standing[number_])}});
        out += page_.mark(pathway_.review) + picture();
        out += heading(4, "In words") + StepSentences(page_, pathway_).html() + not_sure() + named() + withheld();
        if (!refers_.findings.met().empty()) out += heading(4, "Questions it reads") + questions_read(refers_.findings.met());
        out += outcomes() + cases_of_pathway(page_, pathway_, refers_);
        out += sign_block(page_, page_.standing[number_], pathway_.title.value);
        return element("section", "\n" + out, attribute("class", "pathway") + " " + attribute("aria-labelledby", "p-" + id)) +
               "\n";
    }

private:
    [[nodiscard]] std::string title() const { return std::to_string(number_ + 1) + ". " + pathway_.title.value; }

    [[nodiscard]] std::string picture() const {
        for (const PacketPicture& p : page_.parts.pictures) {
            if (p.pathway != pathway_.id.value) continue;
            const std::string svg = tidy_svg(p.svg, "pic-" + p.pathway, "Picture of the pathway: " + pathway_.title.value,
                                             counted(count(pathway_.steps), "step") +
                                                 " as boxes from top to bottom, with arrows for yes, no and not "
                                                 "sure to the outcomes. The section “In words” says the same.");
            if (!svg.empty()) return heading(4, "Picture") + region("Picture of " + pathway_.title.value, svg, "wide pic");
        }
        return {};
    }
    [[nodiscard]] static std::size_t count(const std::vector<Step>& steps) {
        std::size_t n = steps.size();
        for (const Step& s : steps) n += count(s.then.steps) + count(s.otherwise.steps) + count(s.unknown.steps);
        return n;
    }
    [[nodiscard]] std::string not_sure() const {
        if (pathway_.unsure.value.empty())
            return paragraph(
                "If missing answers could still lead to an outcome, the pathway stays open; it raises nothing itself.");
        return paragraph("If missing answers could still lead to an outcome, this outcome stands: " +
                         page_.outcome_link(pathway_.unsure.value) + ".");
    }
    // Criteria and scores, as far as this pathway uses them.
    [[nodiscard]] std::string named() const {
        std::string out;
        for (const Criteria* c : refers_.criteria.met())
            out += element("li",
                           "<b>" + html_text(c->title.value) + "</b> " + code(c->id.value) + " holds if " +
                               words_.condition(c->when) + page_.sources(c->sources, c->id.at),
                           attribute("id", Places{pathway_.id.value}.of(c->id.value))) +
                   "\n";
        if (!out.empty()) out = element("ul", "\n" + out) + "\n";
        for (const Score* s : refers_.scores.met()) {
            Table table(s->title.value + ", in " + pathway_.title.value, {"Points", "If", "Because"});
            for (const ScoreItem& i : s->items)
                table.row({html_text(shortest(i.points.value)), words_.condition(i.when), html_text(i.because.value)});
            out += element("div",
                           "<p><b>" + html_text(s->title.value) + "</b> " + code(s->id.value) +
                               ": the points of what is true. What is not known "
                               "makes it a range; points are subtracted only for what is known.</p>\n" +
                               table.html() + page_.sources(s->sources, s->id.at),
                           attribute("id", Places{pathway_.id.value}.of(s->id.value))) +
                   "\n";
        }
        return out.empty() ? out : heading(4, "Criteria and scores") + out;
    }
    [[nodiscard]] std::string withheld() const {
        std::vector<std::string> out;
        for (const Text& id : pathway_.withhold) {
            const Advice* a = item_of(page_.doc.advice, id.value);
            out.push_back(a == nullptr ? code(id.value) : link("a-" + id.value, a->say.value));
        }
        return out.empty() ? "" : heading(4, "Advice withheld while this is raised or unsure") + bullets(out);
    }
    [[nodiscard]] std::string outcomes() const {
        std::string out;
        std::vector<std::string> elsewhere;
        for (const Outcome* o : refers_.outcomes.met()) {
            if (page_.home_of(*o) == number_)
                out += outcome_card(page_, *o);
            else
                elsewhere.push_back(page_.outcome_link(o->id.value));
        }
        if (!elsewhere.empty()) out += paragraph("Also, described with an earlier pathway: " + joined(elsewhere, "; ") + ".");
        return out.empty() ? out : heading(4, "Where it can lead") + out;
    }

    const Page& page_;
    std::size_t number_;
    const Pathway& pathway_;
    const References& refers_;
    Words words_;
};

}  // namespace triage::packet_detail
