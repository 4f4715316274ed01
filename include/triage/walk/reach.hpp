// SPDX-License-Identifier: Apache-2.0
// What the pathways can still reach: the range of dispositions, and the steps at which an answer still matters.
// Refuses to be narrower than the truth: each mention of a finding is free, so the range may be wider than exact.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/walk/evaluate.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

/// A set of urgencies: bit 0 stands for "nothing", bit r + 1 for rank r.
class Urgencies {
public:
    constexpr Urgencies() = default;
    [[nodiscard]] static constexpr Urgencies nothing() { return Urgencies{1U}; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    /// -1 for "nothing", otherwise the rank. Not for an empty set.
    [[nodiscard]] constexpr int mildest() const {
        int value = -1;
        while (((bits_ >> (value + 1)) & 1U) == 0) ++value;
        return value;
    }
    [[nodiscard]] constexpr int gravest() const {
        int value = static_cast<int>(format_limits::dispositions);
        while (((bits_ >> (value + 1)) & 1U) == 0) --value;
        return value;
    }
    /// The mildest that is not "nothing", or -1.
    [[nodiscard]] constexpr int mildest_outcome() const { return (bits_ >> 1U) == 0 ? -1 : Urgencies{bits_ & ~1U}.mildest(); }
    constexpr void add(Urgencies other) { bits_ |= other.bits_; }
    /// Everything milder than `rank` raised to it.
    [[nodiscard]] constexpr Urgencies at_least(Rank rank) const {
        if (bits_ == 0) return {};
        const std::uint32_t floor = 1U << (rank + 1U);
        const std::uint32_t below = floor - 1U;
        return Urgencies{(bits_ & ~below) | ((bits_ & below) != 0 ? floor : 0U)};
    }

private:
    constexpr explicit Urgencies(std::uint32_t bits) : bits_(bits) {}
    std::uint32_t bits_ = 0;
};

namespace walk_detail {

inline void add_ends(const Rules& rules, Evaluator& evaluator, std::uint32_t step, Urgencies floors, Urgencies& ends) {
    while (step != npos && !floors.empty()) {
        const CompiledStep& s = rules.steps[step];
        const KleeneSet possible = evaluator.future(s.node);
        Urgencies on;
        for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
            if (!possible.has(value)) continue;
            const CompiledBranch& b = s.branches[static_cast<std::size_t>(value)];
            switch (b.kind) {
                case Branch::Kind::outcome: ends.add(floors.at_least(rules.outcomes[b.target].rank)); break;
                case Branch::Kind::clear: ends.add(floors); break;
                case Branch::Kind::next: on.add(floors); break;
                case Branch::Kind::floor: on.add(floors.at_least(rules.outcomes[b.target].rank)); break;
                case Branch::Kind::steps: add_ends(rules, evaluator, b.target, floors, ends); break;
            }
        }
        floors = on;
        step = s.next;
    }
    ends.add(floors);
}

}  // namespace walk_detail

/// Every urgency at which a pathway can still end, floors met on the way included.
[[nodiscard]] inline Urgencies possible_ends(const Rules& rules, Evaluator& evaluator, std::uint32_t pathway) {
    Urgencies ends;
    walk_detail::add_ends(rules, evaluator, rules.pathways[pathway].first_step, Urgencies::nothing(), ends);
    return ends;
}

struct PossibleRange {
    Rank least = 0, most = 0;
};

/// The range of dispositions over everything that the pathways can still reach, the present one included. `least` is
/// the mildest joint end: all clear gives `otherwise`, a lone at_home end gives that.
[[nodiscard]] inline PossibleRange possible_range(const Rules& rules, Evaluator& evaluator, const Trace& trace) {
    int forced = -1, most = trace.disposition, lone = -1;
    const auto may_stand_alone = [&](int rank) {
        if (rank >= 0 && (lone < 0 || rank < lone)) lone = rank;
    };
    for (std::uint32_t p = 0; p < rules.pathways.size(); ++p) {
        const Urgencies ends = possible_ends(rules, evaluator, p);
        forced = std::max(forced, ends.mildest());
        most = std::max(most, ends.gravest());
        may_stand_alone(ends.mildest_outcome());
        // A pathway that may come to an outcome or not may also stay unsure, which can be milder (at home) than both.
        const std::uint32_t unsure = rules.pathways[p].unsure;
        if (unsure != npos && rules.at_home(rules.outcomes[unsure].rank) && ends.mildest() < 0 &&
            walk_detail::can_reach_outcome(rules, evaluator, rules.pathways[p].first_step,
                                           [](std::uint32_t, KleeneSet) { return true; }))
            may_stand_alone(rules.outcomes[unsure].rank);
    }
    int least = forced;
    if (forced < 0) least = lone >= 0 ? std::min<int>(lone, rules.otherwise_rank) : rules.otherwise_rank;
    // `otherwise` is what holds when everything clears, and for who contradicts an assumption instead of home.
    bool may_contradict = false, contradicts = false;
    for (const std::uint32_t node : rules.assumptions) {
        const KleeneSet value = evaluator.future(node);
        may_contradict |= value.has(Kleene::yes);
        contradicts |= value.only(Kleene::yes);
    }
    if (forced < 0 || (may_contradict && rules.at_home(static_cast<Rank>(least))))
        most = std::max<int>(most, rules.otherwise_rank);
    if (contradicts) least = std::max<int>(least, rules.otherwise_rank);
    return {static_cast<Rank>(std::min<int>(least, trace.disposition)), static_cast<Rank>(most)};
}

/// A step that can be come to and whose condition is not settled, with the gravest end that can follow from it.
struct OpenStep {
    std::uint32_t step = npos;
    int gravest = -1;
};

/// The open steps of a pathway in the order in which they are come to.
[[nodiscard]] inline std::vector<OpenStep> open_steps(const Rules& rules, Evaluator& evaluator, std::uint32_t pathway) {
    struct Collector {
        const Rules& rules;
        Evaluator& evaluator;
        std::vector<OpenStep> out;

        int list(std::uint32_t step) {
            struct Seen {
                std::size_t entry;
                int own;
            };
            std::vector<Seen> seen;
            while (step != npos) {
                const CompiledStep& s = rules.steps[step];
                const KleeneSet possible = evaluator.future(s.node);
                const std::size_t entry = out.size();
                if (!possible.settled() || possible.has(Kleene::unknown)) out.push_back({step, -1});
                int own = -1;
                bool goes_on = false;
                for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
                    if (!possible.has(value)) continue;
                    const CompiledBranch& b = s.branches[static_cast<std::size_t>(value)];
                    if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor)
                        own = std::max<int>(own, rules.outcomes[b.target].rank);
                    if (b.kind == Branch::Kind::steps) own = std::max(own, list(b.target));
                    goes_on |= b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor;
                }
                seen.push_back({entry < out.size() && out[entry].step == step ? entry : static_cast<std::size_t>(-1), own});
                step = goes_on ? s.next : npos;
            }
            int gravest = -1;
            for (std::size_t i = seen.size(); i-- > 0;) {
                gravest = std::max(gravest, seen[i].own);
                if (seen[i].entry != static_cast<std::size_t>(-1)) out[seen[i].entry].gravest = gravest;
            }
            return gravest;
        }
    };
    Collector collector{rules, evaluator, {}};
    collector.list(rules.pathways[pathway].first_step);
    return collector.out;
}

}  // namespace triage
