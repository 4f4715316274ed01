// SPDX-License-Identifier: Apache-2.0
// What all sections of a packet look at: the rules, the parts, what each pathway refers to, and how it stands with signatures;
// and conditions as a clinician would say them, each name a link to where it is explained.
// Refuses words of its own for a condition: they are those of the picture, with links.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/references.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/condition_words.hpp>
#include <triage/review/packet/html.hpp>
#include <triage/review/packet/packet.hpp>

namespace triage::packet_detail {

/// Where a named criteria or score is explained; empty: nowhere, and its name alone is shown.
struct Places {
    std::string pathway{};                           ///< of the pathway whose conditions are said; empty: they stand outside
    std::map<std::string, std::string> elsewhere{};  ///< for those: the first pathway that explains each
    [[nodiscard]] std::string of(const std::string& id) const {
        const auto it = pathway.empty() ? elsewhere.find(id) : elsewhere.end();
        const std::string& where = it != elsewhere.end() ? it->second : pathway;
        return where.empty() ? "" : "c-" + where + "-" + id;
    }
};

/// Links and lists.
struct LinkMarkup {
    Places places{};

    [[nodiscard]] std::string text(std::string_view text) const { return html_text(text); }
    [[nodiscard]] std::string finding(const std::string& id, std::string_view name) const { return link("q-" + id, name); }
    [[nodiscard]] std::string named(const std::string& id, std::string_view title) const {
        const std::string to = places.of(id);
        return to.empty() ? html_text(title) : link(to, title);
    }
    [[nodiscard]] std::string strong(std::string_view words) const { return element("b", html_text(words)); }
    [[nodiscard]] std::string items(const std::vector<std::string>& all) const {
        std::string out;
        for (const std::string& item : all) out += element("li", item);
        return element("ul", out);
    }
};

class Words : public ConditionWords<LinkMarkup> {
public:
    Words(const RuleDocument& document, Places places) : ConditionWords(document, {std::move(places)}) {}
};

struct Page {
    Page(const RuleSet& r, const PacketParts& p)
        : rules(r), doc(r.document()), parts(p), standing(signatures(r.document(), p.sign_offs)), unfit(triage::unfit(r, p)) {
        for (const Pathway& pathway : doc.pathways) {
            refers.emplace_back(doc).pathway(pathway);
            for (const Criteria* c : refers.back().criteria.met()) outside.elsewhere.emplace(c->id.value, pathway.id.value);
            for (const Score* c : refers.back().scores.met()) outside.elsewhere.emplace(c->id.value, pathway.id.value);
            if (p.only && shows(pathway.id.value)) take_in(pathway);
        }
    }

    const RuleSet& rules;
    const RuleDocument& doc;
    const PacketParts& parts;
    std::vector<Signature> standing;  ///< by pathway, the frame last
    std::vector<Unfit> unfit;         ///< why these rules must not be signed
    /// Whether a pathway (empty: the frame) has its section in this packet.
    [[nodiscard]] bool shows(const std::string& pathway) const { return !parts.only || contains(*parts.only, pathway); }
    std::vector<References> refers;  ///< by pathway
    Places outside;                  ///< for conditions that belong to no pathway
    References shown{doc};           ///< what the pathways of `parts.only` refer to
    Named<Advice> shown_advice{doc.advice};

    void take_in(const Pathway& pathway) {
        shown.pathway(pathway);
        for (const Text& id : pathway.withhold) (void)shown_advice.name(id.value);
        for (const Outcome* o : shown.outcomes.met()) {
            for (const Text& id : o->advise) (void)shown_advice.name(id.value);
            for (const Remark& r : o->speaks_for) shown.condition(r.when);
            for (const Remark& r : o->speaks_against) shown.condition(r.when);
        }
        for (const Advice* a : shown_advice.met()) {
            if (a->when) shown.condition(*a->when);
            if (a->withhold_when) shown.condition(*a->withhold_when);
        }
        // What an implication names joins the end of the list.
        for (std::size_t f = 0; f < shown.findings.met().size(); ++f)
            for (const Implication& i : doc.implies)
                for (const Implication::Set& s : i.sets)
                    if (s.finding.value == shown.findings.met()[f]->id.value) shown.condition(i.when);
    }

    /// Whether a question, or a piece of advice, belongs to what this packet shows.
    [[nodiscard]] bool asks(const Finding& f) const { return !parts.only || contains(shown.findings.met(), &f); }
    [[nodiscard]] bool advises(const Advice& a) const { return !parts.only || contains(shown_advice.met(), &a); }

    [[nodiscard]] const Disposition* disposition(const std::string& id) const { return item_of(doc.dispositions, id); }
    [[nodiscard]] std::string disposition_label(const std::string& id) const {
        const Disposition* d = disposition(id);
        return label(d != nullptr ? d->label.value : id);
    }
    /// The level that an outcome stands at: `otherwise` has its own.
    [[nodiscard]] std::string level_of(const Outcome& o) const {
        if (o.id.value == doc.otherwise.value)
            return label(rules.compiled().disposition(rules.compiled().otherwise_rank).label.value);
        return disposition_label(o.disposition.value);
    }
    [[nodiscard]] std::string medical_condition(const std::string& id) const {
        const MedicalCondition* c = item_of(doc.conditions, id);
        return html_text(c != nullptr ? c->label.value : id);
    }
    /// The first pathway that leads to an outcome; the number of pathways where none does.
    [[nodiscard]] std::size_t home_of(const Outcome& o) const {
        std::size_t p = 0;
        while (p < refers.size() && !(shows(doc.pathways[p].id.value) && contains(refers[p].outcomes.met(), &o))) ++p;
        return p;
    }
    [[nodiscard]] std::string outcome_link(const std::string& id) const {
        const Outcome* o = item_of(doc.outcomes, id);
        return o == nullptr ? code(id) : "“" + link("o-" + id, o->title.value) + "” " + level_of(*o);
    }
    [[nodiscard]] std::string advice_link(const std::string& id) const {
        const Advice* a = item_of(doc.advice, id);
        return a == nullptr ? code(id) : link("a-" + id, a->say.value);
    }
    /// "Sources: …; pathways/dvt.yaml:14"
    [[nodiscard]] std::string sources(const std::vector<Text>& all, Mark at) const {
        std::string out;
        for (const Text& id : all) {
            const Source* s = item_of(doc.sources, id.value);
            out += (out.empty() ? "" : " · ") + html_text(s != nullptr ? s->cite.value : id.value);
        }
        const std::string where = place(doc, at);
        return paragraph((out.empty() ? "" : "Sources: " + out + ". ") + (where.empty() ? "" : code(where)), "quiet");
    }
    [[nodiscard]] std::string mark(const Text& review) const {
        return review.value.empty() ? "" : paragraph("<b>To review:</b> " + html_text(review.value), "mark");
    }
    [[nodiscard]] static std::string state_label(const Signature& s) {
        if (s.state == Signature::State::holds) return label("signed", "good");
        if (s.state == Signature::State::reworded) return label("words changed since it was signed", "doubt");
        return s.state == Signature::State::voided ? label("void: changed since it was signed", "bad")
                                                   : label("not signed", "doubt");
    }
    [[nodiscard]] static std::string signed_by(const Signature& s) {
        return s.state == Signature::State::none ? ""
                                                 : html_text(s.who + ", " + s.role + ", " + s.date + ", version " + s.version +
                                                             (s.words_by.empty() ? "" : "; words read by " + s.words_by));
    }
};

}  // namespace triage::packet_detail
