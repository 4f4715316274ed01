// SPDX-License-Identifier: Apache-2.0
// The arithmetic of "k of these" and of scores: what a sum of points can be when each item can be several things.
// Refuses to allocate and to throw.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include <triage/model/kleene.hpp>
#include <triage/model/limits.hpp>

namespace triage {

/// A sum of points, item by item. The true items of a list count; of the unknown ones the positive *may* count. So each
/// choice of what the items are gives a sum from `least` to `most`, and "at least k" is yes where least >= k, no where
/// most < k, unknown between. For "k of a list" each item has one point.
///
///     Tally t; t.add(KleeneSet{yes}, 2); t.add(KleeneSet{unknown}, 1);
///     t.reaches(3);  // {unknown}: 2 to 3 points
class Tally {
public:
    Tally() {}  // NOLINT: leaves `sums_` alone

    /// Counts one more item. The absolute points of a score sum up to at most `format_limits::score_span`.
    void add(KleeneSet value, int points) {
        const bool can = value.has(Kleene::yes), must = value.only(Kleene::yes);
        if (points > 0) {
            greatest_least_ += can ? points : 0;
            smallest_most_ += value.has(Kleene::no) ? 0 : points;
            if (value.has(Kleene::unknown))
                width_ += points;  // for "unknown" nothing serves better than an unknown item
            else if (must)
                base_ += points;
            else if (can)
                choice(points);
        } else {
            greatest_least_ += must ? points : 0;
            smallest_most_ += can ? points : 0;
            if (must)
                base_ += points;
            else if (can)
                choice(points);
        }
    }

    /// Of items that are each one thing: the points of the true ones, and those with the unknown ones.
    [[nodiscard]] int least() const { return base_; }
    [[nodiscard]] int most() const { return base_ + width_; }

    /// All that "at least k" can be.
    [[nodiscard]] KleeneSet reaches(int k) const {
        KleeneSet out{};
        if (greatest_least_ >= k) out.add(Kleene::yes);
        if (smallest_most_ < k) out.add(Kleene::no);
        // Unknown: base + chosen < k <= base + chosen + width, for some choice of the items that count or do not.
        if (width_ > 0 && chosen_between(k - base_ - width_, k - base_ - 1)) out.add(Kleene::unknown);
        return out;
    }

    /// The same sum, or, where no further items of `up` and `down` (not positive) points could change whether it reaches
    /// k, one sum for all that do and one for all that do not. For who keeps many sums.
    [[nodiscard]] Tally settled(int k, int up, int down) const {
        if (base_ + choices_down_ + down >= k) return always(far);
        if (base_ + width_ + choices_up_ + up < k) return always(-far);
        return *this;
    }

    friend bool operator<(const Tally& a, const Tally& b) {
        const std::array<int, 7> x = a.numbers(), y = b.numbers();
        return x != y ? x < y : a.gaps_ && a.sums_ < b.sums_;
    }

private:
    static constexpr int far = 1'000'000;  // whatever is added
    static constexpr int span = static_cast<int>(format_limits::score_span);
    using Sums = std::array<std::uint64_t, (2U * format_limits::score_span + 64U) / 64U + 1U>;  // bit i: i - span

    [[nodiscard]] static Tally always(int points) {
        Tally out;
        out.base_ = out.greatest_least_ = out.smallest_most_ = points;
        return out;
    }
    [[nodiscard]] std::array<int, 7> numbers() const {
        return {base_, width_, greatest_least_, smallest_most_, choices_up_, choices_down_, gaps_ ? 1 : 0};
    }
    [[nodiscard]] bool has(int sum) const {
        const auto bit = static_cast<std::uint32_t>(sum + span);
        return (sums_[bit >> 6U] >> (bit & 63U) & 1U) != 0;
    }
    void set(int sum) {
        const auto bit = static_cast<std::uint32_t>(sum + span);
        sums_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
    }

    // An item that counts or does not. While each is a single point, every sum between is reached.
    void choice(int points) {
        if (!gaps_ && points != 1) {
            gaps_ = true;
            sums_.fill(0);
            for (int s = 0; s <= choices_up_; ++s) set(s);
        }
        (points > 0 ? choices_up_ : choices_down_) += points;
        if (!gaps_) return;
        if (points > 0) {
            for (int s = span - points; s >= -span; --s)
                if (has(s)) set(s + points);
        } else {
            for (int s = -span - points; s <= span; ++s)
                if (has(s)) set(s + points);
        }
    }
    [[nodiscard]] bool chosen_between(int from, int to) const {
        from = std::max(from, choices_down_);
        to = std::min(to, choices_up_);
        if (!gaps_) return from <= to;
        for (int s = from; s <= to; ++s)
            if (has(s)) return true;
        return false;
    }

    int base_ = 0, width_ = 0;                    // what every choice has; what unknown items may add
    int greatest_least_ = 0, smallest_most_ = 0;  // over all choices
    int choices_up_ = 0, choices_down_ = 0;       // the points of the items that count or do not
    bool gaps_ = false;                           // not every sum of them is reached: `sums_` tells
    Sums sums_;
};

}  // namespace triage
