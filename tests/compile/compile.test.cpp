// SPDX-License-Identifier: Apache-2.0
// What compiling keeps: meaning, order and limits. One broken file for each code stands in tests/bad.
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/generate.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

const std::string two_findings = "findings:\n" + yes_no("a") + number("n", "0", "10");
std::string one_step(const std::string& condition, const std::string& more = "then: today") {
    return "pathways:\n  - {id: p, title: P, condition: clot, steps: [" + step("s", condition, more) + "]}\n";
}
Loaded<RuleSet> loaded(const std::string& rest) { return load(std::vector<SourceFile>{{"rules.yaml", preamble() + rest}}); }

}  // namespace

TEST_CASE("every problem is reported in one run, in the order of the file", "[compile]") {
    const auto result =
        loaded(two_findings + "pathways:\n" + "  - {id: p, title: P, condition: clott, steps: [" +
               step("s", "b", "then: tomorrow") + "]}\n" + "  - {id: q, title: Q, condition: clot, red_flag: true, steps: [" +
               step("t", "{n: {at_least: 11}}", "then: today") + "]}\n");
    CHECK_FALSE(result.ok());
    REQUIRE(result.diagnostics().size() == 5);
    std::uint32_t line = 0;
    for (const Diagnostic& d : result.diagnostics()) {
        CHECK(d.line >= line);
        line = d.line;
        CHECK(d.file == "rules.yaml");
        CHECK(d.source_line.find("- {id:") != std::string::npos);
        CHECK(d.source_line.size() >= d.column);
    }
}

TEST_CASE("rules that look alike in two places are asked as one", "[compile]") {
    const RuleSet rules =
        loaded(two_findings + one_step("{any: [{n: {above: 3}}, {all: [a, {n: {above: 3}}]}, {n: {at_least: 3}}]}")).value();
    CHECK(rules.compiled().clauses.size() == 3);  // a, above 3, at least 3
}

TEST_CASE("the same score at the same cut-off is worked out once", "[compile]") {
    const RuleSet rules =
        loaded(two_findings +
               "scores:\n  s:\n    title: S\n    sources: [judgement]\n    items:\n"
               "      - {points: 1, if: a, because: b}\n      - {points: 1, if: {n: {above: 3}}, because: b}\n" +
               one_step("{any: [{score: s, at_least: 2}, {score: s, at_least: 1}, {not: {score: s, at_least: 2}}]}"))
            .value();
    CHECK(rules.compiled().shared.size() == 2);
}

TEST_CASE("a rule set in one file and in several says the same to everybody", "[compile]") {
    const std::string findings = two_findings, pathways = one_step("{any: [a, {n: {above: 3}}]}");
    const RuleSet one = loaded(findings + pathways).value();
    const RuleSet several =
        load(std::vector<SourceFile>{
                 {"ruleset.yaml", preamble() + "include: [f.yaml, p.yaml]\n"}, {"f.yaml", findings}, {"p.yaml", pathways}})
            .value();
    CHECK(one.digest() == several.digest());
    CHECK(disposition_of(person(several, {{"n", 4}})) == disposition_of(person(one, {{"n", 4}})));
}

TEST_CASE("the file order of implications is the top file, then the includes as listed", "[compile]") {
    const std::string findings = "findings:\n" + yes_no("a", "polarity: context") + yes_no("b", "polarity: context");
    const std::string says_yes = "implies:\n  - {when: a, set: {b: \"yes\"}}\n",
                      says_no = "implies:\n  - {when: a, set: {b: \"no\"}}\n";
    const auto b_of = [&](const std::string& first, const std::string& second) {
        const RuleSet rules = load(std::vector<SourceFile>{{"ruleset.yaml", preamble() + "include: [one.yaml, two.yaml]\n" +
                                                                                findings + one_step("b")},
                                                           {"two.yaml", second},
                                                           {"one.yaml", first}})
                                  .value();
        return person(rules, {{"a", yes}}).effective(FindingId{1}).text();
    };
    CHECK(b_of(says_yes, says_no) == "yes");
    CHECK(b_of(says_no, says_yes) == "no");
}

TEST_CASE("a limit of the caller holds, and names itself", "[compile]") {
    const auto code = [](LoadOptions options, const std::string& rest) {
        const auto result = load(std::vector<SourceFile>{{"rules.yaml", preamble() + rest}}, options);
        return result.ok() ? std::string() : result.diagnostics()[0].code;
    };
    const std::string rest = two_findings + one_step("{all: [a, a, {n: {above: 3}}]}");
    LoadOptions options;
    CHECK(code(options, rest).empty());
    options.findings = 1;
    CHECK(code(options, rest) == "too-many-findings");
    options = {};
    options.items_per_condition = 2;
    CHECK(code(options, rest) == "too-many-items");
    options = {};
    options.steps = 0;
    CHECK(code(options, rest) == "too-many-steps");
    options = {};
    options.compiled_size = 3;
    CHECK(code(options, rest) == "compiled-too-large");
}

TEST_CASE("drawn rule sets load, each the same twice", "[compile]") {
    for (std::uint64_t seed = 50'000; seed < 50'200; ++seed) {
        INFO("random_rules(" << seed << ")");
        const auto result = load(std::vector<SourceFile>{{"drawn.yaml", random_rules(seed)}});
        INFO(format(result.diagnostics()));
        REQUIRE(result.ok());
        REQUIRE(result.value().digest() == triage::testing::digest_of(rules_of(random_rules(seed))));
    }
}

TEST_CASE("the shipped rules load without a word", "[compile][shipped]") {
    CHECK(load(std::string(TRIAGE_SOURCE_DIR) + "/rules/lower_leg_pain").diagnostics().empty());
}
