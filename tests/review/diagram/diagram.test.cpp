// SPDX-License-Identifier: Apache-2.0
// The store of decision diagrams by itself: counting, combining, freeing, and the budget.
#include <utility>
#include <vector>

#include "catch.hpp"

#include <triage/review/diagram/diagram.hpp>

using namespace triage;

TEST_CASE("a count is written for people, with the exact number beside a large one", "[review][diagram]") {
    const auto times_ten = [](std::uint32_t n, int times) {
        BigCount out(n);
        for (int i = 0; i < times; ++i) out *= 10;
        return out;
    };
    CHECK(count_text(BigCount(0)) == "0");
    CHECK(count_text(BigCount(236'196)) == "236 196");
    CHECK(count_text(BigCount(9'999'999)) == "9 999 999");
    CHECK(count_text(BigCount(10'000'000)) == "about 1.0 × 10⁷ (exact: 10 000 000)");
    CHECK(short_count(BigCount(31'649'828)) == "about 3.2 × 10⁷");
    CHECK(short_count(BigCount(99'499'999)) == "about 9.9 × 10⁷");
    CHECK(short_count(BigCount(99'500'000)) == "about 1.0 × 10⁸");
    CHECK(short_count(times_ten(315, 62)) == "about 3.2 × 10⁶⁴");
    CHECK(patterns_text(BigCount(1)) == "1 pattern");
    CHECK(patterns_text(BigCount(12)) == "12 patterns");
    CHECK(patterns_text(times_ten(2, 9)) == "about 2.0 × 10⁹ patterns (exact: 2 000 000 000)");
}

TEST_CASE("a big count is exact and prints in groups of three", "[review][diagram]") {
    BigCount n(1);
    for (int i = 0; i < 60; ++i) n *= 3;
    CHECK(n.text() == "42 391 158 275 216 203 514 294 433 201");
    for (int i = 0; i < 58; ++i) n /= 3;
    CHECK(n == BigCount(9));
    n += BigCount(0xFFFFFFFFU);
    CHECK(n.digits() == "4294967304");
    BigCount less = n;
    less -= BigCount(0xFFFFFFFFU);
    CHECK(less == BigCount(9));
    less -= BigCount(9);
    CHECK(less == BigCount());
    CHECK(BigCount().digits() == "0");
    CHECK(BigCount(7) < n);
    BigCount round(1);
    for (int i = 0; i < 20; ++i) round *= 10;
    CHECK(round.text() == "100 000 000 000 000 000 000");
}

TEST_CASE("patterns are counted over all levels, those that do not matter too", "[review][diagram]") {
    Diagram d({3, 2, 4});
    const Function a = d.choose(0, {0, 1, 0}), c = d.choose(2, {0, 1, 1, 0});
    CHECK(d.patterns() == BigCount(24));
    CHECK(d.count(a) == BigCount(8));
    CHECK(d.count(a & c) == BigCount(4));
    CHECK(d.count(a | c) == BigCount(16));
    CHECK(d.count(a - c) == BigCount(4));
    CHECK(d.count(d.none()) == BigCount(0));
    CHECK(d.count(d.everyone()) == BigCount(24));
    CHECK(d.support(a & c) == std::vector<std::uint32_t>{0, 2});
    CHECK(d.empty(a & !a));
    CHECK(d.numbers(d.maximum(d.choose(1, {5, 7}), d.choose(0, {6, 6, 1}))) == std::vector<std::uint32_t>{5, 6, 7});
}

TEST_CASE("equal functions are one, however they came about", "[review][diagram]") {
    Diagram d({3, 3, 3});
    const Function a = d.choose(0, {0, 1, 1}), b = d.choose(1, {1, 0, 0}), c = d.choose(2, {0, 0, 1});
    CHECK((a & (b | c)) == ((a & b) | (c & a)));
    CHECK(d.cofactor(a & b, 0, 2) == b);
    CHECK(d.empty(d.cofactor(a & b, 0, 0)));
}

TEST_CASE("what no handle needs is freed, and what is needed stays", "[review][diagram]") {
    // A function that needs many nodes, made again and again with a budget that holds it but a few times.
    constexpr std::uint32_t levels = 16;
    Diagram d(std::vector<std::uint32_t>(levels, 3), 20'000);
    const auto sum_reaches = [&](std::uint32_t goal) {
        Function sum = d.constant(0);
        for (std::uint32_t l = 0; l < levels; ++l)
            sum = d.combine(sum, d.choose(l, {0, 1 + l % 3, 2}), [](std::uint32_t x, std::uint32_t y) { return x + y; });
        return d.map(sum, [&](std::uint32_t x) { return x >= goal ? 1U : 0U; });
    };
    const Function kept = sum_reaches(12);
    const BigCount before = d.count(kept);
    for (std::uint32_t goal = 1; goal < 60; ++goal) (void)sum_reaches(goal % 20 + 1);
    CHECK(d.most_nodes() <= 20'000);
    CHECK(d.count(kept) == before);
    CHECK(sum_reaches(12) == kept);
}

TEST_CASE("past its budget a diagram says so, and what was there still answers", "[review][diagram]") {
    Diagram d(std::vector<std::uint32_t>(12, 3), 50);
    const Function first = d.choose(0, {0, 1, 2});
    Function sum = first;
    const auto grow = [&] {
        for (std::uint32_t l = 1; l < 12; ++l)
            sum = d.combine(sum, d.choose(l, {0, 1U << l, 2U << l}), [](std::uint32_t x, std::uint32_t y) { return x + y; });
    };
    CHECK_THROWS_AS(grow(), BudgetExceeded);
    CHECK(d.numbers(first) == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("a set is within another only if everyone is", "[review][diagram]") {
    Diagram d({3, 3});
    const Function a = d.choose(0, {0, 1, 1}), more = a | d.choose(1, {0, 0, 1});
    CHECK(d.within(a, more));
    CHECK_FALSE(d.within(more, a));
    CHECK(d.within(d.none(), a));
    CHECK(d.within(a, d.everyone()));
    CHECK_FALSE(d.within(d.everyone(), a));
    CHECK_FALSE(d.within(a, d.none()));
}

TEST_CASE("a level may have as many values as it likes", "[review][diagram]") {
    Diagram d({1000, 3, 1000});
    std::vector<std::uint32_t> first(1000), last(1000);
    for (std::uint32_t v = 0; v < 1000; ++v) first[v] = v % 7, last[v] = v % 11;
    const Function sum = d.combine(d.choose(0, first), d.choose(2, last), [](std::uint32_t a, std::uint32_t b) { return a + b; });
    CHECK(d.at(sum, std::vector<std::uint32_t>{999, 0, 998}) == 999 % 7 + 998 % 11);
    CHECK(d.count(d.map(sum, [](std::uint32_t n) { return n == 0 ? 1U : 0U; })).digits() == std::to_string(143 * 3 * 91));
}

TEST_CASE("many nodes are each held once, and counted while they are needed", "[review][diagram]") {
    // 3^9 patterns told apart: more nodes than the store begins with.
    const std::uint32_t levels = 9;
    Diagram d(std::vector<std::uint32_t>(levels, 3));
    const auto number = [&] {
        Function sum = d.constant(0);
        std::uint32_t weight = 1;
        for (std::uint32_t l = levels; l-- > 0; weight *= 3)
            sum = d.combine(d.choose(l, {0, weight, 2 * weight}), sum, [](std::uint32_t x, std::uint32_t y) { return x + y; });
        return sum;
    };
    const Function all = number();
    CHECK(d.size(all) == 9841);  // 1 + 3 + … + 3^8
    const std::size_t made = d.nodes();
    CHECK(d.most_nodes() == made);
    CHECK(number() == all);
    CHECK(d.nodes() == made);
    CHECK(d.numbers(all).size() == 19683);
    CHECK(d.numbers(all).back() == 19682);
    CHECK(d.at(all, std::vector<std::uint32_t>(levels, 1)) == 9841);
    CHECK(d.count(d.map(all, [](std::uint32_t n) { return n == 5 ? 1U : 0U; })) == BigCount(1));
}

TEST_CASE("functions of two diagrams are two functions", "[review][diagram]") {
    Diagram d({3, 3}, 100), other({3, 3}, 100);
    CHECK_FALSE(d.choose(0, {0, 1, 2}) == other.choose(0, {0, 1, 2}));
    CHECK(d.choose(0, {0, 1, 2}) == d.choose(0, {0, 1, 2}));
}

TEST_CASE("far more nodes are made than the budget holds, and what a handle needs outlives the others", "[review][diagram]") {
    Diagram d({3, 3}, 400'000);
    const auto sum = [&] {
        return d.combine(d.choose(0, {0, 3, 6}), d.choose(1, {0, 1, 2}), [](std::uint32_t x, std::uint32_t y) { return x + y; });
    };
    Function first = sum();
    const Function copy = first, moved = std::move(first);
    for (std::uint32_t n = 10; n < 700'000; ++n) (void)d.choose(1, {n, n + 1, n + 2});
    CHECK(d.most_nodes() >= 200'000);
    CHECK(d.nodes() < 400'000);
    CHECK(d.size(copy) == 4);
    for (std::uint32_t a = 0; a < 3; ++a)
        for (std::uint32_t b = 0; b < 3; ++b) CHECK(d.at(copy, std::vector<std::uint32_t>{a, b}) == 3 * a + b);
    CHECK(moved == copy);
    CHECK(sum() == copy);
}

TEST_CASE("a budget is the number of nodes that there may be", "[review][diagram]") {
    Diagram d({2, 2, 2}, 2);
    const Function a = d.choose(0, {0, 1}), b = d.choose(1, {0, 1});
    CHECK(d.nodes() == 2);
    CHECK_THROWS_AS(d.choose(2, {0, 1}), BudgetExceeded);
    CHECK(d.nodes() == 2);
}

TEST_CASE("a small budget is not spent by what nobody needs any more", "[review][diagram]") {
    Diagram d({3, 3}, 100);
    const Function kept = d.choose(0, {0, 1, 1}) & d.choose(1, {0, 1, 1});
    for (std::uint32_t n = 10; n < 2'000; ++n) (void)d.choose(1, {n, n + 1, n + 2});
    CHECK(d.most_nodes() <= 100);
    CHECK(d.count(kept) == BigCount(4));
    CHECK((d.choose(0, {0, 1, 1}) & d.choose(1, {0, 1, 1})) == kept);
}
