// SPDX-License-Identifier: Apache-2.0
// One person out of a set of patterns: the smallest, walked for real by both rule sets before it is shown.
// Refuses to show anyone on whom the walk and the diagram disagree: it throws DiagramDisagrees.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/explain/render/render.hpp>
#include <triage/review/diagram/pieces.hpp>
#include <triage/review/diff/endings.hpp>
#include <triage/review/diff/plausible.hpp>
#include <triage/review/diff/sentences.hpp>

namespace triage {

/// The diagram and the walk do not agree: a fault of this library, not of the rules. Nothing of the comparison is shown.
class DiagramDisagrees : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

namespace diff_detail {

/// A person on both sides.
struct Replayed {
    Answers before, after;
    Trace old_trace, new_trace;
};

[[nodiscard]] inline std::string leading_outcome(const RuleSet& rules, const Trace& trace) {
    return rules.document().outcomes[trace.leading.outcome].id.value;
}
[[nodiscard]] inline std::string disposition_id(const RuleSet& rules, const Trace& trace) {
    return rules.compiled().disposition(trace.disposition).id.value;
}

/// What a person answers who has this cell.
[[nodiscard]] inline Answer answer_in(const Level& level, const Cell& cell, const Rules& after, const Rules& before) {
    if (!cell.known || cell.answer.kind() != Answer::Kind::number) return cell.answer;
    return Answer(plausible_number(finding_of(level, after, before), cell));
}

/// A person in a line; what she answers to the findings in `first` comes first.
[[nodiscard]] inline std::string person_text(const PatternSpace& space, const Pattern& pattern, const Rules& after,
                                             const Rules& before, const std::set<std::string>& first) {
    std::vector<Literal> literals;
    for (std::size_t l = 0; l < pattern.size(); ++l) {
        const Level& level = space.levels()[l];
        const Cell& cell = level.cells[pattern[l]];
        if (!cell.known) continue;
        literals.push_back(answered(finding_of(level, after, before), answer_in(level, cell, after, before)));
    }
    return literals.empty() ? "nothing answered" : person(literals, first);
}

/// Of some people, who are not none: the person with the fewest answers, then the fewest abnormal and implausible ones,
/// preferably one who contradicts no assumption. `confirmed(replayed)` says whether the walk finds what the set is about.
template <class Confirmed>
[[nodiscard]] ExamplePatient example_of(Diagram& diagram, const PatternSpace& space, RuleSide& before, RuleSide& after,
                                        const Pieces& people, const std::string& about, const std::set<std::string>& first,
                                        Confirmed&& confirmed) {
    Pieces plausible = people;
    for (Piece& p : plausible)
        for (Function* set : {&p.in, &p.out}) *set = *set - before.decision().contradicts() - after.decision().contradicts();
    std::vector<std::vector<Cost>> costs;
    for (const Level& l : space.levels()) {
        costs.emplace_back();
        const Finding& f = finding_of(l, after.compiled(), before.compiled());
        for (const Cell& cell : l.cells) {
            const Answer answer = answer_in(l, cell, after.compiled(), before.compiled());
            const bool odd =
                answer.kind() == Answer::Kind::number ? implausible(f, answer.number()) : is_abnormal(f, cell.answer);
            costs.back().push_back(cell.known ? Cost{cell.fraction ? cost_of_fraction : 1, odd ? 1U : 0U} : Cost{0, 0});
        }
    }
    const auto cost = [&](std::uint32_t level, std::uint32_t value) { return costs[level][value]; };
    const Pattern pattern = *cheapest(diagram, empty(plausible) ? people : plausible, cost);
    Replayed r{Answers{before.rules()}, Answers{after.rules()}, {}, {}};
    for (std::size_t l = 0; l < pattern.size(); ++l) {
        const Level& level = space.levels()[l];
        if (!level.cells[pattern[l]].known) continue;
        const Answer answer = answer_in(level, level.cells[pattern[l]], after.compiled(), before.compiled());
        (void)r.before.try_set(level.finding, answer);
        (void)r.after.try_set(level.finding, answer);
    }
    r.old_trace = walk(r.before);
    r.new_trace = walk(r.after);
    ExamplePatient out;
    out.text = person_text(space, pattern, after.compiled(), before.compiled(), first);
    out.yaml = render_answers(r.after);
    const auto takes = [](const Answers& answers, const std::string& finding) {
        const FindingId f = answers.rules().compiled().finding_names.find(finding);
        return f != npos && answers.state(f) == Answers::State::known;
    };
    for (std::size_t l = 0; l < pattern.size(); ++l) {
        const Level& level = space.levels()[l];
        const Cell& cell = level.cells[pattern[l]];
        if (!cell.known) continue;
        const Answer answer = answer_in(level, cell, after.compiled(), before.compiled());
        out.answers.emplace_back(level.finding, answer.text());
        if (!takes(r.after, level.finding)) {
            out.only_old.push_back(level.finding);
            out.yaml += "# only the old rules know: " + level.finding + ": " + answer.text() + "\n";
        }
        if (!takes(r.before, level.finding)) out.only_new.push_back(level.finding);
    }
    out.old_disposition = disposition_id(before.rules(), r.old_trace);
    out.new_disposition = disposition_id(after.rules(), r.new_trace);
    out.old_leading = leading_outcome(before.rules(), r.old_trace);
    out.new_leading = leading_outcome(after.rules(), r.new_trace);
    if (!confirmed(r))
        throw DiagramDisagrees(
            "internal error: the walk does not confirm \"" + about + "\" (old " + out.old_disposition + ", " + out.old_leading +
            "; new " + out.new_disposition + ", " + out.new_leading +
            "); no figure of this comparison can be trusted. Please report it with both rule sets and these answers:\n" +
            out.yaml);
    return out;
}

/// Whether the assessment of a person has an outcome, raised or unsure, or a piece of advice, given or withheld.
[[nodiscard]] inline bool has(const Answers& answers, GainLoss::What what, const std::string& id) {
    const Assessment a = assess(answers, {.largest_change = 0});
    const auto is_outcome = [&](const AssessedOutcome& o) { return o.outcome == id; };
    const auto is_advice = [&](const auto& one) { return one.id == id; };
    switch (what) {
        case GainLoss::What::raised: return std::any_of(a.raised.begin(), a.raised.end(), is_outcome);
        case GainLoss::What::unsure: return std::any_of(a.unsure.begin(), a.unsure.end(), is_outcome);
        case GainLoss::What::advised: return std::any_of(a.advice.begin(), a.advice.end(), is_advice);
        case GainLoss::What::withheld:
            return std::any_of(a.withheld.begin(), a.withheld.end(), is_advice) ||
                   std::any_of(a.not_meant.begin(), a.not_meant.end(), is_advice);
    }
    return false;
}

}  // namespace diff_detail
}  // namespace triage
