// SPDX-License-Identifier: Apache-2.0
#include "tree.hpp"

#include <cstddef>
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

// What is wrong with a character, if anything. Line ends are the caller's.
std::optional<HiddenCharacter> judge(char32_t c) {
    if (c == 0) return HiddenCharacter{"nul-character", "there is a NUL character here"};
    if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F))
        return HiddenCharacter{"control-character", "there is a control character here"};
    if (bidirectional(c))
        return HiddenCharacter{
            "bidirectional-character",
            "there is a bidirectional control character here; it can make the text look different from what it is"};
    if (invisible(c)) return HiddenCharacter{"control-character", "there is an invisible character here"};
    return std::nullopt;
}

}  // namespace

bool check_characters(std::string_view text, std::uint32_t file, Problems& problems) {
    bool good = true;
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
        if (c == '\n') {
            ++line;
            line_start = i + 1;
        } else if (const auto wrong = judge(c); wrong && !line_end && !byte_order_mark) {
            report(wrong->code, wrong->message, "remove it");
        }
        i += length;
    }
    return good;
}

std::optional<HiddenCharacter> hidden_character(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = utf8_length(text, i);
        if (length == 0) return HiddenCharacter{"invalid-utf8", "it is not a character of UTF-8"};
        if (auto wrong = judge(decode(text.substr(i, length)))) return wrong;
        i += length;
    }
    return std::nullopt;
}

}  // namespace triage::document
