// SPDX-License-Identifier: Apache-2.0
// What a compiled condition means, once: one fold, for one person and for all patterns, now and in the future.
// Refuses to know what a value is: a reading supplies that.
#pragma once

#include <cstdint>
#include <vector>

#include <triage/model/kleene.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/walk/tally.hpp>

namespace triage {

/// What a condition is to a reading, from what its parts are. A `Reading` has
///
///     Value                           what a condition is: a KleeneSet, or something that holds one for every pattern
///     rules()                         the rules that are read
///     of(node)                        the value of a condition: what is known of it already, or `meaning(*this, node)`
///     leaf(node)                      the value of a question to a finding
///     shared(number, work_out)        the value of a shared condition: what is known already, or `work_out()`, kept
///     constant(kleene), is_always(value, kleene)
///     map(a, op), combine(a, b, op)   `op`, of KleeneSets, on values
///     threshold(count, points, value, k)    "the items reach k points"; points(i), value(i): of an item (tally.hpp)
///     score(shared, count, points, value)   the same of a score and its `at_least`; many tests may share one sum
///
/// A new condition form is a case here; every reading then has it.
/// Complexity: what the condition mentions, each shared condition once where the reading keeps it.
template <class Reading>
[[nodiscard]] typename Reading::Value meaning(Reading& reading, NodeId node) {
    const Rules& rules = reading.rules();
    const Node& n = rules.nodes[node];
    switch (n.op) {
        case Node::Op::clause: return reading.leaf(node);
        case Node::Op::all: {
            auto all = reading.constant(Kleene::yes);
            for (std::uint32_t i = 0; i < n.count && !reading.is_always(all, Kleene::no); ++i)
                all = reading.combine(all, reading.of(n.child(i)), [](KleeneSet a, KleeneSet b) { return a & b; });
            return all;
        }
        case Node::Op::any: {
            auto any = reading.constant(Kleene::no);
            for (std::uint32_t i = 0; i < n.count && !reading.is_always(any, Kleene::yes); ++i)
                any = reading.combine(any, reading.of(n.child(i)), [](KleeneSet a, KleeneSet b) { return a | b; });
            return any;
        }
        case Node::Op::at_least:
            return reading.threshold(
                n.count, [](std::uint32_t) { return 1; }, [&](std::uint32_t i) { return reading.of(n.child(i)); }, n.needed);
        case Node::Op::negate: return reading.map(reading.of(n.child()), [](KleeneSet a) { return !a; });
        case Node::Op::unless: return reading.map(reading.of(n.child()), [](KleeneSet a) { return !a.denied_when_unknown(); });
        case Node::Op::shared:
            return reading.shared(n.shared(), [&]() -> typename Reading::Value {
                const SharedCondition& s = rules.shared[n.shared()];
                if (!s.is_score) return reading.of(s.node);
                const std::vector<CompiledScoreItem>& items = rules.scores[s.score];
                return reading.score(
                    s, static_cast<std::uint32_t>(items.size()), [&](std::uint32_t i) { return items[i].points; },
                    [&](std::uint32_t i) { return reading.of(items[i].node); });
            });
    }
    return reading.constant(Kleene::unknown);
}

/// The values and connectives of one person.
struct OnePerson {
    using Value = KleeneSet;
    [[nodiscard]] static KleeneSet constant(Kleene value) { return KleeneSet{value}; }
    [[nodiscard]] static bool is_always(KleeneSet a, Kleene value) { return a.only(value); }
    template <class Op>
    [[nodiscard]] static KleeneSet map(KleeneSet a, Op&& op) {
        return op(a);
    }
    template <class Op>
    [[nodiscard]] static KleeneSet combine(KleeneSet a, KleeneSet b, Op&& op) {
        return op(a, b);
    }
    template <class Points, class ValueOf>
    [[nodiscard]] static Tally sum(std::uint32_t count, Points&& points, ValueOf&& value) {
        Tally tally;
        for (std::uint32_t i = 0; i < count; ++i) tally.add(value(i), points(i));
        return tally;
    }
    template <class Points, class ValueOf>
    [[nodiscard]] static KleeneSet threshold(std::uint32_t count, Points&& points, ValueOf&& value, int k) {
        return sum(count, points, value).reaches(k);
    }
    template <class Points, class ValueOf>
    [[nodiscard]] static KleeneSet score(const SharedCondition& s, std::uint32_t count, Points&& points, ValueOf&& value) {
        return threshold(count, points, value, s.at_least);
    }
};

}  // namespace triage
