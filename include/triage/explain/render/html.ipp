// SPDX-License-Identifier: Apache-2.0
// The bodies of html.hpp.
#pragma once

#include <string>
#include <string_view>

#include <triage/explain/assessment.hpp>
#include <triage/explain/render/html.hpp>
#include <triage/explain/render/sections.hpp>
#include <triage/explain/render/text.hpp>
#include <triage/header_only.hpp>
#include <triage/model/diagnostic.hpp>
#include <triage/text/escape.hpp>

namespace triage {

TRIAGE_BODY std::string html_page(std::string_view title, std::string_view body, std::string_view language) {
    static constexpr const char* style =
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
        "footer{margin-top:2em;border-top:1px solid var(--line);padding-top:.6em;color:var(--quiet);font-size:.9rem}"
        "@media(max-width:30rem){table{font-size:.85rem}th,td,td:first-child{padding:.2rem .3rem;white-space:normal}}"
        "@media print{body{max-width:none;padding:0;font-size:11pt;color:#000;background:#fff}h2{break-after:avoid}"
        "li,tr,table{break-inside:avoid}caption{break-after:avoid}}";
    return "<!DOCTYPE html>\n<html lang=\"" + html_text(language) +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
           html_text(title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n" + std::string(body) +
           "</body>\n</html>\n";
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
    for (const Section& section : sections_of(a, options.for_clinician)) {
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
    body += "</main>\n<footer><p>" + html_text(disclaimer(a.review)) + "</p>\n<p>Rules: " + html_text(a.ruleset) + " " +
            html_text(a.version) + " (" + html_text(a.review) + ")</p></footer>\n";
    return html_page(a.disposition.label, body);
}

}  // namespace triage
