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
    explicit Reached(const RuleDocument& document, bool asking = false);
    /// Goes on from what speaks about the rules without deciding anything: safety properties, assumptions.
    void add_written();
    /// Whether a finding, criteria, score, step, outcome, advice or source of the document was reached.
    [[nodiscard]] bool has(const auto& item) const { return met_.count(&item) != 0; }

private:
    void steps(const std::vector<Step>& list);
    void outcome(const Text& name);
    void condition(const Condition& c);
    void cite(const std::vector<Text>& sources);
    /// The item, the first time that it is named; else null.
    template <class Item>
    const Item* meet(Named<Item>& all, const Text& name) {
        const Item* item = all.name(name.value);
        if (item != nullptr) met_.insert(item);
        return item;
    }

    const RuleDocument& document_;
    bool asking_;
    Named<Finding> findings_;
    Named<Criteria> criteria_;
    Named<Score> scores_;
    Named<Outcome> outcomes_;
    Named<Advice> advice_;
    Named<Source> sources_;
    std::set<const void*> met_;
};

}  // namespace triage::check_detail
