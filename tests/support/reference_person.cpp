// SPDX-License-Identifier: Apache-2.0
#include "support/reference_person.hpp"

#include <algorithm>

#include <triage/model/words.hpp>

namespace triage::testing {

using Kind = Branch::Kind;

namespace {

const Branch& taken(const Step& step, Kleene value) {
    return value == yes ? step.then : value == no ? step.otherwise : step.unknown;
}

}  // namespace

int Person::urgency(const std::string& outcome_id) const { return judge.rank(outcome(outcome_id).disposition.value); }

const Disposition& Person::level(int rank) const {
    return document.dispositions[document.dispositions.size() - 1 - static_cast<std::size_t>(rank)];
}

int Person::otherwise_rank() const {
    int rank = 0;
    while (at_home(rank)) ++rank;
    return rank;
}

bool Person::follow(const std::vector<Step>& list, JudgedEnd& end) {
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

JudgedEnd Person::end_of(const Pathway& pathway) {
    JudgedEnd end{pathway.id.value, "cleared", {}, {}};
    follow(pathway.steps, end);
    if (end.ending == "cleared" && future(pathway, Eyes::person).outcome) {
        end.ending = "unsure";
        end.outcome = pathway.unsure.value;
    }
    return end;
}

std::set<Kleene> Person::can_be(const Step& step, Eyes eyes) {
    std::set<Kleene> all = conditions.values(step.when, eyes);
    all.insert(conditions.now(step.when));
    return all;
}

void Person::try_all(const std::vector<Step>& list, std::size_t i, int floor, Eyes eyes, Future& out,
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
            case Kind::floor: try_all(list, i + 1, std::max(floor, urgency(branch.outcome.value)), eyes, out, tried); break;
            case Kind::outcome:
                out.outcome = true;
                out.levels.insert(std::max(floor, urgency(branch.outcome.value)));
                break;
        }
    }
}

Person::Future Person::future(const Pathway& pathway, Eyes eyes) {
    Future out;
    std::set<std::pair<const Step*, int>> tried;
    try_all(pathway.steps, 0, nothing, eyes, out, tried);
    for (const int floor : out.cleared) {
        out.levels.insert(floor);
        // What may or may not come to an outcome may also stay unsure.
        if (out.outcome && !pathway.unsure.value.empty()) out.levels.insert(std::max(floor, urgency(pathway.unsure.value)));
    }
    return out;
}

bool Person::contradicts() {
    return std::any_of(document.assume.begin(), document.assume.end(),
                       [&](const Assumption& a) { return conditions.now(a.when) == yes; });
}

std::pair<int, int> Person::possible(int present) {
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

void Person::open_mentions(const Condition& c, Eyes eyes, std::vector<std::string>& out) {
    const auto values = conditions.values(c, eyes);
    if (values == std::set<Kleene>{yes} || values == std::set<Kleene>{no}) return;
    using Form = Condition::Form;
    if (names_finding(c.form)) {
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

int Person::gravest_from(const std::vector<Step>& list, std::size_t i, Eyes eyes) {
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

void Person::missing(const std::vector<Step>& list, int above, Eyes eyes, std::vector<std::string>& out) {
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

std::string Person::missing(const Pathway& pathway, int above, Eyes eyes) {
    std::vector<std::string> out;
    missing(pathway.steps, above, eyes, out);
    return joined(out);
}

std::vector<Person::Stands> Person::standing(const std::vector<JudgedEnd>& ends) {
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

JudgedWalk Person::walk() {
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

}  // namespace triage::testing
