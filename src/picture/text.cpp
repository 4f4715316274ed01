// SPDX-License-Identifier: Apache-2.0
#include "picture/picture.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>

#include <triage/text/text.hpp>

namespace triage::picture_detail {

namespace {

// Length of the valid UTF-8 character at `at`; 0: none, or one of the two that XML refuses, U+FFFE and U+FFFF.
std::size_t character(std::string_view text, std::size_t at) {
    const std::string_view first_two = text.substr(at, 2), third = text.substr(std::min(at + 2, text.size()), 1);
    return first_two == "\xEF\xBF" && third.compare("\xBE") >= 0 ? 0 : utf8_length(text, at);
}

}  // namespace

std::string cleaned(const std::string& text) {
    std::string valid;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character(text, i);
        const char c = text[i];
        if (length == 0)
            valid += '?';
        else if (c == '\n' || c == '\r' || c == '\t')
            valid += ' ';
        else
            valid.append(text, i, length);
        i += length == 0 ? 1 : length;
    }
    return visible(valid);
}

std::vector<std::string> wrapped_lines(const std::string& text, std::size_t width) {
    std::vector<std::string> lines;
    std::istringstream all(wrapped(cleaned(text), width));
    for (std::string line; std::getline(all, line);)
        if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

std::string dot_label(const std::vector<std::string>& lines, const char* line_end) {
    std::string out;
    for (const std::string& line : lines) {
        for (const char c : line) {
            if (c == '\\')
                out += "\\\\";  // Graphviz reads \N, \G, \l …
            else if (c == '&')
                out += "&amp;";  // … and HTML entities, also in plain labels
            else
                out += c;  // quotes are left to write_graphviz
        }
        out += line_end;  // also after the last: so a label is never a bare word such as `graph`
    }
    return out;
}

std::string mermaid_label(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) {
        if (!out.empty()) out += "<br/>";
        for (const char c : line) {
            const auto byte = static_cast<unsigned char>(c);
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || byte >= 0x80 ||
                               std::string_view(" .,_").find(c) != std::string_view::npos;
            if (plain)
                out += c;
            else
                out.append("#").append(std::to_string(byte)).append(";");
        }
    }
    return out;
}

}  // namespace triage::picture_detail
