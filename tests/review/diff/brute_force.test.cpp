// SPDX-License-Identifier: Apache-2.0
// The counts of a comparison against brute force: every pattern of small drawn rule sets and changed copies, walked on
// both sides and counted one by one.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "catch.hpp"
#include "review/diff/support.hpp"
#include "support/deep.hpp"

#include <triage/compile/compile.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

using Counts = std::map<std::string, std::uint32_t>;

struct Seen {
    Counts moves, leading, gains;  // "from to", "from to", "what id gained|lost"
    std::uint32_t patterns = 0, unchanged = 0;
};

std::set<std::string> said_of(const Answers& answers) {
    AssessOptions options;
    options.largest_change = 0;
    const Assessment a = assess(answers, options);
    std::set<std::string> out;
    for (const AssessedOutcome& o : a.raised) out.insert("raised " + o.outcome);
    for (const AssessedOutcome& o : a.unsure) out.insert("unsure " + o.outcome);
    for (const AdviceItem& i : a.advice) out.insert("advised " + i.id);
    for (const auto* held_back : {&a.withheld, &a.not_meant})
        for (const WithheldAdvice& w : *held_back) out.insert("withheld " + w.id);
    return out;
}

Seen count_one_by_one(const RuleSet& before, const RuleSet& after) {
    const PatternSpace space({&before.compiled(), &after.compiled()});
    Seen out;
    each_pattern(space.values(), [&](const Pattern& pattern) {
        const Answers old_answers = answers_of(space, pattern, before), new_answers = answers_of(space, pattern, after);
        const Trace was = walk(old_answers), is = walk(new_answers);
        const std::string from = disposition_of(old_answers), to = disposition_of(new_answers);
        ++out.patterns;
        if (from != to) {
            ++out.moves[from + " " + to];
            return;
        }
        ++out.unchanged;
        const std::string led = before.document().outcomes[was.leading.outcome].id.value,
                          leads = after.document().outcomes[is.leading.outcome].id.value;
        if (led != leads) ++out.leading[led + " " + leads];
        const std::set<std::string> old_said = said_of(old_answers), new_said = said_of(new_answers);
        for (const std::string& x : new_said) {
            if (old_said.count(x) != 0) continue;
            // Advice that is given now where it was withheld counts once, as given.
            if (x.rfind("withheld ", 0) == 0 && old_said.count("advised " + x.substr(9)) != 0) continue;
            ++out.gains[x + " gained"];
        }
        for (const std::string& x : old_said) {
            if (new_said.count(x) != 0) continue;
            if (x.rfind("withheld ", 0) == 0 && new_said.count("advised " + x.substr(9)) != 0) continue;
            ++out.gains[x + " lost"];
        }
    });
    return out;
}

std::string as_text(const Counts& counts) {
    std::string out;
    for (const auto& [key, n] : counts) out += key + ": " + std::to_string(n) + "\n";
    return out;
}

// Empty when the comparison says what was counted.
std::string disagreement(const RuleDiff& d, const Seen& seen) {
    std::map<std::string, std::string> expected, found;
    for (const auto& [key, n] : seen.moves) expected["move " + key] = std::to_string(n);
    for (const auto& [key, n] : seen.leading) expected["leading " + key] = std::to_string(n);
    for (const auto& [key, n] : seen.gains) expected[key] = std::to_string(n);
    constexpr const char* names[] = {"raised ", "unsure ", "advised ", "withheld "};
    for (const DispositionMove& m : d.moves) found["move " + m.from + " " + m.to] = m.patterns.digits();
    for (const LeadingMove& m : d.leading) found["leading " + m.from + " " + m.to] = m.patterns.digits();
    for (const std::vector<GainLoss>* all : {&d.outcomes, &d.advice})
        for (const GainLoss& g : *all) {
            const std::string key = names[static_cast<std::size_t>(g.what)] + g.id;
            if (!g.gained.zero()) found[key + " gained"] = g.gained.digits();
            if (!g.lost.zero()) found[key + " lost"] = g.lost.digits();
        }
    std::string out;
    for (const auto& [key, n] : expected)
        if (found[key] != n) out += key + ": counted " + n + ", in the diff \"" + found[key] + "\"\n";
    for (const auto& [key, n] : found)
        if (!n.empty() && expected.count(key) == 0) out += key + ": counted none, in the diff " + n + "\n";
    if (d.patterns.digits() != std::to_string(seen.patterns)) out += "patterns\n";
    if (d.unchanged.digits() != std::to_string(seen.unchanged)) out += "unchanged: " + d.unchanged.digits() + "\n";
    return out;
}

}  // namespace

TEST_CASE("a diff counts what walking every pattern counts, for drawn rules and changed copies", "[review][diff]") {
    const std::size_t wanted = several(40, 2'000);
    std::size_t compared = 0, different = 0;
    for (std::uint64_t seed = 1; compared < wanted; ++seed) {
        Dice dice(seed * 77);
        const std::string yaml = random_rules(seed);
        const RuleSet before = rules_of(yaml);
        if (BigCount(4'000) < Diagram(PatternSpace({&before.compiled()}).values()).patterns()) continue;
        const auto after = changed_copy(yaml, dice);
        if (!after || BigCount(8'000) < Diagram(PatternSpace({&before.compiled(), &after->compiled()}).values()).patterns())
            continue;
        ++compared;
        const RuleDiff d = diff(before, *after);
        const Seen seen = count_one_by_one(before, *after);
        different += seen.moves.empty() ? 0 : 1;
        if (const std::string wrong = disagreement(d, seen); !wrong.empty()) {
            FAIL("rules " << seed << ":\n" << wrong << "moves\n" << as_text(seen.moves) << yaml);
            return;
        }
        if (seen.moves.empty() && seen.leading.empty() && seen.gains.empty() && d.pathways.empty()) CHECK(d.same_for_everyone());
    }
    CHECK(different >= wanted / 8);
}

TEST_CASE("a diff of two unrelated rule sets counts right, whatever levels, findings and types they share", "[review][diff]") {
    const std::size_t wanted = several(25, 1'000);
    std::size_t compared = 0;
    std::vector<std::pair<std::uint64_t, RuleSet>> small;
    for (std::uint64_t seed = 1; compared < wanted; ++seed) {
        const RuleSet rules = rules_of(random_rules(seed));
        if (BigCount(400) < Diagram(PatternSpace({&rules.compiled()}).values()).patterns()) continue;
        for (const auto& [other, before] : small) {
            if (compared >= wanted ||
                BigCount(20'000) < Diagram(PatternSpace({&before.compiled(), &rules.compiled()}).values()).patterns())
                continue;
            ++compared;
            if (const std::string wrong = disagreement(diff(before, rules), count_one_by_one(before, rules)); !wrong.empty()) {
                FAIL("rules " << other << " and " << seed << ":\n" << wrong << random_rules(other) << random_rules(seed));
                return;
            }
        }
        small.emplace_back(seed, rules);
    }
}

TEST_CASE("a diff counts right where pathways stand in another order, which decides who leads", "[review][diff]") {
    const std::size_t wanted = several(25, 1'000);
    std::size_t compared = 0, leading = 0;
    for (std::uint64_t seed = 1; compared < wanted; ++seed) {
        const std::string yaml = random_rules(seed);
        const RuleSet before = rules_of(yaml);
        if (before.document().pathways.size() < 2 ||
            BigCount(4'000) < Diagram(PatternSpace({&before.compiled()}).values()).patterns())
            continue;
        // Changed elsewhere as well, every other time.
        Dice dice(seed * 13);
        const auto copy = seed % 2 == 0 ? changed_copy(yaml, dice) : before;
        if (!copy) continue;
        RuleDocument turned = copy->document();
        std::reverse(turned.pathways.begin(), turned.pathways.end());
        const Loaded<RuleSet> after = compile(turned);
        if (!after.ok() ||
            BigCount(8'000) < Diagram(PatternSpace({&before.compiled(), &after.value().compiled()}).values()).patterns())
            continue;
        ++compared;
        const RuleDiff d = diff(before, after.value());
        const Seen seen = count_one_by_one(before, after.value());
        leading += seen.leading.empty() ? 0U : 1U;
        if (const std::string wrong = disagreement(d, seen); !wrong.empty()) {
            FAIL("rules " << seed << ":\n" << wrong << yaml);
            return;
        }
    }
    CHECK(leading >= wanted / 8);
}
