// SPDX-License-Identifier: Apache-2.0
// Counterexamples: a pattern out of the diagram, replayed by the walk, with the rule that brings it about and a ready case.
// Refuses to show a person whom the walk does not confirm.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/explain/render/render.hpp>
#include <triage/model/traversal.hpp>
#include <triage/review/prove/proof_report.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/reasons.hpp>
#include <triage/walk/walk.hpp>

namespace triage::review_detail {

/// The steps that a pathway takes for a person, with what each came to.
[[nodiscard]] inline std::vector<std::pair<StepId, Kleene>> path_of(const Answers& answers, PathwayId pathway) {
    const Rules& rules = answers.rules().compiled();
    Evaluator evaluator(rules, answers.bits());
    WalkRecord recorder;
    (void)walk_pathway(rules, evaluator, pathway, recorder);
    return std::move(recorder.steps);
}

/// A rule as a reader finds it: its place, and its pathway and step.
struct RulePlace {
    std::string at, rule;
};

[[nodiscard]] inline RulePlace place_of_step(const Rules& rules, PathwayId pathway, StepId step) {
    const Step& s = *rules.steps[step].written;
    return {place(rules.document, s.id.at), rules.document.pathways[pathway].id.value + ", step " + s.id.value};
}
[[nodiscard]] inline RulePlace place_of_pathway(const Rules& rules, PathwayId pathway) {
    const Text& id = rules.document.pathways[pathway].id;
    return {place(rules.document, id.at), id.value};
}

/// The last step that a pathway takes for a person.
[[nodiscard]] inline RulePlace last_place(const Answers& answers, PathwayId pathway) {
    const Rules& rules = answers.rules().compiled();
    const auto path = path_of(answers, pathway);
    return path.empty() ? place_of_pathway(rules, pathway) : place_of_step(rules, pathway, path.back().first);
}

/// The rule that makes one person's result what it is: the last step of the leading pathway.
[[nodiscard]] inline RulePlace leading_place(const Answers& answers) {
    const Rules& rules = answers.rules().compiled();
    const Standing leading = walk(answers).leading;
    if (leading.pathway == npos) return {place(rules.document, rules.document.otherwise.at), "otherwise"};
    return last_place(answers, leading.pathway);
}

/// The rule that tells two people apart: in the pathway that leads for the graver one, the first step that comes to
/// something else for the milder.
[[nodiscard]] inline RulePlace dividing_place(const Answers& graver, const Answers& milder) {
    const Rules& rules = graver.rules().compiled();
    const PathwayId pathway = walk(graver).leading.pathway;
    if (pathway == npos) return leading_place(milder);
    const auto a = path_of(graver, pathway), b = path_of(milder, pathway);
    for (std::size_t i = 0; i < a.size(); ++i)
        if (i >= b.size() || a[i] != b[i]) return place_of_step(rules, pathway, a[i].first);
    return place_of_pathway(rules, pathway);  // the same steps, but one could still come further
}

/// A step that was expected to answer for a person, and why it does not.
struct ExpectedStep {
    RulePlace place;
    std::string why;
};

/// Of the steps that can bring what is demanded (`brings(pathway, outcome)`), the one that reads most of what a property speaks
/// of
/// (`named`): the one to open first where the property does not hold for this person. Nothing where none reads any of it.
template <class Brings>
[[nodiscard]] std::optional<ExpectedStep> expected_step(const Answers& person, const std::vector<FindingId>& named,
                                                        Brings&& brings) {
    const Rules& rules = person.rules().compiled();
    const auto id = [&](FindingId f) { return rules.document.findings[f].id.value; };
    struct Best {
        std::size_t overlap = 0, others = 0;
        PathwayId pathway{0};
        StepId step{0};
        std::vector<FindingId> reads;
    };
    std::optional<Best> best;
    for (PathwayId p{0}; p < rules.pathways.size(); ++p)
        each_step(rules, rules.pathways[p].first_step, [&](StepId step) {
            bool can = false;
            for (const CompiledBranch& b : rules.steps[step].branches)
                if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor) can = can || brings(p, b.outcome());
            if (!can) return;
            Best now{0, 0, p, step, findings_of(rules, rules.steps[step].node)};
            for (const FindingId f : now.reads) ++(contains(named, f) ? now.overlap : now.others);
            if (now.overlap == 0) return;
            if (!best || now.overlap > best->overlap || (now.overlap == best->overlap && now.others < best->others)) best = now;
        });
    if (!best) return std::nullopt;
    ExpectedStep out{place_of_step(rules, best->pathway, best->step), {}};
    std::vector<std::string> unread, read;
    for (const FindingId f : named) {
        if (contains(best->reads, f)) read.push_back(id(f));
        if (!contains(best->reads, f) && person.state(f) != Answers::State::not_asked) unread.push_back(id(f));
    }
    const auto path = path_of(person, best->pathway);
    const auto taken = std::find_if(path.begin(), path.end(), [&](const auto& s) { return s.first == best->step; });
    if (!unread.empty())
        out.why = "it reads " + joined(read, ", ", 6) + ", and not " + joined(unread);
    else if (taken == path.end())
        out.why = "it is not reached: " +
                  (path.empty() ? std::string("nothing") : place_of_step(rules, best->pathway, path.back().first).rule) +
                  " ends the pathway before";
    else
        out.why = "it reads " + joined(read, ", ", 6) + ", comes to “" +
                  (taken->second == yes  ? "yes"
                   : taken->second == no ? "no"
                                         : "not known") +
                  "” for this person, and does not answer";
    return out;
}

/// One entry of a case file. `expect` is the inside of `expect: {…}`; `absent`: what is not mentioned counts as absent.
[[nodiscard]] inline std::string case_entry(const std::string& id, const std::string& title, const Answers& answers,
                                            const std::string& expect, bool absent = false) {
    const std::string lines = answer_lines(answers, "      ");
    return "  - id: " + id + "\n    title: " + json_string(title) + "\n    unmentioned: " + (absent ? "\"no\"" : "unknown") +
           "\n    answers:" + (lines.empty() ? " {}\n" : "\n" + lines) + "    expect: {" + expect + "}\n";
}

[[nodiscard]] inline std::vector<std::pair<std::string, std::string>> answer_list(const Answers& answers) {
    std::vector<std::pair<std::string, std::string>> out;
    const RuleDocument& doc = answers.rules().document();
    for (FindingId f{0}; f < doc.findings.size(); ++f)
        if (answers.state(f) != Answers::State::not_asked) out.emplace_back(doc.findings[f].id.value, answers.answer(f).text());
    return out;
}

/// Adds a counterexample, or, where one with the same cause stands already, only its name; the smaller of the two stays.
inline void add_counterexample(ProvedProperty& property, Counterexample found, const std::string& name) {
    for (Counterexample& known : property.counterexamples) {
        if (known.at != found.at) continue;
        if (found.answers.size() < known.answers.size()) {
            found.also = std::move(known.also);
            std::swap(known, found);
            known.also.push_back(found.finding.empty() ? name : found.finding);
        } else {
            known.also.push_back(name);
        }
        return;
    }
    property.counterexamples.push_back(std::move(found));
}

}  // namespace triage::review_detail
