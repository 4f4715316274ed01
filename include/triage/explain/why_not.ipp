// SPDX-License-Identifier: Apache-2.0
// The bodies of why_not.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/explain/why_not.hpp>
#include <triage/header_only.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/evaluate.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

namespace explain_detail {

class WhyNotBuilder {
public:
    explicit WhyNotBuilder(const Answers& answers)
        : answers_(answers), rules_(answers.rules().compiled()), doc_(rules_.document), evaluator_(rules_, answers.bits()) {}

    [[nodiscard]] WhyNotPathway pathway(PathwayId p) {
        struct Recorder {
            std::vector<std::pair<StepId, Kleene>> steps;
            void step(StepId s, Kleene v) { steps.emplace_back(s, v); }
            void floor(StepId, OutcomeId, bool) {}
        } recorder;
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
                                 goes_to(step.branches[static_cast<std::size_t>(value)], step.next), condition(step.node)});
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

    [[nodiscard]] static std::string range_text(const Condition& c) {
        std::string out;
        const auto bound = [&](const std::optional<Number>& n, const char* sign) {
            if (n) out += std::string(out.empty() ? "" : " and ") + sign + shortest(n->value);
        };
        bound(c.at_least, "≥ ");
        bound(c.above, "> ");
        bound(c.at_most, "≤ ");
        bound(c.below, "< ");
        return out;
    }

    [[nodiscard]] WhyNotCondition condition(NodeId node) {
        const Node& n = rules_.nodes[node];
        const Condition& written = *rules_.written[node];
        WhyNotCondition out;
        out.value = evaluator_.now(node);
        out.at = place(doc_, written.at);
        switch (written.form) {
            case Condition::Form::finding: out.text = written.name.value; break;
            case Condition::Form::choice: {
                out.text = written.name.value + " is ";
                for (std::size_t i = 0; i < written.options.size(); ++i)
                    out.text += (i == 0 ? "" : " or ") + written.options[i].value;
                break;
            }
            case Condition::Form::number: out.text = written.name.value + " " + range_text(written); break;
            case Condition::Form::all: out.text = "all of"; break;
            case Condition::Form::any: out.text = "any of"; break;
            case Condition::Form::negate: out.text = "not"; break;
            case Condition::Form::unless: out.text = "unless"; break;
            case Condition::Form::at_least: out.text = "at least " + shortest(written.at_least->value) + " of"; break;
            case Condition::Form::score: {
                const SharedCondition& shared = rules_.shared[n.shared()];
                const ScoreInterval interval = evaluator_.interval(shared.score);
                out.text = "score " + written.name.value + " at least " + std::to_string(shared.at_least);
                out.answer = interval.least == interval.most
                                 ? std::to_string(interval.least)
                                 : std::to_string(interval.least) + " to " + std::to_string(interval.most);
                for (const CompiledScoreItem& item : rules_.scores[shared.score]) out.parts.push_back(condition(item.node));
                return out;
            }
            case Condition::Form::criteria:
                out.text = "criteria " + written.name.value;
                out.parts.push_back(condition(rules_.shared[n.shared()].node));
                return out;
        }
        if (n.op == Node::Op::clause) {
            const FindingId f = rules_.clauses[n.clause()].finding;
            out.answer = answers_.implied(f)                              ? answers_.effective(f).text() + " (implied)"
                         : answers_.state(f) == Answers::State::not_asked ? "not asked"
                                                                          : answers_.answer(f).text();
        } else {
            for (std::uint32_t i = 0; i < n.count; ++i) out.parts.push_back(condition(n.child(i)));
        }
        return out;
    }

    const Answers& answers_;
    const Rules& rules_;
    const RuleDocument& doc_;
    Evaluator evaluator_;
};

}  // namespace explain_detail

TRIAGE_BODY WhyNot why_not(const Answers& answers, const std::string& asked_for) {
    const Rules& rules = answers.rules().compiled();
    const RuleDocument& doc = rules.document;
    std::vector<bool> wanted(rules.pathways.size());
    bool any = false;
    const PathwayId named = rules.pathway_names.find(asked_for);
    if (named != npos) any = wanted[named] = true;
    const OutcomeId outcome = rules.outcome_names.find(asked_for);
    const auto ends_there = [&](const auto& self, const std::vector<Step>& steps) -> bool {
        for (const Step& s : steps)
            for (const Branch* b : {&s.then, &s.otherwise, &s.unknown})
                if (b->outcome.value == asked_for || self(self, b->steps)) return true;
        return false;
    };
    for (std::size_t p = 0; p < doc.pathways.size() && named == npos; ++p)
        if (doc.pathways[p].condition.value == asked_for ||
            (outcome != npos && (doc.pathways[p].unsure.value == asked_for || ends_there(ends_there, doc.pathways[p].steps))))
            any = wanted[p] = true;
    if (!any) {
        std::string nearest = nearest_name(asked_for, rules.pathway_names);
        if (nearest.empty()) nearest = nearest_name(asked_for, rules.outcome_names);
        throw AnswerError({"unknown-id", "no pathway, outcome or condition with a pathway is called \"" + asked_for + "\"",
                           did_you_mean(nearest)});
    }
    WhyNot out{asked_for, {}};
    explain_detail::WhyNotBuilder builder(answers);
    for (PathwayId p{0}; p < wanted.size(); ++p)
        if (wanted[p]) out.pathways.push_back(builder.pathway(p));
    return out;
}

}  // namespace triage
