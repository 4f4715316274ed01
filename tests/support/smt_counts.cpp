// SPDX-License-Identifier: Apache-2.0
// "k of these" and scores of the SMT-LIB text: what they are, and what they can still become, exactly.
#include "support/smt.hpp"

namespace triage::testing {

namespace {

Term whole(int value) { return value < 0 ? "(- " + std::to_string(-value) + ")" : std::to_string(value); }

// The sum of the points of those that are true.
Term sum_of(const std::vector<std::pair<Term, int>>& counted) {
    std::string all = "(+ 0";
    for (const auto& [term, points] : counted) all += " (ite " + term + " " + whole(points) + " 0)";
    return all + " 0)";
}
Term reaches(const Term& sum, int needed) { return "(>= " + sum + " " + whole(needed) + ")"; }

}  // namespace

// "The points reach `needed`": the least decides for yes, the most for no. A negative item counts only when it is true.
SmtTruth SmtPerson::count(const std::vector<Item>& items, int needed) {
    std::vector<std::pair<Term, int>> least, most, best_least, worst_most;
    for (const auto& [points, t, free] : items) {
        least.emplace_back(t.yes, points);
        most.emplace_back(points > 0 ? smt_not(t.no) : t.yes, points);
        best_least.emplace_back(points > 0 ? t.can_yes : smt_not(smt_or({t.can_no, t.can_unknown})), points);
        worst_most.emplace_back(points > 0 ? smt_not(t.can_no) : t.can_yes, points);
    }
    return define(SmtTruth{reaches(sum_of(least), needed), smt_not(reaches(sum_of(most), needed)),
                           reaches(sum_of(best_least), needed), smt_not(reaches(sum_of(worst_most), needed)),
                           can_be_undecided(items, needed)});
}

// least < needed <= most for some choice of what each item becomes. A positive item that can stay unknown is best left so
// (least is as small, most as large as it gets). What is left to choose is whether the other items count: all choices are
// tried for those that may go both ways.
Term SmtPerson::can_be_undecided(const std::vector<Item>& items, int needed) {
    std::vector<std::pair<Term, int>> least, most;
    std::vector<const Item*> either_way;
    std::vector<Term> unknown_ones;
    bool counted_by_one = true;
    for (const Item& item : items) {
        counted_by_one = counted_by_one && item.points == 1;
        unknown_ones.push_back(item.truth.can_unknown);
    }
    for (const Item& item : items) {
        if (!counted_by_one && (item.points < 0 || item.settles)) {
            either_way.push_back(&item);
            continue;
        }
        least.emplace_back(smt_not(smt_or({item.truth.can_no, item.truth.can_unknown})), item.points);
        most.emplace_back(smt_or({item.truth.can_yes, item.truth.can_unknown}), item.points);
    }
    // Where each counts one, as many of the others count as still leave fewer than needed: one unknown then suffices.
    if (counted_by_one)
        return smt_and({smt_or(unknown_ones), smt_not(reaches(sum_of(least), needed)), reaches(sum_of(most), needed)});
    if (either_way.size() > 6) {
        left_out_ = "a count with " + std::to_string(either_way.size()) + " items that can go both ways";
        return "true";
    }
    const Term low = define(sum_of(least), "Int"), high = define(sum_of(most), "Int");
    std::vector<Term> choices;
    for (std::size_t chosen = 0; chosen < std::size_t{1} << either_way.size(); ++chosen) {
        std::vector<Term> possible;
        std::vector<std::pair<Term, int>> widens;
        int base = 0;
        for (std::size_t i = 0; i < either_way.size(); ++i) {
            const Item& item = *either_way[i];
            if ((chosen >> i & 1U) != 0) {
                possible.push_back(item.truth.can_yes);
                base += item.points;
            } else {
                possible.push_back(smt_or({item.truth.can_no, item.truth.can_unknown}));
                if (item.points > 0) widens.emplace_back(item.truth.can_unknown, item.points);
            }
        }
        const Term width = sum_of(widens);
        possible.push_back("(< (+ " + low + " " + whole(base) + ") " + whole(needed) + ")");
        possible.push_back("(>= (+ " + high + " " + whole(base) + " " + width + ") " + whole(needed) + ")");
        choices.push_back(smt_and(possible));
    }
    return smt_or(choices);
}

// Whether a condition can become true or false without being able to stay unknown: only through `unless`, or through an
// item that takes points away. Everything else is settled, or can stay unknown.
bool SmtPerson::settles(const Condition& c) const {
    if (c.form == Condition::Form::unless) return true;
    for (const Condition& item : c.items)
        if (settles(item)) return true;
    if (c.form == Condition::Form::criteria)
        for (const Criteria& named : document_.criteria)
            if (named.id.value == c.name.value) return settles(named.when);
    if (c.form == Condition::Form::score)
        for (const Score& score : document_.scores)
            if (score.id.value == c.name.value)
                for (const ScoreItem& item : score.items)
                    if (item.points.value < 0 || settles(item.when)) return true;
    return false;
}

}  // namespace triage::testing
