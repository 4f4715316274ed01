// SPDX-License-Identifier: Apache-2.0
// The bodies of escape.hpp.
#pragma once

#include <cstddef>

#include <triage/header_only.hpp>
#include <triage/text/escape.hpp>
#include <triage/text/text.ipp>

namespace triage {

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
