// SPDX-License-Identifier: Apache-2.0
// One pathway as a clinician reads it: picture, sentences, what they rest on, where they lead, its cases, and a block to sign.
// Refuses to spread one signature over two pages' meaning: all that its digest covers is here or one link away. Refuses to leave
// a branch unsaid: the default ones are written out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/model/references.hpp>
#include <triage/model/words.hpp>
#include <triage/review/packet/evidence.hpp>
#include <triage/review/packet/page.hpp>
#include <triage/review/packet/rules.hpp>
#include <triage/review/packet/svg.hpp>

namespace triage::packet_detail {

/// What a person is told: texts, advice, tests and safety net.
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
    if (!o.tests.empty()) out += paragraph("<b>Tests:</b> " + joined(html_texts(o.tests), "; "));
    std::vector<std::string> advice;
    for (const Text& id : o.advise) {
        const Advice* a = item_of(page.doc.advice, id.value);
        if (a == nullptr) continue;
        const bool may = a->when || a->withhold_when || !withheld_by(page.doc, id.value).empty();
        advice.push_back("<b>" + std::string(kind_text(a->kind)) + ":</b> " + page.advice_link(id.value) +
                         (may ? " <span class=\"quiet\">(not to everyone)</span>" : ""));
    }
    if (!advice.empty()) out += paragraph("<b>Advice:</b>") + bullets(advice);
    out += remarks(page, "Speaks for it", o.speaks_for) + remarks(page, "Speaks against it", o.speaks_against);
    if (o.safety_net) {
        std::vector<std::pair<std::string, std::string>> net;
        const auto part = [&](const char* name, const std::string& html) {
            if (!html.empty()) net.emplace_back(name, html);
        };
        part("Uncertainty", html_text(o.safety_net->uncertainty.value));
        part("Watch for", joined(html_texts(o.safety_net->watch_for), "; "));
        part("Get help", html_text(o.safety_net->get_help.value));
        part("Time course", html_text(o.safety_net->time_course.value));
        if (o.safety_net->recheck_days)
            part("Look again", "after " + html_text(shortest(o.safety_net->recheck_days->value)) + " days");
        out += paragraph("<b>Safety net:</b>") + facts(net);
    }
    out += page.sources(o.sources, o.id.at) + page.mark(o.review);
    return element("div", "\n" + out, attribute("class", "outcome") + " " + attribute("id", "o-" + o.id.value)) + "\n";
}

/// What changed in a part since it was signed.
[[nodiscard]] inline std::string changes_of_part(const Page& page, const std::string& pathway) {
    for (const PacketChangedPart& part : page.parts.changed_parts) {
        if (part.pathway != pathway) continue;
        if (!part.kept)
            return paragraph(
                "<b>Changed since it was signed.</b> The rules that were read then were not kept, so what changed is not known.");
        std::vector<std::string> out;
        for (const ChangedSince& c : part.changes) out.push_back(html_text(sentence(c)));
        return paragraph("<b>Changed since it was signed:</b>") + bullets(out);
    }
    return {};
}

/// The doubts of the authors that a signature answers.
[[nodiscard]] inline std::string doubts_to_answer(const Page& page, const std::string& pathway) {
    std::vector<std::string> out;
    for (const Doubt& d : doubts_of(page.doc, pathway)) {
        const std::string answered = text_of(answer_to(d, page.parts.sign_offs));
        out.push_back(code(d.to) + " " + html_text(d.question) +
                      (answered.empty() ? "" : " <b>(" + html_text(answered) + ")</b>"));
    }
    if (out.empty()) return {};
    return fold(counted(out.size(), "open question") +
                    " of the authors, to be answered with --reply PLACE=accept, PLACE=change or PLACE=defer",
                bullets(out));
}

/// Lines for ink, how it stands, and the command that records it. `what` is a pathway's title, or the frame.
[[nodiscard]] inline std::string sign_block(const Page& page, const Signature& s, const std::string& what) {
    std::string out = heading(4, "Sign-off: " + what);
    out += facts({{"Status", Page::state_label(s) + " " + Page::signed_by(s)}, {"Code", code(code_of(s.digest))}});
    out += changes_of_part(page, s.pathway) + doubts_to_answer(page, s.pathway);
    if (!page.unfit.empty())
        return "<div class=\"sign\">\n" + out + paragraph("<b>Not fit to sign</b>: see the top of this packet.") + "</div>\n";
    out += fill_in("Name") + fill_in("Role") + fill_in("Date and signature");
    out += paragraph("To record it:", "quiet") + "<pre><code>" +
           html_text("triage review " + shell_word(page.parts.rules_path) + " --sign --who \"Dr …\" --role \"…\" " +
                     (s.pathway.empty() ? std::string("--frame ") : "--pathway " + s.pathway + "=") + code_of(s.digest)) +
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
        out += heading(4, "In words") + list(pathway_.steps, "", "steps", false) + not_sure() + named() + withheld();
        if (!refers_.findings.met().empty()) out += heading(4, "Questions it reads") + questions_read(refers_.findings.met());
        out += outcomes() + cases_of_pathway(page_, pathway_, refers_);
        out += sign_block(page_, page_.standing[number_], pathway_.title.value);
        return element("section", "\n" + out, attribute("class", "pathway") + " " + attribute("aria-labelledby", "p-" + id)) +
               "\n";
    }

private:
    [[nodiscard]] std::string title() const { return std::to_string(number_ + 1) + ". " + pathway_.title.value; }

    [[nodiscard]] std::string picture() const {
        std::size_t steps = 0;
        each_step(pathway_.steps, [&](const Step&) { ++steps; });
        for (const PacketPicture& p : page_.parts.pictures) {
            if (p.pathway != pathway_.id.value) continue;
            const std::string wide = drawing(p.svg, steps, ""), narrow = drawing(p.narrow_svg, steps, " for a phone");
            if (wide.empty()) return {};
            const std::string title = "Picture of " + pathway_.title.value;
            const std::string pages =
                svg_pages(p.svg, "pic-" + pathway_.id.value, "Picture of the pathway: " + pathway_.title.value);
            return heading(4, "Picture") +
                   region(title, wide,
                          std::string("wide pic") + (narrow.empty() ? "" : " broad") + (pages.empty() ? "" : " uncut")) +
                   (narrow.empty() ? "" : region(title + " for a phone", narrow, "wide pic slim")) +
                   (pages.empty() ? "" : element("div", "\n" + pages, "class=\"pic paper\"") + "\n");
        }
        return {};
    }
    [[nodiscard]] std::string drawing(const std::string& svg, std::size_t steps, const std::string& use) const {
        return tidy_svg(svg, (use.empty() ? "pic-" : "slim-") + pathway_.id.value,
                        "Picture of the pathway" + use + ": " + pathway_.title.value,
                        counted(steps, "step") +
                            " as boxes from top to bottom, each with its condition, with arrows for yes, no and not sure to the "
                            "outcomes; below them the criteria and scores. The section “In words” says the same.");
    }
    [[nodiscard]] std::string not_sure() const {
        if (pathway_.unsure.value.empty())
            return paragraph(
                "If missing answers could still lead to an outcome, the pathway stays open; it raises nothing itself.");
        return paragraph("If missing answers could still lead to an outcome, this outcome stands: " +
                         page_.outcome_link(pathway_.unsure.value) + ".");
    }
    // The steps as sentences: if …, then …; if not, …; if not known, ….
    // `open`: an earlier step may have been left open.
    [[nodiscard]] std::string list(const std::vector<Step>& steps, const std::string& number, const std::string& style,
                                   bool open) const {
        std::string out;
        for (std::size_t i = 0; i < steps.size(); ++i) out += step(steps, i, number + std::to_string(i + 1), open || i > 0);
        return element("ol", "\n" + out, style.empty() ? "" : attribute("class", style)) + "\n";
    }
    [[nodiscard]] std::string anchor(const Step& s) const { return "s-" + pathway_.id.value + "-" + s.id.value; }

    [[nodiscard]] std::string step(const std::vector<Step>& steps, std::size_t i, const std::string& number, bool open) const {
        const Step& s = steps[i];
        const Step* next = i + 1 < steps.size() ? &steps[i + 1] : nullptr;
        std::string out = paragraph("Step " + number + " " + code(s.id.value), "no");
        out += "<div><b>If</b> " + words_.condition(s.when) + "</div>\n";
        const std::string prefix = number.substr(0, number.rfind('.') == std::string::npos ? 0 : number.rfind('.') + 1);
        const std::string following = prefix + std::to_string(i + 2);
        const bool settles = !open && settled_once_known(s.when);
        const auto way = [&](const char* when, const Branch& b, bool known, const char* note) {
            const Way on{next, following, number, known, known && settles};
            return element("li",
                           element("span", when, "class=\"way\"") + " " +
                               element("div", branch(b, on) + (*note == 0 ? "" : " " + element("span", note, "class=\"quiet\""))),
                           b.kind == Branch::Kind::steps ? "class=\"closer\"" : "");
        };
        const bool goes_on = s.unknown.kind == Branch::Kind::next || s.unknown.kind == Branch::Kind::floor;
        std::string ways = way("then", s.then, true, "");
        if (same(s.otherwise, s.unknown) && !ends(s.unknown, next)) {
            ways += way("if not, or not known", s.otherwise, true, goes_on ? "(if not known: kept open)" : "");
        } else {
            ways += way("if not", s.otherwise, true, "");
            ways += way("if not known", s.unknown, false, goes_on && next != nullptr ? "(kept open)" : "");
        }
        out += element("ul", ways, "class=\"ways\"") + "\n";
        out += paragraph(html_text(s.because.value), "because") + asked_as({&s.when}) + page_.sources(s.sources, s.id.at) +
               page_.mark(s.review);
        return element("li", "\n" + out, attribute("class", "step") + " " + attribute("id", anchor(s))) + "\n";
    }
    [[nodiscard]] static bool same(const Branch& a, const Branch& b) {
        return a.kind == b.kind && a.kind != Branch::Kind::steps && a.outcome.value == b.outcome.value;
    }
    // The pathway ends there without an outcome: what is not known then counts.
    [[nodiscard]] static bool ends(const Branch& b, const Step* next) {
        return b.kind == Branch::Kind::clear ||
               (next == nullptr && (b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor));
    }
    // Where a branch of a step leads on to.
    struct Way {
        const Step* next;
        const std::string &following, &number;
        bool known;    // taken by an answer
        bool settled;  // no answer can be missing here
    };
    [[nodiscard]] std::string stands() const {
        return pathway_.unsure.value.empty() ? "the pathway stays open" : page_.outcome_link(pathway_.unsure.value) + " stands";
    }
    [[nodiscard]] std::string cleared(const Way& way) const {
        if (way.settled) return "the pathway is cleared";
        return std::string("the pathway is cleared, unless ") +
               (way.known ? "an earlier step was left open" : "a missing answer can still lead to an outcome") + ": then " +
               stands();
    }
    [[nodiscard]] std::string onward(const Way& way) const {
        if (way.next != nullptr)
            return "go on to " + element("a", "step " + html_text(way.following), attribute("href", "#" + anchor(*way.next)));
        if (way.known) return cleared(way);
        return pathway_.unsure.value.empty() ? "the pathway cannot be cleared: it stays open"
                                             : "the pathway cannot be cleared: " + stands();
    }
    [[nodiscard]] std::string branch(const Branch& b, const Way& way) const {
        switch (b.kind) {
            case Branch::Kind::next: return onward(way);
            case Branch::Kind::clear: return cleared(way);
            case Branch::Kind::outcome: return page_.outcome_link(b.outcome.value);
            case Branch::Kind::floor: return "at least " + page_.outcome_link(b.outcome.value) + ", and " + onward(way);
            case Branch::Kind::steps: return "look closer:" + list(b.steps, way.number + ".", "", !way.settled);
        }
        return {};
    }
    // What a person is asked, for each finding that stands in the conditions by its clinical term.
    [[nodiscard]] std::string asked_as(const std::vector<const Condition*>& conditions) const {
        Named<Finding> findings(page_.doc.findings);
        const auto read = [&](const auto& self, const Condition& c) -> void {
            if (names_finding(c.form)) findings.name(c.name.value);
            for (const Condition& item : c.items) self(self, item);
        };
        for (const Condition* c : conditions) read(read, *c);
        std::vector<std::string> out;
        for (const Finding* f : findings.met())
            if (!f->ask.value.empty() && !f->clinical.value.empty() && f->ask.value != f->clinical.value)
                out.push_back(html_text(f->clinical.value) + ": “" + html_text(f->ask.value) + "”");
        return out.empty() ? "" : paragraph("<b>Asked as:</b> " + joined(out, " · "), "quiet");
    }
    // Criteria and scores, as far as this pathway uses them.
    [[nodiscard]] std::string named() const {
        std::string out;
        for (const Criteria* c : refers_.criteria.met())
            out += element("li",
                           "<b>" + html_text(c->title.value) + "</b> " + code(c->id.value) + " holds if " +
                               words_.condition(c->when) + asked_as({&c->when}) + page_.sources(c->sources, c->id.at),
                           attribute("id", Places{pathway_.id.value}.of(c->id.value))) +
                   "\n";
        if (!out.empty()) out = element("ul", "\n" + out) + "\n";
        for (const Score* s : refers_.scores.met()) {
            Table table(s->title.value + ", in " + pathway_.title.value, {"Points", "If", "Because"});
            std::vector<const Condition*> items;
            for (const ScoreItem& i : s->items) items.push_back(&i.when);
            for (const ScoreItem& i : s->items)
                table.row({html_text(shortest(i.points.value)), words_.condition(i.when), html_text(i.because.value)});
            out += element("div",
                           "<p><b>" + html_text(s->title.value) + "</b> " + code(s->id.value) +
                               ": the points of what is true. What is not known "
                               "makes it a range; points are subtracted only for what is known.</p>\n" +
                               table.html() + asked_as(items) + page_.sources(s->sources, s->id.at),
                           attribute("id", Places{pathway_.id.value}.of(s->id.value))) +
                   "\n";
        }
        return out.empty() ? out : heading(4, "Criteria and scores") + out;
    }
    [[nodiscard]] std::string withheld() const {
        std::vector<std::string> out;
        for (const Text& id : pathway_.withhold) out.push_back(page_.advice_link(id.value));
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
