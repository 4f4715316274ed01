// SPDX-License-Identifier: Apache-2.0
// Generated cases: each takes the walk where its title says, and together they cover all that can be covered.
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

#include <triage/review/coverage/coverage.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

// Expects of each person what the walk gives, so that the case is judged.
std::vector<Case> judged(const RuleSet& rules, const GeneratedCases& generated) {
    std::vector<Case> out;
    for (const GeneratedCase& g : generated.cases) {
        Case one = g.person;
        Answers answers{rules};
        for (const auto& [finding, answer] : one.answers) REQUIRE_FALSE(answers.try_set(finding, answer));
        if (one.unmentioned == Unmentioned::as_absent) review_detail::fill_in_absent(answers);
        one.expect.at_least.value = one.expect.at_most.value = disposition_of(answers);
        out.push_back(std::move(one));
    }
    return out;
}

std::string left_over(const CoverageReport& report) {
    for (const CoverageItem& i : report.items)
        if (i.state == CoverageState::possible || i.state == CoverageState::not_proved) return i.what;
    return {};
}

}  // namespace

TEST_CASE("generated cases, once judged, cover everything that is not proved impossible", "[review][coverage]") {
    const std::size_t sets = several(60, 1'500);
    std::size_t covered = 0, impossible = 0;
    for (std::uint64_t seed = 1; seed <= sets; ++seed) {
        const RuleSet rules = rules_of(random_rules(seed));
        GenerateOptions options;
        options.denied = seed % 2 == 0;
        const GeneratedCases generated = generate_cases(rules, {}, options);
        INFO("rules " << seed << (options.denied ? ", denied" : ""));
        REQUIRE(generated.not_confirmed.empty());
        REQUIRE(generated.not_proved.empty());
        const std::vector<Case> cases = judged(rules, generated);
        if (rules.document().dispositions.size() < 2) continue;  // nothing can be judged by its level
        const CoverageReport report = coverage(rules, cases);
        REQUIRE(left_over(report) == "");
        REQUIRE(report.results.failed == 0);
        CHECK(generate_cases(rules, cases, options).cases.empty());
        covered += report.totals.back().covered;
        impossible += report.totals.back().impossible;
    }
    CHECK(covered > 20 * sets);
    CHECK(impossible > 0);
}

TEST_CASE("what is proved impossible is met by none of many random people", "[review][coverage]") {
    const std::size_t sets = several(40, 600);
    for (std::uint64_t seed = 1; seed <= sets; ++seed) {
        const RuleSet rules = rules_of(random_rules(seed));
        if (!rules.document().assume.empty()) continue;  // people who contradict an assumption are walked all the same
        const AnyPeople drawn(rules.document());
        Dice dice(seed);
        std::vector<Case> cases;
        for (int i = 0; i < 200; ++i) {
            Case one;
            one.id.value = std::to_string(i);
            one.answers = drawn.either(dice);
            one.unmentioned = Unmentioned::as_unknown;
            one.expect.at_least.value = one.expect.at_most.value =
                disposition_of(triage::testing::answers_of(rules, one.answers));
            cases.push_back(std::move(one));
        }
        const CoverageReport alone = coverage(rules, {}), together = coverage(rules, cases);
        REQUIRE(alone.items.size() == together.items.size());
        for (std::size_t i = 0; i < alone.items.size(); ++i) {
            INFO("rules " << seed << ": " << alone.items[i].what);
            CHECK_FALSE((alone.items[i].state == CoverageState::impossible && together.items[i].state == CoverageState::covered));
        }
    }
}

TEST_CASE("the gaps of the shipped rules are filled by people of few answers, with or without denials", "[review][coverage]") {
    const RuleSet& rules = shipped_rules();
    std::vector<Case> cases;
    for (const std::string& file : case_files(TRIAGE_SOURCE_DIR "/rules/lower_leg_pain")) {
        const auto loaded = load_cases(rules, file);
        cases.insert(cases.end(), loaded.value().begin(), loaded.value().end());
    }
    for (const bool denied : {false, true}) {
        GenerateOptions options;
        options.denied = denied;
        const GeneratedCases generated = generate_cases(rules, cases, options);
        CHECK(generated.not_confirmed.empty());
        CHECK(generated.cases.size() <= generated.uncovered);
        std::vector<Case> all = cases;
        for (Case& one : judged(rules, generated)) {
            INFO(one.title);
            CHECK(one.answers.size() <= 12);
            CHECK((one.unmentioned == Unmentioned::as_absent) == denied);
            all.push_back(std::move(one));
        }
        CHECK(left_over(coverage(rules, all)) == "");
    }
}

TEST_CASE("a generated file is refused until every expectation is written, and then loads", "[review][coverage]") {
    const RuleSet rules = rules_of(preamble() + "findings:\n" + yes_no("a") + choice("place", "calf, no, none") +
                                   "pathways:\n  - {id: p, title: P, condition: clot, unsure: soon, steps: [" +
                                   step("s", "{any: [a, {place: \"no\"}]}", "then: today") + "]}\n");
    const GeneratedCases generated = generate_cases(rules, {});
    REQUIRE(generated.cases.size() >= 2);
    std::string text = cases_text(rules, generated);
    CHECK(text.find("same_day") == std::string::npos);  // what the rules say now is not given away
    const auto blank = read_cases(rules, text, "generated.cases.yaml");
    CHECK_FALSE(blank.ok());
    CHECK(blank.diagnostics().size() == generated.cases.size());
    CHECK(format(blank.diagnostics()).find("blank: to be filled in by a clinician") != std::string::npos);
    const std::string empty = "expect:  # blank: to be filled in by a clinician";
    for (std::size_t at = text.find(empty); at != std::string::npos; at = text.find(empty))
        text.replace(at, empty.size(), "expect: {disposition: {at_least: routine}}");
    const auto filled = read_cases(rules, text, "generated.cases.yaml");
    INFO(text << format(filled.diagnostics()));
    REQUIRE(filled.ok());
    CHECK(left_over(coverage(rules, filled.value())) == "");
}

TEST_CASE("a title names what the case covers and where it stands", "[review][coverage]") {
    const RuleSet rules = rules_of(preamble() + "findings:\n" + yes_no("a") +
                                   "pathways:\n  - {id: p, title: P, condition: clot, unsure: soon, steps: [" +
                                   step("s", "a", "then: today") + "]}\n");
    const GeneratedCases generated = generate_cases(rules, {});
    REQUIRE_FALSE(generated.cases.empty());
    const GeneratedCase& first = generated.cases.front();
    CHECK(first.person.title.rfind("step s (rules.yaml:", 0) == 0);
    for (const std::string& covered : first.covers)
        if (covered.rfind("step s ", 0) == 0)
            CHECK(line_at(rules, covered.substr(0, covered.size() - 1)).find("id: s") != std::string::npos);
}
