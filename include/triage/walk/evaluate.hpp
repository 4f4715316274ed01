// SPDX-License-Identifier: Apache-2.0
// Evaluates conditions over truth bits, in two readings: what a condition is now, and what it can still become.
// Refuses to allocate, throw or follow a shared condition twice for one person.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <triage/model/answer.hpp>
#include <triage/model/kleene.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

/// `now`: an unanswered finding is unknown. `future`: it may take any value or stay unknown, each mention by itself;
/// only an examiner's finding stays unknown. (Rule format, "Pathways".)
enum class Reading : std::uint8_t { now, future };

/// Least and most points of a score. An unknown positive item widens it upwards; a negative one counts when it is true.
struct ScoreInterval {
    int least = 0, most = 0;
};

/// Evaluates conditions for one person, remembering each shared condition. Cheap to make; lives on the stack.
class Evaluator {
public:
    /// `examined`: a clinician is at hand, so that in the future reading an examiner's finding is as free as any other.
    Evaluator(const Rules& rules, TruthBits bits, bool examined = false) : rules_(&rules), bits_(bits), examined_(examined) {
        for (std::size_t i = 0; i < rules.shared.size(); ++i) now_[i] = future_[i] = KleeneSet{};
    }

    [[nodiscard]] Kleene now(std::uint32_t node) { return evaluate<Reading::now>(node).value(); }
    [[nodiscard]] KleeneSet future(std::uint32_t node) { return evaluate<Reading::future>(node); }

    template <Reading reading>
    [[nodiscard]] KleeneSet evaluate(std::uint32_t node) {
        const Node& n = rules_->nodes[node];
        switch (n.op) {
            case Node::Op::clause: {
                const KleeneSet value = bits_.at(n.first);
                return reading == Reading::future && value.has(Kleene::unknown) && (!n.examiner || examined_) ? KleeneSet::any()
                                                                                                              : value;
            }
            case Node::Op::all: {
                KleeneSet all{Kleene::yes};
                for (std::uint32_t i = 0; i < n.count && !all.only(Kleene::no); ++i) all = all & evaluate<reading>(n.first + i);
                return all;
            }
            case Node::Op::any: {
                KleeneSet any{Kleene::no};
                for (std::uint32_t i = 0; i < n.count && !any.only(Kleene::yes); ++i) any = any | evaluate<reading>(n.first + i);
                return any;
            }
            case Node::Op::at_least: return at_least<reading>(n);
            case Node::Op::negate: return !evaluate<reading>(n.first);
            case Node::Op::unless: {
                const KleeneSet exempt = evaluate<reading>(n.first);
                KleeneSet result{};
                if (exempt.has(Kleene::yes)) result.add(Kleene::no);
                if (exempt.has(Kleene::no) || exempt.has(Kleene::unknown)) result.add(Kleene::yes);
                return result;
            }
            case Node::Op::shared: {
                KleeneSet& known = reading == Reading::now ? now_[n.first] : future_[n.first];
                if (known.empty()) known = shared<reading>(rules_->shared[n.first]);
                return known;
            }
        }
        return KleeneSet{Kleene::unknown};
    }

    [[nodiscard]] ScoreInterval interval(std::uint32_t score) {
        ScoreInterval sum;
        for (const CompiledScoreItem& item : rules_->scores[score]) {
            const Kleene value = now(item.node);
            if (value == Kleene::yes) sum.least += item.points;
            if (value == Kleene::yes || (value == Kleene::unknown && item.points > 0)) sum.most += item.points;
        }
        return sum;
    }

private:
    template <Reading reading>
    [[nodiscard]] KleeneSet shared(const SharedCondition& condition) {
        return condition.is_score ? score_test<reading>(condition) : evaluate<reading>(condition.node);
    }

    // "k of these": yes when k are true, no when fewer than k can be true, unknown between.
    template <Reading reading>
    [[nodiscard]] KleeneSet at_least(const Node& n) {
        int can_be_yes = 0, cannot_be_no = 0, can_be_unknown = 0, surely_yes = 0, yes_or_no = 0;
        for (std::uint32_t i = 0; i < n.count; ++i) {
            const KleeneSet item = evaluate<reading>(n.first + i);
            can_be_yes += item.has(Kleene::yes) ? 1 : 0;
            cannot_be_no += item.has(Kleene::no) ? 0 : 1;
            if (item.has(Kleene::unknown))
                ++can_be_unknown;
            else if (item.only(Kleene::yes))
                ++surely_yes;
            else if (item.has(Kleene::yes))
                ++yes_or_no;
        }
        const int k = n.needed;
        KleeneSet result{};
        if (can_be_yes >= k) result.add(Kleene::yes);
        if (cannot_be_no < k) result.add(Kleene::no);
        // Unknown: fewer than k true, k or more true or unknown. Best with every item unknown that can be, and as many
        // true ones as still leave fewer than k.
        const int trues = surely_yes + yes_or_no < k - 1 ? surely_yes + yes_or_no : k - 1;
        if (surely_yes < k && trues + can_be_unknown >= k) result.add(Kleene::unknown);
        return result;
    }

    // "score at least k" over every combination of what its items can be.
    template <Reading reading>
    [[nodiscard]] KleeneSet score_test(const SharedCondition& condition) {
        int top = 0, bottom = 0;  // the greatest "least" and the smallest "most" that can be
        int base = 0, width = 0;  // points that every combination has, and what unknown items may add on top
        constexpr int span = static_cast<int>(format_limits::score_span);
        std::array<std::uint64_t, (2U * format_limits::score_span + 64U) / 64U + 1U> sums{};  // reachable shifts, from -span
        bool shifts = false;
        for (const CompiledScoreItem& item : rules_->scores[condition.score]) {
            const KleeneSet value = evaluate<reading>(item.node);
            const bool can_yes = value.has(Kleene::yes);
            if (item.points > 0) {
                top += can_yes ? item.points : 0;
                bottom += value.has(Kleene::no) ? 0 : item.points;
                if (value.has(Kleene::unknown))
                    width += item.points;
                else if (value.only(Kleene::yes))
                    base += item.points;
                else if (can_yes)
                    shift(sums, shifts, item.points);
            } else {
                top += value.only(Kleene::yes) ? item.points : 0;
                bottom += can_yes ? item.points : 0;
                if (value.only(Kleene::yes))
                    base += item.points;
                else if (can_yes)
                    shift(sums, shifts, item.points);
            }
        }
        const int k = condition.at_least;
        KleeneSet result{};
        if (top >= k) result.add(Kleene::yes);
        if (bottom < k) result.add(Kleene::no);
        // Unknown: base + s < k <= base + s + width, for a sum s of the items that are either counted or not.
        if (!shifts) {
            if (base < k && base + width >= k) result.add(Kleene::unknown);
        } else {
            for (int s = k - base - width; s < k - base; ++s) {
                if (s < -span || s > span) continue;
                const auto bit = static_cast<std::uint32_t>(s + span);
                if ((sums[bit >> 6U] >> (bit & 63U) & 1U) != 0) {
                    result.add(Kleene::unknown);
                    break;
                }
            }
        }
        return result;
    }

    // Adds "s + points" for each reachable sum s.
    template <class Sums>
    static void shift(Sums& sums, bool& started, int points) {
        constexpr int span = static_cast<int>(format_limits::score_span);
        const auto has = [&](int s) {
            const auto bit = static_cast<std::uint32_t>(s + span);
            return (sums[bit >> 6U] >> (bit & 63U) & 1U) != 0;
        };
        const auto add = [&](int s) {
            const auto bit = static_cast<std::uint32_t>(s + span);
            sums[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
        };
        if (!started) add(0);
        started = true;
        if (points > 0) {
            for (int s = span - points; s >= -span; --s)
                if (has(s)) add(s + points);
        } else {
            for (int s = -span - points; s <= span; ++s)
                if (has(s)) add(s + points);
        }
    }

    const Rules* rules_;
    TruthBits bits_;
    bool examined_;
    std::array<KleeneSet, format_limits::shared_conditions> now_, future_;  // empty: not evaluated yet
};

}  // namespace triage
