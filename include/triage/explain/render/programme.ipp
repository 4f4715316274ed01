// SPDX-License-Identifier: Apache-2.0
// The forms of a programme (plan.hpp).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <triage/explain/plan.hpp>
#include <triage/explain/render/render.ipp>
#include <triage/header_only.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace render_detail {

inline const char* met_text(Kleene met) {
    return met == Kleene::yes ? "met" : met == Kleene::no ? "not met yet" : "not known yet";
}

inline std::string kind_words(const std::string& kind) {
    return kind == "hold" ? "Hold" : kind == "step_back" ? "Step back" : "Stop";
}

inline std::string gate_text(const Programme& p) {
    return p.entry_met ? "All criteria are met."
                       : "Until all criteria are met, keep to other activities; the dates below move back accordingly.";
}

inline std::string week_title(const Programme& p, const ProgrammeWeek& w) {
    return "Week " + std::to_string(w.number) + ", from " + format_date(w.first_day) + ": " + w.title +
           (w.needs_entry && !p.entry_met ? " (do not start until the criteria above are met)" : "");
}

inline std::string session_text(const ProgrammeSession& s) {
    return s.activity + ", " + std::to_string(s.minutes) + " min, " + s.intensity + " intensity";
}

/// One iCalendar line (RFC 5545): escaped, folded at 75 bytes between characters, ending in CR LF.
inline std::string ical_line(std::string_view name, const std::string& text, bool escape = true) {
    std::string line = std::string(name) + ":";
    for (const char c : visible(text)) {
        if (escape && (c == '\\' || c == ';' || c == ',')) line += '\\';
        line += c;
    }
    std::string out;
    std::size_t used = 0;
    for (std::size_t i = 0; i < line.size();) {
        const std::size_t length = std::max<std::size_t>(utf8_length(line, i), 1);
        if (used + length > 75) {
            out += "\r\n ";
            used = 1;
        }
        out += line.substr(i, length);
        used += length;
        i += length;
    }
    return out + "\r\n";
}

inline std::string ical_date(Date d) {
    std::string text = format_date(d);
    text.erase(7, 1);
    text.erase(4, 1);
    return text;
}

inline std::string programme_text(const Programme& p, const TextOptions& options) {
    TextWriter out(options);
    out.paint("1", p.title + " (from " + format_date(p.start) + ")");
    out.paragraph(p.say);
    out.heading("Before you run");
    for (const ProgrammeEntry& e : p.entry) out.paragraph(e.text + ": " + met_text(e.met), "  - ");
    out.paragraph(gate_text(p));
    for (const ProgrammeWeek& w : p.weeks) {
        out.heading(week_title(p, w));
        for (const ProgrammeSession& s : w.sessions) out.paragraph(session_text(s), "  " + day_text(s.date) + "  ");
        for (const std::string& t : w.strength) out.paragraph("Strength: " + t, "  - ");
        if (!w.advance.empty()) out.paragraph(w.advance, "  - ");
    }
    out.heading("Hold, step back, stop");
    for (const auto& [kind, text] : p.rules) out.paragraph(kind_words(kind) + ": " + text, "  - ");
    if (!p.progression.empty()) out.paragraph(p.progression);
    out.heading("Afterwards");
    for (const std::string& t : p.afterwards) out.paragraph(t, "  - ");
    out.heading("Sources");
    for (const std::string& t : p.sources) out.paragraph(t, "  - ");
    out.blank();
    out.paragraph(disclaimer(p.signing));
    return out.take();
}

inline std::string programme_markdown(const Programme& p) {
    const auto list = [](const std::vector<std::string>& all) {
        std::string out;
        for (const std::string& t : all) out += "- " + markdown_text(t) + "\n";
        return out;
    };
    std::string out = "# " + markdown_text(p.title) + "\n\n" + markdown_text(p.say) + "\n\n## Before you run\n\n";
    for (const ProgrammeEntry& e : p.entry)
        out += std::string("- [") + (e.met == Kleene::yes ? "x" : " ") + "] " + markdown_text(e.text) + ": " + met_text(e.met) +
               "\n";
    out += "\n" + markdown_text(gate_text(p)) +
           "\n\n## Sessions\n\n| week | day | activity | minutes | intensity |\n|---|---|---|---|---|\n";
    for (const ProgrammeWeek& w : p.weeks)
        for (const ProgrammeSession& s : w.sessions)
            out += "| " + std::to_string(w.number) + (w.needs_entry && !p.entry_met ? " (once the criteria are met)" : "") +
                   " | " + day_text(s.date) + " | " + markdown_text(s.activity) + " | " + std::to_string(s.minutes) + " | " +
                   markdown_text(s.intensity) + " |\n";
    std::string title;
    for (const ProgrammeWeek& w : p.weeks) {
        if (w.title == title) continue;
        title = w.title;
        out += "\n### From week " + std::to_string(w.number) + ": " + markdown_text(w.title) + "\n\n" + list(w.strength) +
               list({w.advance});
    }
    out += "\n## Hold, step back, stop\n\n";
    for (const auto& [kind, text] : p.rules) out += "- **" + kind_words(kind) + ".** " + markdown_text(text) + "\n";
    out +=
        "\n" + markdown_text(p.progression) + "\n\n## Afterwards\n\n" + list(p.afterwards) + "\n## Sources\n\n" + list(p.sources);
    return out + "\n---\n\n" + markdown_text(disclaimer(p.signing)) + "\n";
}

inline std::string programme_html(const Programme& p) {
    const auto list = [](const std::vector<std::string>& all) {
        std::string out = "<ul>\n";
        for (const std::string& t : all) out += "<li>" + html_text(t) + "</li>\n";
        return out + "</ul>\n";
    };
    std::string body = "<main>\n<div class=\"headline\"><h1>" + html_text(p.title) + "</h1>\n<p>" + html_text(p.say) +
                       "</p></div>\n<h2>Before you run</h2>\n<ul>\n";
    for (const ProgrammeEntry& e : p.entry)
        body += "<li>" + html_text(e.text) + ": <strong>" + met_text(e.met) + "</strong></li>\n";
    body += "</ul>\n<p>" + html_text(gate_text(p)) + "</p>\n<h2>Sessions</h2>\n";
    for (const ProgrammeWeek& w : p.weeks) {
        body += "<table>\n<caption>" + html_text(week_title(p, w)) +
                "</caption>\n<thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Activity</th><th scope=\"col\">Minutes</th>"
                "<th scope=\"col\">Intensity</th></tr></thead>\n<tbody>\n";
        for (const ProgrammeSession& s : w.sessions)
            body += "<tr><td>" + day_text(s.date) + "</td><td>" + html_text(s.activity) + "</td><td>" +
                    std::to_string(s.minutes) + "</td><td>" + html_text(s.intensity) + "</td></tr>\n";
        body += "</tbody>\n</table>\n" + list(w.strength) + "<p>" + html_text(w.advance) + "</p>\n";
    }
    body += "<h2>Hold, step back, stop</h2>\n<ul>\n";
    for (const auto& [kind, text] : p.rules)
        body += "<li><strong>" + kind_words(kind) + ".</strong> " + html_text(text) + "</li>\n";
    body += "</ul>\n<p>" + html_text(p.progression) + "</p>\n<h2>Afterwards</h2>\n" + list(p.afterwards) + "<h2>Sources</h2>\n" +
            list(p.sources) + "</main>\n<footer><p>" + html_text(disclaimer(p.signing)) + "</p></footer>\n";
    return html_page(p.title, body);
}

inline std::string programme_csv(const Programme& p) {
    std::string out = "week,date,activity,minutes,intensity,needs_entry_criteria\r\n";
    for (const ProgrammeWeek& w : p.weeks)
        for (const ProgrammeSession& s : w.sessions)
            out += std::to_string(w.number) + "," + format_date(s.date) + "," + csv_field(s.activity) + "," +
                   std::to_string(s.minutes) + "," + csv_field(s.intensity) + "," + (w.needs_entry ? "yes" : "no") + "\r\n";
    return out;
}

/// Seconds since 1970 as a moment in UTC.
inline std::string ical_moment(std::int64_t seconds) {
    const std::int64_t days = seconds / 86400;
    std::string out = ical_date(civil_from_days(static_cast<long>(days))) + "T";
    for (const std::int64_t unit : {3600, 60, 1}) {
        const std::int64_t n = (seconds - days * 86400) / unit % (unit == 3600 ? 24 : 60);
        out += (n < 10 ? "0" : "") + std::to_string(n);
    }
    return out + "Z";
}

inline std::string programme_icalendar(const Programme& p) {
    std::string out =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + ical_line("PRODID", "-//triage//" + p.ruleset + " " + p.version + "//EN", false);
    // The same session of a later version has the same name and a larger sequence (RFC 5545, 3.8.7.4: an integer, so minutes).
    // Two people in one calendar have their own. Who knows no clock gets the same bytes for the same plan.
    const std::string person = p.person.empty() ? "" : "-" + std::to_string(hash_of(p.person));
    const std::string stamp = ical_line("DTSTAMP", p.made == 0 ? ical_date(p.start) + "T000000Z" : ical_moment(p.made), false) +
                              ical_line("SEQUENCE", std::to_string(p.made / 60), false);
    std::size_t number = 0;
    for (const ProgrammeWeek& w : p.weeks)
        for (const ProgrammeSession& s : w.sessions) {
            std::string description = s.intensity + " intensity. ";
            if (w.needs_entry && !p.entry_met) description += "Do not start until every criterion is met. ";
            for (const std::string& t : w.strength) description += t + ". ";
            for (const auto& [kind, text] : p.rules) description += kind_words(kind) + ": " + text + " ";
            description.pop_back();
            out +=
                "BEGIN:VEVENT\r\n" +
                ical_line("UID", p.id + "-" + ical_date(p.start) + "-" + std::to_string(++number) + person + "@triage", false) +
                stamp + ical_line("DTSTART;VALUE=DATE", ical_date(s.date), false) +
                ical_line("DTEND;VALUE=DATE", ical_date(add_days(s.date, 1)), false) +
                ical_line("SUMMARY", s.activity + ", " + std::to_string(s.minutes) + " min") +
                ical_line("DESCRIPTION", description) + "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
        }
    return out + "END:VCALENDAR\r\n";
}

}  // namespace render_detail

TRIAGE_BODY std::string render_programme(const Programme& p, ProgrammeFormat format, const TextOptions& options) {
    if (!p.allowed) return wrapped(p.refusal, options.width);
    switch (format) {
        case ProgrammeFormat::markdown: return render_detail::programme_markdown(p);
        case ProgrammeFormat::html: return render_detail::programme_html(p);
        case ProgrammeFormat::csv: return render_detail::programme_csv(p);
        case ProgrammeFormat::icalendar: return render_detail::programme_icalendar(p);
        case ProgrammeFormat::text: break;
    }
    return render_detail::programme_text(p, options);
}

}  // namespace triage
