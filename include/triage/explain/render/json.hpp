// SPDX-License-Identifier: Apache-2.0
// JSON out: a small writer, and the assessment in the stable form triage.assessment/1.
// Refuses invalid JSON: every text is escaped, bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <triage/explain/assessment.hpp>
#include <triage/model/answer.hpp>
#include <triage/model/utf8.hpp>

namespace triage {

/// A JSON string literal with its quotes.
[[nodiscard]] inline std::string json_string(std::string_view text) {
    constexpr const char* hex = "0123456789abcdef";
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        const std::size_t length = utf8_length(text, i);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += "\\u00";
            out += hex[static_cast<unsigned char>(c) >> 4U];
            out += hex[static_cast<unsigned char>(c) & 15U];
        } else if (length == 0) {
            out += "\xEF\xBF\xBD";
        } else {
            out += text.substr(i, length);
        }
        i += length == 0 ? 1 : length;
    }
    return out + '"';
}

/// Writes JSON on one line, or over several with an indent of two; keeps the commas.
///
///     JsonWriter json; json.open('{'); json.key("id").text("c-1"); json.close('}');  // {"id": "c-1"}
class JsonWriter {
public:
    explicit JsonWriter(bool several_lines = false) : several_lines_(several_lines) {}
    JsonWriter& open(char bracket) {
        separate();
        out_ += bracket;
        ++depth_;
        first_ = true;
        return *this;
    }
    JsonWriter& close(char bracket) {
        const bool broken = several_lines_ && depth_ <= broken_levels && !first_;
        --depth_;
        if (broken) new_line();
        out_ += bracket;
        first_ = false;
        return *this;
    }
    JsonWriter& key(std::string_view name) {
        separate();
        out_ += json_string(name) + ": ";
        after_key_ = true;
        return *this;
    }
    JsonWriter& text(std::string_view value) { return raw(json_string(value)); }
    JsonWriter& number(double value) { return raw(shortest(value)); }
    JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
    JsonWriter& null() { return raw("null"); }
    JsonWriter& texts(const std::vector<std::string>& all) {
        open('[');
        for (const std::string& t : all) text(t);
        return close(']');
    }
    [[nodiscard]] const std::string& str() const { return out_; }

private:
    JsonWriter& raw(std::string_view value) {
        separate();
        out_ += value;
        return *this;
    }
    void separate() {
        if (after_key_) {
            after_key_ = false;
            return;
        }
        if (depth_ == 0) return;
        const bool broken = several_lines_ && depth_ <= broken_levels;
        if (!first_) out_ += broken ? "," : ", ";
        if (broken) new_line();
        first_ = false;
    }
    void new_line() { out_ += "\n" + std::string(static_cast<std::size_t>(depth_) * 2, ' '); }

    static constexpr int broken_levels = 2;  // what is deeper stays on one line
    std::string out_;
    int depth_ = 0;
    bool first_ = true, after_key_ = false, several_lines_;
};

namespace render_detail {

inline const char* kind_text(AdviceKind kind) {
    return kind == AdviceKind::action ? "do" : kind == AdviceKind::avoid ? "avoid" : "seek_help";
}

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

/// The assessment as `triage.assessment/1`, on several lines, ending in a newline. Keys come in a fixed order.
[[nodiscard]] inline std::string render_json(const Assessment& a, bool several_lines = true) {
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
            .text(kind_text(i.kind))
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
