// SPDX-License-Identifier: Apache-2.0
#include "digest.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "document_json.hpp"

namespace triage {

namespace {

class Canonical : private DocumentJson {
public:
    [[nodiscard]] std::string run(const RuleDocument& d) {
        json_.open('{');
        text("id", d.id);
        text("version", d.version);
        text("title", d.title);
        text("language", d.language);
        text("scope", d.scope);
        text("otherwise", d.otherwise);
        dispositions(d.dispositions);
        list("sources", d.sources, [&](const Source& x) {
            text("id", x.id);
            text("cite", x.cite);
            flag("judgement", x.judgement);
        });
        list("conditions", d.conditions, [&](const MedicalCondition& x) {
            text("id", x.id);
            text("label", x.label);
        });
        list("findings", d.findings, [&](const Finding& x) { finding(x); });
        list("implies", d.implies, [&](const Implication& x) {
            condition("when", x.when);
            list("set", x.sets, [&](const Implication::Set& s) {
                text("finding", s.finding);
                text("value", s.value);
            });
        });
        list("criteria", sorted(d.criteria), [&](const Criteria& x) {
            text("id", x.id);
            text("title", x.title);
            condition("if", x.when);
            texts("sources", x.sources);
        });
        list("scores", sorted(d.scores), [&](const Score& x) {
            text("id", x.id);
            text("title", x.title);
            texts("sources", x.sources);
            list("items", x.items, [&](const ScoreItem& item) {
                json_.key("points").number(item.points.value);
                condition("if", item.when);
                text("because", item.because);
            });
        });
        list("pathways", d.pathways, [&](const Pathway& x) {
            text("id", x.id);
            text("title", x.title);
            text("condition", x.condition);
            flag("red_flag", x.red_flag);
            text("unsure", x.unsure);
            texts("withhold", x.withhold);
            steps(x.steps);
            text("review", x.review);
        });
        list("outcomes", d.outcomes, [&](const Outcome& x) { outcome(x); });
        list("advice", d.advice, [&](const Advice& x) {
            text("id", x.id);
            json_.key("kind").number(static_cast<int>(x.kind));
            text("say", x.say);
            texts("sources", x.sources);
            if (x.withhold_when) condition("withhold_when", *x.withhold_when);
            text("review", x.review);
        });
        list("safety", d.safety, [&](const SafetyProperty& x) {
            text("id", x.id);
            text("hazard", x.hazard);
            condition("when", x.when);
            json_.key("require").number(static_cast<int>(x.require));
            text("target", x.target);
        });
        list("assume", d.assume, [&](const Assumption& x) {
            condition("when", x.when);
            text("because", x.because);
        });
        list("plans", d.plans, [&](const Plan& x) { plan(x); });
        json_.close('}');
        return json_.str();
    }

private:
    template <class Items>
    [[nodiscard]] static std::vector<typename Items::value_type> sorted(const Items& items) {
        std::vector<typename Items::value_type> out(items.begin(), items.end());
        std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.id.value < b.id.value; });
        return out;
    }
    void finding(const Finding& x) {
        text("id", x.id);
        json_.key("type").number(static_cast<int>(x.type));
        if (x.type == FindingType::yes_no) json_.key("polarity").number(static_cast<int>(x.polarity));
        flag("red_flag", x.red_flag);
        flag("examiner", x.examiner);
        text("group", x.group);
        text("ask", x.ask);
        text("clinical", x.clinical);
        text("why", x.why);
        text("unit", x.unit);
        texts("options", x.options);
        if (x.type == FindingType::number) json_.key("min").number(x.min.value).key("max").number(x.max.value);
        text("review", x.review);
    }
    void condition(const char* key, const Condition& c) {
        json_.key(key);
        condition(c);
    }
    void condition(const Condition& c) {
        json_.open('{').key("form").number(static_cast<int>(c.form));
        text("name", c.name);
        texts("options", c.options);
        bounds(c);
        if (!c.items.empty()) {
            json_.key("items").open('[');
            for (const Condition& item : c.items) condition(item);
            json_.close(']');
        }
        json_.close('}');
    }
    void branch(const char* key, const Branch& b) {
        if (b.kind == Branch::Kind::next) return;
        json_.key(key).open('{').key("kind").number(static_cast<int>(b.kind));
        text("outcome", b.outcome);
        if (b.kind == Branch::Kind::steps) steps(b.steps);
        json_.close('}');
    }
    void steps(const std::vector<Step>& all) {
        list("steps", all, [&](const Step& s) {
            text("id", s.id);
            condition("if", s.when);
            text("because", s.because);
            texts("sources", s.sources);
            branch("then", s.then);
            branch("else", s.otherwise);
            branch("unknown", s.unknown);
            text("review", s.review);
        });
    }
    void plan(const Plan& x) {
        text("id", x.id);
        text("title", x.title);
        texts("conditions", x.conditions);
        text("say", x.say);
        list("entry", x.entry, [&](const EntryCriterion& e) {
            condition("if", e.when);
            text("text", e.text);
            texts("sources", e.sources);
        });
        list("stages", x.stages, [&](const PlanStage& s) {
            text("id", s.id);
            text("title", s.title);
            json_.key("weeks").number(s.weeks.value);
            flag("needs_entry", s.needs_entry);
            if (s.grow_percent) json_.key("grow_percent").number(s.grow_percent->value);
            sessions(s);
            texts("strength", s.strength);
            text("advance", s.advance);
        });
        list("rules", x.rules, [&](const PlanRule& r) {
            json_.key("kind").number(static_cast<int>(r.kind));
            text("text", r.text);
        });
        text("progression", x.progression);
        texts("afterwards", x.afterwards);
        texts("sources", x.sources);
        text("review", x.review);
    }
    void outcome(const Outcome& x) {
        text("id", x.id);
        text("condition", x.condition);
        text("disposition", x.disposition);
        text("title", x.title);
        text("say", x.say);
        text("clinician", x.clinician);
        texts("tests", x.tests);
        texts("advise", x.advise);
        const auto remark = [&](const Remark& r) {
            condition("if", r.when);
            text("text", r.text);
        };
        list("speaks_for", x.speaks_for, remark);
        list("speaks_against", x.speaks_against, remark);
        safety_net(x.safety_net);
        texts("sources", x.sources);
        text("review", x.review);
    }
};

}  // namespace

std::string canonical_json(const RuleDocument& document) { return Canonical().run(document); }

std::string digest_of(const RuleDocument& document) { return sha256(canonical_json(document)); }

std::string sha256(std::string_view text) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    if (EVP_Digest(text.data(), text.size(), bytes, &length, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available");
    std::string out = "sha256:";
    for (unsigned int i = 0; i < length; ++i) {
        constexpr const char* hex = "0123456789abcdef";
        out += hex[bytes[i] >> 4U];
        out += hex[bytes[i] & 15U];
    }
    return out;
}

}  // namespace triage
