// SPDX-License-Identifier: Apache-2.0
// A Graphviz drawing made part of the page: named for screen readers, in the page's colours, and stripped to shapes and text.
// Refuses every element and attribute that it does not know, so that nothing in a drawing can act.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <triage/text/text.hpp>

namespace triage::packet_detail {

namespace svg_detail {

inline constexpr std::array<std::string_view, 8> elements{"g",       "path", "polygon", "polyline",
                                                          "ellipse", "text", "circle",  "line"};
inline constexpr std::array<std::string_view, 18> attributes{
    "transform", "fill", "stroke", "stroke-width", "stroke-dasharray", "points", "d", "x", "y", "x1", "y1", "x2", "y2",
    "cx",        "cy",   "rx",     "ry",           "text-anchor"};
template <std::size_t N>
[[nodiscard]] constexpr bool known(const std::array<std::string_view, N>& all, std::string_view name) {
    return std::find(all.begin(), all.end(), name) != all.end();
}
[[nodiscard]] constexpr bool blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// The value of an attribute in the inside of a tag; empty where there is none.
[[nodiscard]] inline std::string_view value_of(std::string_view tag, std::string_view name) {
    for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        const std::size_t equals = at + name.size();
        if (at == 0 || !blank(tag[at - 1]) || tag.substr(equals, 2) != "=\"") continue;
        return tag.substr(equals + 2, tag.find('"', equals + 2) - equals - 2);
    }
    return {};
}
/// Plain text of a value: nothing that could end it or begin a tag.
[[nodiscard]] inline std::string plain(std::string_view value) {
    std::string out;
    for (const char c : value)
        if (c != '"' && c != '<' && c != '>' && c != '&' && !(static_cast<unsigned char>(c) < 0x20)) out += c;
    return out;
}

}  // namespace svg_detail

/// The drawing for the page. `id` is unique in the page; `title` and `text` say what is seen. Empty where there is no svg.
[[nodiscard]] inline std::string tidy_svg(std::string_view svg, const std::string& id, const std::string& title,
                                          const std::string& text) {
    using namespace svg_detail;
    const std::size_t start = svg.find("<svg");
    if (start == std::string_view::npos) return {};
    const std::string_view top = svg.substr(start, svg.find('>', start) - start);
    std::string out = "<svg role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\" width=\"" + plain(value_of(top, "width")) +
                      "\" height=\"" + plain(value_of(top, "height")) + "\" viewBox=\"" + plain(value_of(top, "viewBox")) +
                      "\">\n<title id=\"" + id + "-t\">" + html_text(title) + "</title><desc id=\"" + id + "-d\">" +
                      html_text(text) + "</desc>\n";
    bool in_text = false;
    int groups = 0;
    for (std::size_t at = start + top.size() + 1; at < svg.size();) {
        if (svg[at] != '<') {
            const std::size_t end = std::min(svg.find('<', at), svg.size());
            // Graphviz has escaped its texts; a lone bracket would not be well formed, and is escaped here.
            if (in_text)
                for (const char c : svg.substr(at, end - at)) out += c == '>' ? std::string("&gt;") : std::string(1, c);
            at = end;
            continue;
        }
        if (svg.substr(at, 4) == "<!--") {
            at = std::min(svg.find("-->", at), svg.size() - 3) + 3;
            continue;
        }
        const std::size_t end = std::min(svg.find('>', at), svg.size() - 1);
        const bool closing = svg.substr(at, 2) == "</";
        const std::string_view inside = svg.substr(at + (closing ? 2 : 1), end - at - (closing ? 2 : 1));
        std::size_t length = 0;
        while (length < inside.size() && !blank(inside[length]) && inside[length] != '/') ++length;
        const std::string name(inside.substr(0, length));
        at = end + 1;
        if (!known(elements, name)) continue;  // what stands between them is kept only inside <text>
        if (closing) {
            if (name == "g" && groups-- <= 0) break;
            if (name == "text") in_text = false;
            out += "</" + name + ">" + (name == "g" ? "\n" : "");
            continue;
        }
        const bool whole = !inside.empty() && inside.back() == '/';
        groups += name == "g" && !whole ? 1 : 0;
        in_text = name == "text" && !whole;
        out += "<" + name;
        for (const std::string_view a : attributes)
            if (const std::string_view value = value_of(inside, a); !value.empty())
                out += " " + std::string(a) + "=\"" + plain(value) + "\"";
        if (const std::string_view size = value_of(inside, "font-size"); !size.empty())
            out += " font-size=\"" + plain(size) + "\"";
        out += whole ? "/>" : ">";
    }
    for (; groups > 0; --groups) out += "</g>";
    return out + "</svg>\n";
}

}  // namespace triage::packet_detail
