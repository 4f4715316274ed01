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
    [[nodiscard]] std::size_t nodes() const { return alive_; }
    [[nodiscard]] std::size_t most_nodes() const { return most_; }
    /// All that were ever made, freed ones too.
    [[nodiscard]] std::size_t made() const { return made_; }

    [[nodiscard]] static bool is_terminal(Ref ref) { return (ref & terminal_bit) != 0; }
    [[nodiscard]] static std::uint32_t number(Ref ref) { return ref & ~terminal_bit; }
    /// The level of a node; for a number, one past the last.
    [[nodiscard]] std::uint32_t level_of(Ref ref) const {
        return is_terminal(ref) ? static_cast<std::uint32_t>(arities_.size()) : at(ref)[Word::level];
    }
    [[nodiscard]] Ref child(Ref ref, std::uint32_t value) const { return at(ref)[Word::children + value]; }
    /// Every node is less than this: the size of a table by nodes.
    [[nodiscard]] std::size_t end_of_refs() const { return blocks_.size(); }
    /// Begins a traversal: no node was met in it. It costs nothing; there is one at a time.
    void begin_traversal() const { ++traversal_; }
    /// How many nodes it may hold: a bound for what is kept beside them, too.
    [[nodiscard]] std::size_t budget() const { return budget_; }
    /// Whether a node was not met in this traversal before; it is now.
    [[nodiscard]] bool first_met(Ref ref) const { return std::exchange(at(ref)[Word::met], traversal_) != traversal_; }
    /// The nodes under and including `ref`, the deepest level first. Complexity: their number.
    [[nodiscard]] std::vector<Ref> bottom_up(Ref ref) const { return bottom_up(ref, ref); }
    /// The nodes under and including either of two.
    [[nodiscard]] std::vector<Ref> bottom_up(Ref one, Ref other) const;
    /// Where a node stands in what `bottom_up` gave last: the place of what an algorithm keeps for it.
    [[nodiscard]] std::uint32_t place(Ref ref) const { return at(ref)[Word::met_as]; }

protected:
    ~DiagramNodes() = default;

    // The node with these children; reduced, and each held once. Runs per node of every operation: inline, with what it calls.
    [[nodiscard]] Ref make(std::uint32_t level, const Ref* values) {
        const std::uint32_t n = arities_[level];
        if (std::all_of(values + 1, values + n, [&](Ref c) { return c == values[0]; })) return values[0];
        const Hash hash = hash_of(level, values);
        std::size_t slot = hash.slot & (table_.size() - 1);
        for (std::size_t step = 0; table_[slot] != no_slot; slot = (slot + ++step) & (table_.size() - 1)) {
            if (table_[slot] >> 32U != hash.code >> 32U) continue;
            const Ref known = static_cast<Ref>(table_[slot]);
            const std::uint32_t* node = at(known);
            if (node[Word::level] == level && std::equal(values, values + n, node + Word::children)) return known;
        }
        const Ref ref = allocate(level);
        std::copy(values, values + n, at(ref) + Word::children);
        table_[slot] = entry(hash.code, ref);
        if (nodes() * 2 > table_.size()) rehash(table_.size() * 2);
        return ref;
    }

    // Frees what no handle needs, when much was made since the last time or `now`; true when it did. Only between operations:
    // what an operation is making has no handle yet.
    bool free_unneeded(bool now);

    [[nodiscard]] std::size_t table_size() const { return table_.size(); }

private:
    friend class Function;
    // A node stands in one block, or in a few where it has many values: in most, nothing that is asked of a node is further away
    // than half a cache line. Its number is that of its first block.
    static constexpr std::size_t words_of_block = 8;
    struct alignas(words_of_block * sizeof(std::uint32_t)) Block {
        std::uint32_t words[words_of_block] = {};
    };
    // The words of a node: `holders` are handles to it; the last traversal that met it, and its place in that; its children.
    struct Word {
        enum : std::size_t { level, holders, met, met_as, children };
    };
    [[nodiscard]] std::uint32_t* at(Ref ref) const {
        return reinterpret_cast<std::uint32_t*>(blocks_.data()) + words_of_block * ref;
    }
    [[nodiscard]] std::uint32_t blocks_of(std::uint32_t level) const {
        return static_cast<std::uint32_t>((Word::children + arities_[level] + words_of_block - 1) / words_of_block);
    }
    // Every node, also those that are freed.
    template <class Use>
    void each_node(Use&& use) const {
        for (Ref ref = 0; ref < blocks_.size(); ref += blocks_of(at(ref)[Word::level] & ~freed)) use(ref);
    }
    [[nodiscard]] bool is_freed(Ref ref) const { return (at(ref)[Word::level] & freed) != 0; }
    static constexpr std::uint64_t no_slot = ~std::uint64_t{0};
    static constexpr std::uint32_t freed = 0x80000000U;       // beside the level
    static constexpr std::uint32_t the_newest = 0x7FFFFFFFU;  // in a hash, instead of its number
    static constexpr std::size_t first_tidy = 1U << 18U;

    // The newest of the children only shifts the place in the table, and the others with the level decide it: nodes that are made
    // one after another mostly have children that were made one after another, so their places are neighbours.
    struct Hash {
        std::uint64_t code;
        std::size_t slot;
    };
    [[nodiscard]] Hash hash_of(std::uint32_t level, const Ref* values) const {
        Ref newest = 0;
        for (std::uint32_t v = 0; v < arities_[level]; ++v)
            if (!is_terminal(values[v])) newest = std::max(newest, values[v]);
        std::uint64_t h = level * 0x9E3779B97F4A7C15ULL;
        for (std::uint32_t v = 0; v < arities_[level]; ++v) {
            h = (h ^ (values[v] == newest ? the_newest : values[v])) * 0xFF51AFD7ED558CCDULL;
            h ^= h >> 29U;
        }
        return {(h ^ newest) * 0xC2B2AE3D27D4EB4FULL, static_cast<std::size_t>(h >> 20U) + newest};
    }
    [[nodiscard]] static std::uint64_t entry(std::uint64_t code, Ref ref) { return code >> 32U << 32U | ref; }

    Ref allocate(std::uint32_t level) {
        if (nodes() >= budget_ || made_ >= most_made_) throw BudgetExceeded(budget_);
        const std::uint32_t n = blocks_of(level);
        if (free_by_blocks_.size() <= n) free_by_blocks_.resize(n + 1U);
        most_ = std::max(most_, nodes() + 1);
        ++made_;
        ++alive_;
        Ref ref = static_cast<Ref>(blocks_.size());
        if (!free_by_blocks_[n].empty()) {
            ref = free_by_blocks_[n].back();
            free_by_blocks_[n].pop_back();
        } else {
            blocks_.resize(blocks_.size() + n);
        }
        at(ref)[Word::level] = level;
        return ref;
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
    mutable std::vector<Block> blocks_;  // traversals leave their marks in them
    std::vector<std::uint64_t> table_;   // open addressing; a power of two; half of a hash beside each node
    std::vector<std::vector<Ref>> free_by_blocks_;
    std::size_t alive_ = 0, most_ = 0, made_ = 0, tidy_at_;
    // Kept from one traversal to the next, which clears nothing: what an earlier one met has a smaller number.
    mutable std::uint32_t traversal_ = 0;
};

/// A function from patterns to numbers (a set of patterns when the numbers are 0 and 1). A handle: copying is cheap, and
/// what no handle needs any more is freed. Equal functions of one diagram are equal handles.
class Function {
public:
    Function() = default;
    Function(const Function& other) : store_(other.store_), ref_(other.ref_) {
        if (held()) ++store_->at(ref_)[DiagramNodes::Word::holders];
    }
    Function(Function&& other) noexcept : store_(std::exchange(other.store_, nullptr)), ref_(other.ref_) {}
    Function& operator=(Function other) noexcept {
        std::swap(store_, other.store_);
        std::swap(ref_, other.ref_);
        return *this;
    }
    ~Function() {
        if (held()) --store_->at(ref_)[DiagramNodes::Word::holders];
    }

    [[nodiscard]] std::uint32_t ref() const { return ref_; }
    friend bool operator==(const Function& a, const Function& b) { return a.store_ == b.store_ && a.ref_ == b.ref_; }

private:
    friend class Diagram;
    Function(DiagramNodes& store, std::uint32_t ref) : store_(&store), ref_(ref) {
        if (held()) ++store_->at(ref_)[DiagramNodes::Word::holders];
    }
    [[nodiscard]] bool held() const { return store_ != nullptr && !DiagramNodes::is_terminal(ref_); }

    DiagramNodes* store_ = nullptr;
    std::uint32_t ref_ = 0;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/nodes.ipp>
#endif
