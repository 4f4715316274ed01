// SPDX-License-Identifier: Apache-2.0
// The steps of a pathway as sentences: if …, then …; if not, …; if not known, ….
// Refuses to leave a branch unsaid: the default ones are written out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/review/packet/page.hpp>

namespace triage::packet_detail {

class StepSentences {
public:
    StepSentences(const Page& page, const Pathway& pathway)
        : page_(page), pathway_(pathway), words_(page.doc, {pathway.id.value}) {}

    [[nodiscard]] std::string html() const { return list(pathway_.steps, "", "steps"); }

private:
    [[nodiscard]] std::string list(const std::vector<Step>& steps, const std::string& number, const std::string& style) const {
        std::string out;
        for (std::size_t i = 0; i < steps.size(); ++i) out += step(steps, i, number + std::to_string(i + 1));
        return element("ol", "\n" + out, style.empty() ? "" : attribute("class", style)) + "\n";
    }
    [[nodiscard]] std::string anchor(const Step& s) const { return "s-" + pathway_.id.value + "-" + s.id.value; }

    [[nodiscard]] std::string step(const std::vector<Step>& steps, std::size_t i, const std::string& number) const {
        const Step& s = steps[i];
        const Step* next = i + 1 < steps.size() ? &steps[i + 1] : nullptr;
        std::string out = paragraph("Step " + number + " " + code(s.id.value), "no");
        out += "<div><b>If</b> " + words_.condition(s.when) + "</div>\n";
        const std::string prefix = number.substr(0, number.rfind('.') == std::string::npos ? 0 : number.rfind('.') + 1);
        const std::string following = prefix + std::to_string(i + 2);
        const auto way = [&](const char* when, const Branch& b, bool known) {
            return element(
                "li", element("span", when, "class=\"way\"") + " " + element("div", branch(b, next, following, known, number)),
                b.kind == Branch::Kind::steps ? "class=\"closer\"" : "");
        };
        std::string ways = way("then", s.then, true);
        if (same(s.otherwise, s.unknown) &&
            (next != nullptr || s.unknown.kind != Branch::Kind::next || pathway_.unsure.value.empty())) {
            ways += way("if not, or not known", s.otherwise, true);
        } else {
            ways += way("if not", s.otherwise, true);
            ways += way("if not known", s.unknown, false);
        }
        out += element("ul", ways, "class=\"ways\"") + "\n";
        out += paragraph(html_text(s.because.value), "because") + page_.sources(s.sources, s.id.at) + page_.mark(s.review);
        return element("li", "\n" + out, attribute("class", "step") + " " + attribute("id", anchor(s))) + "\n";
    }
    [[nodiscard]] static bool same(const Branch& a, const Branch& b) {
        return a.kind == b.kind && a.kind != Branch::Kind::steps && a.outcome.value == b.outcome.value;
    }
    [[nodiscard]] std::string onward(const Step* next, const std::string& following, bool known) const {
        if (next != nullptr)
            return "go on to " + element("a", "step " + html_text(following), attribute("href", "#" + anchor(*next)));
        const bool unsure = !known && !pathway_.unsure.value.empty();
        return unsure ? "the pathway cannot be cleared: " + page_.outcome_link(pathway_.unsure.value) + " stands"
                      : "the pathway is cleared";
    }
    [[nodiscard]] std::string branch(const Branch& b, const Step* next, const std::string& following, bool known,
                                     const std::string& number) const {
        switch (b.kind) {
            case Branch::Kind::next: return onward(next, following, known);
            case Branch::Kind::clear: return "the pathway is cleared";
            case Branch::Kind::outcome: return page_.outcome_link(b.outcome.value);
            case Branch::Kind::floor:
                return "at least " + page_.outcome_link(b.outcome.value) + ", and " + onward(next, following, known);
            case Branch::Kind::steps: return "look closer:" + list(b.steps, number + ".", "");
        }
        return {};
    }

    const Page& page_;
    const Pathway& pathway_;
    Words words_;
};

}  // namespace triage::packet_detail
