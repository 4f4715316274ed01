// SPDX-License-Identifier: Apache-2.0
#include "support/reference_judge.hpp"

#include <algorithm>

#include "support/reference_person.hpp"

namespace triage::testing {

bool Person::withheld(const Advice& advice, const JudgedWalk& walked) {
    if (advice.kind != AdviceKind::action) return false;
    for (std::size_t p = 0; p < document.pathways.size(); ++p)
        for (const Text& id : document.pathways[p].withhold)
            if (id.value == advice.id.value && (walked.ends[p].ending != "cleared" || !walked.ends[p].floors.empty()))
                return true;
    return advice.withhold_when && conditions.now(*advice.withhold_when) != no;
}

void Person::advice(const JudgedWalk& walked, const std::vector<Stands>& all, Fields& fields) {
    const int present = judge.rank(walked.disposition);
    std::vector<std::string> reported{walked.leading_outcome}, offered{walked.leading_outcome}, tests;
    for (const Stands& s : all) {
        offered.push_back(s.outcome);
        if (urgency(s.outcome) == present) reported.push_back(s.outcome);
    }
    const auto advised_by = [&](const std::vector<std::string>& outcomes, const std::string& id) {
        for (const std::string& o : outcomes)
            for (const Text& advised : outcome(o).advise)
                if (advised.value == id) return true;
        return false;
    };
    std::set<std::string> given;
    for (const Advice& a : document.advice) {
        if (a.when && conditions.now(*a.when) != yes) continue;  // not meant for this person
        const bool held_back = withheld(a, walked);
        if (held_back)
            fields.emplace_back("withheld", a.id.value + (advised_by(offered, a.id.value) ? " (offered)" : ""));
        else if (advised_by(reported, a.id.value))
            given.insert(a.id.value);
    }
    // Things to do, then to avoid, then when to seek help; each kind in the order in which the outcomes name it.
    for (const AdviceKind kind : {AdviceKind::action, AdviceKind::avoid, AdviceKind::seek_help})
        for (const std::string& o : reported)
            for (const Text& advised : outcome(o).advise)
                for (const Advice& a : document.advice)
                    if (a.id.value == advised.value && a.kind == kind && given.erase(a.id.value) != 0)
                        fields.emplace_back("advice", a.id.value);
    std::set<std::string> named;
    for (const std::string& o : reported)
        for (const Text& test : outcome(o).tests)
            if (named.insert(test.value).second) fields.emplace_back("test", test.value);
}

std::string Person::remarks(const std::vector<Remark>& all) {
    std::vector<std::string> out;
    for (const Remark& r : all)
        if (conditions.now(r.when) == yes) out.push_back(r.text.value);
    return joined(out);
}

const Pathway& Person::pathway(const std::string& id) const {
    return *std::find_if(document.pathways.begin(), document.pathways.end(), [&](const Pathway& p) { return p.id.value == id; });
}

Judgement Person::all(const Said& said) {
    Judgement out;
    out.walk = walk();
    Fields& fields = out.fields;
    const std::vector<Stands> stands = standing(out.walk.ends);
    for (const bool raised : {true, false})
        for (const Stands& s : stands) {
            if (s.raised != raised) continue;
            fields.emplace_back(raised ? "raised" : "unsure", s.pathway + " " + s.outcome);
            fields.emplace_back("speaks for", remarks(outcome(s.outcome).speaks_for));
            fields.emplace_back("speaks against", remarks(outcome(s.outcome).speaks_against));
            if (!raised) fields.emplace_back("missing", missing(pathway(s.pathway), nothing, Eyes::person));
        }
    for (const JudgedEnd& end : out.walk.ends)
        if (end.ending == "cleared") fields.emplace_back("cleared", end.pathway);
    const int present = judge.rank(out.walk.disposition);
    const auto [least, most] = possible(present);
    fields.emplace_back("possible", level(least).id.value + " to " + level(most).id.value);
    for (int rank = static_cast<int>(document.dispositions.size()) - 1; rank > present; --rank)
        for (const Pathway& p : document.pathways)
            if (*future(p, Eyes::person).levels.rbegin() == rank) {
                fields.emplace_back("open", p.id.value + " " + level(rank).id.value);
                fields.emplace_back("missing", missing(p, present, Eyes::person));
                fields.emplace_back("missing examiner", missing(p, present, Eyes::clinician));
            }
    for (const Score& s : document.scores) {
        const auto interval = conditions.interval(s);
        fields.emplace_back("score",
                            s.id.value + " " + std::to_string(interval.first) + " to " + std::to_string(interval.second));
    }
    advice(out.walk, stands, fields);
    for (const Finding& f : document.findings) {
        const auto it = said.find(f.id.value);
        if (conditions.holds(f.id.value)) continue;
        fields.emplace_back(it == said.end() ? "not asked" : "unknown", f.id.value);
    }
    for (const Finding& f : document.findings) {
        const auto it = said.find(f.id.value);
        const auto follows = conditions.follows(f.id.value);
        if (it != said.end() && it->second.kind() != Answer::Kind::not_sure && follows && !(*follows == it->second))
            fields.emplace_back("conflict", f.id.value + ": said " + it->second.text() + ", follows " + follows->text());
    }
    return out;
}

ReferenceJudge::ReferenceJudge(const RuleDocument& document) : document_(document) {
    int rank = static_cast<int>(document.dispositions.size());
    for (const Disposition& d : document.dispositions) ranks_[d.id.value] = --rank;
    for (const Outcome& o : document.outcomes) outcomes_[o.id.value] = &o;
}

JudgedWalk ReferenceJudge::walk(const Said& said) const { return Person(*this, said).walk(); }
Judgement ReferenceJudge::judge(const Said& said) const { return Person(*this, said).all(said); }

std::string to_text(const JudgedWalk& walk) {
    std::string out = "disposition: " + walk.disposition + "\nleading: " + walk.leading_pathway + " " + walk.leading_outcome +
                      (walk.leading_raised ? " (raised)" : " (unsure)") + (walk.contradicts ? " contradicts\n" : "\n");
    for (const JudgedEnd& end : walk.ends) {
        out += "pathway " + end.pathway + ": " + end.ending + " " + end.outcome;
        for (const auto& [floor, raised] : end.floors) out += ", floor " + floor + (raised ? " (raised)" : " (unsure)");
        out += "\n";
    }
    return out;
}
std::string to_text(const Judgement& judgement) {
    std::string out = to_text(judgement.walk);
    for (const auto& [name, value] : judgement.fields) out += name + ": " + value + "\n";
    return out;
}

}  // namespace triage::testing
