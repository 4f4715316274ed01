// SPDX-License-Identifier: Apache-2.0
// BigCount: a natural number of any size, for counting answer patterns exactly.
// It only adds, multiplies and divides by a small number, compares and prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace triage {

/// A natural number of any size.
///
///     BigCount n(1); for (int i = 0; i < 40; ++i) n *= 3;
///     n.text();  // "12 157 665 459 056 928 801"
class BigCount {
public:
    BigCount() = default;
    explicit BigCount(std::uint32_t value) {
        if (value != 0) digits_.push_back(value);
    }
    /// From digits to the base 2^32, least first; zeros at the end do no harm.
    explicit BigCount(std::vector<std::uint32_t> digits) : digits_(std::move(digits)) { trim(digits_); }
    [[nodiscard]] const std::vector<std::uint32_t>& base_2_32() const { return digits_; }

    BigCount& operator+=(const BigCount& other);
    /// Not below zero: `other` is at most this.
    BigCount& operator-=(const BigCount& other);
    BigCount& operator*=(std::uint32_t factor);
    /// The remainder is dropped. Divisor from 1.
    BigCount& operator/=(std::uint32_t divisor);

    [[nodiscard]] bool zero() const { return digits_.empty(); }
    friend bool operator==(const BigCount&, const BigCount&) = default;
    friend bool operator<(const BigCount& a, const BigCount& b);

    /// Decimal digits, without separators.
    [[nodiscard]] std::string digits() const;
    /// Decimal digits in groups of three.
    [[nodiscard]] std::string text() const;
    /// Nearest double; infinity past its range.
    [[nodiscard]] double approximate() const;

private:
    static void trim(std::vector<std::uint32_t>& digits);
    static std::uint32_t divide(std::vector<std::uint32_t>& digits, std::uint32_t divisor);

    std::vector<std::uint32_t> digits_;  // base 2^32, least first, no leading zeros
};

/// "10⁶⁴". Exponent from 0.
[[nodiscard]] std::string power_of_ten(std::size_t exponent);

/// A count as people read it: up to seven digits as it is, "236 196"; past that two of them and the size,
/// "about 3.2 × 10⁶⁴".
[[nodiscard]] std::string short_count(const BigCount& n);
/// The same with the exact number beside it: "about 3.2 × 10⁶⁴ (exact: 31 649 …)".
[[nodiscard]] std::string count_text(const BigCount& n);
/// "1 pattern", "236 196 patterns", "about 3.2 × 10⁶⁴ patterns (exact: …)".
[[nodiscard]] std::string patterns_text(const BigCount& n);
/// "about 1 in 3 800 patterns"; "about 62 % of all patterns" for half and more. Two significant digits. `whole` at least 1.
[[nodiscard]] std::string about_share(const BigCount& part, const BigCount& whole);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/big_count.ipp>
#endif
