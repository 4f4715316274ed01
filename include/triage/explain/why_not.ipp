// SPDX-License-Identifier: Apache-2.0
// The bodies of why_not.hpp.
#pragma once

#include <triage/explain/why_not.hpp>
#include <triage/header_only.hpp>
#include <triage/model/phrasing.hpp>
#include <triage/model/references.hpp>
#include <triage/model/traversal.hpp>
#include <triage/model/words.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/evaluate.hpp>
#include <triage/walk/reasons.hpp>

namespace triage {

namespace explain_detail {

/// One node, without its parts; ranges with signs.
struct NodePhrasing : PlainPhrasing {
    [[nodiscard]] std::string range(const Condition& c, const std::vector<Bound>& bounds) const {
        std::vector<std::string> ends;
        for (const Bound& b : bounds) ends.push_back(std::string(b.sign) + " " + b.value);
        return c.name.value + " " + joined(ends, " and ");
    }
    [[nodiscard]] std::string list(const Condition&, const std::string& quantity) const { return quantity + " of"; }
    [[nodiscard]] std::string negation(const Condition& c) const { return word(c.form); }
};

class WhyNotBuilder {
public:
    explicit WhyNotBuilder(const Answers& answers)
        : answers_(answers), rules_(answers.rules().compiled()), doc_(rules_.document), evaluator_(rules_, answers.bits()) {}

    [[nodiscard]] WhyNotPathway pathway(PathwayId p) {
        WalkRecord recorder;
        const PathwayEnd end = walk_pathway(rules_, evaluator_, p, recorder);
        const Pathway& written = doc_.pathways[p];
        WhyNotPathway out{written.id.value,
                          written.title.value,
                          end.outcome == npos ? std::string() : doc_.outcomes[end.outcome].id.value,
                          place(doc_, written.id.at),
                          end.ending,
                          {}};
        for (const auto& [s, value] : recorder.steps) {
            const CompiledStep& step = rules_.steps[s];
            out.steps.push_back({step.written->id.value, step.written->because.value, place(doc_, step.written->id.at),
                                 goes_to(step.branches[value], step.next), condition(step.node)});
        }
        return out;
    }

private:
    [[nodiscard]] std::string goes_to(const CompiledBranch& b, StepId next) const {
        switch (b.kind) {
            case Branch::Kind::next: return next == npos ? "the end" : "the next step";
            case Branch::Kind::clear: return "clear";
            case Branch::Kind::outcome: return "outcome " + doc_.outcomes[b.outcome()].id.value;
            case Branch::Kind::floor: return "floor " + doc_.outcomes[b.outcome()].id.value;
            case Branch::Kind::steps: return "nested steps";
        }
        return {};
    }

    [[nodiscard]] WhyNotCondition condition(NodeId node) {
        const Node& n = rules_.nodes[node];
        WhyNotCondition out;
        out.text = in_words(*rules_.written[node], NodePhrasing{});
        out.value = evaluator_.now(node);
        out.at = place(doc_, rules_.written[node]->at);
        const auto part = [&](NodeId child) { out.parts.push_back(condition(child)); };
        each_child(rules_, node, part);
        if (n.op == Node::Op::clause) {
            const FindingId f = rules_.clauses[n.clause()].finding;
            out.answer = answers_.implied(f)                              ? answers_.effective(f).text() + " (implied)"
                         : answers_.state(f) == Answers::State::not_asked ? "not asked"
                                                                          : answers_.answer(f).text();
        } else if (n.op == Node::Op::shared) {
            if (rules_.shared[n.shared()].is_score) out.answer = points(evaluator_.interval(rules_.shared[n.shared()].score));
            each_root(rules_, n.shared(), part);
        }
        return out;
    }

    [[nodiscard]] static std::string points(ScoreInterval score) {
        return std::to_string(score.least) + (score.least == score.most ? "" : " to " + std::to_string(score.most));
    }

    const Answers& answers_;
    const Rules& rules_;
    const RuleDocument& doc_;
    Evaluator evaluator_;
};

}  // namespace explain_detail

TRIAGE_BODY Loaded<WhyNot> try_why_not(const Answers& answers, const std::string& asked_for) {
    const Rules& rules = answers.rules().compiled();
    const RuleDocument& doc = rules.document;
    const PathwayId named = rules.pathway_names.find(asked_for);
    const bool is_outcome = rules.outcome_names.find(asked_for) != npos;
    const auto leads_there = [&](const Pathway& p) {
        bool leads = p.condition.value == asked_for || (is_outcome && p.unsure.value == asked_for);
        each_step(p.steps, [&](const Step& s) {
            for (const Branch* b : {&s.then, &s.otherwise, &s.unknown})
                leads = leads || (is_outcome && b->outcome.value == asked_for);
        });
        return leads;
    };
    WhyNot out{asked_for, {}};
    explain_detail::WhyNotBuilder builder(answers);
    for (PathwayId p{0}; p < doc.pathways.size(); ++p)
        if (named != npos ? p == named : leads_there(doc.pathways[p])) out.pathways.push_back(builder.pathway(p));
    if (!out.pathways.empty()) return {std::move(out), {}};
    std::string nearest = nearest_name(asked_for, rules.pathway_names);
    if (nearest.empty()) nearest = nearest_name(asked_for, rules.outcome_names);
    Diagnostic problem;
    problem.code = "unknown-id";
    problem.message = "no pathway, outcome or condition with a pathway is called \"" + asked_for + "\"";
    problem.hint = did_you_mean(nearest);
    return {std::nullopt, {std::move(problem)}};
}

TRIAGE_BODY WhyNot why_not(const Answers& answers, const std::string& asked_for) {
    Loaded<WhyNot> found = try_why_not(answers, asked_for);
    if (!found.ok()) {
        const Diagnostic& problem = found.diagnostics().front();
        raise(AnswerError({problem.code, problem.message, problem.hint}));
    }
    return std::move(found).value();
}

}  // namespace triage
