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

namespace triage {

/// Functions of answer patterns. Levels are counted from 0, the first variable; a level has as many values as it was given.
///
///     Diagram d({3, 3});                                   // two findings of three values
///     const Function a = d.choose(0, {0, 1, 0}), b = d.choose(1, {0, 1, 1});
///     d.count(d.both(a, b));                               // 2
class Diagram : public DiagramNodes {
public:
    explicit Diagram(std::vector<std::uint32_t> values_of_levels, std::size_t budget = 4'000'000)
        : DiagramNodes(std::move(values_of_levels), budget), cache_(1U << 18U) {
        for (std::uint32_t level = 0; level < levels(); ++level) all_ *= values(level);
    }

    /// How many patterns there are.
    [[nodiscard]] const BigCount& patterns() const { return all_; }

    /// The same number for every pattern.
    [[nodiscard]] Function constant(std::uint32_t value) { return {*this, terminal_bit | value}; }
    [[nodiscard]] Function none() { return constant(0); }
    [[nodiscard]] Function everyone() { return constant(1); }
    /// The number that stands at the position of the level's value.
    [[nodiscard]] Function choose(std::uint32_t level, const std::vector<std::uint32_t>& numbers) {
        tidy();
        std::vector<Ref> children;
        for (const std::uint32_t n : numbers) children.push_back(terminal_bit | n);
        return {*this, make(level, children.data())};
    }

    /// `op(a, b)` for every pattern, by its terminal numbers. Complexity: at most the product of the sizes.
    template <class Op>
    [[nodiscard]] Function combine(const Function& a, const Function& b, Op&& op) {
        tidy();
        const std::uint32_t id = ++last_operation_;
        return {*this, apply(a.ref(), b.ref(), op, id)};
    }
    /// `op(a, b)` where a is not 0, else 0. Costs little where a is 0 nearly everywhere, however large b is.
    template <class Op>
    [[nodiscard]] Function combine_where(const Function& a, const Function& b, Op&& op) {
        tidy();
        const std::uint32_t id = ++last_operation_;
        return {*this, apply_where(a.ref(), b.ref(), op, id)};
    }
    /// `op(a)` for every pattern.
    template <class Op>
    [[nodiscard]] Function map(const Function& a, Op&& op) {
        tidy();
        const std::uint32_t id = ++last_operation_;
        return {*this, apply(
                           a.ref(), terminal_bit, [&](std::uint32_t x, std::uint32_t) { return op(x); }, id)};
    }

    [[nodiscard]] Function both(const Function& a, const Function& b) {
        tidy();
        return {*this, conjunction(a.ref(), b.ref())};
    }
    [[nodiscard]] Function either(const Function& a, const Function& b) {
        tidy();
        return {*this, maximum(a.ref(), b.ref())};
    }
    [[nodiscard]] Function without(const Function& a, const Function& b) {
        tidy();
        return {*this, difference(a.ref(), b.ref())};
    }
    /// The greater of the two numbers for every pattern.
    [[nodiscard]] Function greater(const Function& a, const Function& b) { return either(a, b); }

    /// The function when the level has this value (it no longer depends on the level).
    [[nodiscard]] Function when(const Function& a, std::uint32_t level, std::uint32_t value) {
        tidy();
        const std::uint32_t id = ++last_operation_;
        return {*this, restrict_to(a.ref(), level, value, id)};
    }

    /// The patterns of a set with the levels in `dropped` changed in every way: the smallest set around it that does not
    /// depend on them. Complexity: small where few levels are kept, else it can grow with what is dropped.
    [[nodiscard]] Function widened(const Function& set, const std::vector<bool>& dropped) {
        tidy();
        const std::uint32_t id = ++last_operation_;
        return {*this, widen(set.ref(), dropped, id)};
    }

    [[nodiscard]] bool empty(const Function& set) const { return set.ref() == terminal_bit; }
    [[nodiscard]] bool is_constant(const Function& a) const { return is_terminal(a.ref()); }

    /// How many patterns have a number other than 0.
    [[nodiscard]] BigCount count(const Function& set) const {
        return count_where(set, [](std::uint32_t number) { return number != 0; });
    }
    /// How many patterns have a number of which `which` is true. Complexity: linear in the size of the function.
    template <class Which>
    [[nodiscard]] BigCount count_where(const Function& a, Which&& which) const {
        if (is_terminal(a.ref())) return which(number(a.ref())) ? all_ : BigCount();
        // Every function is counted over all levels. What lies below a level does not depend on it, so the counts of its
        // children, added up, are exactly as many times too large as the level has values.
        const std::vector<Ref> below = bottom_up(a.ref());
        const std::vector<std::uint32_t>& everybody = all_.base_2_32();
        const std::size_t width = everybody.size() + 1;
        std::vector<std::uint32_t> counts(below.size() * width), position(end_of_refs());
        std::vector<std::uint64_t> sum(width);
        for (std::size_t i = 0; i < below.size(); ++i) {
            const std::uint32_t arity = values(level_of(below[i]));
            std::fill(sum.begin(), sum.end(), 0);
            for (std::uint32_t v = 0; v < arity; ++v) {
                const Ref c = child(below[i], v);
                if (is_terminal(c) && !which(number(c))) continue;
                const std::uint32_t* add = is_terminal(c) ? everybody.data() : &counts[position[c] * width];
                for (std::size_t d = 0; d < (is_terminal(c) ? everybody.size() : width); ++d) sum[d] += add[d];
            }
            for (std::size_t d = 0; d + 1 < width; ++d) sum[d + 1] += sum[d] >> 32U, sum[d] &= 0xFFFFFFFFU;
            std::uint64_t remainder = 0;
            for (std::size_t d = width; d-- > 0;) {
                const std::uint64_t value = remainder << 32U | sum[d];
                counts[i * width + d] = static_cast<std::uint32_t>(value / arity);
                remainder = value % arity;
            }
            position[below[i]] = static_cast<std::uint32_t>(i);
        }
        return BigCount(std::vector<std::uint32_t>(counts.end() - static_cast<std::ptrdiff_t>(width), counts.end()));
    }
    /// Every number that some pattern has, ascending.
    [[nodiscard]] std::vector<std::uint32_t> numbers(const Function& a) const {
        std::vector<std::uint32_t> out;
        const auto add = [&](Ref ref) {
            if (is_terminal(ref)) out.push_back(number(ref));
        };
        add(a.ref());
        for (const Ref ref : bottom_up(a.ref()))
            for (std::uint32_t v = 0; v < values(level_of(ref)); ++v) add(child(ref, v));
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }
    /// The levels that a function depends on, ascending.
    [[nodiscard]] std::vector<std::uint32_t> support(const Function& a) const {
        std::vector<std::uint32_t> out;
        for (const Ref ref : bottom_up(a.ref()))
            if (out.empty() || out.back() != level_of(ref)) out.push_back(level_of(ref));
        std::reverse(out.begin(), out.end());
        return out;
    }
    /// How many nodes a function has.
    [[nodiscard]] std::size_t size(const Function& a) const { return bottom_up(a.ref()).size(); }

    /// The number of one pattern; `pattern[level]` is the value of the level.
    template <class Pattern>
    [[nodiscard]] std::uint32_t at(const Function& a, const Pattern& pattern) const {
        Ref ref = a.ref();
        while (!is_terminal(ref)) ref = child(ref, pattern[level_of(ref)]);
        return ref & ~terminal_bit;
    }

    /// A handle to what an algorithm over nodes has found.
    [[nodiscard]] Function function(Ref ref) { return {*this, ref}; }

    /// Whether `holds(number of a, number of b)` for every pattern; it must hold of equal numbers. Refs as they come from
    /// `child`. One `Comparison` may be asked many times and remembers what it has seen.
    template <class Holds>
    class Comparison {
    public:
        Comparison(Diagram& diagram, Holds holds) : diagram_(diagram), holds_(std::move(holds)), id_(++diagram.last_operation_) {}
        [[nodiscard]] bool operator()(Ref a, Ref b) {
            if (a == b) return true;
            if (is_terminal(a) && is_terminal(b)) return holds_(number(a), number(b));
            if (const Remembered& r = diagram_.remembered(id_, a, b); r.operation == id_ && r.a == a && r.b == b)
                return number(r.result) != 0;
            const std::uint32_t level_a = diagram_.level_of(a), level_b = diagram_.level_of(b),
                                level = std::min(level_a, level_b);
            bool good = true;
            for (std::uint32_t v = 0; good && v < diagram_.values(level); ++v)
                good = (*this)(level_a == level ? diagram_.child(a, v) : a, level_b == level ? diagram_.child(b, v) : b);
            diagram_.remembered(id_, a, b) = {id_, a, b, terminal_bit | (good ? 1U : 0U)};
            return good;
        }

    private:
        Diagram& diagram_;
        Holds holds_;
        std::uint32_t id_;
    };

private:
    struct Remembered {
        std::uint32_t operation = 0;
        Ref a = 0, b = 0, result = 0;
    };
    enum Operation : std::uint32_t { op_and = 1, op_max, op_minus, op_user };

    // Between operations: frees what no handle needs. What was remembered may name what is freed.
    void tidy() {
        if (free_unneeded()) std::fill(cache_.begin(), cache_.end(), Remembered{});
    }

    Remembered& remembered(std::uint32_t operation, Ref a, Ref b) {
        std::uint64_t h = (std::uint64_t{a} << 32U | b) * 0x9E3779B97F4A7C15ULL;
        h = (h ^ (h >> 31U) ^ operation) * 0xC2B2AE3D27D4EB4FULL;
        return cache_[(h >> 20U) & (cache_.size() - 1)];
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
    Ref conjunction(Ref a, Ref b) {
        constexpr Ref zero = terminal_bit, one = terminal_bit | 1U;
        if (a == zero || b == zero) return zero;
        if (a == one || a == b) return b;
        if (b == one) return a;
        if (a > b) std::swap(a, b);
        return descend(op_and, a, b, [&](Ref x, Ref y) { return conjunction(x, y); });
    }
    Ref maximum(Ref a, Ref b) {
        if (a == terminal_bit || a == b) return b;
        if (b == terminal_bit) return a;
        if (is_terminal(a) && is_terminal(b)) return std::max(a, b);
        if (a > b) std::swap(a, b);
        return descend(op_max, a, b, [&](Ref x, Ref y) { return maximum(x, y); });
    }
    Ref difference(Ref a, Ref b) {  // of sets
        constexpr Ref zero = terminal_bit, one = terminal_bit | 1U;
        if (a == zero || b == one || a == b) return zero;
        if (b == zero) return a;
        return descend(op_minus, a, b, [&](Ref x, Ref y) { return difference(x, y); });
    }
    Ref restrict_to(Ref a, std::uint32_t level, std::uint32_t value, std::uint32_t operation) {
        if (level_of(a) > level) return a;
        if (level_of(a) == level) return child(a, value);
        return descend(operation, a, a, [&](Ref x, Ref) { return restrict_to(x, level, value, operation); });
    }

    Ref widen(Ref a, const std::vector<bool>& dropped, std::uint32_t operation) {
        if (is_terminal(a)) return number(a) != 0 ? terminal_bit | 1U : terminal_bit;
        const std::uint32_t level = level_of(a);
        if (!dropped[level]) return descend(operation, a, a, [&](Ref x, Ref) { return widen(x, dropped, operation); });
        if (const Remembered& r = remembered(operation, a, a); r.operation == operation && r.a == a && r.b == a) return r.result;
        Ref out = terminal_bit;
        for (std::uint32_t v = 0; v < values(level); ++v) out = maximum(out, widen(child(a, v), dropped, operation));
        remembered(operation, a, a) = {operation, a, a, out};
        return out;
    }

    static constexpr std::size_t usual_values = 64;  // of a level; more are kept on the heap
    static constexpr std::size_t most_remembered = 1U << 22U;

    BigCount all_{1U};
    std::vector<Remembered> cache_;
    std::uint32_t last_operation_ = op_user;
};

}  // namespace triage
