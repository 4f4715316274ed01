// SPDX-License-Identifier: Apache-2.0
// Conditions as decision diagrams: for every pattern, what a condition is now and what it can still become.
// Refuses to give conditions a meaning of its own: it lifts that of one person (walk/meaning.hpp) to all patterns.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <triage/review/diagram/cells.hpp>
#include <triage/review/diagram/diagram.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

/// Values and connectives for all patterns at once: functions whose numbers are those of KleeneSets.
class EveryPattern {
public:
    using Value = Function;
    explicit EveryPattern(Diagram& diagram) : diagram_(diagram) {}

    [[nodiscard]] Function constant(Kleene value) const { return diagram_.constant(KleeneSet{value}.number()); }
    [[nodiscard]] bool is_always(const Function& a, Kleene value) const { return a == constant(value); }
    template <class Op>
    [[nodiscard]] Function map(const Function& a, Op&& op) const {
        return diagram_.map(a, [&](std::uint32_t x) { return op(KleeneSet::of_number(x)).number(); });
    }
    template <class Op>
    [[nodiscard]] Function combine(const Function& a, const Function& b, Op&& op) const {
        return diagram_.combine(a, b, [&](std::uint32_t x, std::uint32_t y) {
            return op(KleeneSet::of_number(x), KleeneSet::of_number(y)).number();
        });
    }
    template <class Points, class ValueOf>
    [[nodiscard]] Function threshold(std::uint32_t count, Points&& points, ValueOf&& value, int k) const {
        std::vector<Item> items;
        for (std::uint32_t i = 0; i < count; ++i) items.push_back({points(i), value(i)});
        return reaches(items, k);
    }
    template <class Points, class ValueOf>
    [[nodiscard]] Function score(const SharedCondition& s, std::uint32_t count, Points&& points, ValueOf&& value) const {
        return threshold(count, points, value, s.at_least);
    }
    struct Item {
        int points;
        Function value;
    };
    /// The least points of some items for every pattern, or the `most`; `offset` more.
    [[nodiscard]] Function points(const std::vector<Item>& items, bool most, std::uint32_t offset) const;

    /// The patterns for which a value holds this.
    [[nodiscard]] Function having(const Function& a, Kleene value) const {
        return diagram_.map(a, [&](std::uint32_t x) { return KleeneSet::of_number(x).has(value) ? 1U : 0U; });
    }

private:
    [[nodiscard]] Function reaches(const std::vector<Item>& items, int k) const;

    Diagram& diagram_;
};

/// The conditions of one rule set over a space. Keeps what it has built.
class ConditionDiagrams {
public:
    ConditionDiagrams(Diagram& diagram, const PatternSpace& space, const Rules& rules);

    /// What a condition is for every pattern, as numbers of KleeneSets: `now`, or all that it can become.
    [[nodiscard]] const Function& value(NodeId node, Reading reading);
    /// The patterns for which a condition is this now.
    [[nodiscard]] Function is(NodeId node, Kleene value);
    /// The patterns for which a condition can become this.
    [[nodiscard]] Function can_be(NodeId node, Kleene value);
    /// The points of a score now, `offset` more: of its true items, or (`most`) also of what is unknown and could add to them.
    [[nodiscard]] Function points(ScoreId score, bool most, std::uint32_t offset);

    /// The patterns in which nothing is known of a finding: it was not answered, and no implication fills it.
    [[nodiscard]] Function stays_unknown(FindingId finding);

private:
    class Patterns;

    // What holds of a finding after implications: the number of its cell, or past them the implication that fills it.
    [[nodiscard]] const Function& held(FindingId finding);
    [[nodiscard]] Function leaf(NodeId node, Reading reading);

    Diagram& diagram_;
    const PatternSpace& space_;
    const Rules& rules_;
    struct Known {
        std::vector<std::optional<Function>> nodes, shared;
    };
    std::vector<std::optional<Function>> held_;
    Known known_[3];  // by reading
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/conditions.ipp>
#endif
