// SPDX-License-Identifier: Apache-2.0
// One person out of a set of patterns: the smallest, walked for real by both rule sets before it is shown.
// Refuses to show anyone on whom the walk and the diagram disagree: it throws DiagramDisagrees.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/explain/render/render.hpp>
#include <triage/review/diagram/patterns.hpp>
#include <triage/review/diff/endings.hpp>
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

/// Of a set that is not empty: the pattern with the fewest answers, then the fewest abnormal ones, preferably one that
/// contradicts no assumption.
[[nodiscard]] inline Pattern example_pattern(Diagram& diagram, const PatternSpace& space, RuleSide& before, RuleSide& after,
                                             const Function& set) {
    const Function plausible = set - before.decision().contradicts() - after.decision().contradicts();
    return *cheapest(diagram, diagram.empty(plausible) ? set : plausible, [&](std::uint32_t level, std::uint32_t value) {
        const Level& l = space.levels()[level];
        if (!l.cells[value].known) return Cost{0, 0};
        return Cost{1, is_abnormal(finding_of(l, after.compiled(), before.compiled()), l.cells[value].answer) ? 1U : 0U};
    });
}

[[nodiscard]] inline std::string leading_outcome(const RuleSet& rules, const Trace& trace) {
    return rules.document().outcomes[trace.leading.outcome].id.value;
}
[[nodiscard]] inline std::string disposition_id(const RuleSet& rules, const Trace& trace) {
    return rules.compiled().disposition(trace.disposition).id.value;
}

/// The smallest person of a set. `confirmed(replayed)` says whether the walk finds what the set is about.
template <class Confirmed>
[[nodiscard]] ExamplePatient example_of(Diagram& diagram, const PatternSpace& space, RuleSide& before, RuleSide& after,
                                        const Function& set, const std::string& about, Confirmed&& confirmed) {
    const Pattern pattern = example_pattern(diagram, space, before, after, set);
    Replayed r{answers_of(space, pattern, before.rules()), answers_of(space, pattern, after.rules()), {}, {}};
    r.old_trace = walk(r.before);
    r.new_trace = walk(r.after);
    ExamplePatient out;
    out.yaml = render_answers(r.after);
    const auto takes = [](const Answers& answers, const std::string& finding) {
        const FindingId f = answers.rules().compiled().finding_names.find(finding);
        return f != npos && answers.state(f) == Answers::State::known;
    };
    for (std::size_t l = 0; l < pattern.size(); ++l) {
        const Level& level = space.levels()[l];
        const Cell& cell = level.cells[pattern[l]];
        if (!cell.known) continue;
        out.answers.emplace_back(level.finding, cell.answer.text());
        if (!takes(r.after, level.finding)) {
            out.only_old.push_back(level.finding);
            out.yaml += "# only the old rules know: " + level.finding + ": " + cell.answer.text() + "\n";
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

/// Whether an outcome stands for a person, raised or unsure.
[[nodiscard]] inline bool stands(const Answers& answers, const std::string& outcome, bool raised) {
    struct Visitor {
        const OutcomeId wanted;
        const bool raised;
        bool found = false;
        void step(StepId, Kleene) {}
        void floor(StepId, OutcomeId o, bool r) { found = found || (o == wanted && r == raised); }
    };
    const Rules& rules = answers.rules().compiled();
    Visitor visitor{rules.outcome_names.find(outcome), raised};
    if (visitor.wanted == npos) return false;
    Evaluator evaluator(rules, answers.bits());
    for (PathwayId p{0}; p < rules.pathways.size(); ++p) {
        const PathwayEnd end = walk_pathway(rules, evaluator, p, visitor);
        if (end.outcome == visitor.wanted && (end.ending == Ending::raised) == raised) visitor.found = true;
    }
    return visitor.found;
}

}  // namespace diff_detail
}  // namespace triage
