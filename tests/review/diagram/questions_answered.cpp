// SPDX-License-Identifier: Apache-2.0
// Questions about two people, and the comparison of all answers with those of z3.
#include <triage/triage.hpp>

#include "review/diagram/questions.hpp"
#include "support/builders.hpp"

namespace triage::testing {

namespace {

Answers with(Answers answers, FindingId finding, Kleene value) {
    (void)answers.try_set(finding, value);
    return answers;
}

}  // namespace

void Questions::pair(const char* property, FindingId f, Kleene before, Kleene after) {
    const Finding& finding = doc_.findings[f];
    SmtPerson other(doc_, "b", &person_, {{finding.id.value, after}});
    std::vector<Term> milder;
    for (std::size_t r = 1; r < doc_.dispositions.size(); ++r)
        milder.push_back(smt_and({person_.at_least(r), smt_not(other.at_least(r))}));
    std::vector<Term> terms{said(finding, before), smt_not(person_.contradicts), smt_not(other.contradicts), smt_or(milder)};
    const bool reassuring = finding.polarity == Polarity::reassuring;
    Function graver = d_.diagram.none();
    if (const std::uint32_t level = d_.space.level_of(finding.id.value); level != npos) {
        const auto when = [&](const Function& g, Kleene value) {
            return d_.diagram.cofactor(g, level,
                                       value == unknown ? d_.diagram.values(level) - 1 : d_.space.levels()[level].cell_of(value));
        };
        for (Rank r = 1; r < doc_.dispositions.size(); ++r) {
            const Function& graver_than = d_.decision.at_least(r);
            graver |= when(graver_than, before) - when(graver_than, after);
        }
        for (const Kleene value : {before, after}) graver -= when(d_.decision.contradicts(), value);
        if (reassuring) {  // only while a red-flag pathway is raised
            std::vector<Term> raised;
            Function any = d_.diagram.none();
            for (PathwayId p{0}; p < doc_.pathways.size(); ++p)
                if (doc_.pathways[p].red_flag) {
                    raised.push_back(person_.pathways[p].raised);
                    any |= when(d_.decision.pathways()[p].raised, before);
                }
            terms.push_back(smt_or(raised));
            graver &= any;
        }
    }
    const char* words[] = {"no", "yes", "unknown"};
    const std::string text =
        finding.id.value + ": " + words[static_cast<int>(after)] + " is milder than " + words[static_cast<int>(before)];
    ask(property, text, smt_and(terms), !d_.diagram.empty(graver), [=](const Answers& a) {
        const Trace one = walk(with(a, f, before)), two = walk(with(a, f, after));
        bool raised = !reassuring;
        for (PathwayId p{0}; p < one.pathway_count; ++p)
            raised = raised || (a.rules().document().pathways[p].red_flag && one.ends[p].ending == Ending::raised);
        return raised && !one.contradicts && !two.contradicts && one.disposition > two.disposition;
    });
    all.back().smt.definitions = other.definitions();
}

void Questions::worse_but_milder(std::size_t from, std::size_t every) {
    std::size_t seen = 0;
    for (FindingId f{0}; f < doc_.findings.size(); ++f) {
        const Finding& finding = doc_.findings[f];
        if (finding.type != FindingType::yes_no || finding.polarity == Polarity::context || seen++ % every != from) continue;
        if (finding.polarity == Polarity::reassuring) {
            pair("reassuring_never_milder", f, no, yes);
            pair("reassuring_never_milder", f, unknown, yes);
            continue;
        }
        if (finding.examiner)
            pair("examiner_yes_never_milder_than_no", f, no, yes);
        else
            pair("unknown_never_milder_than_no", f, no, unknown);
        pair("yes_never_milder_than_unknown", f, unknown, yes);
    }
}

SolverComparison compare_with_z3(const Diagrammed& rules, const SmtPerson& person, const std::vector<SolverQuestion>& questions,
                                 int seconds) {
    std::vector<SmtQuestion> asked;
    for (const SolverQuestion& q : questions) asked.push_back(q.smt);
    const std::vector<SmtAnswer> answers = ask_z3(rules.rules.document(), person, asked, seconds);
    SolverComparison out;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        using Kind = SmtAnswer::Kind;
        ++out.asked;
        if (answers[i].kind == Kind::none) {
            ++out.unanswered;
            continue;
        }
        const bool possible = answers[i].kind == Kind::sat;
        out.possible += possible ? 1U : 0U;
        std::string differs;
        if (possible != questions[i].diagram) differs = possible ? "z3: yes, the diagram: no" : "z3: no, the diagram: yes";
        Answers answered{rules.rules};
        for (const auto& [finding, answer] : answers[i].person) answered.set(finding, answer);
        if (possible && !questions[i].shows(answered)) differs += "; whom z3 found walks otherwise";
        if (differs.empty()) continue;
        out.difference += questions[i].text + ": " + differs + "\n";
        if (possible)  // the third opinion
            out.difference +=
                render_answers(answered) + to_text(ReferenceJudge(rules.rules.document()).walk(answers[i].person)) + "\n";
    }
    return out;
}

}  // namespace triage::testing
