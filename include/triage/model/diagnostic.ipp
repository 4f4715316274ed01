// SPDX-License-Identifier: Apache-2.0
// The bodies of diagnostic.hpp.
#pragma once

#include <cstddef>

#include <triage/header_only.hpp>
#include <triage/model/diagnostic.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY std::string format(const Diagnostic& d) {
    constexpr std::size_t widest = 160;
    std::string out = visible(d.file);
    if (d.line != 0) out += ":" + std::to_string(d.line) + ":" + std::to_string(d.column);
    out += d.severity == Severity::error ? ": error[" : d.severity == Severity::warning ? ": warning[" : ": note[";
    out += d.code + "]: " + visible(d.message) + "\n";
    if (d.line != 0 && !d.source_line.empty()) {
        // A hostile line may be a megabyte long: show the part around the place.
        const std::size_t at = d.column == 0 ? 0 : d.column - 1;
        std::size_t from = at > widest / 2 && d.source_line.size() > widest ? at - widest / 2 : 0;
        from = from < d.source_line.size() ? from : 0;
        while (from < d.source_line.size() && (static_cast<unsigned char>(d.source_line[from]) & 0xC0U) == 0x80U) ++from;
        std::size_t until = from + widest < d.source_line.size() ? from + widest : d.source_line.size();
        while (until < d.source_line.size() && (static_cast<unsigned char>(d.source_line[until]) & 0xC0U) == 0x80U) ++until;
        const std::string number = std::to_string(d.line);
        const std::string gutter(number.size() < 5 ? 5 - number.size() : 0, ' ');
        out += gutter + number + " | " + visible(d.source_line.substr(from, until - from)) + "\n";
        std::size_t width = 0;  // in characters, so that the caret stands right behind accented letters
        const std::string before = visible(d.source_line.substr(from, at > from ? at - from : 0));
        for (const char c : before) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
        out += std::string(gutter.size() + number.size(), ' ') + " | " + std::string(width, ' ') + "^\n";
    }
    if (!d.hint.empty()) out += "  hint: " + visible(d.hint) + "\n";
    return out;
}

TRIAGE_BODY std::string format(const std::vector<Diagnostic>& all) {
    std::string out;
    for (const Diagnostic& d : all) out += format(d);
    return out;
}

}  // namespace triage
