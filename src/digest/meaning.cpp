// SPDX-License-Identifier: Apache-2.0
#include "meaning.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <triage/review/sign_off.hpp>

#include "digest.hpp"
#include "document_json.hpp"
#include "gathered.hpp"

namespace triage {

namespace {

// Words, not the numbers of enums: these stand in review files for years.
constexpr const char* forms[] = {"finding", "choice", "number", "all", "any", "not", "unless", "at_least", "score", "criteria"};
constexpr const char* types[] = {"yes_no", "choice", "number"};
constexpr const char* polarities[] = {"worrying", "reassuring", "context"};
constexpr const char* branches[] = {"next", "clear", "outcome", "floor", "steps"};
constexpr const char* kinds[] = {"do", "avoid", "seek_help"};
constexpr const char* demands[] = {"disposition_at_least", "raised", "withheld", "not_at_home"};
constexpr const char* plan_rules[] = {"hold", "step_back", "stop"};

template <class T, std::size_t N>
const char* word(const char* const (&words)[N], T value) {
    return words[static_cast<std::size_t>(value)];
}

class Meaning : private DocumentJson {
public:
    explicit Meaning(const RuleDocument& document)
        : doc_(document),
          findings_(document.findings),
          criteria_(document.criteria),
          scores_(document.scores),
          outcomes_(document.outcomes),
          advice_(document.advice),
          withheld_(document.advice),
          sources_(document.sources),
          conditions_(document.conditions) {
        json_.open('{').key("meaning").text("triage-meaning/1");
    }

    [[nodiscard]] std::string pathway(const Pathway& p) {
        json_.key("pathway").open('{');
        text("id", p.id);
        text("title", p.title);
        medical_condition("condition", p.condition);
        flag("red_flag", p.red_flag);
        outcome_name("unsure", p.unsure);
        json_.key("withhold").open('[');
        for (const std::string& id : sorted(p.withhold)) json_.text(id);
        json_.close(']');
        for (const Text& id : p.withhold) (void)withheld_.name(id.value);
        steps(p.steps);
        json_.close('}');
        return rest();
    }

    [[nodiscard]] std::string frame() {
        text("id", doc_.id);
        text("title", doc_.title);
        text("language", doc_.language);
        text("scope", doc_.scope);
        json_.key("pathways").open('[');  // their order is the order of questions, and decides who leads
        for (const Pathway& p : doc_.pathways) json_.text(p.id.value);
        json_.close(']');
        outcome_name("otherwise", doc_.otherwise);
        list("safety", by_id(doc_.safety), [&](const SafetyProperty* s) {
            text("id", s->id);
            text("hazard", s->hazard);
            condition("when", s->when);
            json_.key("require").text(word(demands, s->require));
            text("target", s->target);
        });
        list("assume", doc_.assume, [&](const Assumption& a) {
            condition("when", a.when);
            text("because", a.because);
        });
        list("plans", by_id(doc_.plans), [&](const Plan* p) { plan(*p); });
        return rest();
    }

private:
    // Whatever was named so far, and what that names in turn. Outcomes name advice, advice and implications name findings.
    [[nodiscard]] std::string rest() {
        dispositions(doc_.dispositions);
        list("outcomes", outcomes_.named(), [&](const Outcome* o) { outcome(*o); });
        list("advice", advice_.named(), [&](const Advice* a) {
            text("id", a->id);
            json_.key("kind").text(word(kinds, a->kind));
            text("say", a->say);
            sources(a->sources);
            if (a->withhold_when) condition("withhold_when", *a->withhold_when);
        });
        list("withheld", withheld_.named(), [&](const Advice* a) {
            text("id", a->id);
            text("say", a->say);
        });
        // A name that is met while one of these is written may come before it in the order, so they are gathered first.
        gather_implications();
        list("criteria", criteria_.named(), [&](const Criteria* c) {
            text("id", c->id);
            text("title", c->title);
            condition("if", c->when);
            sources(c->sources);
        });
        list("scores", scores_.named(), [&](const Score* s) {
            text("id", s->id);
            text("title", s->title);
            sources(s->sources);
            list("items", s->items, [&](const ScoreItem& item) {
                json_.key("points").number(item.points.value);
                condition("if", item.when);
                text("because", item.because);
            });
        });
        list("implies", implied_, [&](const auto& entry) {
            json_.key("finding").text(entry.first);
            list("by", entry.second, [&](const Implied& by) {
                condition("when", by.implication->when);
                text("value", by.set->value);
            });
        });
        list("findings", findings_.named(), [&](const Finding* f) { finding(*f); });
        list("conditions", conditions_.named(), [&](const MedicalCondition* c) {
            text("id", c->id);
            text("label", c->label);
        });
        list("sources", sources_.named(), [&](const Source* s) {
            text("id", s->id);
            text("cite", s->cite);
            flag("judgement", s->judgement);
        });
        json_.close('}');
        return json_.str();
    }

    struct Implied {
        const Implication* implication;
        const Implication::Set* set;
    };

    // Implications of one finding keep their order: of two that clash the first holds.
    void gather_implications() {
        for (bool more = true; more;) {
            more = false;
            for (const Finding* f : findings_.named()) {
                if (implied_.count(f->id.value) != 0) continue;
                for (const Implication& i : doc_.implies)
                    for (const Implication::Set& s : i.sets)
                        if (s.finding.value == f->id.value) {
                            implied_[f->id.value].push_back({&i, &s});
                            name_all(i.when);
                            more = true;
                        }
            }
        }
    }

    // Everything that a condition refers to, and what that refers to.
    void name_all(const Condition& c) {
        if (c.form == Condition::Form::criteria) {
            if (const Criteria* named = criteria_.name(c.name.value)) {
                name_all(named->when);
                for (const Text& s : named->sources) (void)sources_.name(s.value);
            }
        } else if (c.form == Condition::Form::score) {
            if (const Score* named = scores_.name(c.name.value)) {
                for (const ScoreItem& item : named->items) name_all(item.when);
                for (const Text& s : named->sources) (void)sources_.name(s.value);
            }
        } else {
            (void)findings_.name(c.name.value);
        }
        for (const Condition& item : c.items) name_all(item);
    }

    void condition(const char* key, const Condition& c) {
        name_all(c);
        json_.key(key);
        write(c);
    }
    void write(const Condition& c) {
        json_.open('{').key("form").text(word(forms, c.form));
        text("name", c.name);
        if (!c.options.empty()) {
            json_.key("options").open('[');
            for (const std::string& id : sorted(c.options)) json_.text(id);
            json_.close(']');
        }
        bounds(c);
        if (!c.items.empty()) {
            json_.key("items").open('[');
            for (const Condition& item : c.items) write(item);
            json_.close(']');
        }
        json_.close('}');
    }

    void steps(const std::vector<Step>& all) {
        list("steps", all, [&](const Step& s) {
            text("id", s.id);
            condition("if", s.when);
            text("because", s.because);
            sources(s.sources);
            branch("then", s.then);
            branch("else", s.otherwise);
            branch("unknown", s.unknown);
        });
    }
    void branch(const char* key, const Branch& b) {
        if (b.kind == Branch::Kind::next) return;
        json_.key(key).open('{').key("kind").text(word(branches, b.kind));
        outcome_name("outcome", b.outcome);
        if (b.kind == Branch::Kind::steps) steps(b.steps);
        json_.close('}');
    }

    void outcome_name(const char* key, const Text& id) {
        if (id.value.empty()) return;
        text(key, id);
        const Outcome* o = outcomes_.name(id.value);
        if (o == nullptr) return;
        for (const Text& a : o->advise) (void)advice_.name(a.value);
    }
    void outcome(const Outcome& o) {
        text("id", o.id);
        medical_condition("condition", o.condition);
        text("disposition", o.disposition);
        text("title", o.title);
        text("say", o.say);
        text("clinician", o.clinician);
        texts("tests", o.tests);
        texts("advise", o.advise);
        const auto remark = [&](const Remark& r) {
            condition("if", r.when);
            text("text", r.text);
        };
        list("speaks_for", o.speaks_for, remark);
        list("speaks_against", o.speaks_against, remark);
        safety_net(o.safety_net);
        sources(o.sources);
    }

    void finding(const Finding& f) {
        text("id", f.id);
        json_.key("type").text(word(types, f.type));
        if (f.type == FindingType::yes_no) json_.key("polarity").text(word(polarities, f.polarity));
        flag("red_flag", f.red_flag);
        flag("examiner", f.examiner);
        text("ask", f.ask);
        text("clinical", f.clinical);
        text("why", f.why);
        text("unit", f.unit);
        texts("options", f.options);
        if (f.type == FindingType::number) json_.key("min").number(f.min.value).key("max").number(f.max.value);
    }

    void plan(const Plan& p) {
        text("id", p.id);
        text("title", p.title);
        texts("conditions", p.conditions);
        text("say", p.say);
        list("entry", p.entry, [&](const EntryCriterion& e) {
            condition("if", e.when);
            text("text", e.text);
            sources(e.sources);
        });
        list("stages", p.stages, [&](const PlanStage& s) {
            text("id", s.id);
            text("title", s.title);
            json_.key("weeks").number(s.weeks.value);
            flag("needs_entry", s.needs_entry);
            if (s.grow_percent) json_.key("grow_percent").number(s.grow_percent->value);
            sessions(s);
            texts("strength", s.strength);
            text("advance", s.advance);
        });
        list("rules", p.rules, [&](const PlanRule& r) {
            json_.key("kind").text(word(plan_rules, r.kind));
            text("text", r.text);
        });
        text("progression", p.progression);
        texts("afterwards", p.afterwards);
        sources(p.sources);
    }

    void medical_condition(const char* key, const Text& id) {
        text(key, id);
        (void)conditions_.name(id.value);
    }
    void sources(const std::vector<Text>& all) {
        if (all.empty()) return;
        json_.key("sources").open('[');
        for (const std::string& id : sorted(all)) {
            json_.text(id);
            (void)sources_.name(id);
        }
        json_.close(']');
    }
    [[nodiscard]] static std::vector<std::string> sorted(const std::vector<Text>& all) {
        std::vector<std::string> out;
        for (const Text& t : all) out.push_back(t.value);
        std::sort(out.begin(), out.end());
        return out;
    }
    template <class Item>
    [[nodiscard]] static std::vector<const Item*> by_id(const std::vector<Item>& all) {
        std::vector<const Item*> out;
        for (const Item& item : all) out.push_back(&item);
        std::sort(out.begin(), out.end(), [](const Item* a, const Item* b) { return a->id.value < b->id.value; });
        return out;
    }

    const RuleDocument& doc_;
    Gathered<Finding> findings_;
    Gathered<Criteria> criteria_;
    Gathered<Score> scores_;
    Gathered<Outcome> outcomes_;
    Gathered<Advice> advice_, withheld_;
    Gathered<Source> sources_;
    Gathered<MedicalCondition> conditions_;
    std::map<std::string, std::vector<Implied>> implied_;
};

}  // namespace

std::string meaning_of(const RuleDocument& document, const Pathway& pathway) { return Meaning(document).pathway(pathway); }
std::string meaning_of_frame(const RuleDocument& document) { return Meaning(document).frame(); }

std::string pathway_digest(const RuleDocument& document, std::string_view pathway) {
    for (const Pathway& p : document.pathways)
        if (p.id.value == pathway) return sha256(meaning_of(document, p));
    return {};
}

std::string frame_digest(const RuleDocument& document) { return sha256(meaning_of_frame(document)); }

}  // namespace triage
