// SPDX-License-Identifier: Apache-2.0
// DiagramNodes: the store of a decision diagram's nodes, each held once, and the handles that keep them.
// Refuses to grow past its budget: it throws BudgetExceeded instead.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace triage {

/// More nodes would be needed than were allowed: the question stays open, it is not answered "no".
class BudgetExceeded : public std::runtime_error {
public:
    explicit BudgetExceeded(std::size_t nodes);
    [[nodiscard]] std::size_t nodes() const { return nodes_; }

private:
    std::size_t nodes_;
};

/// The store of nodes. A `Ref` is a node, or, with `terminal_bit`, a number.
class DiagramNodes {
public:
    using Ref = std::uint32_t;
    static constexpr Ref terminal_bit = 0x80000000U;

    DiagramNodes(std::vector<std::uint32_t> values_of_levels, std::size_t budget);
    DiagramNodes(const DiagramNodes&) = delete;
    DiagramNodes& operator=(const DiagramNodes&) = delete;

    [[nodiscard]] std::size_t levels() const { return arities_.size(); }
    [[nodiscard]] std::uint32_t values(std::uint32_t level) const { return arities_[level]; }
    [[nodiscard]] std::size_t nodes() const { return nodes_.size() - free_nodes_; }
    [[nodiscard]] std::size_t most_nodes() const { return most_; }
    /// All that were ever made, freed ones too.
    [[nodiscard]] std::size_t made() const { return made_; }

    [[nodiscard]] static bool is_terminal(Ref ref) { return (ref & terminal_bit) != 0; }
    [[nodiscard]] static std::uint32_t number(Ref ref) { return ref & ~terminal_bit; }
    /// The level of a node; for a number, one past the last.
    [[nodiscard]] std::uint32_t level_of(Ref ref) const {
        return is_terminal(ref) ? static_cast<std::uint32_t>(arities_.size()) : nodes_[ref].level;
    }
    [[nodiscard]] Ref child(Ref ref, std::uint32_t value) const { return children_[nodes_[ref].first + value]; }
    /// Every node is less than this: the size of a table by nodes.
    [[nodiscard]] std::size_t end_of_refs() const { return nodes_.size(); }
    /// Begins a traversal: no node was met in it. It costs nothing; there is one at a time.
    void begin_traversal() const {
        marks_.resize(nodes_.size());
        ++traversal_;
    }
    /// How many nodes it may hold: a bound for what is kept beside them, too.
    [[nodiscard]] std::size_t budget() const { return budget_; }
    /// Whether a node was not met in this traversal before; it is now.
    [[nodiscard]] bool first_met(Ref ref) const { return std::exchange(marks_[ref].traversal, traversal_) != traversal_; }
    /// The nodes under and including `ref`, the deepest level first. Complexity: their number.
    [[nodiscard]] std::vector<Ref> bottom_up(Ref ref) const { return bottom_up(ref, ref); }
    /// The nodes under and including either of two.
    [[nodiscard]] std::vector<Ref> bottom_up(Ref one, Ref other) const;
    /// Where a node stands in what `bottom_up` gave last: the place of what an algorithm keeps for it.
    [[nodiscard]] std::uint32_t place(Ref ref) const { return marks_[ref].place; }

protected:
    ~DiagramNodes() = default;

    // The node with these children; reduced, and each held once. Runs per node of every operation: inline, with what it calls.
    [[nodiscard]] Ref make(std::uint32_t level, const Ref* children) {
        const std::uint32_t n = arities_[level];
        if (std::all_of(children + 1, children + n, [&](Ref c) { return c == children[0]; })) return children[0];
        const std::uint64_t code = hash(level, children);
        std::size_t slot = static_cast<std::size_t>(code) & (table_.size() - 1);
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

    // Frees what no handle needs, when much was made since the last time or `now`; true when it did. Only between operations:
    // what an operation is making has no handle yet.
    bool free_unneeded(bool now);

    [[nodiscard]] std::size_t table_size() const { return table_.size(); }

private:
    friend class Function;
    struct DiagramNode {
        std::uint32_t level = 0;
        std::uint32_t first = 0;    // of its children in `children_`
        std::uint32_t holders = 0;  // handles to it
    };
    static constexpr std::uint64_t no_slot = ~std::uint64_t{0};
    static constexpr std::uint32_t freed = 0xFFFFFFFFU;
    static constexpr std::size_t first_tidy = 1U << 18U;

    [[nodiscard]] std::uint64_t hash(std::uint32_t level, const Ref* children) const {
        std::uint64_t h = level * 0x9E3779B97F4A7C15ULL;
        for (std::uint32_t v = 0; v < arities_[level]; ++v) h = (h ^ children[v]) * 0xFF51AFD7ED558CCDULL, h ^= h >> 29U;
        return h;
    }
    [[nodiscard]] static std::uint64_t entry(std::uint64_t code, Ref ref) { return code >> 32U << 32U | ref; }

    Ref allocate(std::uint32_t level) {
        if (nodes() >= budget_ || made_ >= most_made_) throw BudgetExceeded(budget_);
        const std::uint32_t n = arities_[level];
        if (free_by_arity_.size() <= n) free_by_arity_.resize(n + 1U);
        most_ = std::max(most_, nodes() + 1);
        ++made_;
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
    void rehash(std::size_t size);
    // When there are so many nodes, what no handle needs is freed: after as many new ones as there are, within half of the room.
    [[nodiscard]] std::size_t next_tidy() const {
        return nodes() + std::min(std::max(first_tidy, nodes()), (budget_ - nodes()) / 2);
    }

    std::vector<std::uint32_t> arities_;
    std::size_t budget_;
    // Time has a bound as well as room: what is made, freed and made again.
    std::size_t most_made_ = std::max(16 * budget_, std::size_t{1} << 22U);
    std::vector<DiagramNode> nodes_;
    std::vector<Ref> children_;
    std::vector<std::uint64_t> table_;  // open addressing; a power of two; half of a hash beside each node
    std::vector<std::vector<Ref>> free_by_arity_;
    std::size_t free_nodes_ = 0, most_ = 0, made_ = 0, tidy_at_;
    // Kept from one traversal to the next, which clears nothing: what an earlier one met has a smaller number.
    struct Mark {
        std::uint32_t traversal = 0, place = 0;
    };
    mutable std::vector<Mark> marks_;  // by node
    mutable std::uint32_t traversal_ = 0;
};

/// A function from patterns to numbers (a set of patterns when the numbers are 0 and 1). A handle: copying is cheap, and
/// what no handle needs any more is freed. Equal functions of one diagram are equal handles.
class Function {
public:
    Function() = default;
    Function(const Function& other) : store_(other.store_), ref_(other.ref_) {
        if (held()) ++store_->nodes_[ref_].holders;
    }
    Function(Function&& other) noexcept : store_(std::exchange(other.store_, nullptr)), ref_(other.ref_) {}
    Function& operator=(Function other) noexcept {
        std::swap(store_, other.store_);
        std::swap(ref_, other.ref_);
        return *this;
    }
    ~Function() {
        if (held()) --store_->nodes_[ref_].holders;
    }

    [[nodiscard]] std::uint32_t ref() const { return ref_; }
    friend bool operator==(const Function& a, const Function& b) { return a.store_ == b.store_ && a.ref_ == b.ref_; }

private:
    friend class Diagram;
    Function(DiagramNodes& store, std::uint32_t ref) : store_(&store), ref_(ref) {
        if (held()) ++store_->nodes_[ref_].holders;
    }
    [[nodiscard]] bool held() const { return store_ != nullptr && !DiagramNodes::is_terminal(ref_); }

    DiagramNodes* store_ = nullptr;
    std::uint32_t ref_ = 0;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/nodes.ipp>
#endif
