// SPDX-License-Identifier: Apache-2.0
// Pieces: a set of patterns as differences of small functions, where the set itself would be a large one.
// Refuses to build that set: it is counted by what each piece has and what it leaves out, and its cheapest pattern is searched.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <triage/review/diagram/patterns.hpp>

namespace triage {

/// Those in one set who are not in another, which lies in it.
struct Piece {
    Function in, out;
};

/// Pieces that do not overlap.
using Pieces = std::vector<Piece>;

[[nodiscard]] inline bool empty(const Pieces& pieces) {
    return std::all_of(pieces.begin(), pieces.end(), [](const Piece& p) { return p.in == p.out; });
}

/// How many patterns they have. Complexity: linear in the sizes of their functions.
[[nodiscard]] inline BigCount count(const Diagram& diagram, const Pieces& pieces) {
    BigCount out;
    for (const Piece& p : pieces) out += diagram.count(p.in);
    for (const Piece& p : pieces) out -= diagram.count(p.out);
    return out;
}

namespace pieces_detail {

/// The cheapest pattern of one piece. A bound from below, by each of its two functions alone, leaves little to look at.
class Cheapest {
public:
    /// `costs`: by level and value.
    Cheapest(const Diagram& diagram, const Piece& piece, const std::vector<std::vector<std::uint64_t>>& costs)
        : diagram_(diagram), piece_(piece), costs_(costs) {
        const std::vector<Diagram::Ref> below = diagram.bottom_up(piece.in.ref(), piece.out.ref());
        least_.resize(below.size());
        for (std::size_t i = 0; i < below.size(); ++i)
            for (const bool in : {false, true}) {
                std::uint64_t best = never;
                const std::uint32_t level = diagram.level_of(below[i]);
                for (std::uint32_t v = 0; v < diagram.values(level); ++v)
                    best = std::min(best, plus(costs[level][v], least(diagram.child(below[i], v), in)));
                least_[i][in ? 1 : 0] = best;
            }
    }

    static constexpr std::uint64_t never = ~std::uint64_t{0};

    [[nodiscard]] std::uint64_t cost() { return exact(piece_.in.ref(), piece_.out.ref()); }
    /// With that cost: of equals, the one with the smaller values at the first levels where they differ. `out` holds what stands
    /// at the levels that do not matter.
    void pattern(Pattern& out) {
        Diagram::Ref x = piece_.in.ref(), y = piece_.out.ref();
        while (!Diagram::is_terminal(x) || !Diagram::is_terminal(y)) {
            const std::uint64_t best = exact(x, y);
            const std::uint32_t level = std::min(diagram_.level_of(x), diagram_.level_of(y));
            for (std::uint32_t v = 0; v < diagram_.values(level); ++v) {
                const Diagram::Ref in = below(x, level, v), left_out = below(y, level, v);
                if (plus(costs_[level][v], bound(in, left_out)) > best || plus(costs_[level][v], exact(in, left_out)) != best)
                    continue;
                out[level] = v;
                x = in;
                y = left_out;
                break;
            }
        }
    }

private:
    [[nodiscard]] static std::uint64_t plus(std::uint64_t a, std::uint64_t b) { return b == never ? never : a + b; }
    [[nodiscard]] Diagram::Ref below(Diagram::Ref ref, std::uint32_t level, std::uint32_t value) const {
        return diagram_.level_of(ref) == level ? diagram_.child(ref, value) : ref;
    }
    // To a pattern that is in a set, or in none.
    [[nodiscard]] std::uint64_t least(Diagram::Ref ref, bool in) const {
        if (Diagram::is_terminal(ref)) return (Diagram::number(ref) != 0) == in ? 0 : never;
        return least_[diagram_.place(ref)][in ? 1 : 0];
    }
    [[nodiscard]] std::uint64_t bound(Diagram::Ref in, Diagram::Ref out) const {
        return in == out ? never : std::max(least(in, true), least(out, false));
    }
    [[nodiscard]] std::uint64_t exact(Diagram::Ref in, Diagram::Ref out) {
        const std::uint64_t from = bound(in, out);
        if (from == never || Diagram::is_terminal(in) || Diagram::is_terminal(out)) return from;
        const std::uint64_t key = std::uint64_t{in} << 32U | out;
        if (const auto known = known_.find(key); known != known_.end()) return known->second;
        const std::uint32_t level = std::min(diagram_.level_of(in), diagram_.level_of(out));
        std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
        for (std::uint32_t v = 0; v < diagram_.values(level); ++v)
            order.emplace_back(plus(costs_[level][v], bound(below(in, level, v), below(out, level, v))), v);
        std::sort(order.begin(), order.end());
        std::uint64_t best = never;
        for (const auto& [least, v] : order) {
            if (least >= best) break;
            best = std::min(best, plus(costs_[level][v], exact(below(in, level, v), below(out, level, v))));
        }
        if (known_.size() >= diagram_.budget()) throw BudgetExceeded(diagram_.budget());
        return known_[key] = best;
    }

    const Diagram& diagram_;
    const Piece& piece_;
    const std::vector<std::vector<std::uint64_t>>& costs_;
    std::vector<std::array<std::uint64_t, 2>> least_;  // by place; out of the set, and in it
    std::unordered_map<std::uint64_t, std::uint64_t> known_;
};

}  // namespace pieces_detail

/// As `cheapest` of the set itself. Complexity: linear in the sizes of the functions, and that of the set at worst; past the
/// diagram's budget of pairs of nodes it throws BudgetExceeded.
template <class CostOf>
[[nodiscard]] std::optional<Pattern> cheapest(const Diagram& diagram, const Pieces& pieces, CostOf&& cost) {
    using pieces_detail::Cheapest;
    std::vector<std::vector<std::uint64_t>> costs(diagram.levels());
    Pattern idle(diagram.levels());
    for (std::uint32_t l = 0; l < diagram.levels(); ++l) {
        for (std::uint32_t v = 0; v < diagram.values(l); ++v) {
            const Cost c = cost(l, v);
            costs[l].push_back(std::uint64_t{c[0]} << 32U | c[1]);
            if (costs[l][v] < costs[l][idle[l]]) idle[l] = v;
        }
    }
    std::uint64_t least = Cheapest::never;
    std::optional<Pattern> out;
    for (const Piece& piece : pieces) {
        Cheapest here(diagram, piece, costs);
        const std::uint64_t cost_here = here.cost();
        if (cost_here == Cheapest::never || cost_here > least) continue;
        Pattern pattern = idle;
        here.pattern(pattern);
        if (cost_here < least || pattern < *out) out = std::move(pattern);
        least = cost_here;
    }
    return out;
}

}  // namespace triage
