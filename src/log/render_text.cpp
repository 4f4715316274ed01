// SPDX-License-Identifier: Apache-2.0
// The review at a terminal. The chart is made of characters, so that it reads without colour.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <sstream>

#include "parts.hpp"

namespace triage {

namespace {

constexpr std::size_t bar_cells = 10, date_width = 16, line_width = 16;

std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

/// Ten cells for 0 to 10; a half cell is drawn as half.
std::string bar(std::optional<double> value) {
    if (!value) return std::string(bar_cells, ' ');
    const int halves = static_cast<int>(std::lround(std::clamp(*value, 0.0, 10.0) * 2));
    std::string out;
    for (int cell = 0; cell < static_cast<int>(bar_cells); ++cell)
        out += halves >= 2 * cell + 2 ? "█" : halves == 2 * cell + 1 ? "▌" : "·";
    return out;
}

/// The lines of a heading in a narrow column.
std::vector<std::string> heading(const std::string& finding) {
    std::vector<std::string> out;
    std::istringstream words(finding);
    for (std::string word; std::getline(words, word, '_');) {
        if (!out.empty() && out.back().size() + 1 + word.size() < line_width)
            out.back() += " " + word;
        else
            out.push_back(word.substr(0, line_width - 1));
    }
    return out;
}

/// Some trend lines side by side, an entry a row.
std::string chart(const LogReview& review, std::size_t from, std::size_t until, bool with_disposition) {
    std::string out;
    const auto row = [&](const std::string& first, const auto& cell, const std::string& last = {}) {
        std::string line = padded(first, date_width);
        for (std::size_t l = from; l < until; ++l) line += padded(cell(review.trend[l]), line_width);
        out += trimmed(line + last) + "\n";
    };
    std::size_t tall = 0;
    for (std::size_t l = from; l < until; ++l) tall = std::max(tall, heading(review.trend[l].finding).size());
    for (std::size_t left = tall; left > 0; --left)  // headings stand right above their bars
        row("", [&](const TrendLine& line) {
            const std::vector<std::string> head = heading(line.finding);
            return left > head.size() ? "" : head[head.size() - left];
        });
    row("", [](const TrendLine&) { return "0       10"; });
    for (std::size_t e = 0; e < review.entries.size(); ++e) {
        const ReviewedEntry& entry = review.entries[e];
        row(
            day_text(entry.entry.date),
            [&](const TrendLine& line) { return bar(line.values[e]) + " " + log::value_text(line, e); },
            with_disposition ? visible(entry.assessment.disposition.id) : "");
    }
    return out;
}

}  // namespace

std::string render_text(const LogReview& review, const TextOptions& options) {
    std::string out;
    const auto paragraph = [&](const std::string& text) { out += wrapped(text, options.width); };
    if (review.entries.empty()) {
        paragraph("There are no entries for the rules " + review.ruleset + ".");
        for (const std::string& remark : review.remarks) paragraph(remark);
        return out;
    }
    for (const std::string& sentence : review.first) paragraph(sentence);
    for (const std::string& remark : review.remarks) paragraph(remark);
    if (!out.empty()) out += '\n';
    const ReviewedEntry& decisive = review.entries[review.decides];
    paragraph(log::name_of(decisive.entry) + (decisive.entry.id == 0 ? "" : ", " + day_text(decisive.entry.date)));
    if (review.unread_stop) paragraph("The answers that can be read say less than that:");
    out += render_text(decisive.assessment, options);

    out += "\nTrend, newest last, each from 0 to 10 (? not sure, - not asked)\n";
    if (review.older != 0) paragraph("(" + log::older_text(review) + ")");
    const std::size_t at_once = std::max<std::size_t>(1, (std::max<std::size_t>(options.width, 32) - date_width) / line_width);
    for (std::size_t from = 0; from < std::max<std::size_t>(review.trend.size(), 1); from += at_once) {
        const std::size_t until = std::min(review.trend.size(), from + at_once);
        const bool room = date_width + (until - from) * line_width + 8 <= options.width;
        out += "\n" + chart(review, from, until, from == 0 && room);
    }
    return out;
}

}  // namespace triage
