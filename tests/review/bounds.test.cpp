// SPDX-License-Identifier: Apache-2.0
// Rule sets at the limits of the format: everything that is done with them comes to an end, within its budget, and with the
// same result as the walk step by step. The table of docs/limits.md is what the deep one prints.
#include <sys/resource.h>

#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/dice.hpp"
#include "support/large_rules.hpp"
#include "support/traces.hpp"

#include <triage/review.hpp>
#include <triage/triage.hpp>
#include <triage/walk/people.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

/// Seconds of this program.
double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string rounded(double t) {
    const double to = t < 0.0995 ? 0.001 : t < 9.95 ? 0.01 : 1;
    return shortest(static_cast<double>(static_cast<long>(t / to + 0.5)) * to).substr(0, 5);
}

/// A table row: the seconds of each thing that is done with the rules.
std::string row_of(const LargeRules& large, bool workbench) {
    std::string row = "| " + large.name + " |";
    double begin = 0;
    const auto took = [&] { row += " " + rounded(seconds() - begin) + " |"; };
    std::size_t bytes = 0;
    for (const SourceFile& file : large.files) bytes += file.text.size();
    row += " " + std::to_string(bytes / 1000) + " |";

    begin = seconds();
    const Loaded<RuleSet> loaded = load(large.files);
    took();
    CHECK(loaded.ok() == large.loads);
    if (!loaded.ok()) {
        CHECK_FALSE(loaded.diagnostics().empty());
        return row + " refused";
    }
    const RuleSet& rules = loaded.value();
    const Rules& r = rules.compiled();

    Dice dice(3);
    std::vector<Answers> people(1, Answers{rules});
    for (int i = 0; i < 4; ++i) {
        people.emplace_back(rules);
        for (FindingId f{0}; f < r.findings.size(); ++f) {
            const Finding& finding = rules.document().findings[f];
            if (finding.type == FindingType::yes_no && dice.chance(0.8))
                (void)people.back().try_set(f, Answer(dice.chance(0.2 * i) ? yes : no));
        }
    }
    begin = seconds();
    for (const Answers& p : people) (void)walk(p);
    row += " " + rounded((seconds() - begin) * 1000 / static_cast<double>(people.size())) + " |";
    for (const Answers& p : people) CHECK(difference(walk(p), walk_plainly(r, p.bits())) == std::nullopt);

    begin = seconds();
    (void)next_question(people[0]);
    took();

    begin = seconds();
    const Assessment result = assess(people[0]);
    took();
    CHECK(result.disposition.id == r.disposition(walk(people[0]).disposition).id.value);

    // A block of people at once, as a batch does it.
    begin = seconds();
    People all{PeopleProgram{rules}};
    for (const Answers& p : people) all.add(p);
    const std::vector<Standing> standing = walk_people(all);
    took();
    for (std::size_t i = 0; i < people.size(); ++i) CHECK(standing[i].rank == walk(people[i]).disposition);

    if (workbench) {
        begin = seconds();
        (void)check(rules);
        took();
        begin = seconds();
        ProveOptions million;
        million.budget = 1'000'000;
        const ProofReport proof = prove(rules, million);
        took();
        CHECK(proof.nodes <= proof.budget);
        row += proof.all_proved() ? " |" : " not all proved |";
    }
    return row;
}

}  // namespace

TEST_CASE("small copies of the largest rule sets are loaded, walked, asked, assessed, checked and proved", "[review][bounds]") {
    for (const LargeRules& large :
         {score_tests(20), wide("wide", 40, 4, 10), pairs(40, false), pairs(10, true), deep_lists(2, 10), implications(420, 20),
          settled_together(3), counted_lists(10, false), counted_lists(10, true), hard_pairs(6)}) {
        INFO(large.name);
        // Sums of 200 items fill any diagram.
        (void)row_of(large, large.name.find("wide") == 0 || large.name.find("hard_pairs") == 0);
    }
}

TEST_CASE("the largest rule sets are loaded, walked, asked, assessed, checked and proved within their bounds",
          "[.deep][bounds]") {
    std::cout << "| rules | kB | load | walk, ms | next question | assess | five people at once | check | prove | |\n"
                 "|---|---|---|---|---|---|---|---|---|---|\n";
    for (const LargeRules& large : all_large_rules()) {
        INFO(large.name);
        std::cout << row_of(large, true) << std::endl;
    }
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    std::cout << "peak of memory, all together: " << used.ru_maxrss / 1024 << " MB\n";
}
