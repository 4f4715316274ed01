// SPDX-License-Identifier: Apache-2.0
// The walk: all pathways over one person's answers, into a small fixed-size Trace.
// Refuses to allocate, to throw and to stop at the first match: every pathway is judged, the gravest result stands.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

/// How a pathway ended: known answers reached an outcome; not, but one can still be reached; neither.
enum class Ending : std::uint8_t { cleared, unsure, raised };

/// Where one pathway ended. `outcome` is that of a raised pathway, or the `unsure` outcome; npos: none.
struct PathwayEnd {
    OutcomeId outcome;
    Ending ending = Ending::cleared;
    bool floors = false;  ///< a floor was met on the way
};

/// An outcome that stands: raised (known answers) or unsure.
struct Standing {
    PathwayId pathway;  ///< npos: `otherwise`
    OutcomeId outcome;
    Rank rank = 0;
    bool raised = false;
};

/// The result of a walk; everything that is said about a person is rendered later from this and the answers.
struct Trace {
    Rank disposition = 0;
    Standing leading;          ///< gravest first, raised before unsure, then file order
    bool contradicts = false;  ///< the answers contradict an assumption of the rule set: never at home
    std::uint32_t pathway_count = 0;
    std::array<PathwayEnd, format_limits::pathways> ends;  ///< the first `pathway_count` are set

    Trace() {}  // NOLINT: leaves `ends` alone
};

/// Ignores what it is shown.
struct NoVisitor {
    void step(StepId, Kleene) {}
    void floor(StepId, OutcomeId, bool) {}
};

namespace walk_detail {

/// Whether an outcome end can still be reached from a list of steps, judging each step by all it can become.
[[nodiscard]] bool can_reach_outcome(const Rules& rules, Evaluator& evaluator, StepId step);

}  // namespace walk_detail

/// Walks one pathway. `visitor.step(step, value)` sees each step taken, `visitor.floor(step, outcome, raised)` each
/// floor met. Complexity: the steps visited, and those that can still be come to when the pathway was not raised.
template <class Visitor>
PathwayEnd walk_pathway(const Rules& rules, Evaluator& evaluator, PathwayId pathway, Visitor&& visitor) {
    PathwayEnd end;
    bool forked = false;  // some step can still go another way
    StepId step = rules.pathways[pathway].first_step;
    while (step != npos) {
        const CompiledStep& s = rules.steps[step];
        const KleeneSet possible = evaluator.future(s.node);
        const Kleene value = possible.settled() ? possible.value() : evaluator.now(s.node);
        forked |= !possible.settled();
        visitor.step(step, value);
        const CompiledBranch& b = s.branches[value];
        if (b.kind == Branch::Kind::outcome) {
            end.outcome = b.outcome();
            end.ending = Ending::raised;
            return end;
        }
        if (b.kind == Branch::Kind::clear) break;
        if (b.kind == Branch::Kind::floor) {
            end.floors = true;
            visitor.floor(step, b.outcome(), value != Kleene::unknown);
        }
        step = b.kind == Branch::Kind::steps ? b.steps() : s.next;
    }
    if (forked && walk_detail::can_reach_outcome(rules, evaluator, rules.pathways[pathway].first_step)) {
        end.ending = Ending::unsure;
        end.outcome = rules.pathways[pathway].unsure;
    }
    return end;
}

/// Walks all pathways: runs the program of the rules. Pure; no allocation, no exception. Complexity: what is visited, not the
/// size of the rule set (apart from one entry a pathway).
[[nodiscard]] Trace walk(const Rules& rules, TruthBits bits) noexcept;

[[nodiscard]] Trace walk(const Answers& answers) noexcept;

/// The trace of one person, kept while answers come: only the pathways that an answer can change are walked again.
///
///     LiveTrace live(answers);
///     answers.set_option(finding, 1);
///     live.follow(answers, finding);  // live.trace() is walk(answers)
class LiveTrace {
public:
    explicit LiveTrace(const Answers& answers) noexcept;

    /// After one answer was given or taken back. `answers` have the same rules as before. Complexity: the pathways that read
    /// the finding, through implications too; no allocation.
    void follow(const Answers& answers, FindingId changed) noexcept;
    [[nodiscard]] const Trace& trace() const { return trace_; }

private:
    Trace trace_;
    std::array<std::uint32_t, format_limits::pathways> sites_;  // of each pathway, what leads in it
};

/// The same, step by step as the rule format tells it: what `walk` must agree with. Slower; nothing else is different.
[[nodiscard]] Trace walk_plainly(const Rules& rules, TruthBits bits) noexcept;

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/walk.ipp>
#endif
