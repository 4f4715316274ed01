// SPDX-License-Identifier: Apache-2.0
// What the pathways of a rule set reach by name: steps, outcomes, conditions, and whatever these name in turn.
// Refuses to judge answers: a branch is followed whatever anyone can say.
#pragma once

#include <set>
#include <vector>

#include <triage/model/references.hpp>

namespace triage::check_detail {

class Reached {
public:
    /// `asking`: only by what makes the interview ask, so by no remarks of outcomes and no plans.
    /// Complexity: what is named, times its logarithm; and for each finding the implications.
    explicit Reached(const RuleDocument& document, bool asking = false) : document_(document), asking_(asking) {
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
    /// Goes on from what speaks about the rules without deciding anything: safety properties, assumptions.
    void add_written() {
        for (const SafetyProperty& property : document_.safety) condition(property.when);
        for (const Assumption& assumption : document_.assume) condition(assumption.when);
    }
    /// Whether a finding, criteria, score, step, outcome, advice or source of the document was reached.
    [[nodiscard]] bool has(const auto& item) const { return met_.count(&item) != 0; }

private:
    void steps(const std::vector<Step>& list) {
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
    void outcome(const Text& name) {
        const Outcome* o = meet(outcomes_, name);
        if (o == nullptr) return;
        cite(o->sources);
        for (const Text& advised : o->advise)
            if (const Advice* a = meet(advice_, advised)) {
                cite(a->sources);
                if (a->when) condition(*a->when);
                if (a->withhold_when) condition(*a->withhold_when);
            }
        if (asking_) return;
        for (const auto* remarks : {&o->speaks_for, &o->speaks_against})
            for (const Remark& remark : *remarks) condition(remark.when);
    }
    void condition(const Condition& c) {
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
    void cite(const std::vector<Text>& sources) {
        for (const Text& source : sources) meet(sources_, source);
    }
    /// The item, the first time that it is named; else null.
    template <class Item>
    const Item* meet(Named<Item>& all, const Text& name) {
        const Item* item = all.name(name.value);
        if (item != nullptr) met_.insert(item);
        return item;
    }

    const RuleDocument& document_;
    bool asking_;
    Named<Finding> findings_{document_.findings};
    Named<Criteria> criteria_{document_.criteria};
    Named<Score> scores_{document_.scores};
    Named<Outcome> outcomes_{document_.outcomes};
    Named<Advice> advice_{document_.advice};
    Named<Source> sources_{document_.sources};
    std::set<const void*> met_;
};

}  // namespace triage::check_detail
