// SPDX-License-Identifier: Apache-2.0
// BigCount: a natural number of any size, for counting answer patterns exactly.
// Refuses everything but adding, multiplying and dividing by a small number, comparing and printing.
#pragma once

#include <algorithm>
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
    explicit BigCount(std::vector<std::uint32_t> digits) : digits_(std::move(digits)) {
        while (!digits_.empty() && digits_.back() == 0) digits_.pop_back();
    }
    [[nodiscard]] const std::vector<std::uint32_t>& base_2_32() const { return digits_; }

    BigCount& operator+=(const BigCount& other) {
        if (digits_.size() < other.digits_.size()) digits_.resize(other.digits_.size());
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < digits_.size(); ++i) {
            carry += std::uint64_t{digits_[i]} + (i < other.digits_.size() ? other.digits_[i] : 0U);
            digits_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32U;
        }
        if (carry != 0) digits_.push_back(static_cast<std::uint32_t>(carry));
        return *this;
    }
    BigCount& operator*=(std::uint32_t factor) {
        std::uint64_t carry = 0;
        for (std::uint32_t& digit : digits_) {
            carry += std::uint64_t{digit} * factor;
            digit = static_cast<std::uint32_t>(carry);
            carry >>= 32U;
        }
        if (carry != 0) digits_.push_back(static_cast<std::uint32_t>(carry));
        while (!digits_.empty() && digits_.back() == 0) digits_.pop_back();
        return *this;
    }
    /// The remainder is dropped. Divisor from 1.
    BigCount& operator/=(std::uint32_t divisor) {
        std::uint64_t remainder = 0;
        for (std::size_t i = digits_.size(); i-- > 0;) {
            const std::uint64_t value = remainder << 32U | digits_[i];
            digits_[i] = static_cast<std::uint32_t>(value / divisor);
            remainder = value % divisor;
        }
        while (!digits_.empty() && digits_.back() == 0) digits_.pop_back();
        return *this;
    }

    [[nodiscard]] bool zero() const { return digits_.empty(); }
    friend bool operator==(const BigCount&, const BigCount&) = default;
    friend bool operator<(const BigCount& a, const BigCount& b) {
        if (a.digits_.size() != b.digits_.size()) return a.digits_.size() < b.digits_.size();
        return std::lexicographical_compare(a.digits_.rbegin(), a.digits_.rend(), b.digits_.rbegin(), b.digits_.rend());
    }

    /// Decimal digits, without separators.
    [[nodiscard]] std::string digits() const {
        std::vector<std::uint32_t> rest = digits_;
        std::string out;
        while (!rest.empty()) {
            std::uint64_t remainder = 0;
            for (std::size_t i = rest.size(); i-- > 0;) {
                const std::uint64_t value = remainder << 32U | rest[i];
                rest[i] = static_cast<std::uint32_t>(value / 1'000'000'000U);
                remainder = value % 1'000'000'000U;
            }
            while (!rest.empty() && rest.back() == 0) rest.pop_back();
            for (int k = 0; k < 9 && (remainder != 0 || !rest.empty()); ++k, remainder /= 10)
                out.push_back(static_cast<char>('0' + remainder % 10));
        }
        if (out.empty()) out = "0";
        std::reverse(out.begin(), out.end());
        return out;
    }
    /// Decimal digits in groups of three.
    [[nodiscard]] std::string text() const {
        const std::string plain = digits();
        std::string out;
        for (std::size_t i = 0; i < plain.size(); ++i) {
            if (i != 0 && (plain.size() - i) % 3 == 0) out.push_back(' ');
            out.push_back(plain[i]);
        }
        return out;
    }
    /// Nearest double; infinity past its range.
    [[nodiscard]] double approximate() const {
        double out = 0;
        for (std::size_t i = digits_.size(); i-- > 0;) out = out * 4294967296.0 + digits_[i];
        return out;
    }

private:
    std::vector<std::uint32_t> digits_;  // base 2^32, least first, no leading zeros
};

/// "10⁶⁴". Exponent from 0.
[[nodiscard]] inline std::string power_of_ten(std::size_t exponent) {
    constexpr const char* raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string out = "10";
    for (const char digit : std::to_string(exponent)) out += raised[digit - '0'];
    return out;
}

/// A count as people read it: up to seven digits as it is, "236 196"; past that two of them and the size,
/// "about 3.2 × 10⁶⁴".
[[nodiscard]] inline std::string short_count(const BigCount& n) {
    constexpr std::size_t read_at_a_glance = 7;
    const std::string digits = n.digits();
    if (digits.size() <= read_at_a_glance) return n.text();
    std::size_t size = digits.size() - 1;
    int two = (digits[0] - '0') * 10 + (digits[1] - '0') + (digits[2] >= '5' ? 1 : 0);
    if (two == 100) two = 10, ++size;
    return "about " + std::to_string(two / 10) + "." + std::to_string(two % 10) + " × " + power_of_ten(size);
}
/// The same with the exact number beside it: "about 3.2 × 10⁶⁴ (exact: 31 649 …)".
[[nodiscard]] inline std::string count_text(const BigCount& n) {
    const std::string exact = n.text(), out = short_count(n);
    return out == exact ? out : out + " (exact: " + exact + ")";
}
/// "1 pattern", "236 196 patterns", "about 3.2 × 10⁶⁴ patterns (exact: …)".
[[nodiscard]] inline std::string patterns_text(const BigCount& n) {
    const std::string exact = n.text(), out = short_count(n);
    return out + (n == BigCount(1) ? " pattern" : " patterns") + (out == exact ? "" : " (exact: " + exact + ")");
}

}  // namespace triage
