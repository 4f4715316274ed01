// SPDX-License-Identifier: Apache-2.0
// Which answers the rules tell apart: the cells of each kind of finding, of one rule set and of two.
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"

#include <triage/review/diagram/cells.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

std::string rules_text(const std::string& findings, const std::string& sections) {
    return preamble() + "findings:\n" + findings + sections;
}
std::string one_pathway(const std::string& conditions) {
    std::string out = "pathways:\n  - id: clot\n    condition: clot\n    title: \"Clot\"\n    unsure: booked\n    steps:\n";
    out += "      - " + step("first", conditions, "then: today, else: clear") + "\n";
    return out;
}

// "[0, 2) by 1" for a number, "red/blue" for words, "?" for unknown.
std::string cells_text(const Level& level) {
    std::string out;
    for (const Cell& c : level.cells) {
        if (!out.empty()) out += " | ";
        if (!c.known) {
            out += "?";
        } else if (c.others.empty()) {
            out += (c.low_open ? "(" : "[") + shortest(c.low) + ", " + shortest(c.high) + (c.high_open ? ")" : "]") + " by " +
                   c.answer.text();
        } else {
            for (std::size_t i = 0; i < c.others.size(); ++i) out += (i == 0 ? "" : "/") + c.others[i].text();
        }
    }
    return out;
}
std::string cells_of(const PatternSpace& space, const std::string& finding) {
    const std::uint32_t level = space.level_of(finding);
    return level == npos ? "none" : cells_text(space.levels()[level]);
}
std::string cells_of(const std::string& findings, const std::string& sections, const std::string& finding) {
    const RuleSet rules = rules_of(rules_text(findings, sections));
    return cells_of(PatternSpace({&rules.compiled()}), finding);
}
std::string number_cells(const std::string& ends, const std::string& min = "0", const std::string& max = "10") {
    return cells_of(number("n", min, max), one_pathway("{any: [" + ends + "]}"), "n");
}

std::vector<std::string> names(const RuleSet& rules, const std::vector<FindingId>& findings) {
    std::vector<std::string> out;
    for (const FindingId f : findings) out.push_back(rules.document().findings[f].id.value);
    return out;
}

}  // namespace

TEST_CASE("a yes or no finding has two cells and unknown, and one that nothing reads has none", "[review][diagram]") {
    const std::string both = yes_no("a") + yes_no("b");
    CHECK(cells_of(both, one_pathway("a"), "a") == "no | yes | ?");
    CHECK(cells_of(both, one_pathway("a"), "b") == "none");
}

TEST_CASE("options that no rule tells apart are one cell", "[review][diagram]") {
    const std::string findings = choice("c", "none, red, blue, green, grey");
    CHECK(cells_of(findings, one_pathway("{c: red}"), "c") == "none/blue/green/grey | red | ?");
    CHECK(cells_of(findings, one_pathway("{any: [{c: red}, {c: [red, blue]}]}"), "c") == "none/green/grey | red | blue | ?");
    CHECK(cells_of(findings, one_pathway("{c: [none, red, blue, green]}"), "c") == "none/red/blue/green | grey | ?");
}

TEST_CASE("numbers are cut at the ends that the rules name, each end on its own side", "[review][diagram]") {
    CHECK(number_cells("{n: {at_least: 5}}") == "[0, 5) by 2 | [5, 10] by 7 | ?");
    CHECK(number_cells("{n: {above: 5}}") == "[0, 5] by 2 | (5, 10] by 7 | ?");
    CHECK(number_cells("{n: {at_most: 5}}") == "[0, 5] by 2 | (5, 10] by 7 | ?");
    CHECK(number_cells("{n: {below: 5}}") == "[0, 5) by 2 | [5, 10] by 7 | ?");
    CHECK(number_cells("{n: {at_least: 5, at_most: 5}}") == "[0, 5) by 2 | [5, 5] by 5 | (5, 10] by 7 | ?");
    CHECK(number_cells("{n: {above: 2, below: 4}}, {n: {at_least: 4}}") == "[0, 2] by 1 | (2, 4) by 3 | [4, 10] by 5 | ?");
    CHECK(number_cells("{n: {at_least: 2.5}}, {n: {above: 2.5}}") == "[0, 2.5) by 1 | [2.5, 2.5] by 2.5 | (2.5, 10] by 5 | ?");
    CHECK(number_cells("{n: {at_least: 0.25}}, {n: {at_least: 0.3}}", "0", "1") ==
          "[0, 0.25) by 0 | [0.25, 0.3) by 0.27 | [0.3, 1] by 0.5 | ?");
    CHECK(number_cells("{n: {at_least: 100}}, {n: {at_least: 2000}}", "-5000", "90000") ==
          "[-5000, 100) by 0 | [100, 2000) by 100 | [2000, 90000] by 2000 | ?");
}

TEST_CASE("a cell is shown by a number from within, unless that is clumsier", "[review][diagram]") {
    CHECK(number_cells("{n: {at_least: 2}}", "0", "3") == "[0, 2) by 1 | [2, 3] by 2 | ?");
    CHECK(number_cells("{n: {below: 7}}", "5", "10") == "[5, 7) by 6 | [7, 10] by 8 | ?");
    CHECK(number_cells("{n: {at_least: 7}}", "5", "10") == "[5, 7) by 6 | [7, 10] by 8 | ?");
    CHECK(number_cells("{n: {above: 0.1, below: 0.10000002}}") ==
          "[0, 0.1] by 0 | (0.1, 0.10000002) by 0.10000001 | [0.10000002, 10] by 5 | ?");
    CHECK(number_cells("{n: {above: 11, below: 18.4}}", "0", "20") == "[0, 11] by 0 | (11, 18.4) by 15 | [18.4, 20] by 19 | ?");
    CHECK(number_cells("{n: {above: 0, below: 9e7}}", "0", "1e8") ==
          "[0, 0] by 0 | (0, 90000000) by 45000000 | [90000000, 100000000] by 95000000 | ?");
    CHECK(number_cells("{n: {above: 0.1, below: 0.1000003}}") ==
          "[0, 0.1] by 0 | (0.1, 0.1000003) by 0.1000001 | [0.1000003, 10] by 5 | ?");
    CHECK(number_cells("{n: {above: 0.1, below: 0.1000000000015}}") ==
          "[0, 0.1] by 0 | (0.1, 0.1000000000015) by 0.100000000001 | [0.1000000000015, 10] by 5 | ?");
    CHECK(number_cells("{n: {above: 0.1, below: 0.1000000000003}}") ==
          "[0, 0.1] by 0 | (0.1, 0.1000000000003) by 0.10000000000015 | [0.1000000000003, 10] by 5 | ?");
    CHECK(number_cells("{n: {above: 0.1, below: 0.1000015}}") ==
          "[0, 0.1] by 0 | (0.1, 0.1000015) by 0.100001 | [0.1000015, 10] by 5 | ?");
}

TEST_CASE("only what decides something cuts a finding, and only its own clauses", "[review][diagram]") {
    const RuleSet rules =
        rules_of(rules_text(number("n", "0", "10") + number("m", "0", "10"),
                            "criteria:\n  unread: {title: \"Unread\", if: {n: {at_least: 8}}, sources: [judgement]}\n" +
                                one_pathway("{any: [{n: {at_least: 5}}, {m: {at_least: 3}}]}")));
    const PatternSpace space({&rules.compiled()});
    CHECK(cells_of(space, "n") == "[0, 5) by 2 | [5, 10] by 7 | ?");
    CHECK(cells_of(space, "m") == "[0, 3) by 1 | [3, 10] by 5 | ?");
}

TEST_CASE("a finding of another type in the other rule set keeps its own cells", "[review][diagram]") {
    const RuleSet one = rules_of(rules_text(number("n", "0", "10"), one_pathway("{n: {at_least: 5}}")));
    const RuleSet other = rules_of(rules_text(yes_no("n"), one_pathway("n")));
    const PatternSpace space({&one.compiled(), &other.compiled()});
    CHECK(cells_of(space, "n") == "no | yes | [0, 5) by 2 | [5, 10] by 7 | ?");
    CHECK(space.levels()[0].cell_of(0.0) == 2);
    CHECK(space.levels()[0].cell_of("no") == 0);
}

TEST_CASE("an answer falls into its cell, and one that nobody knows into unknown", "[review][diagram]") {
    const RuleSet rules = rules_of(rules_text(number("n", "0", "10") + choice("c", "none, red, blue"),
                                              one_pathway("{any: [{n: {above: 2, at_most: 5}}, {c: red}]}")));
    const PatternSpace space({&rules.compiled()});
    const Level &n = space.levels()[space.level_of("n")], &c = space.levels()[space.level_of("c")];
    CHECK(n.cell_of(0.0) == 0);
    CHECK(n.cell_of(2.0) == 0);
    CHECK(n.cell_of(2.1) == 1);
    CHECK(n.cell_of(5.0) == 1);
    CHECK(n.cell_of(5.1) == 2);
    CHECK(n.cell_of(10.0) == 2);
    CHECK(n.cell_of(10.1) == n.unknown_cell());
    CHECK(n.cell_of("red") == n.unknown_cell());
    CHECK(c.cell_of("none") == 0);
    CHECK(c.cell_of("blue") == 0);
    CHECK(c.cell_of("red") == 1);
    CHECK(c.cell_of("green") == c.unknown_cell());
    CHECK(c.cell_of(1.0) == c.unknown_cell());
    CHECK(c.cell_of(unknown) == c.unknown_cell());
    CHECK(space.values() == (space.level_of("n") == 0 ? std::vector<std::uint32_t>{4, 3} : std::vector<std::uint32_t>{3, 4}));
}

TEST_CASE("two rule sets share a level: the cells tell apart what either of them does", "[review][diagram]") {
    const RuleSet one = rules_of(rules_text(number("n", "0", "10") + choice("c", "none, red, blue") + yes_no("a"),
                                            one_pathway("{any: [{n: {at_least: 5}}, {c: red}, a]}")));
    const RuleSet other = rules_of(rules_text(number("n", "0", "20") + choice("c", "none, blue, green") + yes_no("b"),
                                              one_pathway("{any: [{n: {at_least: 8}}, {c: blue}, b]}")));
    const PatternSpace space({&one.compiled(), &other.compiled()});
    CHECK(space.levels().size() == 4);
    CHECK(cells_of(space, "n") == "[0, 5) by 2 | [5, 8) by 6 | [8, 10] by 9 | (10, 20] by 15 | ?");
    CHECK(cells_of(space, "c") == "none | red | blue | green | ?");
    CHECK(cells_of(space, "a") == "no | yes | ?");
    CHECK(cells_of(space, "b") == "no | yes | ?");
}

TEST_CASE("what pathways, implications, scores, criteria, advice, assumptions and properties read is used", "[review][diagram]") {
    const std::string letters = "klabcdefghij";
    std::string findings;
    for (const char c : letters) findings += yes_no(std::string(1, c));
    const RuleSet rules = rules_of(rules_text(findings, R"(
implies:
  - {when: c, set: {b: "yes"}}
  - {when: l, set: {k: "yes"}}
criteria:
  both: {title: "Both", if: {all: [a, b]}, sources: [judgement]}
scores:
  points:
    title: "Points"
    sources: [judgement]
    items:
      - {points: 1, if: d, because: "D"}
      - {points: 1, if: e, because: "E"}
advice:
  - {id: ice, kind: do, say: "Ice", sources: [judgement], withhold_when: f}
assume:
  - {when: g, because: "G"}
safety:
  - {id: held, hazard: "H", when: h, require: {disposition: {at_least: routine}}}
pathways:
  - id: one
    condition: clot
    title: "One"
    unsure: booked
    steps:
      - )" + step("s", "{any: [{criteria: both}, {score: points, at_least: 2}, a]}", "then: today, else: clear") +
                                                            R"(
  - id: two
    condition: strain
    title: "Two"
    unsure: booked
    steps:
      - )" + step("t", "{any: [{criteria: both}, i]}", "then: today, else: clear") +
                                                            "\n"));
    const UsedClauses used(rules.compiled());
    using Names = std::vector<std::string>;
    CHECK(names(rules, used.findings()) == Names{"a", "c", "b", "d", "e", "i", "g", "f", "h"});
    REQUIRE(used.groups().size() == 3);
    CHECK(names(rules, used.groups()[0]) == Names{"a", "c", "b", "d", "e"});
    CHECK(names(rules, used.groups()[1]) == Names{"a", "c", "b", "i"});
    CHECK(names(rules, used.groups()[2]) == Names{"g", "f", "h"});
    std::size_t read = 0;
    for (ClauseId c{0}; c < rules.compiled().clauses.size(); ++c) read += used.used(c) ? 1U : 0U;
    CHECK(read == 9);
    const PatternSpace space({&rules.compiled()});
    CHECK(space.levels().size() == 9);
    for (const char* unread : {"j", "k", "l"}) CHECK(space.level_of(unread) == npos);
}
