// SPDX-License-Identifier: Apache-2.0
// The engine against the reference judge, on random people over the shipped rules and over drawn rule sets.
// 80,000 people by default; a million and a half under the tag [.deep] (./dev deep).
#include <cstdint>
#include <string>

#include "catch.hpp"
#include "support/compare.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

struct Share {
    std::size_t full, walks;  ///< people whose whole assessment is compared, and whose walk is
};

// Stops at the first person on whom both differ, and prints rules, answers and both results.
void compare(const RuleSet& rules, const AnyPeople& people, Share share, std::uint64_t seed, const std::string& what) {
    const ReferenceJudge judge(rules.document());
    Dice dice(seed);
    for (std::size_t i = 0; i < share.full + share.walks; ++i) {
        const Answers answers = answers_of(rules, people.either(dice));
        if (const auto report = disagreement(judge, answers, i < share.full)) {
            FAIL(what << ", seed " << seed << ", person " << i << "\n" << *report);
            return;
        }
    }
}

void compare_shipped(Share share, std::uint64_t seed) {
    const RuleSet& rules = shipped_rules();
    compare(rules, AnyPeople(rules.document(), plain_strain(rules)), share, seed, "rules/lower_leg_pain");
}

// Each rule set in file form, so that the reader and the compiler stand in the comparison too.
void compare_drawn(std::uint64_t first_seed, std::size_t rule_sets, Share share) {
    for (std::uint64_t seed = first_seed; seed < first_seed + rule_sets; ++seed) {
        const std::string yaml = random_rules(seed);
        const Loaded<RuleSet> loaded = load(std::vector<SourceFile>{{"drawn.yaml", yaml}});
        INFO("random_rules(" << seed << "):\n" << yaml);
        if (!loaded.ok()) FAIL("the drawn rules do not load:\n" << format(loaded.diagnostics()));
        compare(loaded.value(), AnyPeople(loaded.value().document()), share, seed, "random_rules(" + std::to_string(seed) + ")");
    }
}

}  // namespace

TEST_CASE("the engine and the reference judge agree on every field over the shipped rules", "[walk][differential]") {
    compare_shipped({10'000, 10'000}, 2026);
}

TEST_CASE("the engine and the reference judge agree on every field over drawn rule sets", "[walk][differential]") {
    compare_drawn(1, 1'500, {25, 15});
}

// About six minutes on one core.
TEST_CASE("the engine and the reference judge agree on a million and a half people", "[.deep]") {
    compare_shipped({250'000, 250'000}, 1);
    compare_drawn(1, 10'000, {60, 40});
}
