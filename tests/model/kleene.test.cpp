// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "catch.hpp"

#include <triage/model/kleene.hpp>

using triage::Kleene;
using triage::KleeneSet;

namespace {

const std::vector<Kleene> every{Kleene::no, Kleene::yes, Kleene::unknown};

// By the textbook: "and" is the smaller, "or" the greater of no < unknown < yes.
int order(Kleene k) { return k == Kleene::no ? 0 : k == Kleene::unknown ? 1 : 2; }
Kleene from_order(int i) { return i == 0 ? Kleene::no : i == 1 ? Kleene::unknown : Kleene::yes; }
Kleene both(Kleene a, Kleene b) { return from_order(std::min(order(a), order(b))); }
Kleene either(Kleene a, Kleene b) { return from_order(std::max(order(a), order(b))); }

std::vector<KleeneSet> every_set() {
    std::vector<KleeneSet> out;
    for (unsigned bits = 0; bits < 8; ++bits) {
        KleeneSet set{};
        for (const Kleene k : every)
            if (((bits >> static_cast<unsigned>(k)) & 1U) != 0) set.add(k);
        out.push_back(set);
    }
    return out;
}

template <class Combine>
KleeneSet product(KleeneSet a, KleeneSet b, Combine&& combine) {
    KleeneSet out{};
    for (const Kleene x : every)
        for (const Kleene y : every)
            if (a.has(x) && b.has(y)) out.add(combine(x, y));
    return out;
}

}  // namespace

TEST_CASE("and, or and not of sets hold exactly the values that some pair of members gives", "[model][kleene]") {
    for (const KleeneSet a : every_set()) {
        KleeneSet opposite{};
        for (const Kleene x : every)
            if (a.has(x)) opposite.add(from_order(2 - order(x)));
        CHECK((!a) == opposite);
        for (const KleeneSet b : every_set()) {
            if (a.empty() || b.empty()) continue;  // conditions are never without a value
            CHECK((a & b) == product(a, b, both));
            CHECK((a | b) == product(a, b, either));
        }
    }
}

TEST_CASE("a set says whether it is settled, and on what", "[model][kleene]") {
    for (const KleeneSet a : every_set()) {
        int members = 0;
        for (const Kleene x : every) members += a.has(x) ? 1 : 0;
        CHECK(a.settled() == (members == 1));
        CHECK(a.empty() == (members == 0));
        for (const Kleene x : every) CHECK(a.only(x) == (members == 1 && a.has(x)));
    }
    for (const Kleene x : every) CHECK(KleeneSet{x}.value() == x);
}

TEST_CASE("unknown and no is no, unknown and yes stays unknown", "[model][kleene]") {
    CHECK((KleeneSet{Kleene::unknown} & KleeneSet{Kleene::no}).only(Kleene::no));
    CHECK((KleeneSet{Kleene::unknown} & KleeneSet{Kleene::yes}).only(Kleene::unknown));
    CHECK((KleeneSet{Kleene::unknown} | KleeneSet{Kleene::yes}).only(Kleene::yes));
    CHECK((!KleeneSet{Kleene::unknown}).only(Kleene::unknown));
}
