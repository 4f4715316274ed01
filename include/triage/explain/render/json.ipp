// SPDX-License-Identifier: Apache-2.0
// What render.hpp writes as JSON.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/explain/render/render.hpp>
#include <triage/header_only.hpp>
#include <triage/model/answer.hpp>
#include <triage/model/words.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

namespace render_detail {

inline void write_because(JsonWriter& json, const std::vector<Because>& all) {
    json.objects("because", all, [&](const Because& b) {
        json.text("finding", b.finding).text("value", b.value).text("text", b.text).text("at", b.at);
    });
}

inline void write_outcomes(JsonWriter& json, std::string_view key, const std::vector<AssessedOutcome>& all, bool raised) {
    json.objects(key, all, [&](const AssessedOutcome& o) {
        json.text("pathway", o.pathway).text("outcome", o.outcome).text("condition", o.condition);
        json.text("disposition", o.disposition).text("title", o.title);
        if (!raised) json.texts("missing", o.missing);
        write_because(json, o.because);
        json.texts("sources", o.sources);
        if (!o.speaks_for.empty()) json.texts("speaks_for", o.speaks_for);
        if (!o.speaks_against.empty()) json.texts("speaks_against", o.speaks_against);
        if (!o.review.empty()) json.text("review", o.review);
    });
}

inline void write_safety_net(JsonWriter& json, const std::optional<AssessedSafetyNet>& net) {
    if (!net) {
        json.key("safety_net").null();
        return;
    }
    json.open("safety_net", '{').text("uncertainty", net->uncertainty).texts("watch_for", net->watch_for);
    json.text("get_help", net->get_help).text("time_course", net->time_course);
    json.number_or_null("recheck_days", net->recheck_days).close('}');
}

inline const char* ending_text(Ending ending) {
    return ending == Ending::raised ? "raised" : ending == Ending::unsure ? "unsure" : "cleared";
}

/// The members of the object of a condition.
inline void write_condition(JsonWriter& json, const WhyNotCondition& c) {
    json.text("condition", c.text).text("value", Answer(c.value).text());
    if (!c.answer.empty()) json.text("answer", c.answer);
    json.text("at", c.at);
    if (!c.parts.empty()) json.objects("parts", c.parts, [&](const WhyNotCondition& part) { write_condition(json, part); });
}

inline void write_group(JsonWriter& json, const ScreenGroup& group) {
    json.text("id", group.id).text("title", group.title).text("ask", group.ask);
}

/// Every question has every key.
inline void write_question(JsonWriter& json, const Question& q) {
    const auto only_number = [&](double value) { return q.type == FindingType::number ? std::optional(value) : std::nullopt; };
    json.text("id", q.id).text("ask", q.ask).text("why", q.why).text("type", word(q.type));
    json.objects("options", q.options, [&](const QuestionOption& o) { json.text("id", o.id).text("label", o.label); });
    json.text_or_null("unit", q.unit).number_or_null("min", only_number(q.min)).number_or_null("max", only_number(q.max));
    json.boolean("whole", q.whole).texts("check", q.check).boolean("red_flag", q.red_flag);
    json.boolean("can_say_none", q.can_say_none);
}

}  // namespace render_detail

TRIAGE_BODY std::string render_json(const Assessment& a, bool several_lines) {
    using namespace render_detail;
    JsonWriter json(several_lines);
    json.open('{').text("schema", "triage.assessment/1").text_or_null("id", a.id);
    json.open("ruleset", '{').text("id", a.ruleset).text("version", a.version).text("digest", a.digest);
    json.text("review", a.review).close('}');
    json.open("disposition", '{').text("id", a.disposition.id).text("label", a.disposition.label);
    json.number("rank", a.disposition.rank).boolean("at_home", a.disposition.at_home);
    json.boolean("emergency", a.disposition.emergency).close('}').boolean("emergency_is_certain", a.emergency);
    json.open("possible", '{').text("least", a.possible_least).text("most", a.possible_most).close('}');
    json.open("leading", '{').text_or_null("pathway", a.leading.pathway).text("outcome", a.leading.outcome);
    json.text_or_null("condition", a.leading.condition).text("title", a.leading.title).text("say", a.leading.say);
    json.text("clinician", a.leading.clinician).boolean("raised", a.leading_raised).close('}');
    write_outcomes(json, "raised", a.raised, true);
    write_outcomes(json, "unsure", a.unsure, false);
    json.objects("cleared", a.cleared, [&](const ClearedPathway& c) {
        json.text("pathway", c.pathway).text("condition", c.condition);
        write_because(json, c.because);
    });
    const auto write_advice = [&](const AdviceItem& i) {
        json.text("id", i.id).text("kind", word(i.kind)).text("text", i.text).texts("sources", i.sources);
    };
    const auto write_question = [&](const OpenQuestion& q) {
        json.text("finding", q.finding).text("ask", q.ask).texts("check", q.check).text("if_no", q.if_no);
    };
    json.objects("open", a.open, [&](const OpenPathway& o) {
        json.text("pathway", o.pathway).text("condition", o.condition).text("most", o.most);
        json.texts("missing", o.missing).texts("missing_examiner", o.missing_examiner);
    });
    if (a.probable) {
        json.open("probable", '{').text("outcome", a.probable->outcome).text("condition", a.probable->condition);
        json.text("title", a.probable->title).text("disposition", a.probable->disposition);
        json.objects("advice", a.probable->advice, write_advice);
        write_safety_net(json, a.probable->safety_net);
        json.close('}');
        json.objects("resolve", a.resolve, write_question);
    }
    if (!a.unsettled.empty()) json.objects("unsettled", a.unsettled, write_question);
    json.text("summary", a.summary);
    json.objects("scores", a.scores, [&](const ScoreResult& s) {
        json.text("id", s.id).text("title", s.title).number("least", s.least).number("most", s.most);
    });
    json.objects("advice", a.advice, write_advice);
    json.objects("withheld", a.withheld, [&](const WithheldAdvice& w) {
        json.text("id", w.id).text("text", w.text).text("because", w.because).boolean("offered", w.offered);
        json.boolean("certain", w.certain);
    });
    json.texts("tests", a.tests);
    write_safety_net(json, a.safety_net);
    json.objects("would_change", a.would_change, [&](const WouldChange& w) {
        json.text("to", w.to).objects("answers", w.answers, [&](const Change& c) {
            json.text("finding", c.finding).text("from", c.from).text("to", c.to);
        });
    });
    json.texts("not_within_two_changes", a.not_within_two_changes);
    if (!a.not_searched_changes.empty()) json.texts("not_searched_changes", a.not_searched_changes);
    json.objects("sources", a.sources,
                 [&](const NamedSource& s) { json.text("id", s.id).text("cite", s.cite).boolean("judgement", s.judgement); });
    json.texts("not_asked", a.not_asked).texts("unknown", a.unknown);
    json.text_or_null("next_question", a.next_question.value_or(""));
    if (!a.conflicts.empty())
        json.objects("conflicts", a.conflicts, [&](const AnswerConflict& c) {
            json.text("finding", c.finding).text("said", c.said).text("implied", c.implied);
        });
    if (a.contradicts) json.boolean("contradicts_assumption", true);
    json.text("disclaimer", disclaimer(a.review)).close('}');
    return json.str() + "\n";
}

TRIAGE_BODY std::string render_json(const Screen& screen) {
    using namespace render_detail;
    JsonWriter json(true);
    json.open('{').text("schema", "triage.screen/1");
    if (screen.group)
        json.object("group", [&] { write_group(json, *screen.group); });
    else
        json.key("group").null();
    json.objects("questions", screen.questions, [&](const Question& q) { write_question(json, q); });
    json.number("screens_left", screen.screens_left).close('}');
    return json.str() + "\n";
}

TRIAGE_BODY std::string render_json(const RuleSet& rules) {
    using namespace render_detail;
    const RuleDocument& doc = rules.document();
    JsonWriter json(true);
    json.open('{').text("schema", "triage.rules/1").text("id", rules.id()).text("version", rules.version());
    json.text("title", rules.title()).text("language", doc.language.value).text("scope", doc.scope.value);
    json.text("digest", rules.digest()).text("review", doc.review).text("disclaimer", disclaimer(doc.review));
    Rank rank = static_cast<Rank>(doc.dispositions.size());
    json.objects("dispositions", doc.dispositions, [&](const Disposition& d) {
        json.text("id", d.id.value).text("label", d.label.value);
        json.number_or_null("within_hours", d.within_hours ? std::optional(d.within_hours->value) : std::nullopt);
        json.boolean("at_home", d.at_home).boolean("emergency", rules.compiled().emergency(--rank));
    });
    std::vector<ScreenGroup> groups;
    for (const Finding& f : doc.findings)
        if (std::none_of(groups.begin(), groups.end(), [&](const ScreenGroup& g) { return g.id == f.group.value; }))
            groups.push_back(group_words(rules, f.group.value));
    json.objects("groups", groups, [&](const ScreenGroup& g) { write_group(json, g); });
    json.objects("pathways", doc.pathways, [&](const Pathway& p) {
        json.text("id", p.id.value).text("title", p.title.value).boolean("red_flag", p.red_flag);
    });
    json.open("findings", '[');
    for (FindingId f{0}; f < doc.findings.size(); ++f) {
        json.open('{');
        write_question(json, question_of(rules, f));
        json.text("clinical", doc.findings[f].clinical.value).text("group", doc.findings[f].group.value);
        json.boolean("examiner", doc.findings[f].examiner).boolean("fixed", doc.findings[f].fixed).close('}');
    }
    json.close(']').close('}');
    return json.str() + "\n";
}

TRIAGE_BODY std::string render_json(const Restored& restored) {
    JsonWriter json(true);
    json.open('{').text("schema", "triage.restored/1").text_or_null("id", restored.id);
    json.open("ruleset", '{').text_or_null("id", restored.ruleset).text_or_null("version", restored.version);
    json.text_or_null("digest", restored.digest).close('}').boolean("same_rules", restored.same_rules);
    json.objects("lost", restored.lost, [&](const LostAnswer& lost) {
        json.text("finding", lost.finding).text("value", lost.value).text("why", word(lost.why));
        json.text_or_null("now", lost.now).text("message", lost.problem.text());
    });
    json.close('}');
    return json.str() + "\n";
}

TRIAGE_BODY std::string render_json(const std::vector<Diagnostic>& problems) {
    JsonWriter json(true);
    json.open('{').text("schema", "triage.problems/1");
    json.objects("problems", problems, [&](const Diagnostic& d) {
        json.text("code", d.code).text("message", d.message).text("hint", d.hint).text("file", d.file);
        json.number("line", d.line).number("column", d.column).boolean("error", d.severity == Severity::error);
    });
    json.close('}');
    return json.str() + "\n";
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
