// SPDX-License-Identifier: Apache-2.0
// Every operation of a decision diagram held against a plain table with one number for each pattern.
#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "catch.hpp"
#include "support/dice.hpp"

#include <triage/review/diagram/diagram.hpp>
#include <triage/review/diagram/patterns.hpp>

using namespace triage;
using triage::testing::Dice;

namespace {

// A function as a table, in the order of `patterns`.
using Table = std::vector<std::uint32_t>;

class Space {
public:
    explicit Space(std::vector<std::uint32_t> values) : values_(std::move(values)), diagram(values_) {
        Pattern pattern(values_.size());
        for (bool more = true; more;) {
            patterns.push_back(pattern);
            more = false;
            for (std::size_t l = values_.size(); l-- > 0 && !more;) {
                more = ++pattern[l] < values_[l];
                if (!more) pattern[l] = 0;
            }
        }
    }

    /// The function of a table: one choice at a time, from the last level up.
    [[nodiscard]] Function of(const Table& table) {
        std::vector<Function> parts;
        for (const std::uint32_t n : table) parts.push_back(diagram.constant(n));
        for (std::uint32_t level = static_cast<std::uint32_t>(values_.size()); level-- > 0;) {
            std::vector<Function> joined;
            for (std::size_t i = 0; i < parts.size(); i += values_[level]) {
                Function one = diagram.none();
                for (std::uint32_t v = 0; v < values_[level]; ++v) {
                    std::vector<std::uint32_t> only(values_[level]);
                    only[v] = 1;
                    one = diagram.combine(
                        one,
                        diagram.combine(diagram.choose(level, only), parts[i + v],
                                        [](std::uint32_t here, std::uint32_t part) { return here != 0 ? part : 0U; }),
                        [](std::uint32_t a, std::uint32_t b) { return a + b; });
                }
                joined.push_back(one);
            }
            parts = joined;
        }
        return parts.front();
    }
    [[nodiscard]] Table table(const Function& f) const {
        Table out;
        for (const Pattern& p : patterns) out.push_back(diagram.at(f, p));
        return out;
    }
    /// A table: `from(number of the pattern)`.
    template <class From>
    [[nodiscard]] Table each(From&& from) const {
        Table out;
        for (std::size_t i = 0; i < patterns.size(); ++i) out.push_back(static_cast<std::uint32_t>(from(i)));
        return out;
    }
    [[nodiscard]] Table random(Dice& dice, std::uint32_t numbers) const {
        // Of some levels only, so that they can be skipped.
        std::vector<bool> matters;
        for (std::size_t l = 0; l < values_.size(); ++l) matters.push_back(dice.chance(0.6));
        std::vector<std::uint32_t> code(patterns.size());
        for (std::uint32_t& c : code) c = static_cast<std::uint32_t>(dice.below(numbers));
        return each([&](std::size_t i) {
            Pattern p = patterns[i];
            for (std::size_t l = 0; l < p.size(); ++l)
                if (!matters[l]) p[l] = 0;
            return code[number_of(p)];
        });
    }
    [[nodiscard]] std::size_t number_of(const Pattern& pattern) const {
        return static_cast<std::size_t>(std::lower_bound(patterns.begin(), patterns.end(), pattern) - patterns.begin());
    }
    [[nodiscard]] Pattern with(Pattern pattern, std::uint32_t level, std::uint32_t value) const {
        pattern[level] = value;
        return pattern;
    }

private:
    std::vector<std::uint32_t> values_;

public:
    Diagram diagram;
    std::vector<Pattern> patterns;
};

}  // namespace

TEST_CASE("every operation is what it says for every pattern", "[review][diagram]") {
    Dice dice(11);
    for (int round = 0; round < 40; ++round) {
        Space s({2, 3, 2, 4});
        Diagram& d = s.diagram;
        const Table ta = s.random(dice, 2), tb = s.random(dice, 2), tf = s.random(dice, 5), tg = s.random(dice, 5);
        const Function a = s.of(ta), b = s.of(tb), f = s.of(tf), g = s.of(tg);
        REQUIRE(s.table(a) == ta);
        REQUIRE(s.table(f) == tf);
        REQUIRE(s.table(g) == tg);
        CHECK(s.table(a & b) == s.each([&](std::size_t i) { return ta[i] & tb[i]; }));
        CHECK(s.table(a | b) == s.each([&](std::size_t i) { return ta[i] | tb[i]; }));
        CHECK(s.table(a - b) == s.each([&](std::size_t i) { return ta[i] & (1 - tb[i]); }));
        CHECK(s.table(b - a) == s.each([&](std::size_t i) { return tb[i] & (1 - ta[i]); }));
        CHECK(s.table(!a) == s.each([&](std::size_t i) { return 1 - ta[i]; }));
        CHECK(s.table(d.maximum(f, g)) == s.each([&](std::size_t i) { return std::max(tf[i], tg[i]); }));
        const auto mixed = [](std::uint32_t x, std::uint32_t y) { return 10 * x + y; };
        CHECK(s.table(d.combine(f, g, mixed)) == s.each([&](std::size_t i) { return mixed(tf[i], tg[i]); }));
        CHECK(s.table(d.combine_where(f, g, mixed)) ==
              s.each([&](std::size_t i) { return tf[i] != 0 ? mixed(tf[i], tg[i]) : 0; }));
        CHECK(s.table(d.combine_where(a, f, [](std::uint32_t, std::uint32_t y) { return y + 1; })) ==
              s.each([&](std::size_t i) { return ta[i] != 0 ? tf[i] + 1 : 0; }));
        CHECK(s.table(d.map(f, [](std::uint32_t x) { return 7 - x; })) == s.each([&](std::size_t i) { return 7 - tf[i]; }));
        for (std::uint32_t level = 0; level < 4; ++level)
            for (std::uint32_t v = 0; v < d.values(level); ++v)
                CHECK(s.table(d.cofactor(f, level, v)) ==
                      s.each([&](std::size_t i) { return tf[s.number_of(s.with(s.patterns[i], level, v))]; }));
        for (unsigned some = 0; some < 16; ++some) {
            const std::vector<bool> dropped{(some & 1U) != 0, (some & 2U) != 0, (some & 4U) != 0, (some & 8U) != 0};
            Table around(s.patterns.size());
            for (std::size_t i = 0; i < s.patterns.size(); ++i)
                for (std::size_t j = 0; j < s.patterns.size(); ++j) {
                    bool alike = true;
                    for (std::size_t l = 0; l < 4; ++l) alike = alike && (dropped[l] || s.patterns[i][l] == s.patterns[j][l]);
                    if (alike && tf[j] != 0) around[i] = 1;
                }
            CHECK(s.table(d.exists(f, dropped)) == around);
        }
        CHECK(d.count(f) == BigCount(static_cast<std::uint32_t>(tf.size() - std::count(tf.begin(), tf.end(), 0U))));
        for (std::uint32_t n = 0; n < 6; ++n)
            CHECK(d.count_equal(f, n) == BigCount(static_cast<std::uint32_t>(std::count(tf.begin(), tf.end(), n))));
        const std::set<std::uint32_t> numbers(tf.begin(), tf.end());
        CHECK(d.numbers(f) == std::vector<std::uint32_t>(numbers.begin(), numbers.end()));
        std::vector<std::uint32_t> support;
        for (std::uint32_t level = 0; level < 4; ++level) {
            bool matters = false;
            for (std::uint32_t v = 1; v < d.values(level); ++v)
                matters = matters || !(d.cofactor(f, level, v) == d.cofactor(f, level, 0));
            if (matters) support.push_back(level);
        }
        CHECK(d.support(f) == support);
        CHECK(d.empty(a) == (std::count(ta.begin(), ta.end(), 1U) == 0));
        CHECK(d.is_constant(f) == support.empty());
        Diagram::ForAll at_most(d, [](std::uint32_t x, std::uint32_t y) { return x <= y; });
        bool everywhere = true, back = true;
        for (std::size_t i = 0; i < tf.size(); ++i) everywhere = everywhere && tf[i] <= tg[i], back = back && tg[i] <= tf[i];
        CHECK(at_most(f.ref(), g.ref()) == everywhere);
        CHECK(at_most(g.ref(), f.ref()) == back);
        CHECK(at_most(f.ref(), d.maximum(f, g).ref()));
        CHECK(at_most(f.ref(), d.maximum(f, g).ref()));  // what it remembers it says again
        CHECK(at_most(g.ref(), f.ref()) == back);
    }
}

TEST_CASE("equal functions are one handle, and functions that differ anywhere are two", "[review][diagram]") {
    Dice dice(12);
    Space s({2, 3, 2, 4});
    for (int round = 0; round < 60; ++round) {
        Table table = s.random(dice, 3);
        const Function f = s.of(table);
        CHECK(s.of(table) == f);
        table[dice.below(table.size())] += 1;
        CHECK_FALSE(s.of(table) == f);
    }
}

TEST_CASE("what is made after something was freed is what it says", "[review][diagram]") {
    // A store so small that it is tidied between most operations.
    Dice dice(13);
    Space big({3, 3, 3, 3});
    Diagram small({3, 3, 3, 3}, 400);
    std::vector<std::pair<Function, Table>> kept;
    for (int round = 0; round < 300; ++round) {
        Table table(big.patterns.size());
        Function f = small.none();
        for (std::uint32_t l = 0; l < 4; ++l) {
            const std::vector<std::uint32_t> numbers{static_cast<std::uint32_t>(dice.below(3)),
                                                     static_cast<std::uint32_t>(dice.below(3)),
                                                     static_cast<std::uint32_t>(dice.below(3))};
            f = small.combine(f, small.choose(l, numbers), [](std::uint32_t x, std::uint32_t y) { return x + 2 * y; });
            for (std::size_t i = 0; i < table.size(); ++i) table[i] += 2 * numbers[big.patterns[i][l]];
        }
        kept.emplace_back(f, table);
        if (kept.size() > 5) kept.erase(kept.begin());
        for (const auto& [function, its] : kept)
            for (std::size_t i = 0; i < its.size(); ++i) REQUIRE(small.at(function, big.patterns[i]) == its[i]);
    }
    CHECK(small.most_nodes() <= 400);
}
