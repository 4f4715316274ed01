// SPDX-License-Identifier: Apache-2.0
// A Graphviz drawing made part of the page: named for screen readers, in the page's colours, and stripped to shapes and text.
// For paper it is cut into pages, between boxes.
// Refuses every element and attribute that it does not know, so that nothing in a drawing can act.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

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

/// From top to bottom, in the units of the drawing.
struct Extent {
    double top = 0, bottom = 0;
};
[[nodiscard]] inline double number_in(std::string_view text) {
    double out = 0, unit = 1;
    bool negative = false, fraction = false;
    for (const char c : text) {
        if (c == '-')
            negative = true;
        else if (c == '.')
            fraction = true;
        else if (c >= '0' && c <= '9')
            out = fraction ? out + (unit /= 10) * (c - '0') : out * 10 + (c - '0');
        else
            break;
    }
    return negative ? -out : out;
}
/// The second number of each pair of `12,34 56,78`.
inline void stretch(Extent& extent, std::string_view pairs) {
    for (std::size_t at = pairs.find(','); at != std::string_view::npos; at = pairs.find(',', at + 1)) {
        const double y = number_in(pairs.substr(at + 1));
        extent = {std::min(extent.top, y), std::max(extent.bottom, y)};
    }
}
/// Where nothing may be cut: the boxes, and each line of text.
[[nodiscard]] inline std::vector<Extent> whole_parts(std::string_view svg) {
    std::vector<Extent> out;
    for (std::size_t at = svg.find('<'); at != std::string_view::npos; at = svg.find('<', at + 1)) {
        const std::string_view tag = svg.substr(at, svg.find('>', at) - at);
        if (tag.substr(0, 6) == "<text ") {
            const double y = number_in(value_of(tag, "y"));
            out.push_back({y - 12, y + 5});
        } else if (tag.substr(0, 3) == "<g " && value_of(tag, "class") == "node") {
            Extent box{1e9, -1e9};
            const std::string_view node = svg.substr(at, svg.find("</g>", at) - at);
            for (std::size_t shape = node.find('<', 1); shape != std::string_view::npos; shape = node.find('<', shape + 1)) {
                const std::string_view inside = node.substr(shape, node.find('>', shape) - shape);
                stretch(box, value_of(inside, "points"));
                stretch(box, value_of(inside, "d"));
            }
            if (box.top < box.bottom) out.push_back({box.top - 6, box.bottom + 6});
        }
    }
    return out;
}

}  // namespace svg_detail

/// Parts of a drawing from top to bottom, none higher than so many widths unless a box is; no box and no text is cut.
struct SvgCuts {
    double width = 0;
    std::vector<double> at;  ///< 0, each cut, the height; two: it is not cut
};
[[nodiscard]] inline SvgCuts svg_cuts(std::string_view svg, double height_to_width) {
    using namespace svg_detail;
    SvgCuts out;
    const std::size_t start = svg.find("<svg");
    if (start == std::string_view::npos) return out;
    // "0.00 0.00 646.00 3468.00"; Graphviz has its origin at the lower left, 4 within the edge.
    const std::string_view box = value_of(svg.substr(start, svg.find('>', start) - start), "viewBox");
    std::array<double, 4> view{};
    std::size_t at = 0;
    for (double& v : view) {
        v = number_in(box.substr(std::min(at, box.size())));
        at = std::min(box.find(' ', at), box.size() - 1) + 1;
    }
    out.width = view[2];
    const double height = view[3], most = out.width * height_to_width;
    out.at = {0};
    const std::vector<Extent> parts = whole_parts(svg);
    const auto gap = [&](double cut, bool up) {  // the nearest one
        for (bool moved = true; moved;) {
            moved = false;
            for (const Extent& e : parts) {
                const double top = height - 4 + e.top, bottom = height - 4 + e.bottom;
                if (top >= cut || cut >= bottom) continue;
                cut = up ? top : bottom;
                moved = true;
            }
        }
        return cut;
    };
    while (height - out.at.back() > most && most > 0) {
        double cut = gap(out.at.back() + most, true);
        if (cut < out.at.back() + most / 4) cut = gap(out.at.back() + most, false);  // a box as high as a page
        if (cut >= height - most / 20) break;
        out.at.push_back(cut);
    }
    out.at.push_back(height);
    return out;
}

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
    out += "<g id=\"" + id + "-g\">";
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
    return out + "</g></svg>\n";
}

/// For paper: the drawing of `tidy_svg(…, id, …)` once more in parts that fit a page, cut between its boxes. Empty where it fits.
[[nodiscard]] inline std::string svg_pages(std::string_view svg, const std::string& id, const std::string& title) {
    const SvgCuts cuts = svg_cuts(svg, 1.35);
    std::string out;
    if (cuts.at.size() < 3) return out;
    for (std::size_t i = 0; i + 1 < cuts.at.size(); ++i) {
        const std::string name = id + "-" + std::to_string(i + 1) + "-t";
        const double height = cuts.at[i + 1] - cuts.at[i];
        out += "<svg role=\"img\" aria-labelledby=\"" + name + "\" viewBox=\"0 " + shortest(cuts.at[i]) + " " +
               shortest(cuts.width) + " " + shortest(height) + "\" style=\"aspect-ratio:" + shortest(cuts.width) + "/" +
               shortest(height) + "\">\n<title id=\"" + name + "\">" +
               html_text(title + ", part " + std::to_string(i + 1) + " of " + std::to_string(cuts.at.size() - 1)) +
               "</title><use href=\"#" + id + "-g\"/></svg>\n";
    }
    return out;
}

}  // namespace triage::packet_detail
