// SPDX-License-Identifier: Apache-2.0
// The bodies of text.hpp.
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>
#include <version>

#include <triage/header_only.hpp>
#include <triage/text/text.hpp>

#if !defined(__cpp_lib_to_chars)
#include <locale>
#include <sstream>
#endif

namespace triage {

namespace text_detail {

/// A whole number of at most 1,200 bits.
class Large {
public:
    explicit Large(std::uint64_t value, int twos = 0) {
        words_[0] = static_cast<std::uint32_t>(value);
        words_[1] = static_cast<std::uint32_t>(value >> 32U);
        for (; twos >= 31; twos -= 31) times(std::uint32_t{1} << 31U);
        times(std::uint32_t{1} << static_cast<unsigned>(twos));
    }
    void times(std::uint32_t factor) { add_times(*this, factor, 0); }
    /// += other, or -= other: other is not larger.
    void operator+=(const Large& other) { add_times(other, 1, 1); }
    void operator-=(const Large& other) {
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const std::uint64_t word = std::uint64_t{words_[i]} - other.words_[i] - borrow;
            words_[i] = static_cast<std::uint32_t>(word);
            borrow = word >> 63U;
        }
    }
    /// Below 0, 0 or above: less, equal or greater.
    [[nodiscard]] int against(const Large& other) const {
        for (std::size_t i = size; i-- > 0;)
            if (words_[i] != other.words_[i]) return words_[i] < other.words_[i] ? -1 : 1;
        return 0;
    }

private:
    static constexpr std::size_t size = 38;
    /// This becomes this * keep + other * factor.
    void add_times(const Large& other, std::uint64_t factor, std::uint64_t keep) {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < size; ++i) {
            carry += words_[i] * keep + other.words_[i] * factor;
            words_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32U;
        }
    }
    std::uint32_t words_[size] = {};
};

/// The fewest digits that are read back as `value`, which is above 0 and finite, and where the point stands: 0.DIGITS * 10^point
/// (Burger and Dybvig, Printing floating-point numbers quickly and accurately, 1996). Without tables, so it is small.
TRIAGE_BODY std::pair<std::string, int> shortest_digits(double value) {
    int exponent = 0;
    const double fraction = std::frexp(value, &exponent);
    exponent = std::max(exponent, -1021) - 53;
    const auto mantissa = static_cast<std::uint64_t>(std::ldexp(value, -exponent));
    const bool even = mantissa % 2 == 0, narrow = fraction == 0.5 && exponent > -1074;  // the gap below is half that above
    // value = above / below; what is read back as it lies within `down` and `up` of it, in the same parts.
    Large above(mantissa, std::max(exponent, 0) + 1 + narrow), below(1, std::max(-exponent, 0) + 1 + narrow);
    Large down(1, std::max(exponent, 0)), up(1, std::max(exponent, 0) + narrow);
    const auto reaches = [&](Large sum) {
        sum += up;
        return sum.against(below) >= (even ? 0 : 1);
    };
    int point = 0;
    for (; reaches(above); ++point) below.times(10);
    const auto tenfold = [&] {
        for (Large* each : {&above, &down, &up}) each->times(10);
    };
    for (tenfold(); !reaches(above); --point) tenfold();
    for (std::string digits;; tenfold()) {
        char digit = '0';
        for (; above.against(below) >= 0; ++digit) above -= below;
        const bool low = above.against(down) < (even ? 1 : 0), high = reaches(above);
        digits += digit;
        if (!low && !high) continue;
        Large twice = above;
        twice += above;
        const int half = twice.against(below);
        if (high && (!low || half > 0 || (half == 0 && digit % 2 == 1))) ++digits.back();
        return {digits, point};
    }
}

TRIAGE_BODY std::string shortest_by_hand(double value, bool written_out) {
    const std::string sign = std::signbit(value) ? "-" : "";
    if (value == 0) return sign + "0";
    if (!std::isfinite(value)) return sign + (std::isnan(value) ? "nan" : "inf");
    const auto [digits, point] = shortest_digits(std::abs(value));
    const int size = static_cast<int>(digits.size());
    if (!written_out) {
        const int power = std::abs(point - 1);
        return sign + digits[0] + (size > 1 ? "." + digits.substr(1) : "") + (point < 1 ? "e-" : "e+") + (power < 10 ? "0" : "") +
               std::to_string(power);
    }
    if (point <= 0) return sign + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    if (point >= size) return sign + digits + std::string(static_cast<std::size_t>(point - size), '0');
    return sign + digits.substr(0, static_cast<std::size_t>(point)) + "." + digits.substr(static_cast<std::size_t>(point));
}

}  // namespace text_detail

TRIAGE_BODY std::string shortest(double value) {
    const double size = std::abs(value);
    const bool written_out = size == 0 || (size >= 1e-4 && size < 1e15);
#if defined(__cpp_lib_to_chars) && !defined(__wasm__)
    char buffer[32];
    const auto format = written_out ? std::chars_format::fixed : std::chars_format::general;
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr};
#else
    return text_detail::shortest_by_hand(value, written_out);
#endif
}

TRIAGE_BODY std::optional<double> number_of(std::string_view text) {
    if (text.empty()) return std::nullopt;
    for (const char c : text)
        if (!((c >= '0' && c <= '9') || c == '.' || c == '-' || c == 'e' || c == 'E' || c == '+')) return std::nullopt;
    double value = 0;
#if defined(__cpp_lib_to_chars)
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
#else
    // libc++ before 20 reads no doubles. Its streams do, and they take a + before the number, which nothing else here does.
    std::istringstream in{std::string(text)};
    in.imbue(std::locale::classic());
    const bool whole = text[0] != '+' && (in >> value) && in.peek() == std::char_traits<char>::eof();
#endif
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

TRIAGE_BODY std::string period(double hours) {
    if (hours == 0) return "at once";
    const auto [size, name] = std::fmod(hours, 168) == 0  ? std::pair(168, "week")
                              : std::fmod(hours, 24) == 0 ? std::pair(24, "day")
                                                          : std::pair(1, "hour");
    return shortest(hours / size) + " " + name + (hours == size ? "" : "s");
}

namespace text_detail {

/// The last `digits` hexadecimal digits.
[[nodiscard]] inline std::string hex(unsigned value, std::size_t digits) {
    std::string out(digits, '0');
    for (; digits-- > 0; value >>= 4U) out[digits] = "0123456789abcdef"[value & 15U];
    return out;
}

/// Digits, then a comma, then digits, perhaps with a sign before them; and where the comma is.
struct Comma {
    bool one = false;    ///< of this form
    bool other = false;  ///< digits, points and commas of some other form
    std::size_t at = 0;
};

[[nodiscard]] inline Comma comma_in(std::string_view text) {
    Comma out;
    std::size_t commas = 0, points = 0, digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ',') {
            ++commas;
            out.at = i;
        } else if (c == '.') {
            ++points;
        } else if (c >= '0' && c <= '9') {
            ++digits;
        } else if (i != 0 || (c != '-' && c != '+')) {
            return {};
        }
    }
    if (commas == 0 || digits == 0) return {};
    out.one = commas == 1 && points == 0 && out.at + 1 < text.size();
    out.other = !out.one;
    return out;
}

}  // namespace text_detail

TRIAGE_BODY std::string visible(const std::string& text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = [&](std::size_t k) {
            return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : static_cast<unsigned char>(0);
        };
        const bool bidirectional =
            byte == 0xE2 && ((next(1) == 0x80 && ((next(2) >= 0xAA && next(2) <= 0xAE) || next(2) == 0x8E || next(2) == 0x8F)) ||
                             (next(1) == 0x81 && next(2) >= 0xA6 && next(2) <= 0xA9));
        if (bidirectional) {
            const unsigned code = ((next(1) & 0x3FU) << 6U) | (next(2) & 0x3FU) | 0x2000U;
            out += "\\u{" + text_detail::hex(code, 4) + "}";
            i += 2;
        } else if (byte == 0xC2 && next(1) >= 0x80 && next(1) <= 0x9F) {  // C1 controls
            out += "\\x" + text_detail::hex(next(1), 2);
            ++i;
        } else if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
            out += "\\x" + text_detail::hex(byte, 2);
        } else {
            out += text[i];
        }
    }
    return out;
}

TRIAGE_BODY std::string joined(const std::vector<std::string>& all, std::string_view between, std::size_t most) {
    std::string out;
    for (std::size_t i = 0; i < all.size() && i < most; ++i) {
        if (i != 0) out += between;
        out += all[i];
    }
    return all.size() <= most ? out : out + " and " + std::to_string(all.size() - most) + " more";
}

TRIAGE_BODY std::string counted(std::size_t n, const std::string& one, const std::string& many) {
    return std::to_string(n) + " " + (n == 1 ? one : many.empty() ? one + "s" : many);
}

TRIAGE_BODY std::string spaced(std::string id) {
    std::replace(id.begin(), id.end(), '_', ' ');
    return id;
}

TRIAGE_BODY std::string indented(const std::string& text, std::size_t blanks) {
    std::string out;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        out += std::string(blanks, ' ') + visible(text.substr(from, end - from)) + "\n";
        from = end + 1;
    }
    return out;
}

TRIAGE_BODY std::size_t columns(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return n;
}

TRIAGE_BODY std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::size_t wide = columns(text);
    const std::string blanks(wide < width ? width - wide : 0, ' ');
    return right ? blanks + text : text + blanks;
}

TRIAGE_BODY std::string wrapped(const std::string& text, std::size_t width, const std::string& first) {
    const std::size_t limit = std::max<std::size_t>(width, 20), indent = columns(first);
    std::string out = first, word;
    std::size_t used = indent;
    bool empty = true;  // nothing on this line yet
    const auto flush = [&] {
        if (word.empty()) return;
        const std::size_t wide = columns(word);
        if (!empty && used + 1 + wide > limit) {
            out += '\n' + std::string(indent, ' ');
            used = indent;
            empty = true;
        }
        if (!empty) out += ' ';
        used += wide + (empty ? 0 : 1);
        out += word;
        empty = false;
        word.clear();
    };
    for (const char c : visible(text)) {
        if (c == ' ' || c == '\n' || c == '\t')
            flush();
        else
            word += c;
    }
    flush();
    return out + '\n';
}

TRIAGE_BODY std::optional<std::string> with_decimal_point(std::string_view text) {
    const text_detail::Comma comma = text_detail::comma_in(text);
    if (!comma.one) return std::nullopt;
    std::string_view whole = text.substr(0, comma.at);
    if (!whole.empty() && (whole[0] == '-' || whole[0] == '+')) whole.remove_prefix(1);
    const bool thousands = text.size() - comma.at - 1 == 3 && !whole.empty() && whole.size() <= 3 && whole[0] != '0';
    if (thousands) return std::nullopt;
    std::string out(text.substr(text[0] == '+' ? 1 : 0));
    out[out.find(',')] = '.';
    return out;
}

TRIAGE_BODY std::string comma_hint(std::string_view text) {
    if (const auto number = with_decimal_point(text)) return "write " + *number + ", with a decimal point, not a comma";
    const text_detail::Comma comma = text_detail::comma_in(text);
    if (comma.other) return "write the number without commas, and with a decimal point where it has decimals";
    if (!comma.one) return {};
    std::string thousands(text), point(text);
    thousands.erase(comma.at, 1);
    point[comma.at] = '.';
    return "a comma can mean two things here: write " + thousands + ", or " + point + " with a decimal point";
}

TRIAGE_BODY std::size_t utf8_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byte(at);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                               : first >= 0xE0 && first <= 0xEF ? 3
                               : first >= 0xF0 && first <= 0xF4 ? 4
                                                                : 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(at + k) & 0xC0U) != 0x80U) return 0;
    const unsigned second = byte(at + 1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool surrogate = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || surrogate ? 0 : length;
}

TRIAGE_BODY std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        const std::size_t length = utf8_length(text, i);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += "\\u" + text_detail::hex(static_cast<unsigned char>(c), 4);
        } else if (length == 0) {
            out += "\xEF\xBF\xBD";
        } else {
            out += text.substr(i, length);
        }
        i += length == 0 ? 1 : length;
    }
    return out + '"';
}

TRIAGE_BODY std::string html_text(std::string_view text) {
    std::string out;
    for (const char c : visible(std::string(text))) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

TRIAGE_BODY std::string markdown_text(std::string_view text) {
    std::string out;
    for (const char c : visible(std::string(text))) {
        if (c == '\n' || c == '\t') {
            out += ' ';
            continue;
        }
        if (c == '<' || c == '>' || c == '&') {
            out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
            continue;
        }
        if (std::string_view("\\`*_{}[]#|~!").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    // What would start a list or a numbered item at the beginning of a line.
    std::size_t digits = 0;
    while (digits < out.size() && out[digits] >= '0' && out[digits] <= '9') ++digits;
    if (!out.empty() && (out[0] == '-' || out[0] == '+'))
        out.insert(0, "\\");
    else if (digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')'))
        out.insert(digits, "\\");
    return out;
}

TRIAGE_BODY std::string csv_field(const std::string& text) {
    std::string safe = visible(text);
    // A spreadsheet would take these for a formula.
    if (!safe.empty() && std::string_view("=+-@").find(safe[0]) != std::string_view::npos) safe.insert(0, "'");
    if (safe.find_first_of(",\"\n") == std::string::npos) return safe;
    std::string out = "\"";
    for (const char c : safe) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

}  // namespace triage
