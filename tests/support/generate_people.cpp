// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/generate.hpp"

namespace triage::testing {

namespace {

// Every number that a document compares a finding with.
void thresholds(const RuleDocument& document, const std::function<void(const std::string&, double)>& found) {
    const std::function<void(const Condition&)> read = [&](const Condition& c) {
        if (c.form == Condition::Form::number)
            for (const auto* bound : {&c.at_least, &c.at_most, &c.above, &c.below})
                if (*bound) found(c.name.value, (*bound)->value);
        for (const Condition& item : c.items) read(item);
    };
    const std::function<void(const std::vector<Step>&)> steps = [&](const std::vector<Step>& list) {
        for (const Step& step : list) {
            read(step.when);
            for (const Branch* b : {&step.then, &step.otherwise, &step.unknown}) steps(b->steps);
        }
    };
    for (const Pathway& p : document.pathways) steps(p.steps);
    for (const Criteria& c : document.criteria) read(c.when);
    for (const Score& s : document.scores)
        for (const ScoreItem& item : s.items) read(item.when);
    for (const Implication& i : document.implies) read(i.when);
    for (const Assumption& a : document.assume) read(a.when);
    for (const Advice& a : document.advice) {
        if (a.when) read(*a.when);
        if (a.withhold_when) read(*a.withhold_when);
    }
}

}  // namespace

AnyPeople::AnyPeople(const RuleDocument& document, std::vector<std::pair<FindingId, Answer>> base)
    : document_(&document), values_(document.findings.size()), base_(std::move(base)) {
    std::map<std::string, std::set<double>> cuts;
    thresholds(document, [&](const std::string& id, double at) { cuts[id].insert(at); });
    for (FindingId f{0}; f < document.findings.size(); ++f) {
        const Finding& finding = document.findings[f];
        if (finding.type == FindingType::yes_no) values_[f] = {yes, no};
        for (const Option& option : finding.options) values_[f].emplace_back(option.id.value);
        if (finding.type != FindingType::number) continue;
        const double low = finding.min.value, high = finding.max.value;
        std::set<double>& at = cuts[finding.id.value];
        at.insert({low, high});
        std::set<double> all;
        for (auto it = at.begin(); it != at.end(); ++it) {
            for (const double x : {*it, *it - 1, *it + 1, std::nextafter(*it, low), std::nextafter(*it, high)})
                if (x >= low && x <= high) all.insert(x);
            if (it != at.begin()) all.insert((*std::prev(it) + *it) / 2);
        }
        for (const double x : all) values_[f].emplace_back(x);
    }
    if (!base_.empty()) return;
    for (FindingId f{0}; f < document.findings.size(); ++f)
        if (document.findings[f].type == FindingType::yes_no) base_.emplace_back(f, no);
}

AnyPeople::Drawn AnyPeople::anyone(Dice& dice) const {
    // Some people answer nearly everything, some hardly anything; some deny most of it.
    const double unasked = dice.pick(std::vector<double>{0, 0.05, 0.2, 0.5, 0.9});
    const double unsure = dice.pick(std::vector<double>{0, 0.1, 0.4});
    const double denied = dice.pick(std::vector<double>{0, 0.5, 0.9});
    Drawn out;
    for (FindingId f{0}; f < document_->findings.size(); ++f) {
        if (dice.chance(unasked)) continue;
        if (dice.chance(unsure))
            out.emplace_back(f, unknown);
        else if (document_->findings[f].type == FindingType::yes_no && dice.chance(denied))
            out.emplace_back(f, no);
        else
            out.emplace_back(f, value(f, dice));
    }
    return out;
}

AnyPeople::Drawn AnyPeople::near_base(Dice& dice) const {
    Drawn out = base_;
    for (std::size_t changes = dice.below(5); changes > 0; --changes) {
        const FindingId f{dice.below(document_->findings.size())};
        std::erase_if(out, [&](const auto& pair) { return pair.first == f; });
        if (dice.chance(0.2)) continue;
        out.emplace_back(f, dice.chance(0.25) ? Answer(unknown) : value(f, dice));
    }
    return out;
}

Answers answers_of(const RuleSet& rules, const AnyPeople::Drawn& drawn) {
    Answers out{rules};
    for (const auto& [finding, answer] : drawn)
        if (auto problem = out.try_set(finding, answer)) throw AnswerError(*problem);
    return out;
}

}  // namespace triage::testing
