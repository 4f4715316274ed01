// SPDX-License-Identifier: Apache-2.0
// The bodies of json.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <triage/explain/assessment.hpp>
#include <triage/explain/render/json.hpp>
#include <triage/header_only.hpp>
#include <triage/model/answer.hpp>
#include <triage/model/words.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/utf8.hpp>

namespace triage {

namespace render_detail {

inline void write_because(JsonWriter& json, const std::vector<Because>& all) {
    json.key("because").open('[');
    for (const Because& b : all)
        json.open('{')
            .key("finding")
            .text(b.finding)
            .key("value")
            .text(b.value)
            .key("text")
            .text(b.text)
            .key("at")
            .text(b.at)
            .close('}');
    json.close(']');
}

inline void write_text_or_null(JsonWriter& json, std::string_view key, const std::string& value) {
    json.key(key);
    value.empty() ? json.null() : json.text(value);
}

inline void write_outcome(JsonWriter& json, const AssessedOutcome& o, bool raised) {
    json.open('{').key("pathway").text(o.pathway).key("outcome").text(o.outcome).key("condition").text(o.condition);
    json.key("disposition").text(o.disposition).key("title").text(o.title);
    if (!raised) json.key("missing").texts(o.missing);
    write_because(json, o.because);
    json.key("sources").texts(o.sources);
    if (!o.speaks_for.empty()) json.key("speaks_for").texts(o.speaks_for);
    if (!o.speaks_against.empty()) json.key("speaks_against").texts(o.speaks_against);
    if (!o.review.empty()) json.key("review").text(o.review);
    json.close('}');
}

}  // namespace render_detail

TRIAGE_BODY std::string render_json(const Assessment& a, bool several_lines) {
    using namespace render_detail;
    JsonWriter json(several_lines);
    json.open('{').key("schema").text("triage.assessment/1");
    write_text_or_null(json, "id", a.id);
    json.key("ruleset").open('{').key("id").text(a.ruleset).key("version").text(a.version);
    json.key("digest").text(a.digest).key("review").text(a.review).close('}');
    json.key("disposition").open('{').key("id").text(a.disposition.id).key("label").text(a.disposition.label);
    json.key("rank").number(a.disposition.rank).close('}');
    json.key("possible").open('{').key("least").text(a.possible_least).key("most").text(a.possible_most).close('}');
    json.key("leading").open('{');
    write_text_or_null(json, "pathway", a.leading.pathway);
    json.key("outcome").text(a.leading.outcome);
    write_text_or_null(json, "condition", a.leading.condition);
    json.key("title").text(a.leading.title).key("say").text(a.leading.say);
    json.key("clinician").text(a.leading.clinician).close('}');
    json.key("raised").open('[');
    for (const AssessedOutcome& o : a.raised) write_outcome(json, o, true);
    json.close(']').key("unsure").open('[');
    for (const AssessedOutcome& o : a.unsure) write_outcome(json, o, false);
    json.close(']').key("cleared").open('[');
    for (const ClearedPathway& c : a.cleared) {
        json.open('{').key("pathway").text(c.pathway).key("condition").text(c.condition);
        write_because(json, c.because);
        json.close('}');
    }
    json.close(']').key("open").open('[');
    for (const OpenPathway& o : a.open)
        json.open('{')
            .key("pathway")
            .text(o.pathway)
            .key("condition")
            .text(o.condition)
            .key("most")
            .text(o.most)
            .key("missing")
            .texts(o.missing)
            .key("missing_examiner")
            .texts(o.missing_examiner)
            .close('}');
    json.close(']').key("scores").open('[');
    for (const ScoreResult& s : a.scores)
        json.open('{').key("id").text(s.id).key("least").number(s.least).key("most").number(s.most).close('}');
    json.close(']').key("advice").open('[');
    for (const AdviceItem& i : a.advice)
        json.open('{')
            .key("id")
            .text(i.id)
            .key("kind")
            .text(word(i.kind))
            .key("text")
            .text(i.text)
            .key("sources")
            .texts(i.sources)
            .close('}');
    json.close(']').key("withheld").open('[');
    for (const WithheldAdvice& w : a.withheld)
        json.open('{').key("id").text(w.id).key("because").text(w.because).key("offered").boolean(w.offered).close('}');
    json.close(']').key("tests").texts(a.tests);
    json.key("safety_net");
    if (!a.safety_net) {
        json.null();
    } else {
        json.open('{').key("uncertainty").text(a.safety_net->uncertainty).key("watch_for").texts(a.safety_net->watch_for);
        json.key("get_help").text(a.safety_net->get_help).key("time_course").text(a.safety_net->time_course).key("recheck_days");
        a.safety_net->recheck_days ? json.number(*a.safety_net->recheck_days) : json.null();
        json.close('}');
    }
    json.key("would_change").open('[');
    for (const WouldChange& w : a.would_change) {
        json.open('{').key("to").text(w.to).key("answers").open('[');
        for (const Change& c : w.answers)
            json.open('{').key("finding").text(c.finding).key("from").text(c.from).key("to").text(c.to).close('}');
        json.close(']').close('}');
    }
    json.close(']').key("not_within_two_changes").texts(a.not_within_two_changes);
    json.key("not_asked").texts(a.not_asked).key("unknown").texts(a.unknown);
    json.key("next_question");
    a.next_question ? json.text(*a.next_question) : json.null();
    if (!a.conflicts.empty()) {
        json.key("conflicts").open('[');
        for (const AnswerConflict& c : a.conflicts)
            json.open('{').key("finding").text(c.finding).key("said").text(c.said).key("implied").text(c.implied).close('}');
        json.close(']');
    }
    if (a.contradicts) json.key("contradicts_assumption").boolean(true);
    json.key("disclaimer").text(disclaimer(a.review)).close('}');
    return json.str() + "\n";
}

}  // namespace triage
