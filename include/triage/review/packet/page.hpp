// SPDX-License-Identifier: Apache-2.0
// What all sections of a packet look at: the rules, the parts, what each pathway refers to, and how it stands with signatures.
// Refuses markup of its own beyond the few notes that every section needs: sources, places and review marks.
#pragma once

#include <string>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/review/packet/parts.hpp>
#include <triage/review/packet/words.hpp>

namespace triage::packet_detail {

struct Page {
    Page(const RuleSet& r, const PacketParts& p)
        : rules(r), doc(r.document()), parts(p), standing(signatures(r.document(), p.sign_offs)) {
        for (const Pathway& pathway : doc.pathways) {
            refers.emplace_back(doc).pathway(pathway);
            for (const Criteria* c : refers.back().criteria.met()) outside.elsewhere.emplace(c->id.value, pathway.id.value);
            for (const Score* c : refers.back().scores.met()) outside.elsewhere.emplace(c->id.value, pathway.id.value);
        }
    }

    const RuleSet& rules;
    const RuleDocument& doc;
    const PacketParts& parts;
    std::vector<Signature> standing;  ///< by pathway, the frame last
    std::vector<References> refers;   ///< by pathway
    Places outside;                   ///< for conditions that belong to no pathway

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
        const auto leads = [&](const std::vector<const Outcome*>& all) {
            return std::find(all.begin(), all.end(), &o) != all.end();
        };
        while (p < refers.size() && !leads(refers[p].outcomes.met())) ++p;
        return p;
    }
    [[nodiscard]] std::string outcome_link(const std::string& id) const {
        const Outcome* o = item_of(doc.outcomes, id);
        return o == nullptr ? code(id) : "“" + link("o-" + id, o->title.value) + "” " + level_of(*o);
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
        return s.state == Signature::State::voided ? label("void: changed since it was signed", "bad")
                                                   : label("not signed", "doubt");
    }
    [[nodiscard]] static std::string signed_by(const Signature& s) {
        return s.state == Signature::State::none ? ""
                                                 : html_text(s.who + ", " + s.role + ", " + s.date + ", version " + s.version);
    }
};

}  // namespace triage::packet_detail
