// SPDX-License-Identifier: Apache-2.0
#include "digest.hpp"

#include <openssl/evp.h>

#include <map>
#include <stdexcept>
#include <vector>

#include <triage/model/references.hpp>

#include "document_json.hpp"

namespace triage {

namespace {

class Meaning : public DocumentJson {
public:
    Meaning(const RuleDocument& document, Form form) : DocumentJson(form), doc_(document), decision_(form == Form::decision) {
        json_.key("meaning").text(decision_ ? "triage-decision/1" : "triage-meaning/1");
    }

    [[nodiscard]] std::string pathway(const Pathway& p) {
        reach_.emplace("pathways." + p.id.value, "");
        (*this)(Use::logic, "pathway", p);
        return rest();
    }
    /// What was written, as "section.id", each with what it was met through.
    [[nodiscard]] std::map<std::string, std::string> reach() && { return std::move(reach_); }
    [[nodiscard]] std::string frame() {
        describe_identity(doc_, *this);
        json_.key("pathways").open('[');  // their order is the order of questions, and decides who leads
        for (const Pathway& p : doc_.pathways) json_.text(p.id.value);
        json_.close(']');
        (*this)(Use::wording, "groups", doc_.groups);
        (*this)(Use::logic, "assume", doc_.assume);
        through("a safety property", [&] { (*this)(Use::other, "safety", by_id(doc_.safety)); });
        (*this)(Use::other, "hazards", by_id(doc_.hazards));
        through("a plan", [&] { (*this)(Use::other, "plans", by_id(doc_.plans)); });
        return rest();
    }

private:
    void named(Use use, const std::string& id) override {
        if (use == Use::id && !kind_.empty()) through_ = kind_ + " " + id;
        if (use == Use::outcome) meet("outcomes.", refers_.outcomes.name(id));
        if (use == Use::advice) meet("advice.", advice_.name(id));
        if (use == Use::withheld) withheld_.name(id);
        if (use == Use::sources) meet("sources.", sources_.name(id));
        if (use == Use::condition) meet("conditions.", conditions_.name(id));
    }
    void named(const Condition& c) override {
        const std::size_t criteria = refers_.criteria.met().size(), scores = refers_.scores.met().size(),
                          findings = refers_.findings.met().size();
        refers_.condition(c);
        meet_from("criteria.", refers_.criteria, criteria);
        meet_from("scores.", refers_.scores, scores);
        meet_from("findings.", refers_.findings, findings);
    }
    template <class Item>
    void meet(const char* section, const Item* item) {
        if (item != nullptr) reach_.emplace(section + item->id.value, through_);
    }
    template <class Item>
    void meet_from(const char* section, const Named<Item>& of, std::size_t first) {
        for (std::size_t i = first; i < of.met().size(); ++i) meet(section, of.met()[i]);
    }
    // Whatever `write` meets, it meets through this.
    template <class Write>
    void through(const std::string& what, Write&& write) {
        through_ = what;
        write();
        through_.clear();
    }
    // The same of a list whose items have ids: through the item.
    template <class Items>
    void each(const char* kind, const char* key, const Items& items) {
        kind_ = kind;
        (*this)(Use::logic, key, items);
        kind_.clear();
        through_.clear();
    }

    // Whatever was named so far, and what that names in turn: outcomes name advice, all of them name findings, and so on.
    [[nodiscard]] std::string rest() {
        (*this)(Use::logic, "dispositions", doc_.dispositions);
        each("outcome", "outcomes", refers_.outcomes.by_id());
        each("advice", "advice", advice_.by_id());
        if (!decision_) withheld();
        // A name that is met while one of these is written may come before it in the order, so they are gathered first.
        gather_implications();
        (*this)(Use::logic, "criteria", refers_.criteria.by_id());
        (*this)(Use::logic, "scores", refers_.scores.by_id());
        implications();
        (*this)(Use::logic, "findings", refers_.findings.by_id());
        (*this)(Use::wording, "conditions", conditions_.by_id());
        (*this)(Use::source, "sources", sources_.by_id());
        return take();
    }

    // A pathway that withholds an advice rests on its text, not on what it says of itself.
    void withheld() {
        if (withheld_.met().empty()) return;
        json_.objects("withheld", withheld_.by_id(),
                      [&](const Advice* a) { json_.text("id", a->id.value).text("say", a->say.value); });
    }

    struct Implied {
        const Implication* implication;
        const Implication::Set* set;
    };

    // Implications of one finding keep their order: of two that clash the first holds.
    void gather_implications() {
        // What an implication names joins the end of the list.
        for (std::size_t f = 0; f < refers_.findings.met().size(); ++f)
            for (const Implication& i : doc_.implies)
                for (const Implication::Set& s : i.sets)
                    if (s.finding.value == refers_.findings.met()[f]->id.value) {
                        implied_[s.finding.value].push_back({&i, &s});
                        through("what settles " + s.finding.value, [&] { named(i.when); });
                    }
    }
    void implications() {
        if (implied_.empty()) return;
        json_.objects("implies", implied_, [&](const auto& of_finding) {
            json_.text("finding", of_finding.first);
            json_.objects("by", of_finding.second, [&](const Implied& by) {
                (*this)(Use::logic, "when", by.implication->when);
                json_.text("value", by.set->value.value);
            });
        });
    }

    const RuleDocument& doc_;
    bool decision_;
    References refers_{doc_};
    Named<Advice> advice_{doc_.advice}, withheld_{doc_.advice};
    Named<Source> sources_{doc_.sources};
    Named<MedicalCondition> conditions_{doc_.conditions};
    std::map<std::string, std::vector<Implied>> implied_;
    std::map<std::string, std::string> reach_;
    std::string kind_, through_;  // of the list, and the item, that is being written
};

}  // namespace

std::string meaning_of(const RuleDocument& document, const Pathway& pathway) {
    return Meaning(document, DocumentJson::Form::meaning).pathway(pathway);
}
std::string meaning_of_frame(const RuleDocument& document) { return Meaning(document, DocumentJson::Form::meaning).frame(); }
std::string decision_of(const RuleDocument& document, const Pathway& pathway) {
    return Meaning(document, DocumentJson::Form::decision).pathway(pathway);
}
std::map<std::string, std::string> reach_of(const RuleDocument& document, const Pathway* pathway) {
    Meaning meaning(document, DocumentJson::Form::meaning);
    (void)(pathway != nullptr ? meaning.pathway(*pathway) : meaning.frame());
    return std::move(meaning).reach();
}
std::string decision_of_frame(const RuleDocument& document) { return Meaning(document, DocumentJson::Form::decision).frame(); }

std::string digest_of(const RuleDocument& document) {
    DocumentJson json(DocumentJson::Form::canonical);
    describe_identity(document, json);
    describe_sections(document, json);
    return sha256(json.take());
}

static std::string sha256_bytes(std::string_view text) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    if (EVP_Digest(text.data(), text.size(), bytes, &length, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available");
    return {reinterpret_cast<const char*>(bytes), length};
}

std::string sha256(std::string_view text) {
    std::string out = "sha256:";
    for (const char c : sha256_bytes(text)) {
        constexpr const char* hex = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        out += hex[byte >> 4U];
        out += hex[byte & 15U];
    }
    return out;
}
std::string sha256_base64(std::string_view text) { return base64(sha256_bytes(text)); }

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and the NUL that it writes
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

}  // namespace triage
