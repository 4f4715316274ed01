// SPDX-License-Identifier: Apache-2.0
// Every operation of a decision diagram held against a plain table with one number for each pattern.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/dice.hpp"
#include "support/patterns.hpp"

#include <triage/review/diagram/diagram.hpp>
#include <triage/review/diagram/patterns.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

// A function as a table, in the order of `patterns`.
using Table = std::vector<std::uint32_t>;

// The patterns with one value of one level.
Function with_value(Diagram& diagram, std::uint32_t level, std::uint32_t value) {
    std::vector<std::uint32_t> only(diagram.values(level));
    only[value] = 1;
    return diagram.choose(level, only);
}

class Space {
public:
    explicit Space(std::vector<std::uint32_t> values, std::size_t budget = 4'000'000)
        : values_(std::move(values)), diagram(values_, budget) {
        each_pattern(values_, [&](const Pattern& pattern) { patterns.push_back(pattern); });
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
                    one = diagram.combine(
                        one,
                        diagram.combine(with_value(diagram, level, v), parts[i + v],
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
        CHECK(d.count(f) ==
              BigCount(static_cast<std::uint32_t>(std::count_if(tf.begin(), tf.end(), [](std::uint32_t n) { return n != 0; }))));
        for (std::uint32_t n = 0; n < 6; ++n)
            CHECK(d.count(d.map(f, [&](std::uint32_t x) { return x == n ? 1U : 0U; })) ==
                  BigCount(static_cast<std::uint32_t>(std::count(tf.begin(), tf.end(), n))));
        std::uint32_t both = 0;
        for (std::size_t i = 0; i < ta.size(); ++i) both += ta[i] != 0 && tf[i] != 0 ? 1U : 0U;
        for (int again = 0; again < 2; ++again) {  // what it remembers it says again
            CHECK(d.count_both(a, f) == BigCount(both));
            CHECK(d.count_both(f, a) == BigCount(both));
            CHECK(d.disjoint(a, f) == (both == 0));
            CHECK(d.disjoint(f - a, a));
        }
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
        bool everywhere = true, back = true;
        for (std::size_t i = 0; i < ta.size(); ++i) everywhere = everywhere && ta[i] <= tb[i], back = back && tb[i] <= ta[i];
        CHECK(d.within(a, b) == everywhere);
        CHECK(d.within(b, a) == back);
        CHECK(d.within(a, a | b));
        CHECK(d.within(a, a | b));  // what it remembers it says again
        CHECK(d.within(a & b, b));
        CHECK(d.within(b, a) == back);
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
        // Also as sets, by the operations whose results are remembered from one call to the next.
        const auto set = [&](std::uint32_t from) { return small.map(f, [&](std::uint32_t x) { return x >= from ? 1U : 0U; }); };
        const Function low = set(2), high = set(5);
        const auto expect = [&](const Function& function, auto&& is) {
            kept.emplace_back(function, table);
            for (std::uint32_t& n : kept.back().second) n = is(n) ? 1U : 0U;
        };
        expect(low & high, [](std::uint32_t n) { return n >= 5; });
        expect(low | high, [](std::uint32_t n) { return n >= 2; });
        expect(low - high, [](std::uint32_t n) { return n >= 2 && n < 5; });
        while (kept.size() > 12) kept.erase(kept.begin());
        for (const auto& [function, its] : kept)
            for (std::size_t i = 0; i < its.size(); ++i) REQUIRE(small.at(function, big.patterns[i]) == its[i]);
    }
    CHECK(small.most_nodes() <= 400);
}

TEST_CASE("a node that many lead to is one, and the place of a freed one is used again", "[review][diagram]") {
    constexpr std::uint32_t levels = 45;
    Diagram d(std::vector<std::uint32_t>(levels, 2), 250);
    const auto odd = [&] {
        Function out = d.none();
        for (std::uint32_t l = levels; l-- > 0;)
            out = d.combine(d.choose(l, {0, 1}), out, [](std::uint32_t x, std::uint32_t y) { return x ^ y; });
        return out;
    };
    const Function kept = odd();
    CHECK(d.size(kept) == 2 * levels - 1);
    CHECK(d.bottom_up(kept.ref()).size() == 2 * levels - 1);
    CHECK(d.numbers(kept) == std::vector<std::uint32_t>{0, 1});
    CHECK(d.support(kept).size() == levels);
    BigCount half(1);
    for (std::uint32_t l = 1; l < levels; ++l) half *= 2;
    CHECK(d.count(kept) == half);
    CHECK(d.within(kept, kept | d.choose(0, std::vector<std::uint32_t>{1, 0})));
    CHECK_FALSE(d.within(kept, d.choose(0, std::vector<std::uint32_t>{1, 0})));
    CHECK(d.exists(kept, std::vector<bool>(levels, true)) == d.everyone());
    for (int i = 0; i < 100; ++i) CHECK(odd() == kept);
    CHECK(d.end_of_refs() <= 250);
}

TEST_CASE("counts are exact far beyond what a machine number holds", "[review][diagram]") {
    // One pattern of 3^40 * 7^20, and all others.
    std::vector<std::uint32_t> values(40, 3);
    values.insert(values.end(), 20, 7);
    Diagram d(values);
    Function one = d.everyone();
    BigCount all(1);
    for (std::uint32_t l = 0; l < values.size(); ++l) {
        one &= with_value(d, l, l % values[l]);
        all *= values[l];
    }
    CHECK(d.count(d.everyone()) == all);
    CHECK(d.count(one) == BigCount(1));
    BigCount others = all;
    others -= BigCount(1);
    CHECK(d.count(!one) == others);
    CHECK(d.count_both(one, d.everyone()) == BigCount(1));
    CHECK(d.count_both(one, !one).zero());
    BigCount sum = d.count(!one);
    sum += BigCount(1);
    CHECK(sum == all);
    // A third and a seventh of everybody.
    BigCount third = all, seventh = all;
    third /= 3;
    seventh /= 7;
    CHECK(d.count(with_value(d, 17, 1)) == third);
    CHECK(d.count(with_value(d, 50, 3)) == seventh);
}

TEST_CASE("two functions whose hashes agree are still two", "[review][diagram]") {
    // Found by search: the upper half of the hash and the place in the smallest table are the same.
    Diagram d({3, 3});
    const std::vector<std::uint32_t> one{123, 86, 224}, other{220, 21, 262};
    const Function a = d.choose(0, one), b = d.choose(0, other);
    CHECK_FALSE(a == b);
    for (std::uint32_t v = 0; v < 3; ++v) {
        CHECK(d.at(a, std::vector<std::uint32_t>{v, 0}) == one[v]);
        CHECK(d.at(b, std::vector<std::uint32_t>{v, 0}) == other[v]);
    }
}

TEST_CASE("every node that nobody needs is freed, the first one too", "[review][diagram]") {
    Diagram d({3}, 2);
    CHECK(d.most_nodes() == 0);
    for (std::uint32_t n = 0; n < 10; ++n) (void)d.choose(0, {n, n + 1, n + 2});
    CHECK(d.most_nodes() == 1);
    CHECK(d.end_of_refs() == 1);
}

TEST_CASE("each operation frees before it runs out, by itself", "[review][diagram]") {
    // Many results that nobody keeps, from arguments that are kept and fill most of the store.
    constexpr std::uint32_t levels = 6;
    const auto arguments = [](Diagram& d) {
        Dice dice(14);
        std::vector<Function> kept;
        while (kept.size() < 40) {
            Function set = d.everyone();
            for (int i = 0; i < 3; ++i) {
                std::vector<std::uint32_t> some{0, 0, 0};
                some[dice.below(3)] = some[dice.below(3)] = 1;
                const Function choice = d.choose(static_cast<std::uint32_t>(dice.below(levels)), some);
                set = dice.chance(0.5) ? set & choice : set & !choice;
            }
            if (!d.is_constant(set)) kept.push_back(set);
        }
        return kept;
    };
    Diagram roomy(std::vector<std::uint32_t>(levels, 3));
    std::set<std::uint32_t> needed;
    for (const Function& f : arguments(roomy))
        for (const std::uint32_t ref : roomy.bottom_up(f.ref())) needed.insert(ref);
    const std::size_t budget = needed.size() + 40;
    const auto churn = [&](auto&& operate) {
        Diagram d(std::vector<std::uint32_t>(levels, 3), budget);
        const std::vector<Function> kept = arguments(d);
        for (std::uint32_t n = 0; n < 40; ++n)
            for (std::uint32_t m = 0; m < 40; ++m) (void)operate(d, kept[n], kept[m], 40 * n + m);
        CHECK(d.most_nodes() <= budget);
    };
    churn([](Diagram&, const Function& a, const Function& b, std::uint32_t) { return a & b; });
    churn([](Diagram&, const Function& a, const Function& b, std::uint32_t) { return a | b; });
    churn([](Diagram&, const Function& a, const Function& b, std::uint32_t) { return a - b; });
    churn([](Diagram& d, const Function& a, const Function& b, std::uint32_t) { return d.maximum(a, b); });
    churn([](Diagram& d, const Function& a, const Function&, std::uint32_t n) {
        return d.map(a, [&](std::uint32_t x) { return x + n; });
    });
    churn([](Diagram& d, const Function& a, const Function& b, std::uint32_t n) {
        return d.combine(a, b, [&](std::uint32_t x, std::uint32_t y) { return x + 2 * y + n; });
    });
    churn([](Diagram& d, const Function& a, const Function& b, std::uint32_t n) {
        return d.combine_where(a, b, [&](std::uint32_t, std::uint32_t y) { return y + n; });
    });
    churn([](Diagram& d, const Function&, const Function&, std::uint32_t n) { return d.choose(0, {n, n + 1, n + 2}); });
    churn([](Diagram& d, const Function& a, const Function&, std::uint32_t n) {
        std::vector<bool> dropped;
        for (std::uint32_t l = 0; l < levels; ++l) dropped.push_back((n >> l & 1U) != 0);
        return d.exists(a, dropped);
    });
    churn([](Diagram& d, const Function& a, const Function&, std::uint32_t n) { return d.cofactor(a, n % levels, n % 3); });
}

TEST_CASE("what is remembered of one operation is not taken for another", "[review][diagram]") {
    // Far more results than there are places to remember them, so that most places are used again.
    Dice dice(15);
    Space s({4, 4, 4, 4, 4});
    Diagram& d = s.diagram;
    std::vector<std::pair<Function, Table>> sets, numbers;
    for (int i = 0; i < 8; ++i) {
        const Table of_sets = s.each([&](std::size_t) { return dice.below(2); }),
                    of_numbers = s.each([&](std::size_t) { return dice.below(4); });
        sets.emplace_back(s.of(of_sets), of_sets);
        numbers.emplace_back(s.of(of_numbers), of_numbers);
    }
    for (std::size_t x = 0; x < sets.size(); ++x)
        for (std::size_t y = 0; y < sets.size(); ++y) {
            // Not structured bindings: clang before 16 lets no lambda have them.
            const Function &a = sets[x].first, &b = sets[y].first, &f = numbers[x].first, &g = numbers[y].first;
            const Table &ta = sets[x].second, &tb = sets[y].second, &tf = numbers[x].second, &tg = numbers[y].second;
            REQUIRE(s.table(a & b) == s.each([&](std::size_t i) { return ta[i] & tb[i]; }));
            REQUIRE(s.table(a | b) == s.each([&](std::size_t i) { return ta[i] | tb[i]; }));
            REQUIRE(s.table(a - b) == s.each([&](std::size_t i) { return ta[i] & (1 - tb[i]); }));
            const Function greater = d.maximum(f, g);
            REQUIRE(s.table(greater) == s.each([&](std::size_t i) { return std::max(tf[i], tg[i]); }));
            REQUIRE(s.table(d.combine(f, b, [](std::uint32_t p, std::uint32_t q) { return 2 * p + q; })) ==
                    s.each([&](std::size_t i) { return 2 * tf[i] + tb[i]; }));
            const std::vector<bool> dropped{x % 2 == 0, x % 3 == 0, y % 2 == 0, y % 3 == 0, x < y};
            Table around(ta.size());
            std::map<Pattern, std::uint32_t> some;
            const auto kept_of = [&](std::size_t i) {
                Pattern p = s.patterns[i];
                for (std::size_t l = 0; l < p.size(); ++l)
                    if (dropped[l]) p[l] = 0;
                return p;
            };
            for (std::size_t i = 0; i < ta.size(); ++i) some[kept_of(i)] |= ta[i];
            for (std::size_t i = 0; i < ta.size(); ++i) around[i] = some[kept_of(i)];
            REQUIRE(s.table(d.exists(a, dropped)) == around);
            REQUIRE(d.within(a, a | b));
            REQUIRE(d.within(b, a | b));
            REQUIRE(d.within(a | b, a) == (x == y));
            for (int i = 0; i < 10; ++i) {  // smaller at one pattern alone
                const Pattern& at = s.patterns[dice.below(s.patterns.size())];
                Function there = d.everyone();
                for (std::uint32_t l = 0; l < at.size(); ++l) there &= with_value(d, l, at[l]);
                const Function fewer = (a | b) - there;
                REQUIRE(d.within(a, fewer) == (d.at(a, at) == 0));
                REQUIRE(d.within(fewer, a | b));
            }
        }
}

TEST_CASE("what is remembered of one question is not taken for another", "[review][diagram]") {
    // So few nodes that the table stays at its smallest, and far more questions than it has places.
    Dice dice(16);
    Space s({3, 3, 3, 3}, 1'500);
    Diagram& d = s.diagram;
    std::vector<std::pair<Function, Table>> all;
    for (int i = 0; i < 6; ++i) {
        const Table table = s.each([&](std::size_t) { return dice.below(2); });
        all.emplace_back(s.of(table), table);
    }
    for (int round = 0; round < 1'500; ++round) {
        const auto& [f, tf] = all[dice.below(all.size())];
        const auto& [g, tg] = all[dice.below(all.size())];
        const Pattern& at = s.patterns[dice.below(s.patterns.size())];
        Function there = d.everyone();
        for (std::uint32_t l = 0; l < at.size(); ++l) there &= with_value(d, l, at[l]);
        const Function fewer = (f | g) - there;
        REQUIRE(d.within(f, fewer) == (d.at(f, at) == 0));
        REQUIRE(d.within(g, fewer) == (d.at(g, at) == 0));
        // Another question of the same pair, with another answer.
        REQUIRE(d.within(f, f | g));
        REQUIRE(d.within(f, g) ==
                std::equal(tf.begin(), tf.end(), tg.begin(), [](std::uint32_t x, std::uint32_t y) { return x <= y; }));
        const std::vector<bool> dropped{dice.chance(0.5), dice.chance(0.5), dice.chance(0.5), dice.chance(0.5)};
        Table expected(s.patterns.size());
        for (std::size_t i = 0; i < s.patterns.size(); ++i)
            for (std::size_t j = 0; j < s.patterns.size() && expected[i] == 0; ++j) {
                bool alike = tf[j] != 0;
                for (std::size_t l = 0; l < 4; ++l) alike = alike && (dropped[l] || s.patterns[i][l] == s.patterns[j][l]);
                expected[i] = alike ? 1U : 0U;
            }
        REQUIRE(s.table(d.exists(f, dropped)) == expected);
    }
}

TEST_CASE("values of another kind are numbered as they come, each once", "[review][diagram]") {
    Numbered<std::string> names;
    CHECK(names.number("calf") == 1);
    CHECK(names.number("calf") == 1);
    CHECK(names.number("shin") == 2);
    CHECK(names.number("calf") == 1);
    CHECK(names[1] == "calf");
    CHECK(names[2] == "shin");
}
