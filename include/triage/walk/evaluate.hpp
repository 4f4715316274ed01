// SPDX-License-Identifier: Apache-2.0
// Evaluates conditions over truth bits, in two readings: what a condition is now, and what it can still become.
// Refuses to allocate, throw or follow a shared condition twice for one person.
#pragma once

#include <array>
#include <cstdint>

#include <triage/model/answer.hpp>
#include <triage/model/kleene.hpp>
#include <triage/model/program.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/walk/meaning.hpp>

namespace triage {

/// `now`: an unanswered finding is unknown. `future`: it may take any value or stay unknown, each mention by itself;
/// only an examiner's finding stays unknown. (Rule format, "Pathways".) `examined`: the future with a clinician at hand, so
/// that an examiner's finding is as free as any other.
enum class Reading : std::uint8_t { now, future, examined };

/// What a question to a finding can be, from what it is now.
[[nodiscard]] constexpr KleeneSet leaf_value(Reading reading, KleeneSet now, bool examiner) {
    const bool free = reading == Reading::examined || (reading == Reading::future && !examiner);
    return free && now.has(Kleene::unknown) ? KleeneSet::any() : now;
}

/// Least and most points of a score. An unknown positive item widens it upwards; a negative one counts when it is true.
struct ScoreInterval {
    int least = 0, most = 0;
};

/// Evaluates conditions for one person, remembering each shared condition. Cheap to make; lives on the stack.
class Evaluator {
public:
    Evaluator(const Rules& rules, TruthBits bits, bool examined = false);

    [[nodiscard]] Kleene now(NodeId node);
    [[nodiscard]] KleeneSet future(NodeId node);
    [[nodiscard]] ScoreInterval interval(ScoreId score);
    /// Whether a question to a condition is answered with yes. Of `part_open` there is no such answer.
    [[nodiscard]] bool so(Ask ask);

private:
    class Person : public OnePerson {
    public:
        [[nodiscard]] const Rules& rules() const { return *rules_; }
        [[nodiscard]] KleeneSet of(NodeId node) { return meaning(*this, node); }
        [[nodiscard]] KleeneSet leaf(NodeId node) const {
            const Node& n = rules_->nodes[node];
            return leaf_value(reading_, bits_.at(n.clause()), n.examiner);
        }
        template <class WorkOut>
        [[nodiscard]] KleeneSet shared(SharedId number, WorkOut&& work_out) {
            if (known_[number].empty()) known_[number] = work_out();
            return known_[number];
        }
        /// Every test of the score: its sum is made once for a person.
        template <class Points, class ValueOf>
        [[nodiscard]] KleeneSet score(const SharedCondition& s, std::uint32_t count, Points&& points, ValueOf&& value) {
            const Tally tally = sum(count, points, value);
            for (SharedId i{0}; i < rules_->shared.size(); ++i)
                if (rules_->shared[i].is_score && rules_->shared[i].score == s.score)
                    known_[i] = tally.reaches(rules_->shared[i].at_least);
            return tally.reaches(s.at_least);
        }

    private:
        friend class Evaluator;
        Person(const Rules& rules, TruthBits bits, Reading reading);
        const Rules* rules_;
        TruthBits bits_;
        Reading reading_;
        std::array<KleeneSet, format_limits::shared_conditions> known_;  // empty: not evaluated yet
    };
    Person now_, future_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/evaluate.ipp>
#endif
