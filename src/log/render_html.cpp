// SPDX-License-Identifier: Apache-2.0
// The review as a page: no script, nothing loaded from elsewhere, readable by a screen reader and on paper.
#include <algorithm>

#include <triage/text/escape.hpp>

#include "parts.hpp"

namespace triage {

namespace {

constexpr const char* head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Recovery log</title>
<style>
body { font: 1rem/1.5 sans-serif; color: #1a1a1a; background: #fff; max-width: 44rem; margin: 1rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 1.5rem }
.first { border: 3px solid #a00000; padding: .5rem 1rem } .first p:first-child { font-weight: bold; font-size: 1.2rem }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% } caption { text-align: left; padding-bottom: .3rem }
th, td { border-bottom: 1px solid #bbb; padding: .25rem .5rem; text-align: left; vertical-align: top } .number { text-align: right }
tbody th { white-space: nowrap; font-weight: normal } td.note { white-space: pre-line } svg { width: 100%; height: auto } footer { margin-top: 1.5rem; font-size: .9rem }
@media print { body { max-width: none; margin: 0 } section { break-inside: avoid } }
</style>
</head>
<body>
<main>
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
        out += "<tr><td>" + std::to_string(e.entry.id) + "</td><th scope=\"row\">" + log::day(e.entry.date) + "</th>";
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

}  // namespace

std::string render_html(const LogReview& review) {
    std::string out = head;
    if (review.entries.empty()) {
        out += "<h1>Recovery log</h1>\n" + paragraph("There are no entries for the rules " + review.ruleset + ".");
        for (const std::string& remark : review.remarks) out += paragraph(remark);
        return out + "</main>\n</body>\n</html>\n";
    }
    const ReviewedEntry& decisive = review.entries[review.decides];
    if (!review.first.empty()) {
        out += "<section class=\"first\" role=\"alert\">\n";
        for (const std::string& sentence : review.first) out += paragraph(sentence);
        out += "</section>\n";
    }
    out += "<h1>" + html_text(review.disposition.label) + "</h1>\n";
    out += paragraph("Entry " + std::to_string(decisive.entry.id) + ", " + log::day(decisive.entry.date) + ".");
    for (const std::string& remark : review.remarks) out += paragraph(remark);
    if (review.unread_stop) out += paragraph("The answers that can be read say less than that:");
    out += assessment(decisive.assessment);
    out += "<section>\n<h2>Trend</h2>\n" + log::svg_chart(review);
    if (review.older != 0) out += paragraph(log::older_text(review) + ".");
    out += table(review) + "</section>\n</main>\n<footer>\n" + paragraph(disclaimer(review.review));
    out += paragraph("Rules: " + review.ruleset + " " + review.version + " (" + review.review + ")");
    return out + "</footer>\n</body>\n</html>\n";
}

}  // namespace triage
