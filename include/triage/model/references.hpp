// SPDX-License-Identifier: Apache-2.0
// What conditions and steps refer to, followed through criteria and scores: each item once, in the order in which a
// reader meets it.
// Refuses to judge whether it is ever reached, and to follow a name that nothing has.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/document.hpp>

namespace triage {

/// The first item that has the id; null where none has. Complexity: linear.
template <class Item>
[[nodiscard]] const Item* item_of(const std::vector<Item>& all, const std::string& id) {
    const auto it = std::find_if(all.begin(), all.end(), [&](const Item& item) { return item.id.value == id; });
    return it == all.end() ? nullptr : &*it;
}

/// Calls `visit(step)` for each step of a list, and after each one for the steps nested in its branches.
template <class Visit>
void each_step(const std::vector<Step>& all, Visit&& visit) {
    for (const Step& s : all) {
        visit(s);
        for (const Branch* b : {&s.then, &s.otherwise, &s.unknown}) each_step(b->steps, visit);
    }
}

/// The items of one section that were named, each once. The section must outlive it.
template <class Item>
class Named {
public:
    explicit Named(const std::vector<Item>& all) {
        for (const Item& item : all) by_id_.emplace(item.id.value, std::pair{&item, false});
    }
    /// The item, the first time that it is named; null later, and where nothing has the name. Complexity: O(log n).
    const Item* name(const std::string& id) {
        const auto it = by_id_.find(id);
        if (it == by_id_.end() || std::exchange(it->second.second, true)) return nullptr;
        met_.push_back(it->second.first);
        return met_.back();
    }
    [[nodiscard]] const std::vector<const Item*>& met() const { return met_; }
    [[nodiscard]] std::vector<const Item*> by_id() const {
        std::vector<const Item*> out;
        for (const auto& [id, entry] : by_id_)
            if (entry.second) out.push_back(entry.first);
        return out;
    }

private:
    std::map<std::string_view, std::pair<const Item*, bool>> by_id_;
    std::vector<const Item*> met_;
};

/// Gathers what it is shown refers to. The document must outlive it.
struct References {
    explicit References(const RuleDocument& d)
        : criteria(d.criteria), scores(d.scores), findings(d.findings), outcomes(d.outcomes) {}

    Named<Criteria> criteria;
    Named<Score> scores;
    Named<Finding> findings;
    Named<Outcome> outcomes;

    void condition(const Condition& c) {
        if (c.form == Condition::Form::criteria) {
            if (const Criteria* named = criteria.name(c.name.value)) condition(named->when);
        } else if (c.form == Condition::Form::score) {
            if (const Score* named = scores.name(c.name.value))
                for (const ScoreItem& item : named->items) condition(item.when);
        } else {
            findings.name(c.name.value);
        }
        for (const Condition& item : c.items) condition(item);
    }
    void steps(const std::vector<Step>& all) {
        for (const Step& s : all) {
            condition(s.when);
            for (const Branch* b : {&s.then, &s.otherwise, &s.unknown}) {
                outcomes.name(b->outcome.value);
                steps(b->steps);
            }
        }
    }
    void pathway(const Pathway& p) {
        steps(p.steps);
        outcomes.name(p.unsure.value);
    }
};

}  // namespace triage
