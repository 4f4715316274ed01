// SPDX-License-Identifier: Apache-2.0
// The bodies of conditions.hpp.
#pragma once

#include <algorithm>
#include <map>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/diagram/conditions.hpp>

namespace triage {

TRIAGE_BODY std::uint32_t Outlook::number() const {
    std::uint32_t bits = 0;
    for (const Kleene value : {no, yes, unknown})
        if (future.has(value)) bits |= 1U << static_cast<unsigned>(value);
    return static_cast<std::uint32_t>(now) << 3U | bits;
}

TRIAGE_BODY Outlook Outlook::of(std::uint32_t number) {
    Outlook out;
    out.now = static_cast<Kleene>(number >> 3U);
    for (const Kleene value : {no, yes, unknown})
        if ((number >> static_cast<unsigned>(value) & 1U) != 0) out.future.add(value);
    return out;
}

TRIAGE_BODY ConditionDiagrams::ConditionDiagrams(Diagram& diagram, const PatternSpace& space, const Rules& rules)
    : diagram_(diagram),
      space_(space),
      rules_(rules),
      shared_(rules.shared.size()),
      held_(rules.findings.size()),
      nodes_(rules.nodes.size()) {}

TRIAGE_BODY const Function& ConditionDiagrams::outlook(std::uint32_t node) {
    if (!nodes_[node]) nodes_[node] = build(node);
    return *nodes_[node];
}

TRIAGE_BODY Function ConditionDiagrams::is(std::uint32_t node, Kleene value) {
    return diagram_.map(outlook(node), [&](std::uint32_t x) { return Outlook::of(x).now == value ? 1U : 0U; });
}

TRIAGE_BODY Function ConditionDiagrams::can_be(std::uint32_t node, Kleene value) {
    return diagram_.map(outlook(node), [&](std::uint32_t x) { return Outlook::of(x).future.has(value) ? 1U : 0U; });
}

TRIAGE_BODY Function ConditionDiagrams::stays_unknown(std::uint32_t finding) {
    const std::uint32_t level = space_.level_of(rules_.document.findings[finding].id.value);
    const std::uint32_t cell = space_.levels()[level].unknown_cell();
    return diagram_.map(held(finding), [&](std::uint32_t value) { return value == cell ? 1U : 0U; });
}

TRIAGE_BODY const Function& ConditionDiagrams::held(std::uint32_t finding) {
    if (held_[finding]) return *held_[finding];
    const std::uint32_t level = space_.level_of(rules_.document.findings[finding].id.value);
    const std::uint32_t cells = static_cast<std::uint32_t>(space_.levels()[level].cells.size());
    std::vector<std::uint32_t> numbers(cells);
    // An answer that only the other rule set of the space knows is none here: an implication may fill it.
    const Finding& f = rules_.document.findings[finding];
    for (std::uint32_t v = 0; v < cells; ++v) numbers[v] = value_of(f, space_.levels()[level].cells[v].answer) ? v : cells - 1;
    Function held = diagram_.choose(level, numbers);
    for (std::size_t i = 0; i < rules_.implications.size(); ++i) {
        if (rules_.implications[i].finding != finding) continue;
        const std::uint32_t filled = cells + static_cast<std::uint32_t>(i);
        held = diagram_.combine(held, outlook(rules_.implications[i].node), [&](std::uint32_t value, std::uint32_t when) {
            return value == cells - 1 && Outlook::of(when).now == yes ? filled : value;
        });
    }
    return *(held_[finding] = std::move(held));
}

TRIAGE_BODY Function ConditionDiagrams::clause(const Node& n) {
    const Clause& c = rules_.clauses[n.first];
    const Finding& f = rules_.document.findings[c.finding];
    const std::vector<Cell>& cells = space_.levels()[space_.level_of(f.id.value)].cells;
    return diagram_.map(held(c.finding), [&](std::uint32_t value) {
        const Kleene now = value < cells.size() ? PatternSpace::truth(rules_, c, cells[value].answer)
                                                : implied(c, rules_.implications[value - cells.size()]);
        Outlook out{now, KleeneSet{now}};
        if (now == unknown && !n.examiner) out.future = KleeneSet::any();
        return out.number();
    });
}

TRIAGE_BODY Kleene ConditionDiagrams::implied(const Clause& c, const CompiledImplication& i) {
    return c.holds(Value{i.option, i.number}) ? yes : no;
}

TRIAGE_BODY Function ConditionDiagrams::build(std::uint32_t node) {
    const Node& n = rules_.nodes[node];
    switch (n.op) {
        case Node::Op::clause: return clause(n);
        case Node::Op::all:
        case Node::Op::any: {
            const bool all = n.op == Node::Op::all;
            Function out = diagram_.constant(Outlook{all ? yes : no, KleeneSet{all ? yes : no}}.number());
            for (std::uint32_t i = 0; i < n.count; ++i)
                out = diagram_.combine(out, outlook(n.first + i), [&](std::uint32_t x, std::uint32_t y) {
                    const Outlook a = Outlook::of(x), b = Outlook::of(y);
                    const KleeneSet now = all ? KleeneSet{a.now} & KleeneSet{b.now} : KleeneSet{a.now} | KleeneSet{b.now};
                    return Outlook{now.value(), all ? a.future & b.future : a.future | b.future}.number();
                });
            return out;
        }
        case Node::Op::negate:
            return diagram_.map(outlook(n.first), [](std::uint32_t x) {
                const Outlook a = Outlook::of(x);
                return Outlook{(!KleeneSet{a.now}).value(), !a.future}.number();
            });
        case Node::Op::unless:
            return diagram_.map(outlook(n.first), [](std::uint32_t x) {
                const Outlook a = Outlook::of(x);
                Outlook out{a.now == yes ? no : yes, KleeneSet{}};
                if (a.future.has(yes)) out.future.add(no);
                if (a.future.has(no) || a.future.has(unknown)) out.future.add(yes);
                return out.number();
            });
        case Node::Op::at_least: {
            std::vector<Counted> items;
            for (std::uint32_t i = 0; i < n.count; ++i) items.push_back({1, outlook(n.first + i)});
            return threshold(items, n.needed);
        }
        case Node::Op::shared: {
            if (!shared_[n.first]) {
                const SharedCondition& s = rules_.shared[n.first];
                if (s.is_score) {
                    std::vector<Counted> items;
                    for (const CompiledScoreItem& item : rules_.scores[s.score])
                        items.push_back({item.points, outlook(item.node)});
                    shared_[n.first] = threshold(items, s.at_least);
                } else {
                    shared_[n.first] = outlook(s.node);
                }
            }
            return *shared_[n.first];
        }
    }
    return diagram_.none();
}

TRIAGE_BODY Function ConditionDiagrams::threshold(const std::vector<Counted>& items, int k) {
    using Interval = std::pair<int, int>;  // least, most
    struct Sums {
        Interval now;
        std::vector<Interval> future;
        auto operator<=>(const Sums&) const = default;
    };
    std::map<Sums, std::uint32_t> numbers;
    std::vector<Sums> known;
    const auto number = [&](Sums sums) {
        const auto [it, fresh] = numbers.emplace(std::move(sums), static_cast<std::uint32_t>(known.size()));
        if (fresh) known.push_back(it->first);
        return it->second;
    };
    const auto plus = [](Interval sum, Kleene value, int points) {
        if (value == yes) return Interval{sum.first + points, sum.second + points};
        if (value == unknown && points > 0) return Interval{sum.first, sum.second + points};
        return sum;
    };
    int rest_up = 0, rest_down = 0;  // what the items still to come can add or take
    for (const Counted& item : items) (item.points > 0 ? rest_up : rest_down) += item.points;
    // Once it is settled whether an interval reaches k, how far it does is no matter.
    const auto settle = [&](Interval sum) {
        if (sum.first + rest_down >= k) return Interval{1'000'000, 1'000'000};
        if (sum.second + rest_up < k) return Interval{-1'000'000, -1'000'000};
        return sum;
    };
    Function sums = diagram_.constant(number({{0, 0}, {{0, 0}}}));
    for (const Counted& item : items) {
        (item.points > 0 ? rest_up : rest_down) -= item.points;
        sums = diagram_.combine(sums, item.outlook, [&](std::uint32_t x, std::uint32_t y) {
            const Sums before = known[x];
            const Outlook value = Outlook::of(y);
            Sums after{settle(plus(before.now, value.now, item.points)), {}};
            for (const Interval& f : before.future)
                for (const Kleene v : {no, yes, unknown})
                    if (value.future.has(v)) after.future.push_back(settle(plus(f, v, item.points)));
            std::sort(after.future.begin(), after.future.end());
            after.future.erase(std::unique(after.future.begin(), after.future.end()), after.future.end());
            return number(std::move(after));
        });
    }
    const auto reaches = [&](Interval sum) { return sum.first >= k ? yes : sum.second < k ? no : unknown; };
    return diagram_.map(sums, [&](std::uint32_t x) {
        Outlook out{reaches(known[x].now), KleeneSet{}};
        for (const Interval& f : known[x].future) out.future.add(reaches(f));
        return out.number();
    });
}

}  // namespace triage
