// SPDX-License-Identifier: Apache-2.0
// The review as a page: no script, nothing loaded from elsewhere, readable by a screen reader and on paper.
#include <algorithm>
#include <cmath>
#include <iterator>

#include <triage/text/text.hpp>

#include "parts.hpp"

namespace triage {

namespace {

constexpr const char* page_style = R"(
body { font: 1rem/1.5 sans-serif; color: #1a1a1a; background: #fff; max-width: 44rem; margin: 1rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 1.5rem }
.first { border: 3px solid #a00000; padding: .5rem 1rem } .first p:first-child { font-weight: bold; font-size: 1.2rem }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% } caption { text-align: left; padding-bottom: .3rem }
th, td { border-bottom: 1px solid #bbb; padding: .25rem .5rem; text-align: left; vertical-align: top } .number { text-align: right }
tbody th { white-space: nowrap; font-weight: normal } td.note { white-space: pre-line } svg { width: 100%; height: auto } footer { margin-top: 1.5rem; font-size: .9rem }
@media print { body { max-width: none; margin: 0 } section { break-inside: avoid } }
)";

std::string paragraph(const std::string& text) { return text.empty() ? "" : "<p>" + html_text(text) + "</p>\n"; }

std::string bullets(const std::vector<std::string>& items) {
    std::string out = "<ul>\n";
    for (const std::string& item : items) out += "<li>" + html_text(item) + "</li>\n";
    return out + "</ul>\n";
}

std::string list(const std::string& title, const std::vector<std::string>& items) {
    return items.empty() ? "" : "<h2>" + html_text(title) + "</h2>\n" + bullets(items);
}

std::string assessment(const Assessment& a) {
    std::string out = paragraph(a.leading.title + ".") + paragraph(a.leading.say);
    for (const auto& [kind, title] :
         {std::pair(AdviceKind::action, "What you can do"), std::pair(AdviceKind::avoid, "What to avoid"),
          std::pair(AdviceKind::seek_help, "When to get help at once")}) {
        std::vector<std::string> items;
        for (const AdviceItem& i : a.advice)
            if (i.kind == kind) items.push_back(i.text);
        out += list(title, items);
    }
    if (a.safety_net)
        out += "<h2>Keep watching</h2>\n" + paragraph(a.safety_net->uncertainty) + bullets(a.safety_net->watch_for) +
               paragraph(a.safety_net->get_help) + paragraph(a.safety_net->time_course);
    std::vector<std::string> why;
    for (const Because& b : a.leading.because)
        why.push_back(b.text + " (" + b.ask + " " + (b.value == "unknown" ? "not sure" : b.value) + ")");
    for (const std::string& id : a.leading_raised ? std::vector<std::string>() : a.leading.missing)
        for (const Assessment::Label& q : a.questions)
            if (q.id == id) why.push_back("Not answered: " + q.text);
    out += list("Why", why);
    std::vector<std::string> also;
    for (const AssessedOutcome& o : a.raised)
        if (o.outcome != a.leading.outcome) also.push_back(o.title);
    return out + list("Also found", also);
}

std::string table(const LogReview& review) {
    std::string out =
        "<div class=\"scroll\"><table>\n<caption>The same numbers as a table, newest last (? not sure, - not asked)</caption>\n"
        "<thead><tr><th scope=\"col\">Entry</th><th scope=\"col\">Date</th>";
    for (const TrendLine& line : review.trend)
        out += "<th scope=\"col\" class=\"number\">" + html_text(spaced(line.finding)) + "</th>";
    out += "<th scope=\"col\">Result</th><th scope=\"col\">Note</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < review.entries.size(); ++i) {
        const ReviewedEntry& e = review.entries[i];
        out += "<tr><td>" + std::to_string(e.entry.id) + "</td><th scope=\"row\">" + day_text(e.entry.date) + "</th>";
        for (const TrendLine& line : review.trend) out += "<td class=\"number\">" + log::value_text(line, i) + "</td>";
        out += "<td>" + html_text(e.assessment.disposition.label) + "</td><td class=\"note\">";
        for (std::size_t from = 0; from <= e.entry.note.size();) {  // line by line: html_text makes line ends visible
            const std::size_t end = std::min(e.entry.note.find('\n', from), e.entry.note.size());
            out += (from == 0 ? "" : "\n") + html_text(e.entry.note.substr(from, end - from));
            from = end + 1;
        }
        out += "</td></tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

// ---- the chart

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

/// The trend as an `<svg>` element with title and description; empty where there is no trend line. Lines differ in dash and
/// mark, not only in colour; the axis is always 0 to 10, and days have their true distance.
std::string svg_chart(const LogReview& review) {
    if (review.trend.empty()) return {};
    const std::vector<double> x = places(review.entries);
    const std::string tall = tenth(height + 18 * static_cast<double>(review.trend.size()));
    std::string out = "<svg viewBox=\"0 0 640 " + tall +
                      "\" role=\"img\" aria-labelledby=\"trend-title trend-desc\" font-family=\"sans-serif\">\n";
    out += "<title id=\"trend-title\">Scores from 0 to 10, " + day_text(review.entries.front().entry.date) + " to " +
           day_text(review.entries.back().entry.date) + "</title>\n";
    out += "<desc id=\"trend-desc\">";
    for (std::size_t l = 0; l < review.trend.size(); ++l) {
        out += html_text(review.trend[l].finding) + ":";
        for (std::size_t i = 0; i < x.size(); ++i) out += " " + log::value_text(review.trend[l], i);
        out += ". ";
    }
    out += "The table below has the same numbers with their dates.</desc>\n";
    out += axes(review, x) + stops(review, x);
    for (std::size_t l = 0; l < review.trend.size(); ++l) out += one_line(review, x, l);
    return out + legend(review) + "</svg>\n";
}

}  // namespace

std::string render_html(const LogReview& review) {
    std::string out = "<main>\n";
    if (review.entries.empty()) {
        out += "<h1>Recovery log</h1>\n" + paragraph("There are no entries for the rules " + review.ruleset + ".");
        for (const std::string& remark : review.remarks) out += paragraph(remark);
        return html_page("Recovery log", out + "</main>\n", "en", page_style);
    }
    const ReviewedEntry& decisive = review.entries[review.decides];
    if (!review.first.empty()) {
        out += "<section class=\"first\" role=\"alert\">\n";
        for (const std::string& sentence : review.first) out += paragraph(sentence);
        out += "</section>\n";
    }
    out += "<h1>" + html_text(review.disposition.label) + "</h1>\n";
    out += paragraph("Entry " + std::to_string(decisive.entry.id) + ", " + day_text(decisive.entry.date) + ".");
    for (const std::string& remark : review.remarks) out += paragraph(remark);
    if (review.unread_stop) out += paragraph("The answers that can be read say less than that:");
    out += assessment(decisive.assessment);
    out += "<section>\n<h2>Trend</h2>\n" + svg_chart(review);
    if (review.older != 0) out += paragraph(log::older_text(review) + ".");
    out += table(review) + "</section>\n</main>\n<footer>\n" + paragraph(disclaimer(review.review));
    out += paragraph("Rules: " + review.ruleset + " " + review.version + " (" + review.review + ")");
    return html_page("Recovery log", out + "</footer>\n", "en", page_style);
}

}  // namespace triage
