// SPDX-License-Identifier: Apache-2.0
#include "support/reference_judge.hpp"

#include <algorithm>
#include <deque>

namespace triage::testing {

using Kind = Branch::Kind;
constexpr int nothing = -1;  // the urgency of a pathway that leaves nothing standing

const Branch& taken(const Step& step, Kleene value) {
    return value == yes ? step.then : value == no ? step.otherwise : step.unknown;
}

/// All that is worked out about one person.
struct Person {
    const ReferenceJudge& judge;
    const RuleDocument& document;
    ConditionJudge conditions;

    Person(const ReferenceJudge& j, const Said& said)
        : judge(j), document(j.document_), conditions(j.document_, said) {}

    [[nodiscard]] const Outcome& outcome(const std::string& id) const { return *judge.outcomes_.at(id); }
    [[nodiscard]] int urgency(const std::string& outcome_id) const {
        return judge.rank(outcome(outcome_id).disposition.value);
    }
    [[nodiscard]] bool at_home(int rank) const { return level(rank).at_home; }
    [[nodiscard]] const Disposition& level(int rank) const {
        return document.dispositions[document.dispositions.size() - 1 - static_cast<std::size_t>(rank)];
    }
    [[nodiscard]] int otherwise_rank() const {
        int rank = 0;
        while (at_home(rank)) ++rank;
        return rank;
    }

    // ---- one pathway, as it is now
    // Follows a list with what is known; where it ends by itself, says so.
    bool follow(const std::vector<Step>& list, JudgedEnd& end) {
        for (const Step& step : list) {
            const Kleene value = conditions.now(step.when);
            const Branch& branch = taken(step, value);
            if (branch.kind == Kind::clear) return true;
            if (branch.kind == Kind::outcome) {
                end.ending = "raised";
                end.outcome = branch.outcome.value;
                return true;
            }
            if (branch.kind == Kind::steps) return follow(branch.steps, end);
            if (branch.kind == Kind::floor) end.floors.emplace_back(branch.outcome.value, value != unknown);
        }
        return false;
    }
    JudgedEnd end_of(const Pathway& pathway) {
        JudgedEnd end{pathway.id.value, "cleared", {}, {}};
        follow(pathway.steps, end);
        if (end.ending == "cleared" && future(pathway, Eyes::person).outcome) {
            end.ending = "unsure";
            end.outcome = pathway.unsure.value;
        }
        return end;
    }

    // ---- one pathway, as it can still become
    struct Future {
        bool outcome = false;   // some outcome can be reached
        std::set<int> cleared;  // graveness of the floors met on the ways that clear the pathway
        std::set<int> levels;   // graveness of every way to end, floors and "not sure" included
    };
    std::set<Kleene> can_be(const Step& step, Eyes eyes) {
        std::set<Kleene> all = conditions.values(step.when, eyes);
        all.insert(conditions.now(step.when));
        return all;
    }
    // Tries every way from step `i` on, having met floors as grave as `floor`.
    void try_all(const std::vector<Step>& list, std::size_t i, int floor, Eyes eyes, Future& out,
                 std::set<std::pair<const Step*, int>>& tried) {
        if (i == list.size()) {
            out.cleared.insert(floor);
            return;
        }
        if (!tried.emplace(&list[i], floor).second) return;
        for (const Kleene value : can_be(list[i], eyes)) {
            const Branch& branch = taken(list[i], value);
            switch (branch.kind) {
                case Kind::next: try_all(list, i + 1, floor, eyes, out, tried); break;
                case Kind::clear: out.cleared.insert(floor); break;
                case Kind::steps: try_all(branch.steps, 0, floor, eyes, out, tried); break;
                case Kind::floor:
                    try_all(list, i + 1, std::max(floor, urgency(branch.outcome.value)), eyes, out, tried);
                    break;
                case Kind::outcome:
                    out.outcome = true;
                    out.levels.insert(std::max(floor, urgency(branch.outcome.value)));
                    break;
            }
        }
    }
    Future future(const Pathway& pathway, Eyes eyes) {
        Future out;
        std::set<std::pair<const Step*, int>> tried;
        try_all(pathway.steps, 0, nothing, eyes, out, tried);
        for (const int floor : out.cleared) {
            out.levels.insert(floor);
            // What may or may not come to an outcome may also stay unsure.
            if (out.outcome && !pathway.unsure.value.empty())
                out.levels.insert(std::max(floor, urgency(pathway.unsure.value)));
        }
        return out;
    }

    // ---- all pathways together
    bool contradicts() {
        return std::any_of(document.assume.begin(), document.assume.end(),
                           [&](const Assumption& a) { return conditions.now(a.when) == yes; });
    }
    // Every joint end of all pathways: the gravest of them, or `otherwise`; nobody who contradicts an assumption is at home.
    std::pair<int, int> possible(int present) {
        std::set<int> joint{nothing};
        for (const Pathway& pathway : document.pathways) {
            std::set<int> after;
            for (const int end : future(pathway, Eyes::person).levels)
                for (const int other : joint) after.insert(std::max(end, other));
            joint = after;
        }
        bool may_contradict = false, may_agree = true;
        for (const Assumption& a : document.assume) {
            const auto values = conditions.values(a.when, Eyes::person);
            may_contradict = may_contradict || values.count(yes) != 0;
            may_agree = may_agree && values != std::set<Kleene>{yes};
        }
        std::set<int> range{present};
        for (const int rank : joint) {
            if (rank == nothing || (at_home(rank) && may_contradict)) range.insert(otherwise_rank());
            if (rank != nothing && (!at_home(rank) || may_agree)) range.insert(rank);
        }
        return {*range.begin(), *range.rbegin()};
    }

    // ---- what is still missing
    // Unanswered mentions that could still settle the condition, in the order of reading.
    void open_mentions(const Condition& c, Eyes eyes, std::vector<std::string>& out) {
        const auto values = conditions.values(c, eyes);
        if (values == std::set<Kleene>{yes} || values == std::set<Kleene>{no}) return;
        using Form = Condition::Form;
        if (c.form == Form::finding || c.form == Form::choice || c.form == Form::number) {
            const bool examiner = conditions.finding(c.name.value).examiner;
            if (examiner == (eyes == Eyes::clinician) && std::find(out.begin(), out.end(), c.name.value) == out.end())
                out.push_back(c.name.value);
        } else if (c.form == Form::criteria) {
            open_mentions(conditions.criteria(c.name.value).when, eyes, out);
        } else if (c.form == Form::score) {
            for (const ScoreItem& item : conditions.score(c.name.value).items) open_mentions(item.when, eyes, out);
        } else {
            for (const Condition& item : c.items) open_mentions(item, eyes, out);
        }
    }
    // The gravest outcome or floor that can follow from step `i` of a list on.
    int gravest_from(const std::vector<Step>& list, std::size_t i, Eyes eyes) {
        if (i == list.size()) return nothing;
        int gravest = nothing;
        bool goes_on = false;
        for (const Kleene value : can_be(list[i], eyes)) {
            const Branch& branch = taken(list[i], value);
            if (!branch.outcome.value.empty()) gravest = std::max(gravest, urgency(branch.outcome.value));
            if (branch.kind == Kind::steps) gravest = std::max(gravest, gravest_from(branch.steps, 0, eyes));
            goes_on = goes_on || branch.kind == Kind::next || branch.kind == Kind::floor;
        }
        return goes_on ? std::max(gravest, gravest_from(list, i + 1, eyes)) : gravest;
    }
    // `person`: what the person could answer; `clinician`: what only a clinician could add.
    void missing(const std::vector<Step>& list, int above, Eyes eyes, std::vector<std::string>& out) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (gravest_from(list, i, eyes) > above) open_mentions(list[i].when, eyes, out);
            bool goes_on = false;
            for (const Kleene value : {yes, no, unknown}) {
                if (can_be(list[i], eyes).count(value) == 0) continue;
                const Branch& branch = taken(list[i], value);
                if (branch.kind == Kind::steps) missing(branch.steps, above, eyes, out);
                goes_on = goes_on || branch.kind == Kind::next || branch.kind == Kind::floor;
            }
            if (!goes_on) return;
        }
    }
    std::string missing(const Pathway& pathway, int above, Eyes eyes) {
        std::vector<std::string> out;
        missing(pathway.steps, above, eyes, out);
        return joined(out);
    }

    // ---- what stands, gravest first
    struct Stands {
        std::string pathway, outcome;
        bool raised = false;
    };
    std::vector<Stands> standing(const std::vector<JudgedEnd>& ends) {
        std::vector<Stands> all;
        for (const JudgedEnd& end : ends) {
            std::vector<Stands> own;
            for (const auto& [floor, raised] : end.floors) own.push_back({end.pathway, floor, raised});
            if (!end.outcome.empty()) own.push_back({end.pathway, end.outcome, end.ending == "raised"});
            for (const Stands& s : own)  // each outcome of a pathway once
                if (std::none_of(all.begin(), all.end(), [&](const Stands& a) {
                        return a.pathway == s.pathway && a.outcome == s.outcome && a.raised == s.raised;
                    }))
                    all.push_back(s);
        }
        std::stable_sort(all.begin(), all.end(), [&](const Stands& a, const Stands& b) {
            const int x = urgency(a.outcome), y = urgency(b.outcome);
            return x != y ? x > y : a.raised && !b.raised;
        });
        return all;
    }
    JudgedWalk walk() {
        JudgedWalk out;
        for (const Pathway& pathway : document.pathways) out.ends.push_back(end_of(pathway));
        out.contradicts = contradicts();
        const std::vector<Stands> all = standing(out.ends);
        if (all.empty() || (out.contradicts && at_home(urgency(all[0].outcome)))) {
            out.leading_outcome = document.otherwise.value;
            out.leading_raised = true;
            out.disposition = level(otherwise_rank()).id.value;
        } else {
            out.leading_pathway = all[0].pathway;
            out.leading_outcome = all[0].outcome;
            out.leading_raised = all[0].raised;
            out.disposition = outcome(all[0].outcome).disposition.value;
        }
        return out;
    }

    // ---- advice
    bool withheld(const Advice& advice, const JudgedWalk& walked) {
        if (advice.kind != AdviceKind::action) return false;
        for (std::size_t p = 0; p < document.pathways.size(); ++p)
            for (const Text& id : document.pathways[p].withhold)
                if (id.value == advice.id.value && (walked.ends[p].ending != "cleared" || !walked.ends[p].floors.empty()))
                    return true;
        return advice.withhold_when && conditions.now(*advice.withhold_when) != no;
    }
    void advice(const JudgedWalk& walked, const std::vector<Stands>& all, Fields& fields) {
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
            const bool held_back = withheld(a, walked);
            if (held_back) fields.emplace_back("withheld", a.id.value + (advised_by(offered, a.id.value) ? " (offered)" : ""));
            else if (advised_by(reported, a.id.value)) given.insert(a.id.value);
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

    std::string remarks(const std::vector<Remark>& all) {
        std::vector<std::string> out;
        for (const Remark& r : all)
            if (conditions.now(r.when) == yes) out.push_back(r.text.value);
        return joined(out);
    }
    const Pathway& pathway(const std::string& id) const {
        return *std::find_if(document.pathways.begin(), document.pathways.end(),
                             [&](const Pathway& p) { return p.id.value == id; });
    }

    Judgement all(const Said& said) {
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
            fields.emplace_back("score", s.id.value + " " + std::to_string(interval.first) + " to " + std::to_string(interval.second));
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
};

ReferenceJudge::ReferenceJudge(const RuleDocument& document) : document_(document) {
    int rank = static_cast<int>(document.dispositions.size());
    for (const Disposition& d : document.dispositions) ranks_[d.id.value] = --rank;
    for (const Outcome& o : document.outcomes) outcomes_[o.id.value] = &o;
}

JudgedWalk ReferenceJudge::walk(const Said& said) const { return Person(*this, said).walk(); }
Judgement ReferenceJudge::judge(const Said& said) const { return Person(*this, said).all(said); }

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

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
