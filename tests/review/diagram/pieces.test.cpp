// SPDX-License-Identifier: Apache-2.0
// Pieces held against the set that they stand for.
#include <cstdint>
#include <vector>

#include "catch.hpp"
#include "support/dice.hpp"

#include <triage/review/diagram/pieces.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

// Some patterns of a few levels.
Function drawn(Diagram& diagram, Dice& dice) {
    Function out = diagram.none();
    for (int cubes = 0; cubes < 6; ++cubes) {
        Function cube = diagram.everyone();
        for (std::uint32_t l = 0; l < diagram.levels(); ++l) {
            if (dice.chance(0.5)) continue;
            std::vector<std::uint32_t> cells;
            for (std::uint32_t v = 0; v < diagram.values(l); ++v) cells.push_back(dice.chance(0.5) ? 1 : 0);
            cube &= diagram.choose(l, cells);
        }
        out |= cube;
    }
    return out;
}

}  // namespace

TEST_CASE("Pieces have as many patterns as the set that they stand for, and the same cheapest one", "[diagram]") {
    Dice dice(20261130);
    std::size_t not_empty = 0;
    for (int round = 0; round < 300; ++round) {
        Diagram diagram({3, 2, 4, 3, 3, 2, 5});
        Function set = diagram.none();
        Pieces pieces;
        for (int i = 0; i < 3; ++i) {
            const Function in = drawn(diagram, dice) - set, out = in & drawn(diagram, dice);
            pieces.push_back({in, out});
            set |= in - out;
        }
        std::vector<std::vector<Cost>> costs;
        for (std::uint32_t l = 0; l < diagram.levels(); ++l) {
            costs.emplace_back();
            for (std::uint32_t v = 0; v < diagram.values(l); ++v)
                costs[l].push_back({static_cast<std::uint32_t>(dice.below(3)), static_cast<std::uint32_t>(dice.below(2))});
            costs[l][dice.below(costs[l].size())] = {0, 0};
        }
        const auto cost = [&](std::uint32_t level, std::uint32_t value) { return costs[level][value]; };
        CHECK(count(diagram, pieces) == diagram.count(set));
        CHECK(empty(pieces) == diagram.empty(set));
        CHECK(cheapest(diagram, pieces, cost) == cheapest(diagram, set, cost));
        not_empty += empty(pieces) ? 0 : 1;
    }
    CHECK(not_empty > 200);
    Diagram diagram({3, 2});
    CHECK_FALSE(cheapest(diagram, Pieces{}, [](std::uint32_t, std::uint32_t) { return Cost{0, 0}; }));
}
