// SPDX-License-Identifier: Apache-2.0
// What the pathways can still reach: the range of dispositions, and the steps at which an answer still matters.
// Refuses to be narrower than the truth: each mention of a finding is free, so the range may be wider than exact.
#pragma once

#include <cstdint>
#include <vector>

#include <triage/model/limits.hpp>
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

/// Every urgency at which a pathway can still end, floors met on the way included.
[[nodiscard]] Urgencies possible_ends(const Rules& rules, Evaluator& evaluator, PathwayId pathway);

struct PossibleRange {
    Rank least = 0, most = 0;
};

/// The range of dispositions over everything that the pathways can still reach, the present one included. `least` is
/// the mildest joint end: all clear gives `otherwise`, a lone at_home end gives that.
[[nodiscard]] PossibleRange possible_range(const Rules& rules, Evaluator& evaluator, const Trace& trace);

/// A step that can be come to and whose condition is not settled, with the gravest end that can follow from it.
struct OpenStep {
    StepId step;
    int gravest = -1;
};

/// The open steps of a pathway in the order in which they are come to.
[[nodiscard]] std::vector<OpenStep> open_steps(const Rules& rules, Evaluator& evaluator, PathwayId pathway);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/reach.ipp>
#endif
