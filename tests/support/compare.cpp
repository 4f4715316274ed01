// SPDX-License-Identifier: Apache-2.0
#include "support/compare.hpp"

#include <algorithm>
#include <sstream>

namespace triage::testing {

namespace {

struct Floors {
    const RuleDocument& document;
    JudgedEnd& end;
    void step(StepId, Kleene) {}
    void floor(StepId, OutcomeId outcome, bool raised) { end.floors.emplace_back(document.outcomes[outcome].id.value, raised); }
};

std::string differing_lines(const std::string& engine, const std::string& judge) {
    std::istringstream a(engine), b(judge);
    std::string out, x, y;
    while (true) {
        const bool more_a = static_cast<bool>(std::getline(a, x)), more_b = static_cast<bool>(std::getline(b, y));
        if (!more_a && !more_b) return out;
        if (!more_a) x.clear();
        if (!more_b) y.clear();
        if (x != y) out += "  engine: " + x + "\n  judge:  " + y + "\n";
    }
}

}  // namespace

JudgedWalk engine_walk(const Answers& answers) {
    const Rules& rules = answers.rules().compiled();
    const RuleDocument& document = rules.document;
    const Trace trace = walk(answers);
    JudgedWalk out;
    out.disposition = rules.disposition(trace.disposition).id.value;
    if (trace.leading.pathway != npos) out.leading_pathway = document.pathways[trace.leading.pathway].id.value;
    out.leading_outcome = document.outcomes[trace.leading.outcome].id.value;
    out.leading_raised = trace.leading.raised;
    out.contradicts = trace.contradicts;
    Evaluator evaluator(rules, answers.bits());
    for (PathwayId p{0}; p < trace.pathway_count; ++p) {
        const PathwayEnd& end = trace.ends[p];
        JudgedEnd judged{document.pathways[p].id.value,
                         end.ending == Ending::raised   ? "raised"
                         : end.ending == Ending::unsure ? "unsure"
                                                        : "cleared",
                         end.outcome == npos ? std::string() : document.outcomes[end.outcome].id.value,
                         {}};
        (void)walk_pathway(rules, evaluator, p, Floors{document, judged});
        if (end.floors != !judged.floors.empty()) judged.ending += " but its floors are not remembered";
        out.ends.push_back(std::move(judged));
    }
    return out;
}

Judgement engine_judgement(const Answers& answers) {
    AssessOptions options;
    options.largest_change = 0;
    const Assessment a = assess(answers, options);
    Judgement out;
    out.walk = engine_walk(answers);
    out.walk.disposition = a.disposition.id;
    out.walk.leading_pathway = a.leading.pathway;
    out.walk.leading_outcome = a.leading.outcome;
    out.walk.leading_raised = a.leading_raised;
    out.walk.contradicts = a.contradicts;
    Fields& fields = out.fields;
    for (const auto* list : {&a.raised, &a.unsure})
        for (const AssessedOutcome& o : *list) {
            const bool raised = list == &a.raised;
            fields.emplace_back(raised ? "raised" : "unsure", o.pathway + " " + o.outcome);
            fields.emplace_back("speaks for", joined(o.speaks_for));
            fields.emplace_back("speaks against", joined(o.speaks_against));
            if (!raised) fields.emplace_back("missing", joined(o.missing));
        }
    for (const ClearedPathway& c : a.cleared) fields.emplace_back("cleared", c.pathway);
    fields.emplace_back("possible", a.possible_least + " to " + a.possible_most);
    for (const OpenPathway& o : a.open) {
        fields.emplace_back("open", o.pathway + " " + o.most);
        fields.emplace_back("missing", joined(o.missing));
        fields.emplace_back("missing examiner", joined(o.missing_examiner));
    }
    for (const ScoreResult& s : a.scores)
        fields.emplace_back("score", s.id + " " + std::to_string(s.least) + " to " + std::to_string(s.most));
    for (const WithheldAdvice& w : a.withheld) fields.emplace_back("withheld", w.id + (w.offered ? " (offered)" : ""));
    for (const AdviceItem& item : a.advice) fields.emplace_back("advice", item.id);
    for (const std::string& test : a.tests) fields.emplace_back("test", test);
    // The judge goes through the findings once, the engine keeps three lists.
    for (const Finding& f : answers.rules().document().findings) {
        const auto listed = [&](const std::vector<std::string>& all) {
            return std::find(all.begin(), all.end(), f.id.value) != all.end();
        };
        if (listed(a.not_asked)) fields.emplace_back("not asked", f.id.value);
        if (listed(a.unknown)) fields.emplace_back("unknown", f.id.value);
    }
    std::size_t conflicts = 0;
    for (const Finding& f : answers.rules().document().findings)
        for (const AnswerConflict& c : a.conflicts)
            if (c.finding == f.id.value && ++conflicts != 0)
                fields.emplace_back("conflict", c.finding + ": said " + c.said + ", follows " + c.implied);
    return out;
}

std::optional<std::string> disagreement(const ReferenceJudge& judge, const Answers& answers, bool full) {
    const Said what = said(answers);
    std::string engine, reference;
    if (full) {
        const Judgement a = engine_judgement(answers), b = judge.judge(what);
        if (a == b) return std::nullopt;
        engine = to_text(a);
        reference = to_text(b);
    } else {
        const JudgedWalk a = engine_walk(answers), b = judge.walk(what);
        if (a == b) return std::nullopt;
        engine = to_text(a);
        reference = to_text(b);
    }
    return "differing lines:\n" + differing_lines(engine, reference) + "answers:\n" + render_answers(answers) + "engine:\n" +
           engine + "judge:\n" + reference;
}

}  // namespace triage::testing
