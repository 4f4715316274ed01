// SPDX-License-Identifier: Apache-2.0
// What the authors themselves doubt: every `review:` mark, and every rule that rests on judgement alone, each a link.
// Does not rank doubts: they are in the order of the rules.
#pragma once

#include <string>
#include <vector>

#include <triage/review/packet/page.hpp>

namespace triage::packet_detail {

class Doubts {
public:
    explicit Doubts(const Page& page) : page_(page) {
        const RuleDocument& doc = page.doc;
        for (const Pathway& p : doc.pathways) {
            mark("p-" + p.id.value, p.title.value, p.review);
            judged_here_.clear();
            steps(p, p.steps);
            const std::size_t number = static_cast<std::size_t>(&p - doc.pathways.data());
            for (const Outcome* o : page.refers[number].outcomes.met()) {
                if (page.home_of(*o) != number) continue;
                mark("o-" + o->id.value, p.title.value + ": " + o->title.value, o->review);
                judge("o-" + o->id.value, o->title.value, o->sources);
            }
            for (const Criteria* c : page.refers[number].criteria.met())
                judge("c-" + p.id.value + "-" + c->id.value, c->title.value, c->sources);
            if (!judged_here_.empty())
                judged_.push_back(link("p-" + p.id.value, p.title.value) + ": " + joined(judged_here_, "; "));
        }
        for (const Finding& f : doc.findings) mark("q-" + f.id.value, "Question: " + name_of(f), f.review);
        judged_here_.clear();
        for (const Advice& a : doc.advice) {
            mark("a-" + a.id.value, "Advice: " + a.say.value, a.review);
            judge("a-" + a.id.value, a.say.value, a.sources);
        }
        if (!judged_here_.empty()) judged_.push_back("Advice: " + joined(judged_here_, "; "));
        for (const Plan& p : doc.plans) mark("plans", "Programme: " + p.title.value, p.review);
    }

    [[nodiscard]] std::string html() const {
        std::string out = "<section>\n" + heading(2, "Open doubts", "doubts");
        out += heading(3, "What the authors ask you to look at") +
               (marks_.empty() ? paragraph("There are no review marks.") : bullets(marks_));
        out += heading(3, "What rests on judgement alone");
        return out +
               (judged_.empty()
                    ? paragraph("Everything has a published source.")
                    : paragraph("Nobody has published these; the authors chose, on the side of safety as they saw it.") +
                          bullets(judged_)) +
               "</section>\n";
    }

private:
    void mark(const std::string& anchor, const std::string& name, const Text& review) {
        if (!review.value.empty())
            marks_.push_back(link(anchor, name) + ": " + html_text(review.value) + " " + code(place(page_.doc, review.at)));
    }
    void judge(const std::string& anchor, const std::string& name, const std::vector<Text>& sources) {
        bool published = sources.empty();
        for (const Text& id : sources) {
            const Source* s = item_of(page_.doc.sources, id.value);
            published = published || s == nullptr || !s->judgement;
        }
        if (!published) judged_here_.push_back(link(anchor, name));
    }
    void steps(const Pathway& p, const std::vector<Step>& all) {
        for (const Step& s : all) {
            const std::string anchor = "s-" + p.id.value + "-" + s.id.value;
            mark(anchor, p.title.value + ", step " + spaced(s.id.value), s.review);
            judge(anchor, "step " + spaced(s.id.value), s.sources);
            for (const Branch* b : {&s.then, &s.otherwise, &s.unknown}) steps(p, b->steps);
        }
    }

    const Page& page_;
    std::vector<std::string> marks_, judged_, judged_here_;
};

}  // namespace triage::packet_detail
