// SPDX-License-Identifier: Apache-2.0
// The bodies of sections.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <triage/explain/render/sections.hpp>
#include <triage/header_only.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace render_detail {

/// Of an id that has no label: the id itself.
[[nodiscard]] inline Assessment::Label label_of(const std::vector<Assessment::Label>& labels, const std::string& id) {
    for (const Assessment::Label& l : labels)
        if (l.id == id) return l;
    return {id, id};
}

/// An answer as a person says it: the label of an option.
[[nodiscard]] inline std::string said(const Assessment::Label& question, const std::string& value) {
    for (const QuestionOption& o : question.options)
        if (o.id == value) return o.label;
    return value == "unknown" ? "not sure" : spaced(value);
}
/// `Is one calf more swollen than the other? – yes`
[[nodiscard]] inline std::string answered(const Assessment::Label& question, const std::string& value) {
    return question.text + " – " + said(question, value);
}

class SectionBuilder {
public:
    SectionBuilder(const Assessment& a, bool clinician, bool detail)
        : a_(a), clinician_(clinician), detail_(detail || clinician) {}

    [[nodiscard]] std::vector<Section> run() {
        if (clinician_ && !a_.summary.empty()) {
            section("summary", "For the notes");
            paragraph(a_.summary);
        }
        what_it_probably_is();
        what_to_do();
        notes();
        below_ = true;
        later();
        why();
        what_else();
        what_would_change();
        if (clinician_) for_clinician();
        return std::move(out_);
    }

private:
    static constexpr std::size_t most_questions = 6;

    static constexpr std::size_t most_today = 5;

    void section(const char* id, const char* title) { out_.push_back({id, title, below_, {}}); }
    void bullet(const std::string& text, std::vector<std::string> details = {}) {
        out_.back().items.push_back({text, true, std::move(details)});
    }
    void paragraph(const std::string& text) { out_.back().items.push_back({text, false, {}}); }
    /// A bullet in a section that it opens, if it is the first there.
    void bullet_in(const char* id, const char* title, const std::string& text, std::vector<std::string> details = {}) {
        if (out_.empty() || out_.back().title != title) section(id, title);
        bullet(text, std::move(details));
    }
    void bullets(const std::vector<std::string>& all) {
        for (const std::string& t : all) bullet(t);
    }
    void list(const char* id, const char* title, const std::vector<std::string>& all) {
        for (const std::string& t : all) bullet_in(id, title, t);
    }
    [[nodiscard]] std::vector<std::string> questions(const std::vector<std::string>& ids) const {
        std::vector<std::string> out;
        const std::size_t most = detail_ ? ids.size() : most_questions;
        for (std::size_t i = 0; i < ids.size() && i < most; ++i)
            out.push_back(clinician_ ? ids[i] : label_of(a_.questions, ids[i]).text);
        if (ids.size() > most) out.push_back("and " + std::to_string(ids.size() - most) + " more");
        return out;
    }
    // One bullet for each reason of the rules, with the answers it rests on.
    void reasons(const std::vector<Because>& all) {
        std::string before;
        for (const Because& b : all) {
            if (b.text != before || out_.back().items.empty()) bullet(b.text);
            before = b.text;
            Assessment::Label question = label_of(a_.questions, b.finding);
            question.text = b.ask;
            out_.back().items.back().details.push_back(answered(question, b.value) +
                                                       (clinician_ ? "  [" + b.finding + ", " + b.at + "]" : ""));
        }
    }
    [[nodiscard]] bool leads(const AssessedOutcome& o, bool raised) const {
        return raised == a_.leading_raised && o.outcome == a_.leading.outcome && o.pathway == a_.leading.pathway;
    }

    void open_questions(const std::vector<OpenQuestion>& all) {
        for (std::size_t i = 0; i < all.size() && i < most_questions; ++i)
            bullet(all[i].ask + (clinician_ ? "  [" + all[i].finding + "]" : ""), all[i].check);
        if (all.size() > most_questions) bullet("and " + std::to_string(all.size() - most_questions) + " more");
    }

    void what_it_probably_is() {
        if (!a_.unsettled.empty()) {
            section("open", "You were not sure about this");
            paragraph("Find it out today. If an answer is yes, go through the questions again: you may need to be seen.");
            open_questions(a_.unsettled);
        }
        if (!a_.probable) return;
        section("probable", "What it probably is");
        const std::size_t n = a_.resolve.size();
        paragraph("Your other answers fit this: " + a_.probable->title + ". " +
                  (n == 1 ? std::string("One question is open. If the answer is no, the advice is: ")
                          : std::to_string(n) + " questions are open. If the answer to each is no, the advice is: ") +
                  label_of(a_.dispositions, a_.probable->disposition).text + ".");
        open_questions(a_.resolve);
    }

    // What is advised now, then what is safe of the picture that it probably is.
    [[nodiscard]] std::vector<std::string> advised(AdviceKind kind) const {
        std::vector<std::string> out;
        for (const std::vector<AdviceItem>* all : {&a_.advice, a_.probable ? &a_.probable->advice : nullptr})
            if (all != nullptr)
                for (const AdviceItem& i : *all)
                    if (i.kind == kind) out.push_back(i.text);
        return out;
    }

    void what_to_do() {
        std::vector<std::string> today = advised(AdviceKind::action);
        if (today.size() > most_today) today.resize(most_today);
        list("do", "What to do now", today);
        list("avoid", "What to avoid", advised(AdviceKind::avoid));
        const AssessedSafetyNet* net = safety_net();
        if (net == nullptr) return list("help", "When to get help", advised(AdviceKind::seek_help));
        section("help", "When to get help");
        if (!net->uncertainty.empty()) paragraph(net->uncertainty);
        bullets(net->watch_for);
        if (!net->get_help.empty()) paragraph(net->get_help);
        if (net->time_course.empty() && !net->recheck_days) return;
        section("again", "When to look again");
        if (!net->time_course.empty()) paragraph(net->time_course);
        if (net->recheck_days)
            paragraph("Go through these questions again in " + period(*net->recheck_days * 24) +
                      ", or at once if anything new appears.");
    }
    [[nodiscard]] const AssessedSafetyNet* safety_net() const {
        if (a_.safety_net) return &*a_.safety_net;
        return a_.probable && a_.probable->safety_net ? &*a_.probable->safety_net : nullptr;
    }

    void later() {
        const std::vector<std::string> all = advised(AdviceKind::action);
        for (std::size_t i = most_today; i < all.size(); ++i) bullet_in("later", "Later steps", all[i]);
        // The safety net of home care names every sign; to say them twice would hide them.
        if (safety_net() != nullptr && (detail_ || !a_.disposition.at_home))
            list("more_help", "More on getting help", advised(AdviceKind::seek_help));
    }

    void why() {
        if (!a_.leading.because.empty()) {
            section("why", "Why");
            reasons(a_.leading.because);
        }
        list("for", "What fits", a_.leading.speaks_for);
        list("against", "What does not fit", a_.leading.speaks_against);
        if (!a_.leading_raised && !a_.leading.missing.empty()) {
            section("why", "Why: these questions are open, and \"not sure\" does not count as \"no\"");
            bullets(questions(a_.leading.missing));
        }
        if (a_.contradicts) {
            section("why", "Your answers contradict each other");
            paragraph("Some of them cannot be true together, so this result is deliberately cautious.");
        } else if (a_.otherwise) {
            section("why", "Why");
            paragraph("These questions do not cover your situation, so please have a clinician look at it.");
        }
    }

    void what_else() {
        std::vector<std::string> shown;  // two pathways may raise one outcome
        if (a_.leading_raised) shown.push_back(a_.leading.outcome);
        for (const AssessedOutcome& o : a_.raised) {
            if (!add_once(shown, o.outcome)) continue;
            // "Probably a strain" next to "be seen today" would only confuse.
            if (!clinician_ && !a_.disposition.at_home && label_of(a_.dispositions, o.disposition).at_home) continue;
            std::vector<std::string> details;
            for (const Because& b : o.because) add_once(details, b.text);
            for (const std::string& t : o.speaks_for) details.push_back("fits: " + t);
            for (const std::string& t : o.speaks_against) details.push_back("does not fit: " + t);
            // Its own, milder urgency would read as a contradiction of the headline.
            bullet_in("also", "Also found", o.title + (clinician_ ? " (" + o.disposition + ")" : ""), std::move(details));
        }
        // In an emergency nobody should have to read about what else is open.
        if (!a_.emergency || clinician_) {
            std::vector<std::string> missing;
            bool any = false;
            for (const AssessedOutcome& o : a_.unsure) {
                std::vector<std::string> said;  // what was never asked is not missing
                for (const std::string& id : o.missing)
                    if (detail_ || contains(a_.unknown, id)) said.push_back(id);
                for (const std::string& id : said) add_once(missing, id);
                if (leads(o, false) || said.empty()) continue;
                bullet_in("open", "Not ruled out yet", o.title);
                any = true;
            }
            if (any && !missing.empty()) bullet("Answers to these questions would settle most of it:", questions(missing));
        }
        for (const WithheldAdvice& w : a_.withheld) {
            // What is merely not known matters once the person is sent home; before that it is noise.
            if (!w.offered || (!detail_ && !a_.disposition.at_home && !w.certain)) continue;
            bullet_in("withheld", "Usual advice that you should not follow at the moment", w.text, {w.because});
        }
        list("tests", "Tests a clinician may do", a_.tests);
        if (!detail_) return;
        for (const ClearedPathway& c : a_.cleared) {
            std::vector<std::string> details;
            for (const Because& b : c.because) add_once(details, b.text);
            bullet_in("cleared", "What your answers speak against", c.title, std::move(details));
        }
    }

    void what_would_change() {
        std::string to;
        for (const WouldChange& w : a_.would_change) {
            const Assessment::Label label = label_of(a_.dispositions, w.to);
            // Age and sex cannot change by tomorrow.
            const bool about_person = std::any_of(w.answers.begin(), w.answers.end(),
                                                  [&](const Change& c) { return label_of(a_.questions, c.finding).fixed; });
            if ((!label.graver || about_person) && !clinician_) continue;
            if (to != w.to) bullet_in("change", "What would change this", label.text);
            to = w.to;
            SectionItem& item = out_.back().items.back();
            std::vector<std::string> changes;
            for (const Change& c : w.answers) changes.push_back(answered(label_of(a_.questions, c.finding), c.to));
            item.details.push_back(joined(changes, ", and "));
            item.text = label.text + (item.details.size() == 1 ? ", if this is true:" : ", if any one of these is true:");
        }
    }

    void for_clinician() {
        section("clinician", "For the clinician");
        paragraph("Possible range: " + a_.possible_least + " to " + a_.possible_most + ".");
        for (const ScoreResult& s : a_.scores)
            paragraph(s.title + ": " + std::to_string(s.least) +
                      (s.least == s.most ? std::string() : " to " + std::to_string(s.most)));
        for (const OpenPathway& o : a_.open) {
            std::string text = "Open: " + o.pathway + " (up to " + o.most + "); missing";
            for (const std::string& m : o.missing) text += " " + m;
            if (!o.missing_examiner.empty()) text += "; on examination " + joined(o.missing_examiner, " ");
            bullet(text);
        }
        if (!a_.not_within_two_changes.empty())
            paragraph("Not reached by changing two answers; more were not searched: " + joined(a_.not_within_two_changes) + ".");
        if (!a_.not_searched_changes.empty())
            paragraph("What would lead there was not searched further, because these rules have too many answers: " +
                      joined(a_.not_searched_changes) + ".");
        if (!a_.leading.sources.empty()) paragraph("Sources: " + joined(a_.leading.sources) + ".");
        if (!a_.leading.review.empty()) paragraph("To review: " + a_.leading.review);
        paragraph("Rules: " + a_.ruleset + " " + a_.version + " (" + a_.review + ") " + a_.digest);
    }

    void notes() {
        const bool more = !a_.not_asked.empty() && a_.next_question && !a_.emergency;
        if (a_.conflicts.empty() && !more) return;
        section("notes", "Notes");
        for (const AnswerConflict& c : a_.conflicts) {
            const Assessment::Label question = label_of(a_.questions, c.finding);
            paragraph("You answered \"" + said(question, c.said) + "\" to \"" + question.text +
                      "\", but another of your answers implies \"" + said(question, c.implied) + "\". Your own answer was used.");
        }
        if (more) paragraph("Some questions were not asked; answering them could make this result more specific.");
    }

    const Assessment& a_;
    bool clinician_, detail_;
    bool below_ = false;
    std::vector<Section> out_;
};

}  // namespace render_detail

TRIAGE_BODY std::vector<Section> sections_of(const Assessment& a, bool for_clinician, bool detail) {
    return render_detail::SectionBuilder(a, for_clinician, detail).run();
}

}  // namespace triage
