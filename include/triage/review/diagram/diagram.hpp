// SPDX-License-Identifier: Apache-2.0
// Diagram: multi-valued decision diagrams, functions from answer patterns to small numbers, with what can be asked of them.
// Refuses to know what the numbers mean, and to grow past its budget: it throws BudgetExceeded instead.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <triage/review/diagram/big_count.hpp>
#include <triage/review/diagram/nodes.hpp>
#include <triage/review/diagram/pattern_counts.hpp>

namespace triage {

/// Functions of answer patterns. Levels are counted from 0, the first variable; a level has as many values as it was given.
///
///     Diagram d({3, 3});                                   // two findings of three values
///     const Function a = d.choose(0, {0, 1, 0}), b = d.choose(1, {0, 1, 1});
///     d.count(a & b);                                      // 2
class Diagram : public DiagramNodes {
public:
    explicit Diagram(std::vector<std::uint32_t> values_of_levels, std::size_t budget = 4'000'000);

    /// How many patterns there are.
    [[nodiscard]] const BigCount& patterns() const { return all_; }

    /// The same number for every pattern.
    [[nodiscard]] Function constant(std::uint32_t value) { return {*this, terminal_bit | value}; }
    [[nodiscard]] Function none() { return constant(0); }
    [[nodiscard]] Function everyone() { return constant(1); }
    /// The number that stands at the position of the level's value.
    [[nodiscard]] Function choose(std::uint32_t level, const std::vector<std::uint32_t>& numbers);

    /// `op(a, b)` for every pattern, by its terminal numbers. Complexity: at most the product of the sizes.
    template <class Op>
    [[nodiscard]] Function combine(const Function& a, const Function& b, Op&& op) {
        return built([&] { return apply(a.ref(), b.ref(), op, ++last_operation_); });
    }
    /// `op(a, b)` where a is not 0, else 0. Costs little where a is 0 nearly everywhere, however large b is.
    template <class Op>
    [[nodiscard]] Function combine_where(const Function& a, const Function& b, Op&& op) {
        return built([&] { return apply_where(a.ref(), b.ref(), op, ++last_operation_); });
    }
    /// `op(a)` for every pattern.
    template <class Op>
    [[nodiscard]] Function map(const Function& a, Op&& op) {
        return built([&] {
            return apply(
                a.ref(), terminal_bit, [&](std::uint32_t x, std::uint32_t) { return op(x); }, ++last_operation_);
        });
    }

    /// The greater of the two numbers for every pattern.
    [[nodiscard]] Function maximum(const Function& a, const Function& b);

    /// The function when the level has this value (it no longer depends on the level).
    [[nodiscard]] Function cofactor(const Function& a, std::uint32_t level, std::uint32_t value);

    /// Existential quantification: the patterns of a set with the levels in `dropped` changed in every way, which is the smallest
    /// set around it that does not depend on them. Complexity: small where few levels are kept, else it can grow with what is
    /// dropped.
    [[nodiscard]] Function exists(const Function& set, const std::vector<bool>& dropped);

    [[nodiscard]] bool empty(const Function& set) const { return set.ref() == terminal_bit; }
    /// Whether everyone in `set` is in `other`. Builds nothing. Complexity: as `combine`; where not, it ends at the first who is
    /// not.
    [[nodiscard]] bool within(const Function& set, const Function& other) { return within(set.ref(), other.ref()); }
    [[nodiscard]] bool is_constant(const Function& a) const { return is_terminal(a.ref()); }

    /// How many patterns have a number other than 0. Complexity: linear in the size of the function; what was counted before is
    /// not counted again.
    [[nodiscard]] BigCount count(const Function& set) const;
    /// How many patterns are in both of two sets. Builds nothing. Complexity: as `combine`.
    [[nodiscard]] BigCount count_both(const Function& a, const Function& b) const;
    /// Whether nobody is in both of two sets. Builds nothing. Complexity: as `combine`; where somebody is, it ends there.
    [[nodiscard]] bool disjoint(const Function& a, const Function& b) { return disjoint(a.ref(), b.ref()); }
    /// Every number that some pattern has, ascending.
    [[nodiscard]] std::vector<std::uint32_t> numbers(const Function& a) const;
    /// The levels that a function depends on, ascending.
    [[nodiscard]] std::vector<std::uint32_t> support(const Function& a) const;
    /// How many nodes a function has.
    [[nodiscard]] std::size_t size(const Function& a) const;

    /// The number of one pattern; `pattern[level]` is the value of the level.
    template <class Pattern>
    [[nodiscard]] std::uint32_t at(const Function& a, const Pattern& pattern) const {
        Ref ref = a.ref();
        while (!is_terminal(ref)) ref = child(ref, pattern[level_of(ref)]);
        return ref & ~terminal_bit;
    }

    /// A handle to what an algorithm over nodes has found.
    [[nodiscard]] Function function(Ref ref) { return {*this, ref}; }

private:
    struct Remembered {
        std::uint32_t operation = 0;
        Ref a = 0, b = 0, result = 0;
    };
    // The operations that go by a number of their own; `base_` more, which grows when nodes are freed: what was remembered may
    // name them.
    enum Operation : std::uint32_t { op_and, op_max, op_minus, op_within, op_disjoint, operations };

    // Between operations, when there is much of it or `now`: frees what no handle needs.
    void tidy(bool now = false) {
        if (!free_unneeded(now)) return;
        base_ = last_operation_ + 1;
        last_operation_ += operations;
        counts_.begin(all_);
    }

    // The result of an operation. One that runs out of nodes among others that no handle needs any more is done again without
    // them.
    template <class Work>
    [[nodiscard]] Function built(Work&& work) {
        tidy();
        try {
            return {*this, work()};
        } catch (const BudgetExceeded&) {
            tidy(true);
        }
        return {*this, work()};
    }

    using Place = PatternCounts::Place;
    // Before something is counted: what was kept of earlier counts is forgotten when it is much. Each count has the whole budget.
    PatternCounts& counts() const {
        if (counts_.digits() > most_digits) counts_.begin(all_);
        counts_end_ = counts_.size() + budget();
        return counts_;
    }
    // Of those with a number other than 0.
    [[nodiscard]] Place counted(Ref a) const;
    [[nodiscard]] Place counted(Ref a, Ref b) const;
    // The count of a node: that of what its values lead to, `below(value)`.
    template <class Below>
    [[nodiscard]] Place mean_below(std::uint32_t level, Below&& below) const {
        if (counts_.size() > counts_end_) throw BudgetExceeded(budget());
        std::array<Place, usual_values> few;
        std::vector<Place> many(values(level) > usual_values ? values(level) : 0);
        Place* const places = many.empty() ? few.data() : many.data();
        for (std::uint32_t v = 0; v < values(level); ++v) places[v] = below(v);
        return counts_.mean(places, values(level));
    }

    Remembered& remembered(std::uint32_t operation, Ref a, Ref b) {
        // The newer node decides the place, the other one only shifts it: nodes that an operation meets one after another were
        // mostly made one after another, so their places are neighbours.
        const Ref newer = std::max(number(a), number(b)), older = a ^ b ^ newer;
        std::uint64_t h = (std::uint64_t{older} << 32U | operation) * 0x9E3779B97F4A7C15ULL;
        h = (h ^ (h >> 31U)) * 0xC2B2AE3D27D4EB4FULL;
        return cache_[((h >> 20U) + newer) & (cache_.size() - 1)];
    }

    // One step of every recursive operation: the children of a and b at the higher of their levels.
    template <class Recurse>
    Ref descend(std::uint32_t operation, Ref a, Ref b, Recurse&& recurse) {
        {
            const Remembered& r = remembered(operation, a, b);
            if (r.operation == operation && r.a == a && r.b == b) return r.result;
        }
        const std::uint32_t level_a = level_of(a), level_b = level_of(b), level = std::min(level_a, level_b);
        std::array<Ref, usual_values> few;
        std::vector<Ref> many(values(level) > usual_values ? values(level) : 0);
        Ref* const children = many.empty() ? few.data() : many.data();
        for (std::uint32_t v = 0; v < values(level); ++v)
            children[v] = recurse(level_a == level ? child(a, v) : a, level_b == level ? child(b, v) : b);
        const Ref result = make(level, children);
        if (cache_.size() < table_size() && cache_.size() < most_remembered) cache_.assign(table_size(), {});
        remembered(operation, a, b) = {operation, a, b, result};
        return result;
    }

    template <class Op>
    Ref apply(Ref a, Ref b, Op&& op, std::uint32_t operation) {
        if (is_terminal(a) && is_terminal(b)) return terminal_bit | static_cast<std::uint32_t>(op(number(a), number(b)));
        return descend(operation, a, b, [&](Ref x, Ref y) { return apply(x, y, op, operation); });
    }
    template <class Op>
    Ref apply_where(Ref a, Ref b, Op&& op, std::uint32_t operation) {
        if (a == terminal_bit) return a;
        if (is_terminal(a) && is_terminal(b)) return terminal_bit | static_cast<std::uint32_t>(op(number(a), number(b)));
        return descend(operation, a, b, [&](Ref x, Ref y) { return apply_where(x, y, op, operation); });
    }
    Ref conjunction(Ref a, Ref b);
    Ref maximum(Ref a, Ref b);
    Ref difference(Ref a, Ref b);  // of sets
    [[nodiscard]] bool within(Ref a, Ref b);
    [[nodiscard]] bool disjoint(Ref a, Ref b);
    Ref cofactor(Ref a, std::uint32_t level, std::uint32_t value, std::uint32_t operation);
    Ref exists(Ref a, const std::vector<bool>& dropped, std::uint32_t operation);
    [[nodiscard]] static Diagram& of(const Function& a) { return static_cast<Diagram&>(*a.store_); }
    friend Function operator&(const Function& a, const Function& b);
    friend Function operator|(const Function& a, const Function& b);
    friend Function operator-(const Function& a, const Function& b);
    friend Function operator!(const Function& a);

    static constexpr std::size_t usual_values = 64;                                     // of a level; more are kept on the heap
    static constexpr std::size_t most_remembered = 1U << 22U, most_digits = 1U << 23U;  // of counts that are kept: 32 MB

    [[nodiscard]] static BigCount product(const DiagramNodes& nodes);  // of the values of its levels

    BigCount all_;
    mutable PatternCounts counts_;
    mutable std::size_t counts_end_ = 0;
    std::vector<Remembered> cache_;
    std::uint32_t base_ = 1, last_operation_ = operations;
};

/// Numbers for values of another kind, so that a function can have them: from 1 on, as they come; 0 is no value.
template <class T>
class Numbered {
public:
    [[nodiscard]] std::uint32_t number(const T& value) {
        const auto known = std::find(all_.begin(), all_.end(), value);
        const auto number = static_cast<std::uint32_t>(known - all_.begin() + 1);
        if (known == all_.end()) all_.push_back(value);
        return number;
    }
    [[nodiscard]] const T& operator[](std::uint32_t number) const { return all_[number - 1]; }

private:
    std::vector<T> all_;
};

/// Sets of one diagram: the patterns in both, in either, in the first alone, and in none. Complexity: as `combine`.
[[nodiscard]] Function operator&(const Function& a, const Function& b);
[[nodiscard]] Function operator|(const Function& a, const Function& b);
[[nodiscard]] Function operator-(const Function& a, const Function& b);
[[nodiscard]] Function operator!(const Function& a);
inline Function& operator&=(Function& a, const Function& b) { return a = a & b; }
inline Function& operator|=(Function& a, const Function& b) { return a = a | b; }
inline Function& operator-=(Function& a, const Function& b) { return a = a - b; }

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/diagram.ipp>
#endif
