// SPDX-License-Identifier: Apache-2.0
// Whole numbers: no tool proposes a fraction of one, and a fraction that is answered keeps its meaning and its proof.
#include <algorithm>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/deep.hpp"
#include "support/dice.hpp"
#include "support/reference_judge.hpp"

#include <triage/compile/compile.hpp>
#include <triage/explain/assess.hpp>
#include <triage/review/cases.hpp>
#include <triage/review/coverage/coverage.hpp>
#include <triage/review/diagram/exact.hpp>
#include <triage/review/diagram/patterns.hpp>
#include <triage/review/diff/plausible.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/review/prove/prove.hpp>
#include <triage/walk/interview.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

std::string pain(const std::string& min = "0", const std::string& max = "10") {
    return number("pain", min, max, "unit: score_0_10, whole: true");
}
RuleSet one_step(const std::string& condition, const std::string& finding = pain(), const std::string& more = {}) {
    return rules_of(preamble() + "findings:\n" + finding + yes_no("a") + more +
                    "pathways:\n  - {id: p, title: p, condition: clot, steps: [" + step("hurts", condition, "then: today") +
                    ", " + step("sign", "a", "then: soon") + "]}\n");
}

// "[0, 5) by 2" for a cell; "no" for what no whole number lies in.
std::string cells_of(const std::vector<const Rules*>& rules) {
    const PatternSpace space(rules);
    std::string out;
    for (const Cell& c : space.levels()[space.level_of("pain")].cells) {
        if (!c.known) continue;
        out += (out.empty() ? "" : " | ") + std::string(c.low_open ? "(" : "[") + shortest(c.low) + ", " + shortest(c.high) +
               (c.high_open ? ")" : "]") + (c.fraction ? " no " : " by ") + c.answer.text();
    }
    return out;
}
std::string cells_of(const std::string& ends, const std::string& finding = pain()) {
    const RuleSet rules = one_step("{any: [" + ends + "]}", finding);
    return cells_of(std::vector{&rules.compiled()});
}

// Rules that cut two whole findings at drawn numbers, stretches without a whole number among them.
RuleSet drawn(std::uint64_t seed) {
    Dice dice(seed);
    const auto range = [&](const std::string& finding) {
        const char* const ends[] = {"at_least", "above", "at_most", "below"};
        return "{" + finding + ": {" + ends[dice.below(4)] + ": " + std::to_string(dice.between(1, 5)) + "}}";
    };
    const auto condition = [&] {
        const std::string both = dice.chance(0.5) ? "all" : "any";
        return "{" + both + ": [" + range("pain") + ", " + range(dice.chance(0.5) ? "pain" : "days") +
               (dice.chance(0.5) ? ", a" : "") + "]}";
    };
    return rules_of(preamble() + "findings:\n" + pain("0", "6") + number("days", "0", "6", "unit: days, whole: true") +
                    yes_no("a") + "pathways:\n  - {id: p, title: p, condition: clot, steps: [" +
                    step("one", condition(), "then: today") + ", " + step("two", condition(), "then: soon") + ", " +
                    step("three", condition(), "then: home") + "]}\n");
}

bool is_fraction(const std::string& number) { return number.find('.') != std::string::npos; }

}  // namespace

TEST_CASE("a cell of whole numbers is shown by one of them, and one without any stays", "[review][diagram][whole]") {
    CHECK(cells_of("{pain: {at_least: 7}}") == "[0, 7) by 5 | [7, 10] by 8");
    CHECK(cells_of("{pain: {at_least: 6}}, {pain: {at_least: 7}}") == "[0, 6) by 5 | [6, 7) by 6 | [7, 10] by 8");
    CHECK(cells_of("{pain: {above: 6}}, {pain: {above: 7}}") == "[0, 6] by 5 | (6, 7] by 7 | (7, 10] by 8");
    CHECK(cells_of("{pain: {at_most: 4}}, {pain: {at_least: 5}}") == "[0, 4] by 2 | (4, 5) no 4.5 | [5, 10] by 7");
    CHECK(cells_of("{pain: {at_least: 0, at_most: 0}}", pain("-1", "1")) == "[-1, 0) by -1 | [0, 0] by 0 | (0, 1] by 1");
    // The same of a number that may be a fraction: none of its cells is left out.
    CHECK(cells_of("{pain: {at_most: 4}}, {pain: {at_least: 5}}", number("pain", "0", "10")) ==
          "[0, 4] by 2 | (4, 5) by 4.5 | [5, 10] by 7");
}

TEST_CASE("where one of two rule sets writes a fraction, whole numbers stand for the cells that hold any",
          "[review][diagram][whole]") {
    const RuleSet before = one_step("{any: [{pain: {at_least: 6.5}}, {pain: {at_least: 9.5}}]}", number("pain", "0", "10")),
                  after = one_step("{pain: {at_least: 7}}");
    CHECK(cells_of(std::vector{&before.compiled(), &after.compiled()}) ==
          "[0, 6.5) by 5 | [6.5, 7) no 6.7 | [7, 9.5) by 8 | [9.5, 10] by 10");
}

TEST_CASE("a fraction of a whole number is taken, means what it says and lies in a cell of the proofs", "[review][whole]") {
    const RuleSet rules = one_step("{any: [{pain: {at_least: 7}}, {pain: {at_least: 5, at_most: 6}}]}");
    const PatternSpace space({&rules.compiled()});
    Diagram diagram(space.values());
    Decision decision(diagram, space, rules);
    for (int tenths = 0; tenths <= 100; ++tenths) {
        const Answers answers = person(rules, {{"pain", tenths / 10.0}});
        CHECK(answers.answer(position(rules, "pain")).number() == tenths / 10.0);
        const bool today = tenths >= 70 || (tenths >= 50 && tenths <= 60);
        CHECK(disposition_of(answers) == (today ? "same_day" : "routine"));
        CHECK(decision.rank_of(pattern_of(space, answers)) == walk(answers).disposition);
    }
}

TEST_CASE("a counterexample is a whole number, and a fraction only where nothing else fails", "[review][prove][whole]") {
    const auto found = [](const std::string& least) {
        const RuleSet rules = one_step("{any: [{pain: {at_least: 7}}, {pain: {at_most: 4}}]}", pain(),
                                       "safety:\n  - {id: hurts_today, hazard: \"H\", when: {pain: {at_least: " + least +
                                           "}}, require: {disposition: {at_least: same_day}}}\n");
        for (const ProvedProperty& p : prove(rules).properties)
            if (p.id == "hurts_today")
                return p.verdict == Verdict::proved ? std::string("proved") : p.counterexamples.at(0).answers.at(0).second;
        return std::string();
    };
    CHECK(found("7") == "proved");
    CHECK_FALSE(is_fraction(found("5")));
    CHECK_FALSE(is_fraction(found("2")));
    const RuleSet gap = one_step("{any: [{pain: {at_least: 5}}, {pain: {at_most: 4}}]}", pain(),
                                 "safety:\n  - {id: any_pain, hazard: \"H\", when: {pain: {at_least: 1}}, require: {disposition: "
                                 "{at_least: same_day}}}\n");
    for (const ProvedProperty& p : prove(gap).properties)
        if (p.id == "any_pain") {
            CHECK(p.verdict == Verdict::violated);  // 4.5 that somebody sends would not be seen today
            CHECK(p.counterexamples.at(0).answers.at(0).second == "4.5");
        }
}

TEST_CASE("the mutants of a whole number go one up and one down, and no suggested case has a fraction",
          "[review][mutate][whole]") {
    const RuleSet rules = one_step("{pain: {at_least: 7}}");
    std::vector<std::string> texts;
    for (const Mutation& m : mutations_of(rules.document()))
        if (m.kind == std::string("threshold")) texts.push_back(m.text);
    CHECK(texts ==
          std::vector<std::string>{"hurts: pain at_least 7 → 8", "hurts: pain at_least 7 → 6", "hurts: pain at_least 7 → above"});
    for (std::uint64_t seed = 1; seed <= several(40, 400); ++seed) {
        MutateOptions options;
        options.suggest = true;
        const RuleSet some = drawn(seed);
        const MutationReport report = mutate(some, {}, options);
        INFO("drawn " << seed);
        for (const MutantResult& r : report.results) {
            const std::size_t answers = r.test_case.find("    answers:");
            if (answers != std::string::npos) REQUIRE_FALSE(is_fraction(r.test_case.substr(answers)));
        }
    }
}

TEST_CASE("a mutant is called equivalent exactly where no whole number tells it apart", "[review][mutate][whole]") {
    std::size_t equivalent = 0, survived = 0;
    for (std::uint64_t seed = 1; seed <= several(30, 300); ++seed) {
        const RuleSet rules = drawn(seed);
        const MutationReport report = mutate(rules, {});
        for (std::size_t m = 0; m < report.results.size(); ++m) {
            const MutantResult& r = report.results[m];
            if (r.status != MutantResult::Status::equivalent && r.status != MutantResult::Status::survived) continue;
            const RuleSet mutant = compile(mutated(rules.document(), m)).value();
            bool differs = false;
            for (int p = -1; p <= 6; ++p)
                for (int d = -1; d <= 6; ++d)
                    for (const Answer& a : {Answer(unknown), Answer(no), Answer(yes)}) {
                        Answers one{rules}, other{mutant};
                        for (Answers* x : {&one, &other}) {
                            if (p >= 0) x->set("pain", static_cast<double>(p));
                            if (d >= 0) x->set("days", static_cast<double>(d));
                            x->set("a", a);
                        }
                        const Assessment before = assess(one, {.largest_change = 0}),
                                         after = assess(other, {.largest_change = 0});
                        differs = differs || before.disposition.id != after.disposition.id ||
                                  before.raised.size() != after.raised.size();
                    }
            INFO("drawn " << seed << ": " << r.mutation.text);
            if (differs) REQUIRE(r.status == MutantResult::Status::survived);
            (r.status == MutantResult::Status::equivalent ? equivalent : survived) += 1;
        }
    }
    CHECK(equivalent > 10);
    CHECK(survived > 100);
}

TEST_CASE("generated cases cover everything with whole numbers alone", "[review][coverage][whole]") {
    for (std::uint64_t seed = 1; seed <= several(60, 600); ++seed) {
        const RuleSet rules = drawn(seed);
        GenerateOptions options;
        options.denied = seed % 2 == 0;
        const GeneratedCases generated = generate_cases(rules, {}, options);
        INFO("drawn " << seed);
        REQUIRE(generated.not_confirmed.empty());
        std::vector<Case> cases;
        for (const GeneratedCase& g : generated.cases) {
            Case one = g.person;
            Answers answers{rules};
            for (const auto& [finding, answer] : one.answers) {
                if (answer.kind() == Answer::Kind::number) REQUIRE_FALSE(is_fraction(answer.text()));
                REQUIRE_FALSE(answers.try_set(finding, answer));
            }
            if (one.unmentioned == Unmentioned::as_absent) review_detail::fill_in_absent(answers);
            one.expect.at_least.value = one.expect.at_most.value = disposition_of(answers);
            cases.push_back(std::move(one));
        }
        for (const CoverageItem& i : coverage(rules, cases).items) {
            INFO(i.what);
            REQUIRE(i.state != CoverageState::possible);
            REQUIRE(i.state != CoverageState::not_proved);
        }
    }
}

TEST_CASE("just above a whole number is the next one, past a stretch without any", "[review][coverage][whole]") {
    const RuleSet rules = one_step("{any: [{all: [a, {pain: {at_most: 4}}]}, {pain: {at_least: 5}}]}");
    const auto state = [&](const std::string& size, const std::string& what) {
        const auto cases =
            read_cases(rules,
                       "format: triage-cases/1\nruleset: small\ncases:\n  - {id: x, title: t, answers: {pain: " + size +
                           "}, unmentioned: unknown, expect: {disposition: {at_least: routine}}}\n",
                       "cases");
        for (const CoverageItem& i : coverage(rules, cases.value()).items)
            if (i.what == what) return i.state;
        throw std::invalid_argument("no item " + what);
    };
    CHECK(state("5", "pain at_most 4: just above it") == CoverageState::covered);
    CHECK(state("4", "pain at_least 5: just below it") == CoverageState::covered);
    CHECK(state("3", "pain at_most 4: just above it") == CoverageState::possible);
}

TEST_CASE("the people of a diff have whole numbers", "[review][diff][whole]") {
    Finding finding;
    finding.type = FindingType::number;
    finding.max.value = 3;
    finding.whole = true;
    Cell cell;
    cell.low = 0, cell.high = 1, cell.high_open = true, cell.known = true;
    CHECK(diff_detail::plausible_number(finding, cell) == 0);
    cell.high = 2, cell.low_open = true;
    CHECK(diff_detail::plausible_number(finding, cell) == 1);
    CHECK(diff_detail::implausible(finding, 1.5));
    CHECK_FALSE(diff_detail::implausible(finding, 1));
    finding.whole = false;
    CHECK_FALSE(diff_detail::implausible(finding, 1.5));
}

TEST_CASE("what would change a result is never a fraction of a whole number", "[explain][would_change][whole]") {
    const RuleSet gap = one_step("{any: [{pain: {at_least: 5}}, {pain: {at_most: 4}}]}");
    const Answers today = person(gap, {{"pain", 3.0}});
    for (const WouldChange& w : would_change(today).sets)
        for (const Change& c : w.answers) CHECK_FALSE(is_fraction(c.to));
    const PatternSpace space({&gap.compiled()});
    Diagram diagram(space.values());
    Decision decision(diagram, space, gap);
    CHECK(exact_change(decision, space, today, *gap.compiled().rank_of("routine")).empty());
    CHECK(distinct_values(gap.compiled(), position(gap, "pain"), 3) == std::vector<double>{3, 4.5, 5});  // for who must miss none
    const RuleSet plain = one_step("{any: [{pain: {at_least: 6}}, {all: [a, {pain: {at_least: 5}}]}]}");
    CHECK(distinct_values(plain.compiled(), position(plain, "pain"), 5.4) == std::vector<double>{4, 5, 6});
}

TEST_CASE("a question says that it is one of whole numbers, and so does the hint of a wrong answer", "[walk][interview][whole]") {
    const RuleSet rules = one_step("{pain: {at_least: 7}}");
    CHECK(question_of(rules, position(rules, "pain")).whole);
    CHECK_FALSE(question_of(rules, position(rules, "a")).whole);
    Answers answers{rules};
    const auto problem = answers.try_set(position(rules, "pain"), Answer(11.0));
    REQUIRE(problem);
    CHECK(problem->hint == "answer a whole number from 0 to 10 (score_0_10)");
    CHECK_FALSE(answers.try_set(position(rules, "pain"), Answer(6.9)));
}
