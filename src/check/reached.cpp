// SPDX-License-Identifier: Apache-2.0
#include "check/reached.hpp"

namespace triage::check_detail {

Reached::Reached(const RuleDocument& document, bool asking)
    : document_(document),
      asking_(asking),
      findings_(document.findings),
      criteria_(document.criteria),
      scores_(document.scores),
      outcomes_(document.outcomes),
      advice_(document.advice),
      sources_(document.sources) {
    for (const Pathway& p : document.pathways) {
        steps(p.steps);
        outcome(p.unsure);
    }
    outcome(document.otherwise);
    if (asking) return;
    for (const Plan& plan : document.plans) {
        cite(plan.sources);
        for (const EntryCriterion& entry : plan.entry) {
            condition(entry.when);
            cite(entry.sources);
        }
    }
}

void Reached::add_written() {
    for (const SafetyProperty& property : document_.safety) condition(property.when);
    for (const Assumption& assumption : document_.assume) condition(assumption.when);
}

void Reached::steps(const std::vector<Step>& list) {
    for (const Step& s : list) {
        met_.insert(&s);
        condition(s.when);
        cite(s.sources);
        bool goes_on = false;
        for (const Branch* b : {&s.then, &s.otherwise, &s.unknown}) {
            goes_on = goes_on || b->kind == Branch::Kind::next || b->kind == Branch::Kind::floor;
            outcome(b->outcome);
            steps(b->steps);
        }
        if (!goes_on) return;
    }
}

void Reached::outcome(const Text& name) {
    const Outcome* o = meet(outcomes_, name);
    if (o == nullptr) return;
    cite(o->sources);
    for (const Text& advised : o->advise)
        if (const Advice* a = meet(advice_, advised)) {
            cite(a->sources);
            if (a->withhold_when) condition(*a->withhold_when);
        }
    if (asking_) return;
    for (const auto* remarks : {&o->speaks_for, &o->speaks_against})
        for (const Remark& remark : *remarks) condition(remark.when);
}

void Reached::condition(const Condition& c) {
    if (c.form == Condition::Form::criteria) {
        if (const Criteria* named = meet(criteria_, c.name)) {
            condition(named->when);
            cite(named->sources);
        }
    } else if (c.form == Condition::Form::score) {
        if (const Score* named = meet(scores_, c.name)) {
            for (const ScoreItem& item : named->items) condition(item.when);
            cite(named->sources);
        }
    } else if (const Finding* f = meet(findings_, c.name)) {
        // A finding that an implication sets refers to what the implication reads: without the one the other is for nothing.
        for (const Implication& i : document_.implies)
            for (const Implication::Set& set : i.sets)
                if (set.finding.value == f->id.value) condition(i.when);
    }
    for (const Condition& item : c.items) condition(item);
}

void Reached::cite(const std::vector<Text>& sources) {
    for (const Text& source : sources) meet(sources_, source);
}

}  // namespace triage::check_detail
