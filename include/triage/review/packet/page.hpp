// SPDX-License-Identifier: Apache-2.0
// What all sections of a packet look at: the rules, the parts, what each pathway refers to, and how it stands with signatures;
// and conditions as a clinician would say them, each name a link to where it is explained.
// Refuses to simplify a condition: every part of it is there, in its order; long ones become lists.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <triage/model/phrasing.hpp>
#include <triage/model/references.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/packet/html.hpp>
#include <triage/review/packet/packet.hpp>

namespace triage::packet_detail {

/// What a question is called: its clinical text, else the question, else its id.
[[nodiscard]] inline std::string name_of(const Finding& f) {
    return !f.clinical.value.empty() ? f.clinical.value : !f.ask.value.empty() ? f.ask.value : spaced(f.id.value);
}

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

class Words {
public:
    Words(const RuleDocument& document, Places places) : doc_(document), places_(std::move(places)) {}

    /// After "If": one line, or a line with a list.
    [[nodiscard]] std::string condition(const Condition& c) const { return in_words(c, *this); }

    // What in_words asks of a phrasing.
    [[nodiscard]] std::string finding(const Condition& c) const {
        const Finding* f = item_of(doc_.findings, c.name.value);
        return f == nullptr ? code(c.name.value) : link("q-" + c.name.value, name_of(*f));
    }
    [[nodiscard]] std::string one_of(const Condition& c, const std::vector<std::string>& options) const {
        std::vector<std::string> quoted;
        const Finding* f = item_of(doc_.findings, c.name.value);
        for (const std::string& o : options) quoted.push_back("“" + html_text(f == nullptr ? spaced(o) : label_of(*f, o)) + "”");
        return finding(c) + " is " + joined(quoted, " or ");
    }
    [[nodiscard]] std::string range(const Condition& c, const std::vector<Bound>& bounds) const {
        const Finding* f = item_of(doc_.findings, c.name.value);
        return finding(c) + " is " + ends(bounds) +
               (f == nullptr || f->unit.value.empty() ? "" : " " + html_text(spaced(f->unit.value)));
    }
    [[nodiscard]] std::string named(const Condition& c, const std::vector<Bound>& bounds) const {
        const bool score = c.form == Condition::Form::score;
        const std::string title = score ? title_of(doc_.scores, c.name.value) : title_of(doc_.criteria, c.name.value);
        const std::string to = places_.of(c.name.value);
        return "“" + (to.empty() ? html_text(title) : link(to, title)) + "” " + (score ? "is " + ends(bounds) : "holds");
    }
    [[nodiscard]] std::string list(const Condition& c, const std::string& quantity) const {
        const std::string many = "<b>" + quantity + "</b> of these:";
        if (c.form == Condition::Form::at_least) return many + items(c.items);
        return list(c.items, many, c.form == Condition::Form::all ? " <b>and</b> " : " <b>or</b> ");
    }
    [[nodiscard]] std::string negation(const Condition& c) const {
        if (c.form == Condition::Form::negate) return opposite(c.items);
        return "it is <b>not known</b> that " + list(c.items, "all of these hold:", " and ");
    }

private:
    template <class Item>
    [[nodiscard]] static std::string title_of(const std::vector<Item>& all, const std::string& id) {
        const Item* named = item_of(all, id);
        return named != nullptr ? named->title.value : id;
    }
    [[nodiscard]] static std::string ends(const std::vector<Bound>& bounds) {
        std::vector<std::string> out;
        for (const Bound& b : bounds) out.push_back(html_text(spaced(b.word + " " + b.value)));
        return joined(out, " and ");
    }
    [[nodiscard]] std::string opposite(const std::vector<Condition>& inner) const {
        if (inner.size() == 1 && inner[0].form == Condition::Form::any && inner[0].items.size() > 1)
            return "<b>none</b> of these:" + items(inner[0].items);
        if (inner.size() == 1 && inner[0].form == Condition::Form::all && inner[0].items.size() > 1)
            return "<b>not all</b> of these:" + items(inner[0].items);
        return "<b>not:</b> " + list(inner, "all of these:", " and ");
    }
    [[nodiscard]] static bool is_leaf(const Condition& c) {
        if (c.form == Condition::Form::negate) return c.items.size() == 1 && is_leaf(c.items[0]);
        return c.items.empty() && c.options.size() < 4;
    }
    [[nodiscard]] std::string list(const std::vector<Condition>& all, const std::string& many, const char* between) const {
        if (all.size() == 1) return condition(all[0]);
        if (all.size() == 2 && is_leaf(all[0]) && is_leaf(all[1])) return condition(all[0]) + between + condition(all[1]);
        return many + items(all);
    }
    [[nodiscard]] std::string items(const std::vector<Condition>& all) const {
        std::string out;
        for (const Condition& c : all) out += "<li>" + condition(c) + "</li>";
        return "<ul>" + out + "</ul>";
    }

    const RuleDocument& doc_;
    Places places_;
};

struct Page {
    Page(const RuleSet& r, const PacketParts& p)
        : rules(r), doc(r.document()), parts(p), standing(signatures(r.document(), p.sign_offs)), unfit(triage::unfit(r, p)) {
        for (const Pathway& pathway : doc.pathways) {
            refers.emplace_back(doc).pathway(pathway);
            for (const Criteria* c : refers.back().criteria.met()) outside.elsewhere.emplace(c->id.value, pathway.id.value);
            for (const Score* c : refers.back().scores.met()) outside.elsewhere.emplace(c->id.value, pathway.id.value);
            if (!p.only.empty() && shows(pathway.id.value)) take_in(pathway);
        }
    }

    const RuleSet& rules;
    const RuleDocument& doc;
    const PacketParts& parts;
    std::vector<Signature> standing;  ///< by pathway, the frame last
    std::vector<Unfit> unfit;         ///< why these rules must not be signed
    /// Whether a pathway (empty: the frame) has its section in this packet.
    [[nodiscard]] bool shows(const std::string& pathway) const { return parts.only.empty() || contains(parts.only, pathway); }
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
    [[nodiscard]] bool asks(const Finding& f) const { return parts.only.empty() || contains(shown.findings.met(), &f); }
    [[nodiscard]] bool advises(const Advice& a) const { return parts.only.empty() || contains(shown_advice.met(), &a); }

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
