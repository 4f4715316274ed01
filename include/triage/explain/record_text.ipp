// SPDX-License-Identifier: Apache-2.0
// The bodies of record_text.hpp.
#pragma once

#include <triage/explain/record_text.hpp>
#include <triage/explain/render/render.hpp>
#include <triage/header_only.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/version.hpp>
#include <triage/walk/stored.hpp>

namespace triage {

TRIAGE_BODY std::string RecordText::with(std::string_view answers_digest, std::string_view result_digest) const {
    std::string out = head + ", \"answers_digest\": \"";
    out.append(answers_digest).append("\", \"result_digest\": \"").append(result_digest).append("\"");
    out.append(record_format::answers_key).append(answers).append(record_format::result_key).append(result);
    return out + "}\n";
}

TRIAGE_BODY RecordText record_text(const Answers& answers, const AssessOptions& options) {
    RecordText out;
    JsonWriter head;
    head.open('{').text("schema", record_format::schema).text("engine", TRIAGE_VERSION_STRING);
    const RuleSet& rules = answers.rules();
    head.open("ruleset", '{').text("id", rules.id()).text("version", rules.version()).text("digest", rules.digest()).close('}');
    head.open("options", '{').text("id", options.id).text("emergency_number", options.emergency_number);
    head.number("largest_change", options.largest_change).number("change_work", options.change_work);
    head.boolean("examiner", options.interview.examiner).boolean("after_emergency", options.interview.after_emergency);
    head.number("questions_a_screen", options.interview.questions_a_screen).close('}');
    out.head = head.str();
    JsonWriter said;
    said.open('{');
    write_answer_members(said, answers);
    out.answers = said.close('}').str();
    out.result = render_json(assess(answers, options), false);
    while (!out.result.empty() && out.result.back() == '\n') out.result.pop_back();
    return out;
}

}  // namespace triage
