// SPDX-License-Identifier: Apache-2.0
// What each pathway refers to, in the order in which a reader meets it: criteria, scores, questions and outcomes.
// Refuses to judge whether it is ever reached: what is written is shown.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <triage/model/document.hpp>

namespace triage::packet_detail {

template <class Item>
[[nodiscard]] const Item* item_of(const std::vector<Item>& all, const std::string& id) {
    for (const Item& item : all)
        if (item.id.value == id) return &item;
    return nullptr;
}

struct Refers {
    std::vector<const Criteria*> criteria;
    std::vector<const Score*> scores;
    std::vector<const Finding*> findings;
    std::vector<const Outcome*> outcomes;
};

class RefersFinder {
public:
    explicit RefersFinder(const RuleDocument& document) : doc_(document) {}

    [[nodiscard]] Refers of(const Pathway& p) {
        out_ = {};
        steps(p.steps);
        outcome(p.unsure);
        return out_;
    }
    /// Of conditions that stand outside of pathways.
    [[nodiscard]] Refers of(const std::vector<const Condition*>& conditions) {
        out_ = {};
        for (const Condition* c : conditions) condition(*c);
        return out_;
    }

private:
    template <class Item>
    static bool add(std::vector<const Item*>& all, const Item* item) {
        if (item == nullptr || std::find(all.begin(), all.end(), item) != all.end()) return false;
        all.push_back(item);
        return true;
    }
    void condition(const Condition& c) {
        if (c.form == Condition::Form::criteria) {
            const Criteria* named = item_of(doc_.criteria, c.name.value);
            if (add(out_.criteria, named)) condition(named->when);
        } else if (c.form == Condition::Form::score) {
            const Score* named = item_of(doc_.scores, c.name.value);
            if (add(out_.scores, named))
                for (const ScoreItem& item : named->items) condition(item.when);
        } else if (!c.name.value.empty()) {
            add(out_.findings, item_of(doc_.findings, c.name.value));
        }
        for (const Condition& item : c.items) condition(item);
    }
    void outcome(const Text& id) {
        if (!id.value.empty()) add(out_.outcomes, item_of(doc_.outcomes, id.value));
    }
    void steps(const std::vector<Step>& all) {
        for (const Step& s : all) {
            condition(s.when);
            for (const Branch* b : {&s.then, &s.otherwise, &s.unknown}) {
                outcome(b->outcome);
                steps(b->steps);
            }
        }
    }

    const RuleDocument& doc_;
    Refers out_;
};

}  // namespace triage::packet_detail
