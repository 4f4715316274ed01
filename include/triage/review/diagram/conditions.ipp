// SPDX-License-Identifier: Apache-2.0
// The bodies of conditions.hpp.
#pragma once

#include <cstddef>
#include <map>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/diagram/conditions.hpp>

namespace triage {

namespace diagram_detail {

/// Adds the items up, for every pattern: `result` of the tally. `keep(tally, points)` after each item says what to remember.
template <class Keep, class Result>
[[nodiscard]] Function tallied(Diagram& diagram, const std::vector<EveryPattern::Item>& items, Keep&& keep, Result&& result) {
    std::map<Tally, std::uint32_t> numbers;
    std::vector<Tally> sums;
    const auto number = [&](const Tally& sum) {
        const auto [it, fresh] = numbers.emplace(sum, static_cast<std::uint32_t>(sums.size()));
        if (fresh) sums.push_back(sum);
        return it->second;
    };
    Function out = diagram.constant(number(Tally{}));
    for (const EveryPattern::Item& item : items)
        out = diagram.combine(out, item.value, [&](std::uint32_t x, std::uint32_t y) {
            Tally sum = sums[x];
            sum.add(KleeneSet::of_number(y), item.points);
            return number(keep(sum, &item));
        });
    return diagram.map(out, [&](std::uint32_t x) { return result(sums[x]); });
}

}  // namespace diagram_detail

TRIAGE_BODY Function EveryPattern::reaches(const std::vector<Item>& items, int k) const {
    // What the items after each one can add or take: once it is settled whether a sum reaches k, it is no matter how far.
    std::vector<std::pair<int, int>> after(items.size());
    for (std::size_t i = items.size(); i-- > 1;) {
        after[i - 1] = after[i];
        (items[i].points > 0 ? after[i - 1].first : after[i - 1].second) += items[i].points;
    }
    return diagram_detail::tallied(
        diagram_, items,
        [&](const Tally& sum, const Item* item) {
            const auto& [up, down] = after[static_cast<std::size_t>(item - items.data())];
            return sum.settled(k, up, down);
        },
        [&](const Tally& sum) { return sum.reaches(k).number(); });
}

TRIAGE_BODY Function EveryPattern::points(const std::vector<Item>& items, bool most, std::uint32_t offset) const {
    return diagram_detail::tallied(
        diagram_, items, [](const Tally& sum, const Item*) { return sum; },
        [&](const Tally& sum) {
            return static_cast<std::uint32_t>((most ? sum.most() : sum.least()) + static_cast<int>(offset));
        });
}

/// One reading of one rule set; what was worked out stays with the ConditionDiagrams.
class ConditionDiagrams::Patterns : public EveryPattern {
public:
    Patterns(ConditionDiagrams& conditions, Reading reading)
        : EveryPattern(conditions.diagram_), conditions_(conditions), reading_(reading) {}
    [[nodiscard]] const Rules& rules() const { return conditions_.rules_; }
    [[nodiscard]] const Function& of(NodeId node) { return conditions_.value(node, reading_); }
    [[nodiscard]] Function leaf(NodeId node) { return conditions_.leaf(node, reading_); }
    template <class WorkOut>
    [[nodiscard]] Function shared(std::uint32_t number, WorkOut&& work_out) {
        std::optional<Function>& known = conditions_.known_[static_cast<std::size_t>(reading_)].shared[number];
        if (!known) known = work_out();
        return *known;
    }

private:
    ConditionDiagrams& conditions_;
    Reading reading_;
};

TRIAGE_BODY ConditionDiagrams::ConditionDiagrams(Diagram& diagram, const PatternSpace& space, const Rules& rules)
    : diagram_(diagram), space_(space), rules_(rules), held_(rules.findings.size()) {
    for (Known& known : known_) {
        known.nodes.resize(rules.nodes.size());
        known.shared.resize(rules.shared.size());
    }
}

TRIAGE_BODY const Function& ConditionDiagrams::value(NodeId node, Reading reading) {
    std::optional<Function>& known = known_[static_cast<std::size_t>(reading)].nodes[node];
    if (!known) {
        Patterns patterns(*this, reading);
        known = meaning(patterns, node);
    }
    return *known;
}

TRIAGE_BODY Function ConditionDiagrams::is(NodeId node, Kleene value) {
    return EveryPattern(diagram_).having(this->value(node, Reading::now), value);
}

TRIAGE_BODY Function ConditionDiagrams::can_be(NodeId node, Kleene value) {
    return EveryPattern(diagram_).having(this->value(node, Reading::future), value);
}

TRIAGE_BODY Function ConditionDiagrams::points(ScoreId score, bool most, std::uint32_t offset) {
    std::vector<EveryPattern::Item> items;
    for (const CompiledScoreItem& item : rules_.scores[score]) items.push_back({item.points, value(item.node, Reading::now)});
    return EveryPattern(diagram_).points(items, most, offset);
}

TRIAGE_BODY Function ConditionDiagrams::stays_unknown(FindingId finding) {
    const std::uint32_t level = space_.level_of(rules_.document.findings[finding].id.value);
    const std::uint32_t cell = space_.levels()[level].unknown_cell();
    return diagram_.map(held(finding), [&](std::uint32_t value) { return value == cell ? 1U : 0U; });
}

TRIAGE_BODY const Function& ConditionDiagrams::held(FindingId finding) {
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
        held = diagram_.combine(held, is(rules_.implications[i].node, yes), [&](std::uint32_t value, std::uint32_t when) {
            return value == cells - 1 && when != 0 ? filled : value;
        });
    }
    return *(held_[finding] = std::move(held));
}

TRIAGE_BODY Function ConditionDiagrams::leaf(NodeId node, Reading reading) {
    const Node& n = rules_.nodes[node];
    const Clause& c = rules_.clauses[n.first];
    const Finding& f = rules_.document.findings[c.finding];
    const std::vector<Cell>& cells = space_.levels()[space_.level_of(f.id.value)].cells;
    const auto implied = [&](const CompiledImplication& i) { return c.holds(Value{i.option, i.number}) ? yes : no; };
    return diagram_.map(held(c.finding), [&](std::uint32_t value) {
        const Kleene now = value < cells.size() ? PatternSpace::truth(rules_, c, cells[value].answer)
                                                : implied(rules_.implications[value - cells.size()]);
        return leaf_value(reading, KleeneSet{now}, n.examiner).number();
    });
}

}  // namespace triage
