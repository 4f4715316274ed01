// SPDX-License-Identifier: Apache-2.0
// Small pieces of the packet's markup: links, labels, wide regions, tables and the lines that are filled in by hand; and how
// it all looks: light and dark, on a phone and on paper.
// Refuses unescaped text: what is called `text` is escaped here, what is called `html` was made by these functions. Refuses
// fonts and pictures from elsewhere, and colour as the only sign of anything.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/document.hpp>
#include <triage/text/text.hpp>

namespace triage::packet_detail {

[[nodiscard]] inline std::string element(const std::string& name, const std::string& html, const std::string& attributes = {}) {
    return "<" + name + (attributes.empty() ? "" : " " + attributes) + ">" + html + "</" + name + ">";
}
[[nodiscard]] inline std::string attribute(const char* name, std::string_view text) {
    return std::string(name) + "=\"" + html_text(text) + "\"";
}
[[nodiscard]] inline std::string paragraph(const std::string& html, const std::string& style = {}) {
    return element("p", html, style.empty() ? "" : attribute("class", style)) + "\n";
}
/// All texts of a rule, escaped.
[[nodiscard]] inline std::vector<std::string> html_texts(const std::vector<Text>& all) {
    std::vector<std::string> out;
    for (const Text& t : all) out.push_back(html_text(t.value));
    return out;
}
/// The same of ids, as words.
[[nodiscard]] inline std::vector<std::string> html_words(const std::vector<Text>& ids) {
    std::vector<std::string> out;
    for (const Text& id : ids) out.push_back(html_text(spaced(id.value)));
    return out;
}
/// A link inside the page.
[[nodiscard]] inline std::string link(const std::string& anchor, std::string_view text) {
    return element("a", html_text(text), attribute("href", "#" + anchor));
}
[[nodiscard]] inline std::string code(std::string_view text) { return element("code", html_text(text)); }
[[nodiscard]] inline std::string heading(int level, std::string_view text, const std::string& anchor = {}) {
    return element("h" + std::to_string(level), html_text(text), anchor.empty() ? "" : attribute("id", anchor)) + "\n";
}
/// A word in a frame: "red flag", "not signed".
[[nodiscard]] inline std::string label(std::string_view text, const std::string& style = {}) {
    return element("span", html_text(text), attribute("class", style.empty() ? "label" : "label " + style));
}

/// Something that may be wider than a phone: it scrolls by itself, also by keyboard. `name` is unique in the page.
[[nodiscard]] inline std::string region(const std::string& name, const std::string& html, const std::string& style = "wide") {
    return "<div " + attribute("class", style) + " role=\"region\" tabindex=\"0\" " + attribute("aria-label", name) + ">\n" +
           html + "</div>\n";
}

/// A table in a region; the first cell of each row is its heading. Cells are markup, headings text. One of five columns and more
/// is no table on a phone: each row becomes a card, each cell with the name of its column. The roles keep it a table for a
/// screen reader there.
class Table {
public:
    Table(std::string name, std::vector<std::string> columns, std::string style = {})
        : name_(std::move(name)), style_(std::move(style)), columns_(std::move(columns)), cards_(columns_.size() >= 5) {
        if (cards_) style_ += style_.empty() ? "cards" : " cards";
    }
    void row(const std::vector<std::string>& cells, const std::string& anchor = {}) {
        std::string html;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            std::string attributes = i == 0 ? "scope=\"row\"" : "";
            if (cards_) attributes += i == 0 ? " role=\"rowheader\"" : "role=\"cell\" " + attribute("data-name", columns_[i]);
            html += element(i == 0 ? "th" : "td", cells[i], attributes);
        }
        rows_ += element("tr", html, role("row") + (anchor.empty() ? "" : (cards_ ? " " : "") + attribute("id", anchor))) + "\n";
    }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] std::string html() const {
        std::string head;
        for (const std::string& c : columns_)
            head += element("th", html_text(c), cards_ ? "scope=\"col\" role=\"columnheader\"" : "scope=\"col\"");
        std::string attributes = style_.empty() ? "" : attribute("class", style_);
        if (cards_) attributes += " " + role("table");
        return region(name_, element("table",
                                     "\n" + element("thead", element("tr", head, role("row")), role("rowgroup")) + "\n" +
                                         element("tbody", "\n" + rows_, role("rowgroup")) + "\n",
                                     attributes) +
                                 "\n");
    }

private:
    [[nodiscard]] std::string role(const char* word) const { return cards_ ? attribute("role", word) : ""; }

    std::string name_, style_, rows_;
    std::vector<std::string> columns_;
    bool cards_;
};

/// Pairs of a name and what it is; the second is markup.
[[nodiscard]] inline std::string facts(const std::vector<std::pair<std::string, std::string>>& all) {
    std::string html;
    for (const auto& [name, value] : all) html += "<div>" + element("dt", html_text(name)) + element("dd", value) + "</div>\n";
    return element("dl", "\n" + html) + "\n";
}
[[nodiscard]] inline std::string bullets(const std::vector<std::string>& html, const std::string& style = {}) {
    std::string out;
    for (const std::string& item : html) out += element("li", item) + "\n";
    return out.empty() ? out : element("ul", "\n" + out, style.empty() ? "" : attribute("class", style)) + "\n";
}
/// An empty line for ink.
[[nodiscard]] inline std::string fill_in(std::string_view text) {
    return "<p class=\"fill\"><span>" + html_text(text) + "</span><span class=\"ink\"></span></p>\n";
}
/// What can be looked into; on paper it is open.
[[nodiscard]] inline std::string fold(std::string_view summary, const std::string& html, bool open = false) {
    return std::string("<details class=\"fold\"") + (open ? " open" : "") + ">\n" + element("summary", html_text(summary)) +
           "\n" + html + "</details>\n";
}
/// A word of a command line.
[[nodiscard]] inline std::string shell_word(const std::string& text) {
    const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

/// The same page with its links to what it does not hold as plain text.
[[nodiscard]] inline std::string without_dead_links(const std::string& html) {
    std::set<std::string, std::less<>> anchors;
    const std::string_view id = " id=\"", link = "<a href=\"#", closing = "</a>", all = html;
    for (std::size_t at = all.find(id); at != std::string_view::npos; at = all.find(id, at + 1)) {
        const std::size_t begin = at + id.size();
        anchors.emplace(all.substr(begin, all.find('"', begin) - begin));
    }
    std::string out;
    std::size_t from = 0;
    for (std::size_t at = all.find(link); at != std::string_view::npos; at = all.find(link, from)) {
        const std::size_t begin = at + link.size(), end = all.find('"', begin), text = all.find('>', end) + 1;
        const std::size_t close = all.find(closing, text);
        out += all.substr(from, at - from);
        const bool dead = anchors.find(all.substr(begin, end - begin)) == anchors.end();
        out += dead ? all.substr(text, close - text) : all.substr(at, close + closing.size() - at);
        from = close + closing.size();
    }
    return out + std::string(all.substr(from));
}

/// Contrast is at least 4.5 : 1 (WCAG 2 AA).
inline constexpr const char* page_style =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#f3f4f6;--line:#c4c9d0;--edge:#767d87;--quiet:#4a4f57;"
    "--link:#0b4f8a;--good:#1b6234;--bad:#a1121b;--doubt:#8a4b00}"
    "@media(prefers-color-scheme:dark){:root{--ink:#eceef1;--paper:#14171b;--soft:#1f242a;--line:#46505c;--edge:#8b95a1;"
    "--quiet:#b6bec8;--link:#8fc4f5;--good:#8fdca6;--bad:#ff9a9a;--doubt:#ffc078}}"
    "*{box-sizing:border-box}html{scroll-padding-top:1rem}"
    "body{margin:0 auto;max-width:62rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);"
    "background:var(--paper);overflow-wrap:anywhere}"
    "h1{font-size:1.7rem;line-height:1.2;margin:.3em 0}h2{font-size:1.4rem;line-height:1.25;margin:2.2em 0 .5em;"
    "border-bottom:2px solid var(--line);padding-bottom:.2em}h3{font-size:1.2rem;line-height:1.3;margin:2em 0 .4em}"
    "h4{font-size:1.02rem;margin:1.4em 0 .3em}h5{font-size:1rem;margin:0 0 .3em}"
    "p{margin:.5em 0}ul,ol{padding-left:1.3rem;margin:.3em 0}li{margin:.2em 0}a{color:var(--link)}"
    "li a,td a,th a,p a{text-underline-offset:.15em;text-decoration-thickness:1px}"
    "a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}"
    ".skip{position:absolute;left:-99rem}.skip:focus{position:static;display:inline-block;padding:.4rem .6rem}"
    ".banner{border-left:.5rem solid var(--doubt);background:var(--soft);padding:.6rem 1rem;border-radius:.3rem}"
    ".banner.good{border-color:var(--good)}.banner.bad{border-color:var(--bad);border-width:.5rem;border-style:solid}.banner.bad b{color:var(--bad)}"
    ".fold>summary{cursor:pointer}.fold>summary:focus-visible{outline:3px solid var(--link)}"
    "dl{margin:.5em 0}dl>div{display:grid;grid-template-columns:11rem 1fr;gap:.2rem 1rem;padding:.2rem 0}dt{color:var(--quiet)}dd{margin:0}sup{line-height:0}"
    ".toc ol{columns:18rem 3;column-gap:2rem}.toc>ol>li{break-inside:avoid}.toc ol ol{columns:auto;font-size:.92rem}"
    ".toc li.all{column-span:all;break-inside:auto}.toc li.all>ol{columns:15rem 3}"
    ".wide{overflow-x:auto;margin:.6em 0}table{border-collapse:collapse;width:100%;font-size:.95rem}"
    "th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;min-width:5rem;font-weight:400;overflow-wrap:break-word}"
    "thead th{background:var(--soft);font-weight:600}"
    ".label{display:inline-block;border:1px solid var(--edge);border-radius:.3rem;padding:0 .4rem;font-size:.85rem;line-height:1.45;background:var(--soft)}"
    ".label.bad{border-color:var(--bad);color:var(--bad)}.label.good{border-color:var(--good);color:var(--good)}"
    ".label.doubt{border-color:var(--doubt);color:var(--doubt)}"
    ".steps,.steps ol{list-style:none;padding-left:0}.steps ol{margin:.4em 0 .2em .3rem}"
    ".step{border-left:3px solid var(--line);padding:.1rem 0 .1rem .8rem;margin:.9em 0}"
    ".step .no{color:var(--quiet);font-size:.9rem}.because{font-style:italic}.quiet{color:var(--quiet);font-size:.9rem}"
    ".ways{list-style:none;padding-left:.6rem}.ways>li{display:grid;grid-template-columns:11.5rem 1fr}.ways>li.closer{display:block}.ways .way{font-weight:600}"
    ".columns{columns:22rem 2;column-gap:2rem}.columns li{break-inside:avoid}.cases th:first-child{width:45%;min-width:11rem}"
    ".mark{border-left:3px solid var(--doubt);padding-left:.6rem}.mark b{color:var(--doubt)}"
    ".outcome{border:1px solid var(--line);border-radius:.4rem;padding:.7rem .9rem;margin:.8em 0}"
    ".sign{border:2px solid var(--edge);border-radius:.4rem;padding:.2rem .9rem .6rem;margin:1.2em 0}.sign h4{margin-top:.6em}"
    ".fill{display:flex;gap:.8rem;align-items:end;margin:1.1rem 0}.fill span:first-child{min-width:9rem}.ink{flex:1;border-bottom:1px solid var(--ink)}"
    "td code,th code{overflow-wrap:anywhere}code,pre{font:.86rem/1.45 ui-monospace,monospace}pre{white-space:pre-wrap;background:var(--soft);padding:.5rem .7rem;border-radius:.3rem}"
    ".pic{border:1px solid var(--line);border-radius:.4rem;padding:.4rem}.pic svg{display:block;margin:auto;height:auto}"
    ".pic text{fill:currentColor;font-family:Helvetica,Arial,sans-serif}.pic [fill^=\"#\"]~text{fill:#111}"
    ".pic [fill=\"black\"]{fill:currentColor}.pic [stroke=\"black\"]{stroke:currentColor}.pic [fill=\"white\"]{fill:none}"
    ".pic [stroke=\"#777777\"]{stroke:var(--edge)}"
    "footer{margin-top:3em;border-top:1px solid var(--line);padding-top:.6em;color:var(--quiet);font-size:.9rem}"
    "@media(min-width:52rem){.pic svg{max-width:100%}}.slim,.paper{display:none}.slim svg{max-width:100%}"
    "@media screen and (max-width:34rem){.broad{display:none}.slim{display:block}}"
    "@media(max-width:34rem){body{padding:.8rem}dl>div{grid-template-columns:1fr;gap:0}.toc ol,.toc li.all>ol{columns:1}.ways>li{display:block}.columns{columns:1}"
    ".cards,.cards tbody,.cards tr,.cards th,.cards td{display:block}.cards thead{position:absolute;left:-99rem}.cards tr{border:1px solid var(--edge);border-radius:.4rem;margin:0 0 .8rem}"
    ".cards tbody th{font-weight:600;background:var(--soft)}.cards th,.cards td{border-width:0 0 1px}.cards td::before{content:attr(data-name);display:block;color:var(--quiet);font-size:.85rem}"
    "table{font-size:.88rem}.wide td,.wide th{min-width:8.5rem}.fill span:first-child{min-width:6rem}}"
    "@page{margin:14mm 12mm}"
    "@media print{details::details-content{content-visibility:visible;block-size:auto}:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#f3f4f6;--line:#b4bac2;--edge:#555;--quiet:#333;--link:#000;"
    "--good:#14502a;--bad:#8a0d15;--doubt:#6d3b00}body{max-width:none;padding:0;font-size:9.5pt;line-height:1.4}.skip{display:none}"
    "a{color:inherit;text-decoration:none}h1,h2,h3,h4,h5,thead,.step .no{break-after:avoid}h2{margin-top:1.4em}"
    ".pathway{break-before:page}.outcome,.sign,tr,.step>p,dl>div{break-inside:avoid}.wide{overflow:visible}table{font-size:8pt}th,td{padding:.12rem .35rem}.quiet{font-size:7.5pt}.step{margin:.5em 0}p{margin:.35em 0}.columns{columns:2}"
    ".pic{border:0;padding:0;break-inside:avoid}.pic.paper{break-inside:auto}.pic svg{max-width:100%;max-height:19.5cm;width:auto}.uncut{display:none}.paper{display:block;font-family:Helvetica,Arial,sans-serif}.paper svg{max-height:19.5cm;width:100%;break-inside:avoid}.toc ol,.toc li.all>ol{columns:2}"
    // Rows too deep for columns on paper: the heading above, two cells side by side below it.
    ".deep,.deep tbody{display:block}.deep thead{display:none}.deep tr{display:grid;grid-template-columns:1fr 1fr;break-inside:auto;border:1px solid var(--edge);margin:0 0 3mm}"
    ".deep tbody th{grid-column:1/-1;font-weight:600;background:var(--soft);break-after:avoid}.deep td,.deep th{border:0}.deep td::before{content:attr(data-name);display:block;color:var(--quiet)}"
    "code,pre{font-size:8pt}}";

}  // namespace triage::packet_detail
