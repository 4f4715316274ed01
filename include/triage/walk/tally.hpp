// SPDX-License-Identifier: Apache-2.0
// The arithmetic of "k of these" and of scores: what a sum of points can be when each item can be several things.
// Refuses to allocate and to throw.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
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
    void set(int sum) {
        const auto bit = static_cast<std::uint32_t>(sum + span);
        sums_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
    }
    /// Adds each sum with so many points more, or less: 64 sums at a time, from the end that they move to.
    void add_moved(int points) {
        const auto far_by = static_cast<std::uint32_t>(points > 0 ? points : -points), bits = far_by & 63U;
        const std::size_t words = far_by >> 6U;
        for (std::size_t i = words; i < sums_.size(); ++i) {
            const std::size_t to = points > 0 ? sums_.size() - 1 - (i - words) : i - words;
            const std::size_t from = points > 0 ? to - words : to + words;
            const bool more = points > 0 ? from > 0 : from + 1 < sums_.size();
            const std::uint64_t next = more && bits != 0 ? sums_[points > 0 ? from - 1 : from + 1] : 0;
            sums_[to] |= points > 0 ? sums_[from] << bits | (bits != 0 ? next >> (64U - bits) : 0)
                                    : sums_[from] >> bits | (bits != 0 ? next << (64U - bits) : 0);
        }
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
        add_moved(points);
    }
    [[nodiscard]] bool chosen_between(int from, int to) const {
        from = std::max(from, choices_down_);
        to = std::min(to, choices_up_);
        if (!gaps_ || from > to) return from <= to;
        const auto first = static_cast<std::uint32_t>(from + span), last = static_cast<std::uint32_t>(to + span);
        for (std::uint32_t word = first >> 6U; word <= last >> 6U; ++word) {
            std::uint64_t here = sums_[word];
            if (word == first >> 6U) here &= ~std::uint64_t{0} << (first & 63U);
            if (word == last >> 6U) here &= ~std::uint64_t{0} >> (63U - (last & 63U));
            if (here != 0) return true;
        }
        return false;
    }

    int base_ = 0, width_ = 0;                    // what every choice has; what unknown items may add
    int greatest_least_ = 0, smallest_most_ = 0;  // over all choices
    int choices_up_ = 0, choices_down_ = 0;       // the points of the items that count or do not
    bool gaps_ = false;                           // not every sum of them is reached: `sums_` tells
    Sums sums_;
};

}  // namespace triage
