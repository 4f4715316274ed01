// SPDX-License-Identifier: Apache-2.0
// The bodies of big_count.hpp.
#pragma once

#include <algorithm>

#include <triage/header_only.hpp>
#include <triage/review/diagram/big_count.hpp>

namespace triage {

// Leading zeros are no digits.
TRIAGE_BODY void BigCount::trim(std::vector<std::uint32_t>& digits) {
    while (!digits.empty() && digits.back() == 0) digits.pop_back();
}

// Divides in place; the remainder.
TRIAGE_BODY std::uint32_t BigCount::divide(std::vector<std::uint32_t>& digits, std::uint32_t divisor) {
    std::uint64_t remainder = 0;
    for (std::size_t i = digits.size(); i-- > 0;) {
        const std::uint64_t value = remainder << 32U | digits[i];
        digits[i] = static_cast<std::uint32_t>(value / divisor);
        remainder = value % divisor;
    }
    trim(digits);
    return static_cast<std::uint32_t>(remainder);
}

TRIAGE_BODY BigCount& BigCount::operator+=(const BigCount& other) {
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

TRIAGE_BODY BigCount& BigCount::operator-=(const BigCount& other) {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < digits_.size(); ++i) {
        const std::uint64_t take = borrow + (i < other.digits_.size() ? other.digits_[i] : 0U);
        borrow = digits_[i] < take ? 1 : 0;
        digits_[i] = static_cast<std::uint32_t>(digits_[i] - take);
    }
    trim(digits_);
    return *this;
}

TRIAGE_BODY BigCount& BigCount::operator*=(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::uint32_t& digit : digits_) {
        carry += std::uint64_t{digit} * factor;
        digit = static_cast<std::uint32_t>(carry);
        carry >>= 32U;
    }
    if (carry != 0) digits_.push_back(static_cast<std::uint32_t>(carry));
    trim(digits_);
    return *this;
}

TRIAGE_BODY BigCount& BigCount::operator/=(std::uint32_t divisor) {
    (void)divide(digits_, divisor);
    return *this;
}

TRIAGE_BODY std::string BigCount::digits() const {
    std::vector<std::uint32_t> rest = digits_;
    std::string out;
    while (!rest.empty()) {
        std::uint32_t remainder = divide(rest, 1'000'000'000U);
        for (int k = 0; k < 9 && (remainder != 0 || !rest.empty()); ++k, remainder /= 10)
            out.push_back(static_cast<char>('0' + remainder % 10));
    }
    if (out.empty()) out = "0";
    std::reverse(out.begin(), out.end());
    return out;
}

TRIAGE_BODY std::string BigCount::text() const {
    const std::string plain = digits();
    std::string out;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i != 0 && (plain.size() - i) % 3 == 0) out.push_back(' ');
        out.push_back(plain[i]);
    }
    return out;
}

TRIAGE_BODY double BigCount::approximate() const {
    double out = 0;
    for (std::size_t i = digits_.size(); i-- > 0;) out = out * 4294967296.0 + digits_[i];
    return out;
}

TRIAGE_BODY bool operator<(const BigCount& a, const BigCount& b) {
    if (a.digits_.size() != b.digits_.size()) return a.digits_.size() < b.digits_.size();
    return std::lexicographical_compare(a.digits_.rbegin(), a.digits_.rend(), b.digits_.rbegin(), b.digits_.rend());
}

TRIAGE_BODY std::string power_of_ten(std::size_t exponent) {
    constexpr const char* raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string out = "10";
    for (const char digit : std::to_string(exponent)) out += raised[digit - '0'];
    return out;
}

TRIAGE_BODY std::string short_count(const BigCount& n) {
    constexpr std::size_t read_at_a_glance = 7;
    const std::string digits = n.digits();
    if (digits.size() <= read_at_a_glance) return n.text();
    std::size_t size = digits.size() - 1;
    int two = (digits[0] - '0') * 10 + (digits[1] - '0') + (digits[2] >= '5' ? 1 : 0);
    if (two == 100) two = 10, ++size;
    return "about " + std::to_string(two / 10) + "." + std::to_string(two % 10) + " × " + power_of_ten(size);
}

TRIAGE_BODY std::string count_text(const BigCount& n) {
    const std::string exact = n.text(), out = short_count(n);
    return out == exact ? out : out + " (exact: " + exact + ")";
}

TRIAGE_BODY std::string patterns_text(const BigCount& n) {
    const std::string shown = short_count(n);
    return shown + (n == BigCount(1) ? " pattern" : " patterns") + count_text(n).substr(shown.size());
}

TRIAGE_BODY std::string about_share(const BigCount& part, const BigCount& whole) {
    if (part.zero()) return "none";
    if (part == whole) return "all patterns";
    // The first digits and their place: doubles end at 10^308, counts do not.
    const auto lead = [](const std::string& digits) {
        double value = 0;
        for (std::size_t i = 0; i < 15; ++i) value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
        return value;
    };
    const std::string a = part.digits(), b = whole.digits();
    double ratio = lead(b) / lead(a);
    int tens = static_cast<int>(b.size()) - static_cast<int>(a.size());
    while (ratio < 1 && tens > 0) ratio *= 10, --tens;
    if (tens == 0 && ratio < 2) {
        const int percent = static_cast<int>(100 / ratio);  // rounded down: 99.9 % is not 100 %
        return "about " + std::to_string(percent) + " % of all patterns";
    }
    while (ratio >= 10) ratio /= 10, ++tens;
    int two = static_cast<int>(ratio * 10 + 0.5);
    if (two == 100) two = 10, ++tens;
    if (tens > 6) {
        const std::string digits = std::to_string(two);
        return "about 1 in " + digits.substr(0, 1) + "." + digits.substr(1) + " × " +
               power_of_ten(static_cast<std::size_t>(tens)) + " patterns";
    }
    BigCount n(static_cast<std::uint32_t>(two));
    for (int i = 1; i < tens; ++i) n *= 10;
    if (tens == 0)
        return "about 1 in " + std::to_string(two / 10) + (two % 10 == 0 ? "" : "." + std::to_string(two % 10)) + " patterns";
    return "about 1 in " + n.text() + " patterns";
}

}  // namespace triage
