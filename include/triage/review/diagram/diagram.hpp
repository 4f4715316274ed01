// SPDX-License-Identifier: Apache-2.0
// Diagram: a store of multi-valued decision diagrams, functions from answer patterns to small numbers, each held once.
// Refuses to know what the numbers mean, and to grow past its budget: it throws BudgetExceeded instead.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diagram/big_count.hpp>

namespace triage {

/// More nodes would be needed than were allowed: the question stays open, it is not answered "no".
class BudgetExceeded : public std::runtime_error {
public:
    explicit BudgetExceeded(std::size_t nodes)
        : std::runtime_error("the decision diagram needs more than " + std::to_string(nodes) + " nodes"), nodes_(nodes) {}
    [[nodiscard]] std::size_t nodes() const { return nodes_; }

private:
    std::size_t nodes_;
};

class Diagram;

/// A function from patterns to numbers (a set of patterns when the numbers are 0 and 1). A handle: copying is cheap, and
/// what no handle needs any more is freed. Equal functions of one diagram are equal handles.
class Function {
public:
    Function() = default;
    Function(const Function& other);
    Function(Function&& other) noexcept : diagram_(std::exchange(other.diagram_, nullptr)), ref_(other.ref_) {}
    Function& operator=(Function other) noexcept {
        std::swap(diagram_, other.diagram_);
        std::swap(ref_, other.ref_);
        return *this;
    }
    ~Function();

    [[nodiscard]] std::uint32_t ref() const { return ref_; }
    [[nodiscard]] Diagram& diagram() const { return *diagram_; }
    friend bool operator==(const Function& a, const Function& b) { return a.diagram_ == b.diagram_ && a.ref_ == b.ref_; }

private:
    friend class Diagram;
    Function(Diagram& diagram, std::uint32_t ref);

    Diagram* diagram_ = nullptr;
    std::uint32_t ref_ = 0;
};

/// The store. Levels are counted from 0, the first variable; a level has as many values as it was given.
///
///     Diagram d({3, 3});                                   // two findings of three values
///     const Function a = d.choose(0, {0, 1, 0}), b = d.choose(1, {0, 1, 1});
///     d.count(d.both(a, b));                               // 2
class Diagram {
public:
    using Ref = std::uint32_t;
    static constexpr Ref terminal_bit = 0x80000000U;

    explicit Diagram(std::vector<std::uint32_t> values_of_levels, std::size_t budget = 4'000'000)
        : arities_(std::move(values_of_levels)), budget_(budget), table_(1U << 12U, no_slot), cache_(1U << 18U) {
        for (const std::uint32_t n : arities_) all_ *= n;
    }
    Diagram(const Diagram&) = delete;
    Diagram& operator=(const Diagram&) = delete;

    [[nodiscard]] std::size_t levels() const { return arities_.size(); }
    [[nodiscard]] std::uint32_t values(std::uint32_t level) const { return arities_[level]; }
    [[nodiscard]] std::size_t nodes() const { return nodes_.size() - free_nodes_; }
    [[nodiscard]] std::size_t most_nodes() const { return most_; }
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
        return {*this, apply(a.ref(), terminal_bit, [&](std::uint32_t x, std::uint32_t) { return op(x); }, id)};
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
        std::vector<std::uint32_t> counts(below.size() * width), position(nodes_.size());
        std::vector<std::uint64_t> sum(width);
        for (std::size_t i = 0; i < below.size(); ++i) {
            const std::uint32_t values = arities_[nodes_[below[i]].level];
            std::fill(sum.begin(), sum.end(), 0);
            for (std::uint32_t v = 0; v < values; ++v) {
                const Ref c = child(below[i], v);
                if (is_terminal(c) && !which(number(c))) continue;
                const std::uint32_t* add = is_terminal(c) ? everybody.data() : &counts[position[c] * width];
                for (std::size_t d = 0; d < (is_terminal(c) ? everybody.size() : width); ++d) sum[d] += add[d];
            }
            for (std::size_t d = 0; d + 1 < width; ++d) sum[d + 1] += sum[d] >> 32U, sum[d] &= 0xFFFFFFFFU;
            std::uint64_t remainder = 0;
            for (std::size_t d = width; d-- > 0;) {
                const std::uint64_t value = remainder << 32U | sum[d];
                counts[i * width + d] = static_cast<std::uint32_t>(value / values);
                remainder = value % values;
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
            for (std::uint32_t v = 0; v < arities_[nodes_[ref].level]; ++v) add(child(ref, v));
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }
    /// The levels that a function depends on, ascending.
    [[nodiscard]] std::vector<std::uint32_t> support(const Function& a) const {
        std::vector<std::uint32_t> out;
        for (const Ref ref : bottom_up(a.ref()))
            if (out.empty() || out.back() != nodes_[ref].level) out.push_back(nodes_[ref].level);
        std::reverse(out.begin(), out.end());
        return out;
    }
    /// The nodes under and including `ref`, the deepest level first.
    [[nodiscard]] std::vector<Ref> bottom_up(Ref ref) const {
        std::vector<Ref> out, todo{ref};
        std::vector<bool> seen(nodes_.size());
        while (!todo.empty()) {
            const Ref r = todo.back();
            todo.pop_back();
            if (is_terminal(r) || seen[r]) continue;
            seen[r] = true;
            out.push_back(r);
            for (std::uint32_t v = 0; v < arities_[nodes_[r].level]; ++v) todo.push_back(child(r, v));
        }
        std::vector<std::size_t> start(arities_.size() + 1);  // counting sort
        for (const Ref r : out) ++start[arities_.size() - nodes_[r].level];
        for (std::size_t l = 1; l < start.size(); ++l) start[l] += start[l - 1];
        std::vector<Ref> sorted(out.size());
        for (const Ref r : out) sorted[start[arities_.size() - nodes_[r].level - 1]++] = r;
        return sorted;
    }

    /// The number of one pattern; `pattern[level]` is the value of the level.
    template <class Pattern>
    [[nodiscard]] std::uint32_t at(const Function& a, const Pattern& pattern) const {
        Ref ref = a.ref();
        while (!is_terminal(ref)) ref = child(ref, pattern[nodes_[ref].level]);
        return ref & ~terminal_bit;
    }

    // For algorithms over nodes (counterexamples, sentences, monotony).
    [[nodiscard]] static bool is_terminal(Ref ref) { return (ref & terminal_bit) != 0; }
    [[nodiscard]] static std::uint32_t number(Ref ref) { return ref & ~terminal_bit; }
    /// The level of a node; for a number, one past the last.
    [[nodiscard]] std::uint32_t level_of(Ref ref) const {
        return is_terminal(ref) ? static_cast<std::uint32_t>(arities_.size()) : nodes_[ref].level;
    }
    [[nodiscard]] Ref child(Ref ref, std::uint32_t value) const { return children_[nodes_[ref].first + value]; }
    [[nodiscard]] Function function(Ref ref) { return {*this, ref}; }

    /// Every node is less than this: the size of a table by nodes.
    [[nodiscard]] std::size_t end_of_refs() const { return nodes_.size(); }
    /// How many nodes a function has.
    [[nodiscard]] std::size_t size(const Function& a) const { return bottom_up(a.ref()).size(); }

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
            const std::uint32_t level_a = diagram_.level_of(a), level_b = diagram_.level_of(b), level = std::min(level_a, level_b);
            bool good = true;
            for (std::uint32_t v = 0; good && v < diagram_.arities_[level]; ++v)
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
    friend class Function;
    struct DiagramNode {
        std::uint32_t level = 0;
        std::uint32_t first = 0;   // of its children in `children_`
        std::uint32_t holders = 0;  // handles to it
    };
    struct Remembered {
        std::uint32_t operation = 0;
        Ref a = 0, b = 0, result = 0;
    };
    static constexpr std::uint64_t no_slot = ~std::uint64_t{0};
    static constexpr std::uint32_t freed = 0xFFFFFFFFU;
    enum Operation : std::uint32_t { op_and = 1, op_max, op_minus, op_user };

    [[nodiscard]] std::size_t hash(std::uint32_t level, const Ref* children) const {
        std::uint64_t h = level * 0x9E3779B97F4A7C15ULL;
        for (std::uint32_t v = 0; v < arities_[level]; ++v) h = (h ^ children[v]) * 0xFF51AFD7ED558CCDULL, h ^= h >> 29U;
        return static_cast<std::size_t>(h);
    }

    [[nodiscard]] static std::uint64_t entry(std::size_t code, Ref ref) { return (std::uint64_t{code} >> 32U) << 32U | ref; }

    // The node with these children; reduced, and each held once.
    Ref make(std::uint32_t level, const Ref* children) {
        const std::uint32_t n = arities_[level];
        if (std::all_of(children + 1, children + n, [&](Ref c) { return c == children[0]; })) return children[0];
        const std::size_t code = hash(level, children);
        std::size_t slot = code & (table_.size() - 1);
        for (; table_[slot] != no_slot; slot = (slot + 1) & (table_.size() - 1)) {
            if (table_[slot] >> 32U != code >> 32U) continue;
            const Ref known = static_cast<Ref>(table_[slot]);
            const DiagramNode& node = nodes_[known];
            if (node.level == level && std::equal(children, children + n, children_.begin() + node.first)) return known;
        }
        const Ref ref = allocate(level);
        std::copy(children, children + n, children_.begin() + nodes_[ref].first);
        table_[slot] = entry(code, ref);
        if (nodes() * 2 > table_.size()) rehash(table_.size() * 2);
        return ref;
    }

    Ref allocate(std::uint32_t level) {
        if (nodes() >= budget_) throw BudgetExceeded(budget_);
        const std::uint32_t n = arities_[level];
        if (free_by_arity_.size() <= n) free_by_arity_.resize(n + 1U);
        most_ = std::max(most_, nodes() + 1);
        if (!free_by_arity_[n].empty()) {
            const Ref ref = free_by_arity_[n].back();
            free_by_arity_[n].pop_back();
            --free_nodes_;
            nodes_[ref].level = level;
            return ref;
        }
        nodes_.push_back({level, static_cast<std::uint32_t>(children_.size()), 0});
        children_.resize(children_.size() + n);
        return static_cast<Ref>(nodes_.size() - 1);
    }

    void rehash(std::size_t size) {
        table_.assign(size, no_slot);
        for (Ref ref = 0; ref < nodes_.size(); ++ref) {
            if (nodes_[ref].level == freed) continue;
            const std::size_t code = hash(nodes_[ref].level, &children_[nodes_[ref].first]);
            std::size_t slot = code & (size - 1);
            while (table_[slot] != no_slot) slot = (slot + 1) & (size - 1);
            table_[slot] = entry(code, ref);
        }
        if (cache_.size() < size && cache_.size() < (1U << 22U)) cache_.assign(size, {});
    }

    // Frees what no handle needs. Only between operations: what an operation is making has no handle yet.
    void tidy() {
        if (nodes() < tidy_at_) return;
        std::vector<bool> needed(nodes_.size());
        std::vector<Ref> todo;
        for (Ref ref = 0; ref < nodes_.size(); ++ref)
            if (nodes_[ref].level != freed && nodes_[ref].holders > 0) todo.push_back(ref);
        while (!todo.empty()) {
            const Ref ref = todo.back();
            todo.pop_back();
            if (needed[ref]) continue;
            needed[ref] = true;
            for (std::uint32_t v = 0; v < arities_[nodes_[ref].level]; ++v)
                if (const Ref c = child(ref, v); !is_terminal(c) && !needed[c]) todo.push_back(c);
        }
        for (Ref ref = 0; ref < nodes_.size(); ++ref) {
            if (needed[ref] || nodes_[ref].level == freed) continue;
            free_by_arity_[arities_[nodes_[ref].level]].push_back(ref);
            nodes_[ref].level = freed;
            ++free_nodes_;
        }
        rehash(table_.size());
        std::fill(cache_.begin(), cache_.end(), Remembered{});
        tidy_at_ = std::min(budget_ / 2, std::max<std::size_t>(first_tidy, nodes() * 2));
        if (nodes() > budget_ / 2) tidy_at_ = nodes() + (budget_ - nodes()) / 2;
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
        std::array<Ref, max_values> children;
        for (std::uint32_t v = 0; v < arities_[level]; ++v)
            children[v] = recurse(level_a == level ? child(a, v) : a, level_b == level ? child(b, v) : b);
        const Ref result = make(level, children.data());
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

    static constexpr std::size_t max_values = 256;
    static constexpr std::size_t first_tidy = 1U << 18U;

    std::vector<std::uint32_t> arities_;
    std::size_t budget_;
    BigCount all_{1U};
    std::vector<DiagramNode> nodes_;
    std::vector<Ref> children_;
    std::vector<std::uint64_t> table_;  // open addressing; a power of two; half of a hash beside each node
    std::vector<Remembered> cache_;
    std::vector<std::vector<Ref>> free_by_arity_;
    std::size_t free_nodes_ = 0, most_ = 0, tidy_at_ = first_tidy;
    std::uint32_t last_operation_ = op_user;
};

inline Function::Function(Diagram& diagram, std::uint32_t ref) : diagram_(&diagram), ref_(ref) {
    if (!Diagram::is_terminal(ref)) ++diagram.nodes_[ref].holders;
}
inline Function::Function(const Function& other) : diagram_(other.diagram_), ref_(other.ref_) {
    if (diagram_ != nullptr && !Diagram::is_terminal(ref_)) ++diagram_->nodes_[ref_].holders;
}
inline Function::~Function() {
    if (diagram_ != nullptr && !Diagram::is_terminal(ref_)) --diagram_->nodes_[ref_].holders;
}

}  // namespace triage
