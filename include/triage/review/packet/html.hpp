// SPDX-License-Identifier: Apache-2.0
// Small pieces of the packet's markup: links, labels, wide regions, tables and the lines that are filled in by hand.
// Refuses unescaped text: what is called `text` is escaped here, what is called `html` was made by these functions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/text/escape.hpp>
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

/// A table in a region; the first cell of each row is its heading. Cells are markup, headings text.
class Table {
public:
    Table(std::string name, std::initializer_list<const char*> columns, const char* style = "")
        : name_(std::move(name)), style_(style) {
        for (const char* c : columns) head_ += element("th", html_text(c), "scope=\"col\"");
    }
    void row(const std::vector<std::string>& cells, const std::string& anchor = {}) {
        std::string html;
        for (std::size_t i = 0; i < cells.size(); ++i)
            html += element(i == 0 ? "th" : "td", cells[i], i == 0 ? "scope=\"row\"" : "");
        rows_ += element("tr", html, anchor.empty() ? "" : attribute("id", anchor)) + "\n";
    }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] std::string html() const {
        return region(name_, "<table" + (style_.empty() ? "" : " " + attribute("class", style_)) + ">\n<thead>" +
                                 element("tr", head_) + "</thead>\n<tbody>\n" + rows_ + "</tbody>\n</table>\n");
    }

private:
    std::string name_, style_, head_, rows_;
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
/// A word of a command line.
[[nodiscard]] inline std::string shell_word(const std::string& text) {
    const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

}  // namespace triage::packet_detail
