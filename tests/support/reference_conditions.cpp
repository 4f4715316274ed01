// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <triage/model/value.hpp>

#include "support/reference_judge.hpp"

namespace triage::testing {

namespace {

using Values = ConditionJudge::Values;

Kleene both(Kleene a, Kleene b) {
    if (a == no || b == no) return no;
    return a == yes && b == yes ? yes : unknown;
}
Kleene either(Kleene a, Kleene b) {
    if (a == yes || b == yes) return yes;
    return a == no && b == no ? no : unknown;
}
Kleene opposite(Kleene a) { return a == unknown ? unknown : a == yes ? no : yes; }

template <class Combine>
Values each_pair(const Values& a, const Values& b, Combine&& combine) {
    Values out;
    for (const Kleene x : a)
        for (const Kleene y : b) out.insert(combine(x, y));
    return out;
}

bool meets(const Condition& c, const Finding& finding, const Answer& answer) {
    if (c.form == Condition::Form::finding) return answer.is_yes();
    if (c.form == Condition::Form::order) {
        const std::vector<std::string> options = option_ids(finding);
        const auto place = [&](std::string_view option) {
            return std::find(options.begin(), options.end(), option) - options.begin();
        };
        const auto x = place(answer.text());
        return (!c.order.at_least || x >= place(c.order.at_least->value)) &&
               (!c.order.at_most || x <= place(c.order.at_most->value)) && (!c.order.above || x > place(c.order.above->value)) &&
               (!c.order.below || x < place(c.order.below->value));
    }
    if (c.form == Condition::Form::choice)
        return std::any_of(c.options.begin(), c.options.end(), [&](const Text& o) { return o.value == answer.text(); });
    const double x = answer.number();
    return (!c.at_least || x >= c.at_least->value) && (!c.at_most || x <= c.at_most->value) && (!c.above || x > c.above->value) &&
           (!c.below || x < c.below->value);
}

}  // namespace

ConditionJudge::ConditionJudge(const RuleDocument& document, const Said& said) : document_(document), said_(said) {
    for (const Finding& f : document.findings) findings_.emplace(f.id.value, &f);
    for (const Criteria& c : document.criteria) criteria_.emplace(c.id.value, &c);
    for (const Score& s : document.scores) scores_.emplace(s.id.value, &s);
}

std::optional<Answer> ConditionJudge::follows(const std::string& finding) {
    for (const Implication& implication : document_.implies)
        for (const Implication::Set& set : implication.sets)
            if (set.finding.value == finding && now(implication.when) == yes)
                return set.number ? Answer(*set.number) : Answer(set.value.value);
    return std::nullopt;
}

std::optional<Answer> ConditionJudge::holds(const std::string& finding) {
    const auto said = said_.find(finding);
    if (said != said_.end() && said->second.kind() != Answer::Kind::not_sure) return said->second;
    const auto known = held_.find(finding);
    if (known != held_.end()) return known->second;
    return held_[finding] = follows(finding);
}

Values ConditionJudge::leaf(const Condition& c, Eyes eyes) {
    const Finding& asked = finding(c.name.value);
    if (const auto answer = holds(c.name.value)) return {meets(c, asked, *answer) ? yes : no};
    if (eyes == Eyes::now || (eyes == Eyes::person && asked.examiner)) return {unknown};
    if (asked.type != FindingType::choice) return {yes, no, unknown};
    Values out{unknown};
    for (const std::string& option : option_ids(asked)) out.insert(meets(c, asked, Answer(option)) ? yes : no);
    return out;
}

Values ConditionJudge::values(const Condition& c, Eyes eyes) {
    using Form = Condition::Form;
    switch (c.form) {
        case Form::finding:
        case Form::choice:
        case Form::number:
        case Form::order: return leaf(c, eyes);
        case Form::all: {
            Values out{yes};
            for (const Condition& item : c.items) out = each_pair(out, values(item, eyes), both);
            return out;
        }
        case Form::any: {
            Values out{no};
            for (const Condition& item : c.items) out = each_pair(out, values(item, eyes), either);
            return out;
        }
        case Form::negate: {
            Values out;
            for (const Kleene value : values(c.items[0], eyes)) out.insert(opposite(value));
            return out;
        }
        case Form::unless: {
            Values out;
            for (const Kleene value : values(c.items[0], eyes)) out.insert(value == yes ? no : yes);
            return out;
        }
        case Form::at_least: {
            std::set<std::pair<int, int>> counts{{0, 0}};  // how many are true, how many are true or unknown
            for (const Condition& item : c.items) {
                std::set<std::pair<int, int>> after;
                for (const Kleene value : values(item, eyes))
                    for (const auto& [sure, at_most] : counts)
                        after.emplace(sure + (value == yes ? 1 : 0), at_most + (value != no ? 1 : 0));
                counts = after;
            }
            Values out;
            for (const auto& [sure, at_most] : counts)
                out.insert(sure >= c.at_least->value ? yes : at_most < c.at_least->value ? no : unknown);
            return out;
        }
        case Form::score: return score_test(c, eyes);
        case Form::criteria: {
            const auto key = std::make_pair(eyes, c.name.value);
            if (!remembered_.count(key)) remembered_[key] = values(criteria(c.name.value).when, eyes);
            return remembered_[key];
        }
    }
    return {unknown};
}

// An unknown positive item widens the interval upwards; a negative item counts only when it is true.
Values ConditionJudge::score_test(const Condition& c, Eyes eyes) {
    const int threshold = static_cast<int>(c.at_least->value);
    const auto key = std::make_pair(eyes, c.name.value + " >= " + std::to_string(threshold));
    if (remembered_.count(key)) return remembered_[key];
    std::set<std::pair<int, int>> intervals{{0, 0}};
    for (const ScoreItem& item : score(c.name.value).items) {
        const int points = static_cast<int>(item.points.value);
        std::set<std::pair<int, int>> after;
        for (const Kleene value : values(item.when, eyes))
            for (const auto& [least, most] : intervals)
                after.emplace(least + (value == yes ? points : 0),
                              most + (value == yes || (value == unknown && points > 0) ? points : 0));
        intervals = after;
    }
    Values out;
    for (const auto& [least, most] : intervals) out.insert(least >= threshold ? yes : most < threshold ? no : unknown);
    return remembered_[key] = out;
}

std::pair<int, int> ConditionJudge::interval(const Score& score) {
    int least = 0, most = 0;
    for (const ScoreItem& item : score.items) {
        const Kleene value = now(item.when);
        const int points = static_cast<int>(item.points.value);
        if (value == yes) least += points;
        if (value == yes || (value == unknown && points > 0)) most += points;
    }
    return {least, most};
}

}  // namespace triage::testing
