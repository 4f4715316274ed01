// SPDX-License-Identifier: Apache-2.0
// A rule document as a flat list of what is written where, so that two of them can be compared part by part.
// Refuses to skip a part: whatever the digest of a document sees is in the list.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diff/condition_text.hpp>
#include <triage/review/diff/rule_diff.hpp>
#include <triage/text/text.hpp>

namespace triage::diff_detail {

using WrittenKind = WrittenChange::Kind;

/// One part: a text, a flag, a list or a condition.
struct WrittenPart {
    WrittenKind kind = WrittenKind::other;
    std::string section, id, part;
    std::string text;
    Mark at;
    const Condition* condition = nullptr;

    [[nodiscard]] std::string where() const { return section + (id.empty() ? "" : "." + id) + (part.empty() ? "" : "." + part); }
};

/// Lists the parts of one document; the document must outlive the list.
class WrittenParts {
public:
    explicit WrittenParts(const RuleDocument& d) {
        identity(d);
        for (const Finding& f : d.findings) finding(f);
        for (const Criteria& c : d.criteria) {
            in("criteria", c.id);
            condition("if", c.when), text("title", c.title), sources(c.sources);
        }
        for (const Score& s : d.scores) score(s);
        std::map<std::string, std::size_t> implied;
        for (const Implication& i : d.implies)
            for (const Implication::Set& s : i.sets) {
                in("implies", s.finding);
                id_ += " " + std::to_string(++implied[s.finding.value]);
                condition("when", i.when), logic("set", s.value.value, s.value.at);
            }
        for (const Pathway& p : d.pathways) pathway(p);
        for (const Outcome& o : d.outcomes) outcome(o);
        for (const Advice& a : d.advice) {
            in("advice", a.id);
            logic("kind", a.kind == AdviceKind::action ? "do" : a.kind == AdviceKind::avoid ? "avoid" : "seek_help", a.id.at);
            if (a.withhold_when) condition("withhold_when", *a.withhold_when);
            text("say", a.say), sources(a.sources), other("review", a.review);
        }
        std::size_t n = 0;
        for (const Assumption& a : d.assume) {
            section_ = "assume", id_ = std::to_string(++n);
            condition("when", a.when), text("because", a.because);
        }
        for (const SafetyProperty& s : d.safety) {
            in("safety", s.id);
            add(WrittenKind::other, "when", condition_text(s.when), s.when.at, &s.when);
            constexpr const char* names[] = {"disposition at_least ", "raised ", "withheld ", "not_at_home"};
            add(WrittenKind::other, "require", names[static_cast<std::size_t>(s.require)] + s.target.value, s.id.at);
            other("hazard", s.hazard);
        }
        for (const Plan& p : d.plans) plan(p);
    }
    [[nodiscard]] const std::vector<WrittenPart>& all() const { return all_; }

private:
    void in(const char* section, const Text& id) { section_ = section, id_ = id.value, at_ = id.at; }
    void add(WrittenKind kind, const std::string& part, std::string text, Mark at, const Condition* c = nullptr) {
        if (!text.empty()) all_.push_back({kind, section_, id_, part, std::move(text), at, c});
    }
    void logic(const std::string& part, const std::string& text, Mark at) { add(WrittenKind::logic, part, text, at); }
    void condition(const std::string& part, const Condition& c) { add(WrittenKind::logic, part, condition_text(c), c.at, &c); }
    void text(const std::string& part, const Text& t) { add(WrittenKind::wording, part, t.value, t.at); }
    void other(const std::string& part, const Text& t) { add(WrittenKind::other, part, t.value, t.at); }
    void flag(WrittenKind kind, const std::string& part, bool value) {
        if (value) add(kind, part, "true", at_);
    }
    void list(WrittenKind kind, const std::string& part, const std::vector<Text>& all) {
        std::vector<std::string> words;
        for (const Text& t : all) words.push_back(t.value);
        if (!all.empty()) add(kind, part, joined(words, kind == WrittenKind::wording ? " | " : ", "), all[0].at);
    }
    void sources(const std::vector<Text>& all) { list(WrittenKind::source, "sources", all); }

    void identity(const RuleDocument& d) {
        section_ = "ruleset";
        for (const auto& [part, t] : {std::pair{"id", &d.id}, {"version", &d.version}, {"language", &d.language}})
            other(part, *t);
        text("title", d.title), text("scope", d.scope), logic("otherwise", d.otherwise.value, d.otherwise.at);
        add(WrittenKind::other, "review", d.review, {});
        std::vector<Text> order;
        for (const Pathway& p : d.pathways) order.push_back(p.id);
        list(WrittenKind::other, "order of pathways", order);
        order.clear();
        for (const Finding& f : d.findings) order.push_back(f.id);
        list(WrittenKind::other, "order of findings", order);
        order.clear();
        for (const Disposition& x : d.dispositions) order.push_back(x.id);
        list(WrittenKind::logic, "order of dispositions", order);
        for (const Disposition& x : d.dispositions) {
            in("dispositions", x.id);
            text("label", x.label);
            if (x.has_within_hours) add(WrittenKind::wording, "within_hours", shortest(x.within_hours.value), x.within_hours.at);
            flag(WrittenKind::logic, "at_home", x.at_home), flag(WrittenKind::other, "red_flag_floor", x.red_flag_floor);
        }
        for (const Source& s : d.sources) {
            in("sources", s.id);
            add(WrittenKind::source, "cite", s.cite.value, s.cite.at), flag(WrittenKind::source, "judgement", s.judgement);
        }
        for (const MedicalCondition& c : d.conditions) in("conditions", c.id), text("label", c.label);
    }
    void finding(const Finding& f) {
        constexpr const char* types[] = {"yes_no", "choice", "number"};
        constexpr const char* polarities[] = {"worrying", "reassuring", "context"};
        in("findings", f.id);
        logic("type", types[static_cast<std::size_t>(f.type)], f.id.at);
        list(WrittenKind::logic, "options", f.options);
        if (f.type == FindingType::number) logic("range", shortest(f.min.value) + " to " + shortest(f.max.value), f.min.at);
        flag(WrittenKind::logic, "examiner", f.examiner);
        add(WrittenKind::other, "polarity", polarities[static_cast<std::size_t>(f.polarity)], f.id.at);
        flag(WrittenKind::other, "red_flag", f.red_flag);
        text("ask", f.ask), text("clinical", f.clinical), text("why", f.why), text("unit", f.unit);
        other("group", f.group), other("review", f.review);
    }
    void score(const Score& s) {
        in("scores", s.id);
        text("title", s.title), sources(s.sources);
        for (std::size_t i = 0; i < s.items.size(); ++i) {
            const std::string item = "items " + std::to_string(i + 1);
            logic(item + ".points", shortest(s.items[i].points.value), s.items[i].points.at);
            condition(item + ".if", s.items[i].when), text(item + ".because", s.items[i].because);
        }
    }
    void pathway(const Pathway& p) {
        in("pathways", p.id);
        text("title", p.title), other("condition", p.condition), logic("unsure", p.unsure.value, p.unsure.at);
        flag(WrittenKind::other, "red_flag", p.red_flag), list(WrittenKind::logic, "withhold", p.withhold),
            other("review", p.review);
        steps("steps", p.steps);
    }
    void steps(const std::string& part, const std::vector<Step>& all) {
        std::vector<Text> order;
        for (const Step& s : all) order.push_back(s.id);
        list(WrittenKind::logic, part, order);
        for (const Step& s : all) {
            const std::string step = "steps." + s.id.value;
            condition(step + ".if", s.when), text(step + ".because", s.because);
            list(WrittenKind::source, step + ".sources", s.sources), other(step + ".review", s.review);
            for (const auto& [name, b] : {std::pair{".then", &s.then}, {".else", &s.otherwise}, {".unknown", &s.unknown}}) {
                constexpr const char* kinds[] = {"next", "clear", "", "floor ", "steps"};
                logic(step + name, kinds[static_cast<std::size_t>(b->kind)] + b->outcome.value,
                      b->at.line == 0 ? s.id.at : b->at);
                if (b->kind == Branch::Kind::steps) steps(step + name + ".steps", b->steps);
            }
        }
    }
    void remarks(const char* part, const std::vector<Remark>& all) {
        std::vector<std::string> words;
        for (const Remark& r : all) words.push_back(r.text.value + " (if " + condition_text(r.when) + ")");
        if (!all.empty()) add(WrittenKind::wording, part, joined(words, " | "), all[0].text.at);
    }
    void outcome(const Outcome& o) {
        in("outcomes", o.id);
        logic("disposition", o.disposition.value, o.disposition.at), list(WrittenKind::logic, "advise", o.advise);
        other("condition", o.condition), text("title", o.title), text("say", o.say), text("clinician", o.clinician);
        list(WrittenKind::wording, "tests", o.tests), sources(o.sources), other("review", o.review);
        remarks("speaks_for", o.speaks_for), remarks("speaks_against", o.speaks_against);
        if (!o.safety_net) return;
        const SafetyNet& net = *o.safety_net;
        text("safety_net.uncertainty", net.uncertainty), list(WrittenKind::wording, "safety_net.watch_for", net.watch_for);
        text("safety_net.get_help", net.get_help), text("safety_net.time_course", net.time_course);
        if (net.recheck_days)
            add(WrittenKind::wording, "safety_net.recheck_days", shortest(net.recheck_days->value), net.recheck_days->at);
    }
    void plan(const Plan& p) {
        in("plans", p.id);
        text("title", p.title), text("say", p.say), text("progression", p.progression), other("review", p.review),
            sources(p.sources);
        list(WrittenKind::other, "conditions", p.conditions), list(WrittenKind::wording, "afterwards", p.afterwards);
        for (std::size_t i = 0; i < p.entry.size(); ++i) {
            const std::string part = "entry " + std::to_string(i + 1);
            add(WrittenKind::other, part + ".if", condition_text(p.entry[i].when), p.entry[i].when.at, &p.entry[i].when);
            text(part + ".text", p.entry[i].text), list(WrittenKind::source, part + ".sources", p.entry[i].sources);
        }
        std::vector<Text> order;
        for (const PlanStage& s : p.stages) order.push_back(s.id);
        list(WrittenKind::other, "stages", order);
        for (const PlanStage& s : p.stages) {
            const std::string part = "stages." + s.id.value;
            text(part + ".title", s.title), text(part + ".advance", s.advance),
                list(WrittenKind::wording, part + ".strength", s.strength);
            std::string facts = "weeks " + shortest(s.weeks.value) + (s.needs_entry ? ", needs entry" : "");
            if (s.grow_percent) facts += ", grows " + shortest(s.grow_percent->value) + " %";
            for (const PlanSession& one : s.sessions) {
                facts += "; days";
                for (const Number& day : one.days) facts += " " + shortest(day.value);
                facts += ": " + one.activity.value + ", " + shortest(one.minutes.value) + " minutes, " + one.intensity.value;
            }
            add(WrittenKind::other, part, facts, s.id.at);
        }
        constexpr const char* kinds[] = {"hold: ", "step back: ", "stop: "};
        for (std::size_t i = 0; i < p.rules.size(); ++i)
            add(WrittenKind::wording, "rules " + std::to_string(i + 1),
                kinds[static_cast<std::size_t>(p.rules[i].kind)] + p.rules[i].text.value, p.rules[i].text.at);
    }

    std::string section_, id_;
    Mark at_;
    std::vector<WrittenPart> all_;
};

}  // namespace triage::diff_detail
