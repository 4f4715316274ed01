// SPDX-License-Identifier: Apache-2.0
#include "tree.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include <triage/text/text.hpp>

namespace triage::document {

namespace {

char32_t decode(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    char32_t out = bytes.size() == 1 ? first : first & (0x7FU >> bytes.size());
    for (const char next : bytes.substr(1)) out = (out << 6U) | (static_cast<unsigned char>(next) & 0x3FU);
    return out;
}

bool bidirectional(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Characters that take no space, so that two different ids can look the same; line separators that editors show as a
// new line though YAML does not.
bool invisible(char32_t c) {
    const bool filler = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;  // Hangul letters that show nothing
    return c == 0x00AD || c == 0x034F || c == 0x17B4 || c == 0x17B5 || c == 0x180E || filler || (c >= 0x200B && c <= 0x200D) ||
           c == 0x2028 || c == 0x2029 || (c >= 0x2060 && c <= 0x2064) || (c >= 0x206A && c <= 0x206F) || c == 0x2800 ||
           c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

// Shows what its font likes, or nothing; or is no character at all.
bool without_meaning(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEU) == 0xFFFE;
}

bool selector(char32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x180B && c <= 0x180F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// What a person may type as a picture: \uFE0F behind it asks for the coloured one.
bool symbol(char32_t c) {
    return c == 0xA9 || c == 0xAE || (c >= 0x2010 && c <= 0x2BFF) || c == 0x3030 || c == 0x303D || c == 0x3297 || c == 0x3299 ||
           (c >= 0x1F000 && c <= 0x1FAFF);
}

// Stands above, below or in the letter before it.
bool combining(char32_t c) {
    constexpr char32_t ranges[][2] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
                                      {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF},
                                      {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0x3099, 0x309A}, {0xFE20, 0xFE2F}};
    return std::any_of(std::begin(ranges), std::end(ranges), [&](const auto& r) { return c >= r[0] && c <= r[1]; });
}

// Judges a text character by character. Line ends are the caller's.
class Judge {
public:
    // What is wrong with the next character, if anything.
    std::optional<HiddenCharacter> next(char32_t c) {
        const char32_t before = before_;
        before_ = c;
        stacked_ = combining(c) ? stacked_ + 1 : 0;
        if (c == 0) return HiddenCharacter{"nul-character", "there is a NUL character here"};
        if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F))
            return HiddenCharacter{"control-character", "there is a control character here"};
        if (bidirectional(c))
            return HiddenCharacter{
                "bidirectional-character",
                "there is a bidirectional control character here; it can make the text look different from what it is"};
        const bool of_a_symbol = (c == 0xFE0E || c == 0xFE0F) && symbol(before);
        if (invisible(c) || (selector(c) && !of_a_symbol))
            return HiddenCharacter{"control-character", "there is an invisible character here"};
        if (without_meaning(c))
            return HiddenCharacter{"control-character", "there is a character here that has no meaning of its own (private use)"};
        constexpr std::size_t most_stacked = 4;  // pointed Hebrew and Vietnamese need three
        if (stacked_ == most_stacked + 1)
            return HiddenCharacter{"stacked-accents",
                                   "there are more than 4 accents on one letter here; they cover what stands around"};
        return std::nullopt;
    }

private:
    char32_t before_ = 0;
    std::size_t stacked_ = 0;
};

}  // namespace

bool check_characters(std::string_view text, std::uint32_t file, Problems& problems) {
    bool good = true;
    Judge judge;
    std::uint32_t line = 1, reported = 0;
    std::size_t line_start = 0;
    for (std::size_t i = 0; i < text.size() && !problems.full();) {
        const auto report = [&](const std::string& code, const std::string& message, const std::string& hint) {
            good = false;
            if (reported == line) return;
            reported = line;
            problems.error({file, line, static_cast<std::uint32_t>(i - line_start + 1)}, code, message, hint);
        };
        const std::size_t length = utf8_length(text, i);
        if (length == 0) {
            report("invalid-utf8", "this byte is not part of valid UTF-8", "save the file as UTF-8");
            ++i;
            continue;
        }
        const char32_t c = decode(text.substr(i, length));
        const bool line_end = c == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        const bool byte_order_mark = c == 0xFEFF && i == 0;
        const auto wrong = judge.next(c);
        if (c == '\n') {
            ++line;
            line_start = i + 1;
        } else if (wrong && !line_end && !byte_order_mark) {
            report(wrong->code, wrong->message, "remove it");
        }
        i += length;
    }
    return good;
}

std::optional<HiddenCharacter> hidden_character(std::string_view text) {
    Judge judge;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = utf8_length(text, i);
        if (length == 0) return HiddenCharacter{"invalid-utf8", "it is not a character of UTF-8"};
        if (auto wrong = judge.next(decode(text.substr(i, length)))) return wrong;
        i += length;
    }
    return std::nullopt;
}

}  // namespace triage::document
