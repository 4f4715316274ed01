// SPDX-License-Identifier: Apache-2.0
// What one question to a condition asks of its parts: the readings "now" and "future" (walk/meaning.hpp) put as yes-or-no
// questions, so that nothing but truth bits is left. Each reading goes over to itself or to its dual.
// Refuses to know how the questions are answered: a form supplies that.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <vector>

#include <triage/model/program.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::compile_detail {

/// A truth bit of one clause, or its absence.
struct Literal {
    ClauseId clause{0};
    bool of_false = false;  ///< the bit "is false"; else "is true"
    bool inverted = false;  ///< that the bit is not set
};

/// The same question about the opposite of a condition.
[[nodiscard]] constexpr Asked dual(Asked what) {
    switch (what) {
        case Asked::is_yes: return Asked::is_no;
        case Asked::is_no: return Asked::is_yes;
        case Asked::can_be_yes: return Asked::can_be_no;
        case Asked::can_be_no: return Asked::can_be_yes;
        case Asked::yes_or_open: return Asked::no_or_open;
        case Asked::no_or_open: return Asked::yes_or_open;
        case Asked::can_be_open:
        case Asked::part_open: break;
    }
    return what;
}

/// Whether a question is about the condition being so.
[[nodiscard]] constexpr bool upward(Asked what) {
    return what == Asked::is_yes || what == Asked::can_be_yes || what == Asked::yes_or_open;
}

/// Whether a condition can still become a value.
[[nodiscard]] constexpr Ask can_be(NodeId node, Kleene value) {
    return {node, value == Kleene::yes ? Asked::can_be_yes : value == Kleene::no ? Asked::can_be_no : Asked::can_be_open, false};
}

/// When whoever comes to a step, and has not reached an outcome in it, can go on to the next one of the list: where one of
/// the questions to its condition is so.
struct GoingOn {
    bool always = false;
    std::vector<Asked> questions;
};

[[nodiscard]] inline GoingOn going_on(const CompiledStep& step) {
    ByKleene<bool> goes{};
    bool ends = false;
    for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
        const Branch::Kind kind = step.branches[value].kind;
        goes[value] = kind == Branch::Kind::next || kind == Branch::Kind::floor;
        ends |= kind == Branch::Kind::clear || kind == Branch::Kind::steps;
    }
    const bool yes = goes[Kleene::yes], no = goes[Kleene::no], open = goes[Kleene::unknown];
    // Some value is always possible. Where no branch ends, whoever cannot go on has reached an outcome.
    if ((yes && no && open) || (!ends && (yes || no || open))) return {true, {}};
    if (yes && open) return {false, {Asked::yes_or_open}};
    if (no && open) return {false, {Asked::no_or_open}};
    GoingOn out;
    for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown})
        if (goes[value]) out.questions.push_back(can_be(step.node, value).what);
    return out;
}

/// Puts one question to a condition, and hands what it comes to to `form`, which has
///
///     Value                                whatever answers are to the form
///     constant(bool)
///     literal(Literal)
///     same_as(ask)                         the answer to another question
///     all(count, item), any(count, item)   item(i): the question to part i
///     at_least(count, item, points, k)     the points (positive) of the parts that are so reach k, from 1 to their sum
///     plainly(ask)                         no such question to the parts comes to the same: work out the set of values
///
/// Why these are exact: mentions are independent (Rule format, "Pathways"). So every part of a list can have its best value at
/// once; "can be unknown" needs one part that can, and that neither yes nor no is forced on the whole; of a score, the least
/// and the most that its choices give.
/// Complexity: the parts of one node.
template <class Form>
typename Form::Value put(const Rules& rules, Ask ask, Form& form) {
    const Node& n = rules.nodes[ask.node];
    const bool up = upward(ask.what), now = ask.what == Asked::is_yes || ask.what == Asked::is_no;
    const auto about = [&](NodeId node, Asked what, bool negated) { return Ask{node, what, negated != ask.negated}; };
    const auto children = [&](Asked what) { return [=](std::uint32_t i) { return Ask{n.child(i), what, ask.negated}; }; };
    const auto list = [&](bool conjunction, std::uint32_t count, auto&& item) {
        return conjunction != ask.negated ? form.all(count, item) : form.any(count, item);
    };
    const auto sum = [&](std::uint32_t count, auto&& item, auto&& points, int total, int k) {
        if (k <= 0) return form.constant(!ask.negated);
        if (k > total) return form.constant(ask.negated);
        // "not at least k" is "of their negations at least what is left".
        return form.at_least(count, item, points, ask.negated ? total - k + 1 : k);
    };

    if (ask.what == Asked::can_be_open) {
        switch (n.op) {
            case Node::Op::clause:
                return list(true, 2, [&](std::uint32_t i) {
                    return Ask{ask.node, i == 0 ? Asked::is_yes : Asked::is_no, !ask.negated};
                });
            case Node::Op::negate: return form.same_as(about(n.child(), ask.what, false));
            case Node::Op::unless: return form.constant(ask.negated);
            case Node::Op::shared:
                if (!rules.shared[n.shared()].is_score)
                    return form.same_as(about(rules.shared[n.shared()].node, ask.what, false));
                return form.plainly(ask);
            case Node::Op::all:
            case Node::Op::any:
            case Node::Op::at_least:
                return list(true, 3, [&](std::uint32_t i) {
                    return about(ask.node, i == 0 ? Asked::yes_or_open : i == 1 ? Asked::no_or_open : Asked::part_open, false);
                });
        }
    }
    if (ask.what == Asked::part_open) return list(false, n.count, children(Asked::can_be_open));
    switch (n.op) {
        case Node::Op::clause: {
            // An examiner's finding stays what it is; any other can still take every value.
            bool of_false = !up, inverted = false;
            if (n.examiner ? ask.what == Asked::yes_or_open || ask.what == Asked::no_or_open : !now) {
                of_false = up;
                inverted = true;
            }
            return form.literal({n.clause(), of_false, inverted != ask.negated});
        }
        case Node::Op::all: return list(up, n.count, children(ask.what));
        case Node::Op::any: return list(!up, n.count, children(ask.what));
        case Node::Op::negate: return form.same_as(about(n.child(), dual(ask.what), false));
        case Node::Op::unless:
            // Never unknown: what is not surely so counts as not so.
            if (now) return form.same_as(about(n.child(), Asked::is_yes, up));
            return form.same_as(about(n.child(), up ? Asked::no_or_open : Asked::can_be_yes, false));
        case Node::Op::at_least: {
            const int count = static_cast<int>(n.count);
            return sum(
                n.count, children(ask.what), [](std::uint32_t) { return 1; }, count, up ? n.needed : count - n.needed + 1);
        }
        case Node::Op::shared: {
            const SharedCondition& s = rules.shared[n.shared()];
            if (!s.is_score) return form.same_as(about(s.node, ask.what, false));
            // A negative item counts where it is not (or need not be) so: all points are positive then, k is that much more.
            const std::vector<CompiledScoreItem>& items = rules.scores[s.score];
            int total = 0, more = 0;
            for (const CompiledScoreItem& i : items) {
                total += std::abs(i.points);
                more += i.points < 0 ? -i.points : 0;
            }
            const auto item = [&](std::uint32_t i) {
                if (items[i].points >= 0) return about(items[i].node, ask.what, false);
                if (now) return about(items[i].node, Asked::is_yes, up);
                return about(items[i].node, up ? Asked::no_or_open : Asked::can_be_yes, false);
            };
            const int k = s.at_least + more;
            return sum(
                static_cast<std::uint32_t>(items.size()), item, [&](std::uint32_t i) { return std::abs(items[i].points); }, total,
                up ? k : total - k + 1);
        }
    }
    return form.constant(false);
}

}  // namespace triage::compile_detail
