// SPDX-License-Identifier: Apache-2.0
#include "parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

#include <triage/model/answer.hpp>
#include <triage/text/escape.hpp>

namespace triage::log {

namespace {

constexpr double left = 40, right = 620, top = 16, bottom = 216, height = 250;

struct Style {
    const char* colour;
    const char* dash;
    const char* mark;  ///< a path around 0,0
};
// Colours of Okabe and Ito (2008), told apart with the common colour deficiencies.
constexpr Style styles[] = {{"#0072B2", "none", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"},
                            {"#B24A00", "7 4", "M-4 -4h8v8h-8z"},
                            {"#006B4F", "2 4", "M0 -5L5 4H-5z"},
                            {"#7A3E6B", "9 3 2 3", "M0 -5L5 0L0 5L-5 0z"}};

const Style& style(std::size_t line) { return styles[line % std::size(styles)]; }

std::string tenth(double x) {
    const auto tenths = static_cast<long>(std::lround(x * 10));
    return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

double y_of(double value) { return bottom - (bottom - top) * std::clamp(value, 0.0, 10.0) / 10; }

/// Where the entries stand from left to right: by day, several of a day side by side.
std::vector<double> places(const std::vector<ReviewedEntry>& entries) {
    std::vector<double> out;
    const long first = days_from_civil(entries.front().entry.date), days = days_from_civil(entries.back().entry.date) - first + 1;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        std::size_t before = 0, same = 0;
        for (std::size_t k = 0; k < entries.size(); ++k)
            if (entries[k].entry.date == entries[i].entry.date) {
                ++same;
                before += k < i ? 1 : 0;
            }
        const double within = (static_cast<double>(before) + 0.5) / static_cast<double>(same);
        out.push_back(left + (right - left) * (static_cast<double>(days_from_civil(entries[i].entry.date) - first) + within) /
                                 static_cast<double>(days));
    }
    return out;
}

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
    return "<text x=\"" + tenth(x) + "\" y=\"" + tenth(y) + "\" text-anchor=\"" + anchor + "\">" + html_text(text) + "</text>\n";
}

std::string mark_at(double x, double y, const Style& s) {
    return std::string("<path d=\"") + s.mark + "\" transform=\"translate(" + tenth(x) + " " + tenth(y) + ")\" fill=\"" +
           s.colour + "\"/>";
}

std::string axes(const LogReview& review, const std::vector<double>& x) {
    std::string out = "<g font-size=\"12\" fill=\"#333\">\n";
    for (int value = 0; value <= 10; value += 2) {
        const double y = y_of(value);
        out += "<path d=\"M" + tenth(left) + " " + tenth(y) + "H" + tenth(right) + "\" stroke=\"" +
               (value == 0 ? "#333" : "#ddd") + "\"/>\n";
        out += text_at(left - 6, y + 4, "end", std::to_string(value));
    }
    double free_from = 0;  // dates that would touch the one before are left out; the table has them all
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (x[i] < free_from) continue;
        free_from = x[i] + 44;
        out += text_at(x[i], bottom + 18, "middle", format_date(review.entries[i].entry.date).substr(5));
    }
    return out + "</g>\n";
}

std::string stops(const LogReview& review, const std::vector<double>& x) {
    std::string out;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const Assessment& a = review.entries[i].assessment;
        if (static_cast<std::size_t>(a.disposition.rank) + 1 != a.dispositions.size()) continue;
        out += "<path d=\"M" + tenth(x[i]) + " " + tenth(top) + "V" + tenth(bottom) +
               "\" stroke=\"#A00000\" stroke-width=\"1.5\" stroke-dasharray=\"3 3\"/>\n<g font-size=\"11\" fill=\"#A00000\">" +
               text_at(x[i], top - 4, "middle", "stop") + "</g>\n";
    }
    return out;
}

std::string one_line(const LogReview& review, const std::vector<double>& x, std::size_t l) {
    const Style& s = style(l);
    std::string way, marks;
    bool drawing = false;  // a day without a number interrupts the line: nothing is made up
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto& value = review.trend[l].values[i];
        if (value) {
            way += (drawing ? "L" : "M") + tenth(x[i]) + " " + tenth(y_of(*value));
            marks += mark_at(x[i], y_of(*value), s) + "\n";
        }
        drawing = value.has_value();
    }
    return "<path d=\"" + way + "\" fill=\"none\" stroke=\"" + s.colour + "\" stroke-width=\"2\" stroke-dasharray=\"" + s.dash +
           "\"/>\n" + marks;
}

std::string legend(const LogReview& review) {
    std::string out = "<g font-size=\"12\" fill=\"#333\">\n";
    for (std::size_t l = 0; l < review.trend.size(); ++l) {
        const Style& s = style(l);
        const double y = height + 18 * static_cast<double>(l);
        out += "<path d=\"M" + tenth(left) + " " + tenth(y) + "h36\" stroke=\"" + s.colour +
               "\" stroke-width=\"2\" stroke-dasharray=\"" + s.dash + "\"/>";
        out += mark_at(left + 18, y, s);
        out += text_at(left + 46, y + 4, "start", spaced(review.trend[l].finding));
    }
    return out + "</g>\n";
}

}  // namespace

std::string svg_chart(const LogReview& review) {
    if (review.trend.empty()) return {};
    const std::vector<double> x = places(review.entries);
    const std::string tall = tenth(height + 18 * static_cast<double>(review.trend.size()));
    std::string out = "<svg viewBox=\"0 0 640 " + tall +
                      "\" role=\"img\" aria-labelledby=\"trend-title trend-desc\" font-family=\"sans-serif\">\n";
    out += "<title id=\"trend-title\">Scores from 0 to 10, " + day(review.entries.front().entry.date) + " to " +
           day(review.entries.back().entry.date) + "</title>\n";
    out += "<desc id=\"trend-desc\">";
    for (std::size_t l = 0; l < review.trend.size(); ++l) {
        out += html_text(review.trend[l].finding) + ":";
        for (std::size_t i = 0; i < x.size(); ++i) out += " " + value_text(review.trend[l], i);
        out += ". ";
    }
    out += "The table below has the same numbers with their dates.</desc>\n";
    out += axes(review, x) + stops(review, x);
    for (std::size_t l = 0; l < review.trend.size(); ++l) out += one_line(review, x, l);
    return out + legend(review) + "</svg>\n";
}

}  // namespace triage::log
