// SPDX-License-Identifier: Apache-2.0
// Three-valued logic (Kleene, strong): true, false and unknown, and sets of these three.
// Refuses to turn unknown into anything else: there is no conversion to bool.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace triage {

/// One truth value. `unknown` is a value of its own, never a "no".
enum class Kleene : std::uint8_t { no, yes, unknown };

/// The set of truth values that a condition can have. A single value is a set of one, so the same evaluator serves
/// "what is it now" (sets of one) and "what can it still become" (larger sets).
///
///     (KleeneSet::any() & KleeneSet{Kleene::no}).only(Kleene::no)  // true: "and" with no is no, whatever the other is
class KleeneSet {
public:
    KleeneSet() = default;  // not initialised, so that arrays of them cost nothing; KleeneSet{} is the empty set
    constexpr explicit KleeneSet(Kleene value) : bits_(static_cast<std::uint8_t>(1U << static_cast<unsigned>(value))) {}
    [[nodiscard]] static constexpr KleeneSet any() { return from_bits(7U); }

    [[nodiscard]] constexpr bool has(Kleene value) const { return ((bits_ >> static_cast<unsigned>(value)) & 1U) != 0; }
    [[nodiscard]] constexpr bool only(Kleene value) const { return *this == KleeneSet{value}; }
    [[nodiscard]] constexpr bool settled() const { return bits_ == 1U || bits_ == 2U || bits_ == 4U; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    /// The one value of a settled set.
    [[nodiscard]] constexpr Kleene value() const {
        return has(Kleene::yes) ? Kleene::yes : has(Kleene::no) ? Kleene::no : Kleene::unknown;
    }
    /// The set with "no" in place of "unknown": what does not hold for sure counts as not holding.
    [[nodiscard]] constexpr KleeneSet denied_when_unknown() const {
        return from_bits((bits_ & 3U) | (has(Kleene::unknown) ? 1U : 0U));
    }
    /// A number for the set, less than 8, and back.
    [[nodiscard]] constexpr std::uint32_t number() const { return bits_; }
    [[nodiscard]] static constexpr KleeneSet of_number(std::uint32_t number) { return from_bits(number); }
    constexpr void add(Kleene value) { bits_ = static_cast<std::uint8_t>(bits_ | KleeneSet{value}.bits_); }

    friend constexpr bool operator==(KleeneSet, KleeneSet) = default;
    friend constexpr KleeneSet operator!(KleeneSet a) {
        return from_bits(((a.bits_ & 1U) << 1U) | ((a.bits_ & 2U) >> 1U) | (a.bits_ & 4U));
    }
    /// Every value that `x and y` takes for x in a, y in b.
    friend constexpr KleeneSet operator&(KleeneSet a, KleeneSet b) {
        KleeneSet r{};
        if (a.has(Kleene::no) || b.has(Kleene::no)) r.add(Kleene::no);
        if (a.has(Kleene::yes) && b.has(Kleene::yes)) r.add(Kleene::yes);
        if ((a.has(Kleene::unknown) && !b.only(Kleene::no)) || (b.has(Kleene::unknown) && !a.only(Kleene::no)))
            r.add(Kleene::unknown);
        return r;
    }
    friend constexpr KleeneSet operator|(KleeneSet a, KleeneSet b) { return !((!a) & (!b)); }

private:
    [[nodiscard]] static constexpr KleeneSet from_bits(unsigned bits) {
        KleeneSet r{};
        r.bits_ = static_cast<std::uint8_t>(bits);
        return r;
    }
    std::uint8_t bits_;  // bit 0 no, bit 1 yes, bit 2 unknown
};

/// Something for each truth value.
template <class T>
struct ByKleene : std::array<T, 3> {
    using std::array<T, 3>::operator[];
    [[nodiscard]] T& operator[](Kleene value) { return (*this)[static_cast<std::size_t>(value)]; }
    [[nodiscard]] const T& operator[](Kleene value) const { return (*this)[static_cast<std::size_t>(value)]; }
};

}  // namespace triage
