// SPDX-License-Identifier: Apache-2.0
// Sums of points against literal counting: every choice of what the items are, one after another.
#include <array>
#include <cstdlib>
#include <functional>
#include <set>
#include <vector>

#include "catch.hpp"
#include "support/dice.hpp"

#include <triage/walk/tally.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

struct Item {
    KleeneSet value;
    int points;
};
using Items = std::vector<Item>;

Tally sum_of(const Items& items) {
    Tally out;
    for (const Item& item : items) out.add(item.value, item.points);
    return out;
}

// What one choice gives: at least the points of the true items, at most those with the unknown ones that could add to them.
KleeneSet counted(const Items& items, int k) {
    KleeneSet out{};
    const std::function<void(std::size_t, int, int)> choose = [&](std::size_t i, int least, int most) {
        if (i == items.size()) return out.add(least >= k ? Kleene::yes : most < k ? Kleene::no : Kleene::unknown);
        const auto& [value, points] = items[i];
        if (value.has(Kleene::yes)) choose(i + 1, least + points, most + points);
        if (value.has(Kleene::no)) choose(i + 1, least, most);
        if (value.has(Kleene::unknown)) choose(i + 1, least, most + (points > 0 ? points : 0));
    };
    choose(0, 0, 0);
    return out;
}

int span_of(const Items& items) {
    int out = 1;
    for (const Item& item : items) out += std::abs(item.points);
    return out;
}

void check_all(const Items& items) {
    const Tally tally = sum_of(items);
    for (int k = -span_of(items); k <= span_of(items); ++k)
        if (!(tally.reaches(k) == counted(items, k))) {
            for (const Item& item : items) UNSCOPED_INFO(item.points << " points, set " << item.value.number());
            FAIL("at least " << k << " is set " << tally.reaches(k).number());
        }
}

Items drawn(Dice& dice, std::size_t most_items) {
    Items out(dice.below(most_items) + 1);
    for (Item& item : out)
        item = {KleeneSet::of_number(static_cast<std::uint32_t>(dice.between(1, 7))), dice.chance(0.4) ? 1 : dice.between(-5, 5)};
    return out;
}

bool alike(const Tally& a, const Tally& b) { return !(a < b) && !(b < a); }

}  // namespace

TEST_CASE("a sum reaches k just where some choice of its items does", "[walk][tally]") {
    for (const int first : {-2, -1, 1, 2, 3})
        for (const int second : {-3, -1, 1, 2})
            for (std::uint32_t a = 1; a < 8; ++a)
                for (std::uint32_t b = 1; b < 8; ++b)
                    check_all({{KleeneSet::of_number(a), first}, {KleeneSet::of_number(b), second}});
    Dice dice(1);
    for (int round = 0; round < 2000; ++round) check_all(drawn(dice, 6));
    SUCCEED();
}

TEST_CASE("a sum has room for all the points that a score may have, both ways", "[walk][tally]") {
    const KleeneSet either = KleeneSet::of_number(3), possible = KleeneSet::of_number(6);
    check_all({{either, 1000}});
    check_all({{either, -1000}});
    check_all({{either, 998}, {either, 2}});
    check_all({{either, -998}, {either, -2}});
    check_all({{either, 1}, {either, 1}, {either, 700}, {either, -298}});
    check_all({{either, -500}, {either, 437}, {possible, 63}});
    SUCCEED();
}

TEST_CASE("least and most are of the true items, and of those with the unknown ones", "[walk][tally]") {
    Tally tally;
    tally.add(KleeneSet{Kleene::yes}, 2);
    tally.add(KleeneSet{Kleene::unknown}, 3);
    tally.add(KleeneSet{Kleene::no}, 5);
    tally.add(KleeneSet{Kleene::yes}, -1);
    tally.add(KleeneSet{Kleene::unknown}, -7);
    CHECK(tally.least() == 1);
    CHECK(tally.most() == 4);
    CHECK(tally.reaches(3).only(Kleene::unknown));
    CHECK(tally.reaches(5).only(Kleene::no));
    CHECK(tally.reaches(1).only(Kleene::yes));
}

TEST_CASE("sums that compare alike go on alike, and the order is one", "[walk][tally]") {
    Dice dice(2);
    std::vector<Items> all;
    for (int n = 0; n < 70; ++n) all.push_back(drawn(dice, 4));
    std::size_t same = 0;
    for (const Items& x : all)
        for (const Items& y : all) {
            const Tally a = sum_of(x), b = sum_of(y);
            if (a < b && b < a) FAIL("each is less than the other");
            if (!alike(a, b)) continue;
            ++same;
            Items longer = x, other = y;
            for (const Item& more : drawn(dice, 3)) {
                longer.push_back(more);
                other.push_back(more);
            }
            for (int k = -span_of(longer); k <= span_of(longer); ++k)
                if (!(sum_of(longer).reaches(k) == sum_of(other).reaches(k))) FAIL("alike, and then not");
        }
    CHECK(same > all.size());
    for (const Items& x : all) {
        Items backwards(x.rbegin(), x.rend());
        CHECK_FALSE(sum_of(x) < sum_of(x));
        for (int k = -span_of(x); k <= span_of(x); ++k)
            if (!(sum_of(x).reaches(k) == sum_of(backwards).reaches(k))) FAIL("the order of items is no matter");
    }
}

TEST_CASE("a sum with gaps is another one than a sum without, whatever the memory held before", "[walk][tally]") {
    static std::array<Tally, 3> on_zeros;  // static storage: its memory is zero where the constructor leaves it alone
    const KleeneSet either = KleeneSet::of_number(3);
    on_zeros[0].add(either, 3);
    for (int i = 0; i < 3; ++i) on_zeros[1].add(either, 1);
    on_zeros[2].add(either, 2);
    on_zeros[2].add(either, 1);
    for (const Tally& a : on_zeros)
        for (const Tally& b : on_zeros) CHECK(alike(a, b) == (&a == &b));
}

TEST_CASE("a settled sum says the same whatever items follow", "[walk][tally]") {
    Dice dice(3);
    for (int round = 0; round < 4000; ++round) {
        const Items first = drawn(dice, 4), more = drawn(dice, 3);
        int up = 0, down = 0;
        for (const Item& item : more) (item.points > 0 ? up : down) += item.points;
        const int k = dice.between(-8, 12);
        Tally plain = sum_of(first), settled = plain.settled(k, up, down);
        for (const Item& item : more) {
            plain.add(item.value, item.points);
            settled.add(item.value, item.points);
        }
        if (!(plain.reaches(k) == settled.reaches(k))) FAIL("settled, and then not");
    }
    SUCCEED();
}

TEST_CASE("sums that nothing can change any more are one sum that reaches k, and one that does not", "[walk][tally]") {
    Dice dice(4);
    Tally far;
    far.add(KleeneSet{Kleene::yes}, 1);
    const Tally reached = far.settled(1, 0, 0), missed = far.settled(2, 0, 0);
    CHECK_FALSE(alike(reached, missed));
    for (int round = 0; round < 2000; ++round) {
        const Items items = drawn(dice, 5);
        const Tally sum = sum_of(items);
        for (int k = -span_of(items); k <= span_of(items); ++k) {
            const int up = dice.between(0, 2), down = -dice.between(0, 2);
            Items at_best = items, at_worst = items;
            at_best.push_back({KleeneSet{Kleene::yes}, up});
            at_worst.push_back({KleeneSet{Kleene::yes}, down});
            const Tally settled = sum.settled(k, up, down);
            if (alike(settled, reached) != counted(at_worst, k).only(Kleene::yes)) FAIL("settled as reached, or not, wrongly");
            if (alike(settled, missed) != counted(at_best, k).only(Kleene::no)) FAIL("settled as missed, or not, wrongly");
        }
    }
    SUCCEED();
}

TEST_CASE("sums of many points are the sums of the choices, however far they lie apart", "[walk][tally]") {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Dice dice(seed);
        Items items;
        int span = 0;
        for (;;) {
            const int points = dice.between(1, dice.chance(0.5) ? 9 : 250) * (dice.chance(0.5) ? 1 : -1);
            span += std::abs(points);
            if (span > static_cast<int>(format_limits::score_span) || items.size() == 14) break;
            KleeneSet value{Kleene::yes};
            value.add(Kleene::no);  // counts or does not
            items.push_back({value, points});
        }
        const Tally sum = sum_of(items);
        std::set<int> sums{0};
        for (const Item& item : items) {
            std::set<int> more = sums;
            for (const int s : sums) more.insert(s + item.points);
            sums = more;
        }
        Tally wide = sum;
        wide.add(KleeneSet{Kleene::unknown}, 1);  // unknown exactly where some sum is one short of k
        for (int k = -1001; k <= 1001; ++k) CHECK(wide.reaches(k).has(Kleene::unknown) == (sums.count(k - 1) != 0));
    }
}
