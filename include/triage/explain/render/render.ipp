// SPDX-License-Identifier: Apache-2.0
// The bodies of render.hpp; JSON is in json.ipp.
#pragma once

#include <utility>

#include <triage/explain/render/render.hpp>
#include <triage/explain/render/sections.hpp>
#include <triage/header_only.hpp>
#include <triage/model/answer.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

namespace render_detail {

class TextWriter {
public:
    explicit TextWriter(const TextOptions& options) : options_(options) {}

    void heading(std::string_view text) {
        out_ += '\n';
        paint("1", std::string(text));
    }
    /// A paragraph; the first line starts with `first`, the others with as many blanks.
    void paragraph(const std::string& text, const std::string& first = "") { out_ += wrapped(text, options_.width, first); }
    void paint(const char* code, const std::string& text) {
        const std::string lines = wrapped(text, options_.width);
        out_ += options_.colour ? "\x1b[" + std::string(code) + "m" + lines.substr(0, lines.size() - 1) + "\x1b[0m\n" : lines;
    }
    void blank() { out_ += '\n'; }
    void line() { out_ += '\n' + std::string(options_.width, '-') + '\n'; }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    const TextOptions& options_;
    std::string out_;
};

inline void write_condition(TextWriter& out, const WhyNotCondition& c, const std::string& indent) {
    std::string line = c.text;
    if (!c.answer.empty()) line += " – " + c.answer;
    out.paragraph(line + "  → " + Answer(c.value).text(), indent);
    for (const WhyNotCondition& part : c.parts) write_condition(out, part, indent + "  ");
}

/// A word as a YAML value that every reader takes for a text: `no`, `true`, `null` and the like are put in quotes.
[[nodiscard]] inline std::string plain_or_quoted(const std::string& word) {
    for (const char* other : {"yes", "no", "true", "false", "on", "off", "null", "y", "n", "unknown"})
        if (word == other) return "\"" + word + "\"";
    return word;
}

}  // namespace render_detail

TRIAGE_BODY std::string render_text(const Assessment& a, const TextOptions& options) {
    render_detail::TextWriter out(options);
    const bool gravest = a.disposition.rank + 1 == static_cast<int>(a.dispositions.size());
    const char* mark = a.disposition.at_home ? "" : ">>> ";
    out.paint(gravest                 ? "1;37;41"
              : a.disposition.at_home ? "1;32"
                                      : "1;33",
              mark + a.disposition.label + (a.disposition.at_home ? "" : " <<<"));
    out.paragraph(a.leading.title + ".");
    out.blank();
    out.paragraph(a.leading.say);
    if (options.for_clinician && !a.leading.clinician.empty()) out.paragraph("Clinician: " + a.leading.clinician);
    bool below = false;
    for (const Section& section : sections_of(a, options.for_clinician, options.detail)) {
        if (section.below && !below) out.line();
        below = section.below;
        out.heading(section.title);
        for (const SectionItem& item : section.items) {
            out.paragraph(item.text, item.bullet ? "  - " : "");
            for (const std::string& detail : item.details) out.paragraph(detail, "      - ");
        }
    }
    out.blank();
    out.paragraph(disclaimer(a.review));
    return out.take();
}

TRIAGE_BODY std::string render_markdown(const Assessment& a, const TextOptions& options) {
    std::string out = "# " + markdown_text(a.disposition.label) + "\n\n**" + markdown_text(a.leading.title) + ".** " +
                      markdown_text(a.leading.say) + "\n";
    if (options.for_clinician && !a.leading.clinician.empty())
        out += "\n*Clinician:* " + markdown_text(a.leading.clinician) + "\n";
    bool below = false;
    for (const Section& section : sections_of(a, options.for_clinician, options.detail)) {
        if (section.below && !below) out += "\n---\n";
        below = section.below;
        out += "\n## " + markdown_text(section.title) + "\n\n";
        for (const SectionItem& item : section.items) {
            if (!item.bullet) {
                out += markdown_text(item.text) + "\n\n";
                continue;
            }
            out += "- " + markdown_text(item.text) + "\n";
            for (const std::string& detail : item.details) out += "  - " + markdown_text(detail) + "\n";
        }
    }
    while (out.size() > 1 && out[out.size() - 1] == '\n' && out[out.size() - 2] == '\n') out.pop_back();
    return out + "\n---\n\n" + markdown_text(disclaimer(a.review)) + "\n";
}

TRIAGE_BODY std::string html_page(std::string_view title, std::string_view body, std::string_view language, const char* style) {
    static constexpr const char* usual =
        ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#f3f4f6;--line:#c4c9d0;--quiet:#4a4f57;"
        "--grave:#a1121b;--soon:#8a4b00;--home:#1b6234}"
        "@media screen and (prefers-color-scheme:dark){:root{--ink:#eceef1;--paper:#14171b;--soft:#1f242a;--line:#46505c;--quiet:#b6bec8;"
        "--grave:#ff9a9a;--soon:#ffc078;--home:#8fdca6}}"
        "*{box-sizing:border-box}body{margin:0 auto;max-width:44rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;"
        "color:var(--ink);background:var(--paper);overflow-wrap:break-word}"
        "h1{font-size:1.5rem;line-height:1.25;margin:.2em 0}h2{font-size:1.1rem;margin:1.4em 0 .3em}"
        "ul{padding-left:1.3rem;margin:.3em 0}li{margin:.25em 0}li ul{color:var(--quiet)}"
        ".headline{border-left:.5rem solid var(--soon);background:var(--soft);padding:.8rem 1rem;border-radius:.3rem}"
        ".grave .headline{border-color:var(--grave)}.grave h1{color:var(--grave)}"
        ".soon h1{color:var(--soon)}.home .headline{border-color:var(--home)}.home h1{color:var(--home)}"
        "table{border-collapse:collapse;width:100%;margin:.5em 0}caption{text-align:left;font-weight:600;padding:.2em 0}"
        "th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:var(--soft)}th,td:first-child{white-space:nowrap}"
        "summary{cursor:pointer;font-weight:600;margin-top:1.2em;padding:.6em 0;border-top:1px solid var(--line)}"
        "footer{margin-top:2em;border-top:1px solid var(--line);padding-top:.6em;color:var(--quiet);font-size:.9rem}"
        "@media(max-width:30rem){table{font-size:.85rem}th,td,td:first-child{padding:.2rem .3rem;white-space:normal}}"
        "@media print{summary{display:none}details::details-content{content-visibility:visible;block-size:auto}body{max-width:none;padding:0;font-size:11pt;color:#000;background:#fff}h2{break-after:avoid}"
        "li,tr,table{break-inside:avoid}caption{break-after:avoid}}";
    return "<!DOCTYPE html>\n<html lang=\"" + html_text(language) +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
           html_text(title) + "</title>\n<style>" + (style == nullptr ? usual : style) + "</style>\n</head>\n<body>\n" +
           std::string(body) + "</body>\n</html>\n";
}

TRIAGE_BODY std::string render_html(const Assessment& a, const TextOptions& options) {
    const bool gravest = a.disposition.rank + 1 == static_cast<int>(a.dispositions.size());
    std::string body = std::string("<main class=\"") +
                       (a.disposition.at_home ? "home"
                        : gravest             ? "grave"
                                              : "soon") +
                       "\">\n<div class=\"headline\">\n<h1>" + html_text(a.disposition.label) + "</h1>\n<p><strong>" +
                       html_text(a.leading.title) + ".</strong> " + html_text(a.leading.say) + "</p>\n";
    if (options.for_clinician && !a.leading.clinician.empty())
        body += "<p><em>Clinician:</em> " + html_text(a.leading.clinician) + "</p>\n";
    body += "</div>\n";
    bool below = false;
    for (const Section& section : sections_of(a, options.for_clinician, options.detail)) {
        if (section.below && !below)
            body += "<details" + std::string(options.detail || options.for_clinician ? " open" : "") +
                    ">\n<summary>More: why, and what comes later</summary>\n";
        below = section.below;
        body += "<section class=\"" + html_text(section.id) + "\">\n<h2>" + html_text(section.title) + "</h2>\n";
        bool list = false;
        for (const SectionItem& item : section.items) {
            if (item.bullet != list) body += item.bullet ? "<ul>\n" : "</ul>\n";
            list = item.bullet;
            body += (item.bullet ? "<li>" : "<p>") + html_text(item.text);
            if (!item.details.empty()) {
                body += "\n<ul>\n";
                for (const std::string& detail : item.details) body += "<li>" + html_text(detail) + "</li>\n";
                body += "</ul>\n";
            }
            body += item.bullet ? "</li>\n" : "</p>\n";
        }
        body += list ? "</ul>\n</section>\n" : "</section>\n";
    }
    if (below) body += "</details>\n";
    body += "</main>\n<footer><p>" + html_text(disclaimer(a.review)) + "</p>\n<p>Rules: " + html_text(a.ruleset) + " " +
            html_text(a.version) + " (" + html_text(a.review) + ")</p></footer>\n";
    return html_page(a.disposition.label, body);
}

TRIAGE_BODY std::string render(const Assessment& a, Format format, const TextOptions& options) {
    switch (format) {
        case Format::json: return render_json(a);
        case Format::markdown: return render_markdown(a, options);
        case Format::html: return render_html(a, options);
        case Format::text: break;
    }
    return render_text(a, options);
}

TRIAGE_BODY std::string render_text(const WhyNot& why, const TextOptions& options) {
    using namespace render_detail;
    TextWriter out(options);
    for (const WhyNotPathway& p : why.pathways) {
        out.heading("Why not " + why.asked_for + "? " + p.title + " [" + p.at + "]");
        out.paragraph(p.ending == Ending::raised   ? "It was raised: " + p.outcome + "."
                      : p.ending == Ending::unsure ? "It is not ruled out, but no answer leads to it yet" +
                                                         (p.outcome.empty() ? std::string(".") : " (" + p.outcome + ").")
                                                   : "It was cleared by the answers.");
        for (const WhyNotStep& s : p.steps) {
            out.paragraph(s.id + ": " + s.because + " [" + s.at + "]", "  - ");
            write_condition(out, s.condition, "      ");
            out.paragraph("so: " + s.goes_to, "      ");
        }
    }
    return out.take();
}

TRIAGE_BODY std::string answer_lines(const Answers& answers, const std::string& indent) {
    const RuleDocument& doc = answers.rules().document();
    std::string out;
    for (FindingId f{0}; f < doc.findings.size(); ++f) {
        if (answers.state(f) == Answers::State::not_asked) continue;
        out += indent + doc.findings[f].id.value + ": " + render_detail::plain_or_quoted(answers.answer(f).text()) + "\n";
    }
    return out;
}

TRIAGE_BODY std::string render_answers(const Answers& answers) {
    const RuleDocument& doc = answers.rules().document();
    const std::string lines = answer_lines(answers);
    return "# Answers for the rules \"" + doc.id.value + "\" " + doc.version.value + "\n" + (lines.empty() ? "{}\n" : lines);
}

}  // namespace triage
