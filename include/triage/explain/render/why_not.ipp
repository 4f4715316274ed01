// SPDX-License-Identifier: Apache-2.0
// The bodies of why_not.hpp.
#pragma once

#include <string>

#include <triage/explain/render/json.hpp>
#include <triage/explain/render/text.hpp>
#include <triage/explain/render/text.ipp>
#include <triage/explain/render/why_not.hpp>
#include <triage/explain/why_not.hpp>
#include <triage/header_only.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

namespace render_detail {

inline const char* value_text(Kleene value) { return value == Kleene::yes ? "yes" : value == Kleene::no ? "no" : "unknown"; }

inline const char* ending_text(Ending ending) {
    return ending == Ending::raised ? "raised" : ending == Ending::unsure ? "unsure" : "cleared";
}

inline void write_condition(TextWriter& out, const WhyNotCondition& c, const std::string& indent) {
    std::string line = c.text;
    if (!c.answer.empty()) line += " – " + c.answer;
    out.paragraph(line + "  → " + value_text(c.value), indent);
    for (const WhyNotCondition& part : c.parts) write_condition(out, part, indent + "  ");
}

/// The members of the object of a condition.
inline void write_condition(JsonWriter& json, const WhyNotCondition& c) {
    json.text("condition", c.text).text("value", value_text(c.value));
    if (!c.answer.empty()) json.text("answer", c.answer);
    json.text("at", c.at);
    if (!c.parts.empty()) json.objects("parts", c.parts, [&](const WhyNotCondition& part) { write_condition(json, part); });
}

}  // namespace render_detail

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

TRIAGE_BODY std::string render_json(const WhyNot& why) {
    using namespace render_detail;
    JsonWriter json(true);
    json.open('{').text("schema", "triage.why_not/1").text("asked_for", why.asked_for);
    json.objects("pathways", why.pathways, [&](const WhyNotPathway& p) {
        json.text("pathway", p.pathway).text("title", p.title).text("ending", ending_text(p.ending));
        json.text_or_null("outcome", p.outcome).text("at", p.at);
        json.objects("steps", p.steps, [&](const WhyNotStep& s) {
            json.text("step", s.id).text("because", s.because).text("at", s.at).text("goes_to", s.goes_to).open("if", '{');
            write_condition(json, s.condition);
            json.close('}');
        });
    });
    json.close('}');
    return json.str() + "\n";
}

}  // namespace triage
