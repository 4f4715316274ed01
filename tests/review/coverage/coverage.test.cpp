// SPDX-License-Identifier: Apache-2.0
// What counts as covered, on rule sets small enough to see it; and what is said to be impossible.
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

#include <triage/review/cases.hpp>
#include <triage/review/coverage/coverage.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

std::vector<Case> cases_of(const RuleSet& rules, const std::string& entries) {
    return read_cases(rules, "format: triage-cases/1\nruleset: small\ncases:\n" + entries, "a.cases.yaml").value();
}

CoverageItem item(const CoverageReport& report, const std::string& what) {
    for (const CoverageItem& i : report.items)
        if (i.what == what) return i;
    FAIL("no item " << what);
    return {};
}
CoverageState state(const CoverageReport& report, const std::string& what) { return item(report, what).state; }

const std::string findings =
    "findings:\n" + yes_no("a") + yes_no("b") + yes_no("c") + number("size", "0", "10") + choice("place", "calf, shin, none");

RuleSet one_step(const std::string& condition, const std::string& branches = "then: today", const std::string& more = {}) {
    return rules_of(preamble() + findings + more +
                    "pathways:\n  - id: p\n    title: P\n    condition: clot\n    unsure: soon\n    steps:\n      - " +
                    step("s", condition, branches) + "\n");
}

}  // namespace

TEST_CASE("a step, its branches and its outcomes are covered by the people who take them", "[review][coverage]") {
    const RuleSet rules = one_step("a");
    const CoverageReport none = coverage(rules, {});
    CHECK(state(none, "step s") == CoverageState::possible);
    CHECK(none.totals.back().covered == 0);
    const CoverageReport report = coverage(rules, cases_of(rules, R"(
  - {id: x, answers: {a: "yes"}, unmentioned: unknown, expect: {disposition: {at_least: same_day}}}
  - {id: y, answers: {}, unmentioned: unknown, expect: {disposition: {at_least: routine}}}
)"));
    CHECK(report.judged == 2);
    CHECK(item(report, "step s").cases == 2);
    CHECK(item(report, "then of s").cases == 1);
    CHECK(state(report, "else of s") == CoverageState::possible);
    CHECK(state(report, "unknown of s") == CoverageState::covered);
    CHECK(state(report, "outcome today raised") == CoverageState::covered);
    CHECK(state(report, "outcome soon standing as unsure") == CoverageState::covered);
    CHECK(state(report, "outcome booked leading as otherwise") == CoverageState::possible);
    CHECK(item(report, "then of s").pathways == std::vector<std::string>{"p"});
}

TEST_CASE("a case covers only in the readings in which something is judged", "[review][coverage]") {
    const RuleSet rules = one_step("a");
    const auto judged = [&](const std::string& rest) {
        return judged_people(rules, cases_of(rules, "  - {id: x, answers: {b: \"yes\"}, " + rest + "}\n").front());
    };
    CHECK(judged("expect: {}").empty());
    // "At least" the mildest level and "at most" the gravest judge nobody.
    CHECK(judged("expect: {disposition: {at_least: self_care, at_most: emergency_now}}").empty());
    CHECK(judged("expect: {disposition: {at_least: routine}}").size() == 2);
    // As answered, only at_least is compared unless the case fixes that reading.
    const auto absent = judged("expect: {disposition: {at_most: routine}}");
    REQUIRE(absent.size() == 1);
    CHECK(absent[0].answer(position(rules, "a")) == Answer(no));
    const auto answered = judged("unmentioned: unknown, expect: {disposition: {at_most: routine}}");
    REQUIRE(answered.size() == 1);
    CHECK(answered[0].state(position(rules, "a")) == Answers::State::not_asked);
    // Lists are looked for in one reading: as answered for one of our own, absent for a published case.
    CHECK(judged("expect: {raised: [today]}").at(0).state(position(rules, "a")) == Answers::State::not_asked);
    CHECK(judged("source: {cite: c, read: r}, expect: {raised: [today]}").at(0).answer(position(rules, "a")) == Answer(no));
}

TEST_CASE("what nobody can reach is proved impossible and leaves the denominator, but not the list", "[review][coverage]") {
    const RuleSet rules = rules_of(preamble() + findings + R"(pathways:
  - id: p
    title: P
    condition: clot
    unsure: soon
    steps:
      - )" + step("first", "a", "then: today") +
                                   "\n      - " + step("second", "{all: [a, b]}", "then: emergency") + "\n");
    const CoverageReport report = coverage(rules, {});
    CHECK(state(report, "then of second") == CoverageState::impossible);
    CHECK(state(report, "outcome emergency raised") == CoverageState::impossible);
    CHECK(state(report, "a decides second") == CoverageState::impossible);
    CHECK(state(report, "else of second") == CoverageState::possible);
    const CoverageTotal& then = report.totals[static_cast<std::size_t>(CoverageKind::then_branch)];
    CHECK(then.impossible == 1);
    CHECK(then.whole() == 1);
}

TEST_CASE("a mention is shown to decide by a yes and by something else, each of which turns the step", "[review][coverage]") {
    const RuleSet rules = one_step("{any: [a, b]}");
    const auto with = [&](const std::string& entries) { return coverage(rules, cases_of(rules, entries)); };
    const std::string expect = ", unmentioned: unknown, expect: {disposition: {at_least: routine}}}\n";
    const std::string alone = "  - {id: w, answers: {a: \"yes\", b: \"no\"}" + expect;
    CHECK(item(with(alone), "a decides s").missing == "no case where anything but yes decides");
    CHECK(state(with(alone + "  - {id: x, answers: {a: \"no\", b: \"no\"}" + expect), "a decides s") == CoverageState::covered);
    CHECK(state(with(alone + "  - {id: x, answers: {}" + expect), "a decides s") == CoverageState::covered);
    // Beside another yes it decides nothing.
    const CoverageReport masked =
        with("  - {id: x, answers: {a: \"yes\", b: \"yes\"}" + expect + "  - {id: y, answers: {a: \"no\", b: \"yes\"}" + expect);
    CHECK(item(masked, "a decides s").missing == "no case where it decides, in either direction");
}

TEST_CASE("behind a step that takes every yes, a mention decides by no against not sure", "[review][coverage]") {
    const RuleSet rules = rules_of(preamble() + findings + R"(pathways:
  - id: p
    title: P
    condition: clot
    unsure: soon
    steps:
      - )" + step("first", "a", "then: today") +
                                   "\n      - " + step("second", "{unless: {not: a}}", "then: soon") + "\n");
    const std::string expect = ", unmentioned: unknown, expect: {disposition: {at_least: routine}}}\n";
    const CoverageReport half = coverage(rules, cases_of(rules, "  - {id: x, answers: {a: \"no\"}" + expect));
    CHECK(item(half, "a decides second").missing == "no case where not sure decides");
    const CoverageReport both =
        coverage(rules, cases_of(rules, "  - {id: x, answers: {a: \"no\"}" + expect + "  - {id: y, answers: {}" + expect));
    CHECK(state(both, "a decides second") == CoverageState::covered);
}

TEST_CASE("a threshold has two sides: the number itself, and the stretch beside it", "[review][coverage]") {
    const RuleSet rules = one_step("{any: [{size: {at_least: 3}}, {size: {below: 1}}]}");
    const std::string expect = "}, unmentioned: unknown, expect: {disposition: {at_least: routine}}}\n";
    const auto with = [&](const std::string& size) {
        return coverage(rules, cases_of(rules, "  - {id: x, answers: {size: " + size + expect));
    };
    CHECK(state(with("3"), "size at_least 3: exactly 3") == CoverageState::covered);
    CHECK(state(with("3"), "size at_least 3: just below it") == CoverageState::possible);
    CHECK(state(with("3.5"), "size at_least 3: exactly 3") == CoverageState::possible);
    CHECK(state(with("2.5"), "size at_least 3: just below it") == CoverageState::covered);
    CHECK(state(with("1"), "size below 1: exactly 1") == CoverageState::covered);
    CHECK(state(with("0.5"), "size below 1: just below it") == CoverageState::covered);
    CHECK(state(with("0.5"), "size at_least 3: just below it") == CoverageState::possible);
}

TEST_CASE("a score cut-off has two sides: the fewest points that reach it, and the most that do not", "[review][coverage]") {
    const RuleSet rules = one_step("{score: points, at_least: 2}", "then: today", R"(scores:
  points:
    title: "Points"
    sources: [judgement]
    items:
      - {points: 3, if: a, because: "A"}
      - {points: 3, if: b, because: "B"}
)");
    const std::string expect = ", unmentioned: unknown, expect: {disposition: {at_least: routine}}}\n";
    const std::string at = "score points at_least 2: at least, and exactly, 3 points";
    const std::string below = "score points at_least 2: at most, and exactly, 0 points";
    const CoverageReport one = coverage(rules, cases_of(rules, "  - {id: x, answers: {a: \"yes\", b: \"no\"}" + expect));
    CHECK(state(one, at) == CoverageState::covered);
    CHECK(state(one, below) == CoverageState::possible);
    const CoverageReport two = coverage(rules, cases_of(rules, "  - {id: x, answers: {a: \"yes\", b: \"yes\"}" + expect +
                                                                   "  - {id: y, answers: {a: \"no\", b: \"no\"}" + expect));
    CHECK(state(two, at) == CoverageState::possible);
    CHECK(state(two, below) == CoverageState::covered);
    // Six points are past it, but an item alone decides only at three.
    CHECK(item(two, "a in score points decides a step").missing == "no case where a yes decides");
}

TEST_CASE("a criteria counts where a step that reads it is come to, and its mentions once", "[review][coverage]") {
    const RuleSet rules = rules_of(preamble() + findings + R"(criteria:
  both: {title: "Both", if: {all: [a, b]}, sources: [judgement]}
pathways:
  - id: p
    title: P
    condition: clot
    unsure: soon
    steps:
      - )" + step("first", "c", "then: emergency") +
                                   "\n      - " + step("second", "{criteria: both}", "then: today") + "\n      - " +
                                   step("third", "{not: {criteria: both}}", "then: soon") + "\n");
    const std::string expect = ", unmentioned: unknown, expect: {disposition: {at_least: routine}}}\n";
    const CoverageReport never =
        coverage(rules, cases_of(rules, "  - {id: x, answers: {a: \"yes\", b: \"yes\", c: \"yes\"}" + expect));
    CHECK(state(never, "criteria both true") == CoverageState::possible);
    const CoverageReport once = coverage(rules, cases_of(rules, "  - {id: x, answers: {a: \"yes\", b: \"yes\"}" + expect));
    CHECK(state(once, "criteria both true") == CoverageState::covered);
    std::size_t mentions = 0;
    for (const CoverageItem& i : once.items) mentions += i.what == "a in criteria both decides a step" ? 1 : 0;
    CHECK(mentions == 1);
}

TEST_CASE("advice is covered when it is given, and when it is offered but withheld", "[review][coverage]") {
    std::string text = preamble();
    text.replace(text.find("safety_net: {uncert"), 0, "advise: [rub]\n    ");
    const RuleSet rules =
        rules_of(text + findings + "advice:\n  - {id: rub, kind: do, say: \"Rub\", sources: [judgement], withhold_when: b}\n" +
                 "pathways:\n  - {id: p, title: P, condition: strain, steps: [" + step("s", "a", "then: home") + "]}\n");
    const std::string expect = ", unmentioned: unknown, expect: {disposition: {at_most: self_care}}}\n";
    const CoverageReport report = coverage(rules, cases_of(rules, "  - {id: x, answers: {a: \"yes\"}" + expect));
    CHECK(state(report, "advice rub given") == CoverageState::possible);
    CHECK(state(report, "advice rub offered but withheld") == CoverageState::covered);
    CHECK(state(coverage(rules, cases_of(rules, "  - {id: x, answers: {a: \"yes\", b: \"no\"}" + expect)), "advice rub given") ==
          CoverageState::covered);
}

TEST_CASE("past the budget what is uncovered is not proved, neither possible nor impossible", "[review][coverage]") {
    CoverageOptions options;
    options.budget = 3;
    const CoverageReport report = coverage(one_step("{at_least: 2, of: [a, b, c]}"), {}, options);
    CHECK_FALSE(report.all_proved());
    CHECK(report.totals.back().not_proved == report.totals.back().whole());
    CHECK(report.totals.back().impossible == 0);
}

TEST_CASE("a share is rounded down, and only all of them are 100 %", "[review][coverage]") {
    CHECK(share_text(731, 742) == "98.5 %");
    CHECK(share_text(9999, 10000) == "99.9 %");
    CHECK(share_text(5, 5) == "100 %");
    CHECK(share_text(0, 7) == "0.0 %");
    CHECK(share_text(0, 0) == "-");
}

TEST_CASE("one pathway asked for alone shows what belongs to it", "[review][coverage]") {
    const RuleSet& rules = shipped_rules();
    CoverageOptions options;
    options.pathway = "dvt";
    const CoverageReport report = coverage(rules, {}, options);
    CHECK(report.items.size() > 100);
    for (const CoverageItem& i : report.items) {
        INFO(i.what);
        CHECK(std::find(i.pathways.begin(), i.pathways.end(), "dvt") != i.pathways.end());
    }
}

TEST_CASE("every step, branch and outcome of the shipped rules that can be reached is put to the test", "[review][coverage]") {
    std::vector<Case> cases;
    for (const std::string& file : case_files(TRIAGE_SOURCE_DIR "/rules/lower_leg_pain")) {
        const auto loaded = load_cases(shipped_rules(), file);
        cases.insert(cases.end(), loaded.value().begin(), loaded.value().end());
    }
    const CoverageReport report = coverage(shipped_rules(), cases);
    CHECK(report.all_proved());
    for (const CoverageItem& i : report.items) {
        if (i.kind > CoverageKind::outcome) continue;
        INFO(place(shipped_rules().document(), i.at) << " " << i.what);
        CHECK(i.state != CoverageState::possible);
    }
}
