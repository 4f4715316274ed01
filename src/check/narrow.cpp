// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "check/facts.hpp"

namespace triage::check_detail {

namespace {

constexpr KleeneSet set_of(Kleene a) { return KleeneSet{a}; }
constexpr KleeneSet set_of(Kleene a, Kleene b) {
    KleeneSet set{a};
    set.add(b);
    return set;
}
constexpr bool is(KleeneSet set, KleeneSet other) { return set == other; }
Facts nobody() {
    Facts facts;
    facts.possible = false;
    return facts;
}

}  // namespace

Facts Conditions::narrow(std::uint32_t node, KleeneSet wanted, Facts facts) {
    if (!facts.possible || is(wanted, KleeneSet::any()) || !spend(facts)) return facts;
    if (wanted.empty()) return nobody();
    const Node& n = rules_.nodes[node];
    switch (n.op) {
        case Node::Op::clause: return narrow_clause(rules_.clauses[n.first], n.first, wanted, std::move(facts));
        case Node::Op::all: return narrow_all(n, wanted, std::move(facts), false);
        case Node::Op::any: return narrow_all(n, !wanted, std::move(facts), true);
        case Node::Op::at_least: return narrow_at_least(n, wanted, std::move(facts));
        case Node::Op::negate: return narrow(n.first, !wanted, std::move(facts));
        case Node::Op::unless: {
            KleeneSet exempt{};
            if (wanted.has(Kleene::no)) exempt.add(Kleene::yes);
            if (wanted.has(Kleene::yes)) exempt = wanted.has(Kleene::no) ? KleeneSet::any() : set_of(Kleene::no, Kleene::unknown);
            return narrow(n.first, exempt, std::move(facts));
        }
        case Node::Op::shared: {
            const SharedCondition& s = rules_.shared[n.first];
            return s.is_score ? narrow_score(s, wanted, std::move(facts)) : narrow(s.node, wanted, std::move(facts));
        }
    }
    return facts;
}

Facts Conditions::narrow_clause(const Clause& clause, std::uint32_t number, KleeneSet wanted, Facts facts) {
    Cells now = cells(clause.finding, facts);
    if (!wanted.has(Kleene::yes)) now.known &= ~true_[number];
    if (!wanted.has(Kleene::no)) now.known &= true_[number];
    now.unknown = now.unknown && wanted.has(Kleene::unknown);
    restrict(clause.finding, now, facts);
    return facts;
}

// `all` of the items is one of `wanted`; with `any`, of the negated items ("any" is "not all not").
Facts Conditions::narrow_all(const Node& n, KleeneSet wanted, Facts facts, bool any) {
    const auto each = [&](KleeneSet items, Facts from) {
        for (std::uint32_t i = 0; i < n.count; ++i) from = narrow(n.first + i, any ? !items : items, std::move(from));
        return from;
    };
    const auto some = [&](KleeneSet item, const Facts& from) {
        Facts out = nobody();
        for (std::uint32_t i = 0; i < n.count; ++i) out = join(std::move(out), narrow(n.first + i, any ? !item : item, from));
        return out;
    };
    if (is(wanted, set_of(Kleene::yes))) return each(wanted, std::move(facts));
    if (is(wanted, set_of(Kleene::yes, Kleene::unknown))) return each(wanted, std::move(facts));
    if (is(wanted, set_of(Kleene::no))) return some(wanted, facts);
    if (is(wanted, set_of(Kleene::no, Kleene::unknown))) return some(wanted, facts);
    if (is(wanted, set_of(Kleene::unknown))) return some(wanted, each(set_of(Kleene::yes, Kleene::unknown), std::move(facts)));
    return join(each(set_of(Kleene::yes), facts), some(set_of(Kleene::no), facts));
}

// Narrows where every item that can help has to.
Facts Conditions::narrow_at_least(const Node& n, KleeneSet wanted, Facts facts) {
    if (n.needed == n.count) return narrow_all(n, wanted, std::move(facts), false);
    if (n.needed == 1) return narrow_all(n, !wanted, std::move(facts), true);
    const KleeneSet possible = can_be_at_least(n, facts);
    KleeneSet left{};
    for (const Kleene value : {Kleene::no, Kleene::yes, Kleene::unknown})
        if (possible.has(value) && wanted.has(value)) left.add(value);
    if (left.empty()) return nobody();
    if (!left.only(Kleene::yes) && !left.only(Kleene::no)) return facts;
    const Kleene value = left.value();
    const std::uint32_t needed = value == Kleene::yes ? n.needed : n.count - n.needed + 1U;
    std::uint32_t able = 0;
    for (std::uint32_t i = 0; i < n.count; ++i) able += can_be(n.first + i, facts).has(value) ? 1U : 0U;
    if (able != needed) return facts;
    for (std::uint32_t i = 0; i < n.count; ++i)
        if (can_be(n.first + i, facts).has(value)) facts = narrow(n.first + i, KleeneSet{value}, std::move(facts));
    return facts;
}

// Narrows each item without which the wanted side of the threshold is out of reach.
Facts Conditions::narrow_score(const SharedCondition& s, KleeneSet wanted, Facts facts) {
    const KleeneSet possible = can_be_score(s, facts);
    KleeneSet left{};
    for (const Kleene value : {Kleene::no, Kleene::yes, Kleene::unknown})
        if (possible.has(value) && wanted.has(value)) left.add(value);
    if (left.empty()) return nobody();
    if (!left.only(Kleene::yes) && !left.only(Kleene::no)) return facts;
    const bool high = left.only(Kleene::yes);
    const std::vector<CompiledScoreItem>& items = rules_.scores[s.score];
    std::vector<KleeneSet> values;
    int greatest_least = 0, smallest_most = 0;
    for (const CompiledScoreItem& item : items) {
        const KleeneSet value = can_be(item.node, facts);
        values.push_back(value);
        const bool positive = item.points > 0;
        if (positive ? value.has(Kleene::yes) : value.only(Kleene::yes)) greatest_least += item.points;
        if (positive ? !value.has(Kleene::no) : value.has(Kleene::yes)) smallest_most += item.points;
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        const int points = items[i].points;
        const bool positive = points > 0;
        if (high) {
            if (!values[i].has(Kleene::yes) || values[i].only(Kleene::yes)) continue;
            if (greatest_least - (positive ? points : -points) >= s.at_least) continue;
            if (positive)
                facts = narrow(items[i].node, set_of(Kleene::yes), std::move(facts));
            else
                facts = narrow(items[i].node, set_of(Kleene::no, Kleene::unknown), std::move(facts));
        } else {
            if (smallest_most + (positive ? points : -points) < s.at_least) continue;
            if (positive && values[i].has(Kleene::no))
                facts = narrow(items[i].node, set_of(Kleene::no), std::move(facts));
            else if (!positive && values[i].has(Kleene::yes))
                facts = narrow(items[i].node, set_of(Kleene::yes), std::move(facts));
        }
    }
    return facts;
}

}  // namespace triage::check_detail
