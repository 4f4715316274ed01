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

inline void write_condition(JsonWriter& json, const WhyNotCondition& c) {
    json.open('{').key("condition").text(c.text).key("value").text(value_text(c.value));
    if (!c.answer.empty()) json.key("answer").text(c.answer);
    json.key("at").text(c.at);
    if (!c.parts.empty()) {
        json.key("parts").open('[');
        for (const WhyNotCondition& part : c.parts) write_condition(json, part);
        json.close(']');
    }
    json.close('}');
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
    json.open('{').key("schema").text("triage.why_not/1").key("asked_for").text(why.asked_for).key("pathways").open('[');
    for (const WhyNotPathway& p : why.pathways) {
        json.open('{').key("pathway").text(p.pathway).key("title").text(p.title).key("ending").text(ending_text(p.ending));
        json.key("outcome");
        p.outcome.empty() ? json.null() : json.text(p.outcome);
        json.key("at").text(p.at).key("steps").open('[');
        for (const WhyNotStep& s : p.steps) {
            json.open('{').key("step").text(s.id).key("because").text(s.because).key("at").text(s.at).key("goes_to").text(
                s.goes_to);
            json.key("if");
            write_condition(json, s.condition);
            json.close('}');
        }
        json.close(']').close('}');
    }
    json.close(']').close('}');
    return json.str() + "\n";
}

}  // namespace triage
