// SPDX-License-Identifier: Apache-2.0
// PatternCounts: exact counts of patterns, worked out from one another and kept, each under a number.
// Refuses to know what was counted: which node or pair of nodes has which count is kept here, but not why.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <triage/review/diagram/big_count.hpp>

namespace triage {

/// Counts over all levels of a diagram. What lies below a level does not depend on it, so the counts of what its values lead to,
/// added up, are exactly as many times too large as the level has values: each count is the mean of others.
class PatternCounts {
public:
    /// The number of a count.
    using Place = std::uint32_t;
    static constexpr Place nobody = 0, everybody = 1;

    explicit PatternCounts(const BigCount& all) : width_(all.base_2_32().size()), sum_(width_) { begin(all); }

    /// Forgets all but the two that are always there.
    void begin(const BigCount& all) {
        digits_.assign(2 * width_, 0);
        std::copy(all.base_2_32().begin(), all.base_2_32().end(), digits_.begin() + static_cast<std::ptrdiff_t>(width_));
        of_node_.clear();
        pairs_.assign(1U << 10U, {});
        known_pairs_ = 0;
    }
    /// How many counts are kept.
    [[nodiscard]] std::size_t size() const { return digits_.size() / width_; }
    /// How many digits of 32 bits they have together.
    [[nodiscard]] std::size_t digits() const { return digits_.size(); }
    [[nodiscard]] BigCount operator[](Place place) const {
        const auto from = digits_.begin() + static_cast<std::ptrdiff_t>(place * width_);
        return BigCount(std::vector<std::uint32_t>(from, from + static_cast<std::ptrdiff_t>(width_)));
    }

    /// The count of a node, to read and to write; `nobody` where it is not known yet. `end`: every node is less.
    [[nodiscard]] Place& of_node(std::uint32_t ref, std::size_t end) {
        if (of_node_.size() < end) of_node_.resize(end);
        return of_node_[ref];
    }
    /// The count of two nodes together, or `unknown`.
    static constexpr Place unknown = 0xFFFFFFFFU;
    [[nodiscard]] Place of_pair(std::uint32_t a, std::uint32_t b) const {
        const std::uint64_t key = key_of(a, b);
        for (std::size_t slot = slot_of(key), step = 0;; slot = (slot + ++step) & (pairs_.size() - 1))
            if (pairs_[slot].key == key || pairs_[slot].key == 0) return pairs_[slot].key == 0 ? unknown : pairs_[slot].place;
    }
    void set_pair(std::uint32_t a, std::uint32_t b, Place place) {
        if (++known_pairs_ * 2 > pairs_.size()) {
            const std::vector<Pair> old = std::exchange(pairs_, std::vector<Pair>(pairs_.size() * 2));
            for (const Pair& p : old)
                if (p.key != 0) put(p);
        }
        put({key_of(a, b), place});
    }

    /// The mean of some counts, which is a whole number.
    [[nodiscard]] Place mean(const Place* places, std::uint32_t count) {
        std::fill(sum_.begin(), sum_.end(), 0);
        bool any = false;
        for (std::uint32_t v = 0; v < count; ++v) {
            if (places[v] == nobody) continue;
            any = true;
            const std::uint32_t* add = &digits_[places[v] * width_];
            for (std::size_t d = 0; d < width_; ++d) sum_[d] += add[d];
        }
        if (!any) return nobody;
        for (std::size_t d = 0; d + 1 < width_; ++d) sum_[d + 1] += sum_[d] >> 32U, sum_[d] &= 0xFFFFFFFFU;
        // Nothing remains, so it is divided from the last digit up, by an inverse to the base 2^32: much faster than by the
        // number.
        const auto twos = static_cast<std::uint32_t>(std::countr_zero(count));
        const std::uint32_t odd = count >> twos;
        std::uint32_t inverse = odd;  // of three bits; each round doubles them
        for (int round = 0; round < 4; ++round) inverse *= 2U - odd * inverse;
        const std::size_t from = digits_.size();
        digits_.resize(from + width_);
        std::uint32_t borrowed = 0;
        for (std::size_t d = 0; d < width_; ++d) {
            const std::uint64_t next = d + 1 < width_ ? sum_[d + 1] << (32U - twos) : 0;
            const auto digit = static_cast<std::uint32_t>(sum_[d] >> twos | (twos == 0 ? 0 : next));
            const std::uint32_t quotient = (digit - borrowed) * inverse;
            digits_[from + d] = quotient;
            borrowed = static_cast<std::uint32_t>((std::uint64_t{quotient} * odd) >> 32U) + (digit < borrowed ? 1U : 0U);
        }
        return static_cast<Place>(from / width_);
    }

private:
    struct Pair {
        std::uint64_t key = 0;  // no pair has it: two nodes that are the same are one
        Place place = 0;
    };
    [[nodiscard]] static std::uint64_t key_of(std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32U | b; }
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
        // As in a diagram's table: the newer node only shifts the place.
        const std::uint64_t older = (key >> 32U) * 0x9E3779B97F4A7C15ULL;
        return static_cast<std::size_t>((older >> 20U) + (key & 0xFFFFFFFFU)) & (pairs_.size() - 1);
    }
    void put(const Pair& pair) {
        std::size_t slot = slot_of(pair.key);
        for (std::size_t step = 0; pairs_[slot].key != 0;) slot = (slot + ++step) & (pairs_.size() - 1);
        pairs_[slot] = pair;
    }

    std::size_t width_;
    std::vector<std::uint32_t> digits_;  // base 2^32, least first, `width_` for each count
    std::vector<std::uint64_t> sum_;
    std::vector<Place> of_node_;
    std::vector<Pair> pairs_;  // open addressing; a power of two
    std::size_t known_pairs_ = 0;
};

}  // namespace triage
