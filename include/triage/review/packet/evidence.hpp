// SPDX-License-Identifier: Apache-2.0
// What speaks for the rules, and what speaks against them: safety properties with their proofs, cases with their results,
// coverage, mutation, what changed since an older version, and what the authors themselves doubt.
// Refuses to pass over what is missing: a figure that was not worked out is said to be missing. Refuses a share without its
// counts, and to shorten what a signature covers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diff/diff.hpp>
#include <triage/review/packet/html.hpp>
#include <triage/review/packet/page.hpp>
#include <triage/review/prove/proof_report.hpp>

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
        case SafetyProperty::Require::withheld: return "“" + page.advice_link(s.target.value) + "” is withheld";
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
        out += paragraph("<b>Fails for:</b> " + html_text(review_detail::answers_line(c)) + ": " +
                         html_text(review_detail::counterexample_sentence(c)) + " (" + html_text(c.rule) + ", " + code(c.at) +
                         (c.why.empty() ? "" : ": " + html_text(c.why)) + ")");
    return out;
}

[[nodiscard]] inline std::string safety_section(const Page& page) {
    std::string out;
    const auto proved = [&](const std::string& id) -> const ProvedProperty* {
        if (!page.parts.proof) return nullptr;
        for (const ProvedProperty& p : page.parts.proof->properties)
            if (p.id == id && !p.built_in) return &p;
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
                     words.condition(s.when), demand_text(page, s), verdict_of(page, proved(s.id.value))});
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
    return out;
}

[[nodiscard]] inline std::string figures_section(const Page& page) {
    const auto rows = [](const std::vector<PacketFigure>& all, const char* none) {
        std::vector<std::pair<std::string, std::string>> out;
        for (const PacketFigure& f : all) out.emplace_back(f.what, html_text(f.value));
        return out.empty() ? paragraph(html_text(none)) : facts(out);
    };
    return heading(3, "Not sure") +
           paragraph(
               "Of the cases that expect home care, the share that still gets it when each denied answer is “not sure” with this "
               "probability, each for itself; without the checks of the questions, and where they settle four in five.") +
           rows(page.parts.usefulness, "Not computed for this packet.") + heading(3, "Coverage") +
           rows(page.parts.coverage, "Not computed for this packet.") + heading(3, "Mutation") +
           paragraph("Each rule is changed slightly, and the cases are run again: a change that no case catches is a gap.") +
           rows(page.parts.mutation, "Not computed for this packet: triage review --mutation computes it, and takes minutes.");
}

/// Whether a case is about a pathway: it expects it, one of its outcomes or its condition, or its diagnosis is that.
[[nodiscard]] inline bool names(const Case& c, const Pathway& p, const References& refers) {
    const std::vector<std::string> raised = values_of(c.expect.raised);
    return contains(raised, p.id.value) || contains(values_of(c.expect.conditions), p.condition.value) ||
           c.diagnosis == p.condition.value ||
           std::any_of(refers.outcomes.met().begin(), refers.outcomes.met().end(),
                       [&](const Outcome* o) { return contains(raised, o->id.value); });
}

/// The ids of levels are short enough for a column; the table of levels explains them.
[[nodiscard]] inline std::string case_range(const Expectation& e) {
    const std::string least = html_text(spaced(e.at_least.value)), most = html_text(spaced(e.at_most.value));
    if (least.empty() && most.empty()) return "–";
    if (least == most) return least;
    return least.empty() ? "at most " + most : most.empty() ? "at least " + least : least + " to " + most;
}

[[nodiscard]] inline std::string case_table(const Page& page, const std::string& name, const std::vector<std::size_t>& which) {
    Table table(name, {"Case", "Expected", "As answered", "Unmentioned absent", "Verdict"}, "cases");
    const auto level = [](const std::string& id) { return id.empty() ? std::string("–") : html_text(spaced(id)); };
    for (const std::size_t i : which) {
        const Case& c = page.parts.cases[i];
        const CaseResult& r = page.parts.case_report->results[i];
        const CaseVerdict judged = r.verdict();
        std::string verdict = label(case_verdict_name(judged), judged == CaseVerdict::passed        ? "good"
                                                               : judged == CaseVerdict::not_covered ? "doubt"
                                                                                                    : "bad");
        for (const VacuousExpectation& v : r.vacuous) verdict += "<br>" + html_text(v.text) + " " + code(v.at);
        for (const std::string& f : r.failures) verdict += "<br>" + html_text(f);
        for (const std::string& f : r.remarks) verdict += "<br>" + html_text(f);
        table.row({html_text(c.title.empty() ? c.id.value : c.title) + (r.published ? " " + label("published") : ""),
                   case_range(c.expect), level(r.as_answered), level(r.absent), verdict});
    }
    return table.html();
}

[[nodiscard]] inline std::string case_counts(const Page& page, const std::vector<std::size_t>& which) {
    CaseReport counts;
    std::size_t published = 0;
    for (const std::size_t i : which) {
        counts.results.push_back(page.parts.case_report->results[i]);
        published += counts.results.back().published ? 1U : 0U;
    }
    counts.count();
    return counted(which.size(), "case") + ", " + std::to_string(published) + " of them published: " + counts.text() + ".";
}

[[nodiscard]] inline std::string cases_of_pathway(const Page& page, const Pathway& pathway, const References& refers) {
    if (!page.parts.case_report) return {};
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < page.parts.cases.size(); ++i)
        if (names(page.parts.cases[i], pathway, refers)) which.push_back(i);
    std::string out = heading(4, "Cases that name it");
    if (which.empty()) return out + paragraph("<b>No case names this pathway.</b>");
    bool failed = false;
    for (const std::size_t i : which) failed = failed || page.parts.case_report->results[i].verdict() != CaseVerdict::passed;
    return out + paragraph(case_counts(page, which)) +
           fold("The cases of this pathway", case_table(page, "Cases of " + pathway.title.value, which), failed);
}

[[nodiscard]] inline std::string cases_section(const Page& page) {
    if (!page.parts.case_report || page.parts.cases.empty()) return paragraph("<b>No cases were run for this packet.</b>");
    std::vector<std::size_t> all, rest;
    for (std::size_t i = 0; i < page.parts.cases.size(); ++i) {
        all.push_back(i);
        bool named = false;
        for (std::size_t p = 0; p < page.doc.pathways.size(); ++p)
            named = named || names(page.parts.cases[i], page.doc.pathways[p], page.refers[p]);
        if (!named) rest.push_back(i);
    }
    std::string out =
        paragraph(case_counts(page, all)) +
        paragraph(
            "A case is read in two ways. As answered: what it does not mention is not known. Unmentioned absent: worrying things that it "
            "does not mention count as “no”, as published reports are usually read. Cases that name a pathway are listed with it; the authors knew "
            "all of them while they wrote the rules, so these are development figures. The short names of levels are those of the " +
            link("scope", "table of levels") + ".");
    if (!rest.empty()) out += heading(3, "Cases that name no pathway") + case_table(page, "Cases that name no pathway", rest);
    return out;
}

/// The lines of an answer file, its comment left out, as one line.
[[nodiscard]] inline std::string answers_on_one_line(const std::string& yaml) {
    std::vector<std::string> answers;
    std::istringstream lines(yaml);
    for (std::string line; std::getline(lines, line);)
        if (!line.empty() && line.front() != '#') answers.push_back(line);
    return joined(answers, "; ");
}

[[nodiscard]] inline std::string change_item(const DiffItem& item) {
    std::vector<std::string> details;
    for (const std::string& d : item.details) details.push_back(html_text(d));
    if (!item.yaml.empty()) details.push_back(code(answers_on_one_line(item.yaml)));
    return html_text(item.text) + (details.empty() ? "" : "\n" + bullets(details));
}

// The words that changed, old beside new, and the command that records one look at all of them.
[[nodiscard]] inline std::string words_section(const Page& page) {
    if (!page.parts.words || page.parts.words->parts.empty()) return {};
    const WordsToRead& words = *page.parts.words;
    Table table("Words that changed since they were signed", {"Where", "As it was signed", "As it is now"});
    for (const ChangedSince& c : words.changes)
        table.row({html_text(name_text(c)), html_text(c.old_text), html_text(c.new_text)});
    std::vector<std::string> parts;
    for (const std::string& p : words.parts) {
        const Pathway* pathway = item_of(page.doc.pathways, p);
        parts.push_back(pathway == nullptr ? "the frame" : pathway->title.value);
    }
    std::string out = heading(3, "Words to read again") +
                      paragraph("Nothing that decides changed in " + counted(parts.size(), "part") + ": " +
                                html_text(joined(parts)) + ". One look at these words is enough for all of them.") +
                      table.html();
    if (page.unfit.empty())
        out += paragraph("To record it:", "quiet") + "<pre><code>" +
               html_text("triage review " + shell_word(page.parts.rules_path) + " --sign --who \"Dr …\" --role \"…\" --words " +
                         words.code) +
               "</code></pre>\n";
    return out;
}

[[nodiscard]] inline std::string changes_section(const Page& page) {
    if (const std::string words = words_section(page); !words.empty() && !page.parts.changes) return words;
    if (!page.parts.changes && page.parts.only) return {};
    if (!page.parts.changes) return paragraph("No earlier version was given to compare with (triage review --since OLD).");
    const DiffReport& report = page.parts.changes->report;
    std::string out = words_section(page);
    out += paragraph("Compared with " + code(page.parts.changes->since) + ": " + html_text(report.title));
    if (!report.under_title.empty()) out += paragraph(html_text(report.under_title));
    for (std::size_t i = 0; i < report.verdict.size(); ++i)
        out += paragraph(i == 0 ? element("b", html_text(report.verdict[i])) : html_text(report.verdict[i]));
    for (const DiffSection& section : report.sections) {
        out += heading(3, section.title);
        if (!section.note.empty()) out += paragraph(html_text(section.note));
        std::vector<std::string> items;
        for (const DiffItem& item : section.items) items.push_back(change_item(item));
        out += bullets(items);
    }
    return out;
}

/// Every `review:` mark, and every rule that rests on judgement alone, in the order of the rules.
[[nodiscard]] inline std::string doubts_section(const Page& page) {
    const RuleDocument& doc = page.doc;
    std::vector<std::string> marks, judged, judged_here;
    const auto mark = [&](const std::string& anchor, const std::string& name, const Text& review) {
        if (!review.value.empty())
            marks.push_back(link(anchor, name) + ": " + html_text(review.value) + " " + code(place(doc, review.at)));
    };
    const auto judge = [&](const std::string& anchor, const std::string& name, const std::vector<Text>& sources) {
        bool published = sources.empty();
        for (const Text& id : sources) {
            const Source* s = item_of(doc.sources, id.value);
            published = published || s == nullptr || !s->judgement;
        }
        if (!published) judged_here.push_back(link(anchor, name));
    };
    const auto judged_in = [&](const std::string& what) {
        if (!judged_here.empty()) judged.push_back(what + ": " + joined(judged_here, "; "));
        judged_here.clear();
    };
    for (std::size_t number = 0; number < doc.pathways.size(); ++number) {
        const Pathway& p = doc.pathways[number];
        mark("p-" + p.id.value, p.title.value, p.review);
        each_step(p.steps, [&](const Step& s) {
            const std::string anchor = "s-" + p.id.value + "-" + s.id.value;
            mark(anchor, p.title.value + ", step " + spaced(s.id.value), s.review);
            judge(anchor, "step " + spaced(s.id.value), s.sources);
        });
        for (const Outcome* o : page.refers[number].outcomes.met()) {
            if (page.home_of(*o) != number) continue;
            mark("o-" + o->id.value, p.title.value + ": " + o->title.value, o->review);
            judge("o-" + o->id.value, o->title.value, o->sources);
        }
        for (const Criteria* c : page.refers[number].criteria.met())
            judge("c-" + p.id.value + "-" + c->id.value, c->title.value, c->sources);
        judged_in(link("p-" + p.id.value, p.title.value));
    }
    for (const Finding& f : doc.findings) mark("q-" + f.id.value, "Question: " + name_of(f), f.review);
    for (const Advice& a : doc.advice) {
        mark("a-" + a.id.value, "Advice: " + a.say.value, a.review);
        judge("a-" + a.id.value, a.say.value, a.sources);
    }
    judged_in("Advice");
    for (const Plan& p : doc.plans) mark("plans", "Programme: " + p.title.value, p.review);
    return heading(3, "What the authors ask you to look at") +
           (marks.empty() ? paragraph("There are no review marks.") : bullets(marks)) +
           heading(3, "What rests on judgement alone") +
           (judged.empty() ? paragraph("Everything has a published source.")
                           : paragraph("Nobody has published these; the authors chose, on the side of safety as they saw it.") +
                                 bullets(judged));
}

}  // namespace triage::packet_detail
