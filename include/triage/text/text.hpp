// SPDX-License-Identifier: Apache-2.0
// Plain text: numbers, lists, counts, wrapping, UTF-8, control characters made visible; a text inside JSON, HTML, Markdown or
// CSV. Ignores locales: every text is the same everywhere. Refuses to guess: "1,000" is a thousand for some and one for others.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace triage {

/// A number with the fewest digits that read back the same: 0.9, 34, 100000; with an exponent below 0.0001 and from 10^15
/// on: 1.2e-07.
[[nodiscard]] std::string shortest(double value);
namespace text_detail {
/// `shortest` where the library has no std::to_chars for doubles, or where its tables of 100 kB weigh too much.
[[nodiscard]] std::string shortest_by_hand(double value, bool written_out);
}  // namespace text_detail

/// The number that the whole of a text is, in the form of C ("8.5", "-2e3"), whatever the locale; nothing for any other text
/// and for what no double holds.
[[nodiscard]] std::optional<double> number_of(std::string_view text);

/// Hours as people say them: "at once", "8 hours", "3 days", "2 weeks".
[[nodiscard]] std::string period(double hours);

/// Any byte that a terminal would act on, made visible: control characters as \xNN, bidirectional controls as \u{NNNN}.
/// Complexity: linear.
[[nodiscard]] std::string visible(const std::string& text);

/// All in order, with `between` between two of them; of more than `most` the first, "and 3 more".
///
///     triage::joined({"calf", "shin", "knee"});  // calf, shin, knee
[[nodiscard]] std::string joined(const std::vector<std::string>& all, std::string_view between = ", ",
                                 std::size_t most = static_cast<std::size_t>(-1));

/// Whether something is in a list. Complexity: linear.
template <class T>
[[nodiscard]] bool contains(const std::vector<T>& all, const std::type_identity_t<T>& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// Puts one last in a list, unless it is there already; whether it was new. Complexity: linear.
template <class T>
bool add_once(std::vector<T>& all, const T& one) {
    if (contains(all, one)) return false;
    all.push_back(one);
    return true;
}

/// "1 step", "3 steps"; `many` where an s is not enough.
[[nodiscard]] std::string counted(std::size_t n, const std::string& one, const std::string& many = {});

/// An id as words: underscores become blanks.
[[nodiscard]] std::string spaced(std::string id);

/// Each line of a text after so many blanks, ending in a newline. Control characters are made visible.
[[nodiscard]] std::string indented(const std::string& text, std::size_t blanks);

/// Number of terminal columns, counting each code point as one.
[[nodiscard]] std::size_t columns(std::string_view text);

/// The text filled with blanks to `width` columns: after it, or before it where `right` is set.
[[nodiscard]] std::string padded(const std::string& text, std::size_t width, bool right = false);

/// The text wrapped to `width` columns (at least 20), ending in a newline. The first line starts with `first`, the others
/// with as many blanks. Control characters are made visible.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t width, const std::string& first = "");

/// The same number with a decimal point, where its comma can mean nothing else: "34,5" gives "34.5". Nothing for any other
/// text, and nothing for "1,000", where the comma may as well part the thousands.
[[nodiscard]] std::optional<std::string> with_decimal_point(std::string_view text);

/// What to write instead of a number with a comma; empty where there is none in it.
///
///     triage::comma_hint("8,0");    // write 8.0, with a decimal point, not a comma
[[nodiscard]] std::string comma_hint(std::string_view text);

/// FNV-1a, 64 bits. Not against anyone who wants two texts to have the same.
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text) {
    std::uint64_t out = 0xCBF29CE484222325U;
    for (const char c : text) out = (out ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return out;
}

/// What follows a byte order mark, which some editors and sheets put before a file.
[[nodiscard]] constexpr std::string_view without_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.substr(text.substr(0, mark.size()) == mark ? mark.size() : 0);
}

/// Length of the valid UTF-8 sequence at `at`, or 0 where there is none. Overlong forms, surrogates and values past the last
/// code point are not valid.
[[nodiscard]] std::size_t utf8_length(std::string_view text, std::size_t at);

/// A JSON string literal with its quotes; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

/// A text for HTML content or a quoted attribute.
[[nodiscard]] std::string html_text(std::string_view text);

/// A text in Markdown, with everything escaped that could be markup, a link or HTML; on one line.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// A field of a CSV file (RFC 4180), in quotes where it needs them. What a sheet would take for a formula starts with '.
[[nodiscard]] std::string csv_field(const std::string& text);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/text/text.ipp>
#endif
