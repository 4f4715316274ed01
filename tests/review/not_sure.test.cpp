// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <triage/load.hpp>
#include <triage/review/not_sure.hpp>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

// "Not sure" about a or b keeps a person from home, about c does not; d can be found out.
RuleSet small() {
    return rules_of(preamble() + "findings:\n" + yes_no("a", "polarity: worrying, red_flag: true") + yes_no("b") + yes_no("c") +
                    yes_no("d", "polarity: worrying, check: [\"Look.\"]") + yes_no("e", "polarity: context") +
                    "pathways:\n  - {id: p, title: P, condition: clot, red_flag: true, unsure: soon, steps: [" +
                    step("s", "a", "then: today") + ", " + step("t", "{any: [b, d]}", "then: soon") +
                    "]}\n  - {id: r, title: R, condition: clot, steps: [" + step("u", "c", "then: soon") +
                    "]}\n  - {id: q, title: Q, condition: strain, steps: [" + step("v", "e", "then: home") + "]}\n");
}
std::vector<Case> cases_of(const RuleSet& rules, const std::string& yaml) {
    return read_cases(rules, "format: triage-cases/1\nruleset: small\ncases:\n" + yaml, "c.yaml").value();
}
const char* const home =
    "  - {id: one, title: T, answers: {e: \"yes\"}, expect: {disposition: {at_most: self_care}}, unmentioned: \"no\"}\n";

}  // namespace

TEST_CASE("the share at home is what independent not-sures leave, and checks settle what has a check", "[review][not_sure]") {
    const RuleSet rules = small();
    const NotSureReport r = not_sure(rules, cases_of(rules, home), {.probability = 0.1, .resolved = 0.8});
    CHECK(r.cases == 1);
    CHECK(r.exact);
    CHECK(std::abs(r.home - 0.9 * 0.9 * 0.9) < 1e-12);      // a, b and d must stay "no"
    CHECK(std::abs(r.checked - 0.9 * 0.9 * 0.98) < 1e-12);  // only d has a check
    CHECK(r.graver == 0);                                   // not sure alone is never "today"
    REQUIRE(r.lone.size() == 3);
    CHECK(r.lone[0].finding == "a");
    CHECK(r.lone[0].red_flag);
    CHECK(r.lone[2].finding == "d");
    CHECK(r.lone[2].check);
    CHECK(render_not_sure_text(r).find("72.9 %") != std::string::npos);
}

TEST_CASE("past the budget the shares are drawn, with an interval around the exact ones", "[review][not_sure]") {
    const RuleSet rules = small();
    const NotSureReport r =
        not_sure(rules, cases_of(rules, home), {.probability = 0.1, .resolved = 0.8, .budget = 1, .draws = 20'000});
    CHECK_FALSE(r.exact);
    CHECK(r.low < 0.729);
    CHECK(r.high > 0.729);
    CHECK(r.high - r.low < 0.02);
    CHECK(r.checked_low < 0.9 * 0.9 * 0.98);
    CHECK(r.checked_high > 0.9 * 0.9 * 0.98);
}

TEST_CASE("only cases that expect home care and can have it count", "[review][not_sure]") {
    const RuleSet rules = small();
    const NotSureReport r = not_sure(
        rules,
        cases_of(
            rules,
            std::string(home) +
                "  - {id: two, title: T, answers: {a: \"yes\"}, expect: {disposition: {at_most: self_care}}, unmentioned: \"no\"}\n"
                "  - {id: three, title: T, answers: {e: \"yes\"}, expect: {disposition: {at_most: routine}}}\n"));
    CHECK(r.cases == 1);
    CHECK(r.not_home == 1);
}

TEST_CASE("the shipped rules stay useful for plain strains", "[review][not_sure][shipped]") {
    // The harmless causes with every question answered; a lump behind the knee is denied.
    std::vector<Case> cases =
        load_cases(shipped_rules(), std::string(TRIAGE_SOURCE_DIR) + "/rules/lower_leg_pain/cases/benign.cases.yaml").value();
    const FindingId lump = position(shipped_rules(), "lump_behind_knee");
    for (Case& one : cases) one.answers.emplace_back(lump, Answer(no));
    const NotSureReport five = not_sure(shipped_rules(), cases, {.probability = 0.05});
    const NotSureReport two = not_sure(shipped_rules(), cases, {.probability = 0.02});
    WARN(render_not_sure_text(five).substr(0, 300));
    CHECK(five.exact);
    CHECK(five.cases >= 12);
    CHECK(five.not_home == 0);
    CHECK(five.home >= 0.145);
    CHECK(five.checked >= 0.65);
    CHECK(two.home >= 0.45);
    CHECK(two.checked >= 0.82);
    CHECK(five.graver == 0);
    std::vector<std::string> soft;
    for (const LoneNotSure& l : five.lone) {
        INFO(l.finding);
        if (l.red_flag || l.moves != five.cases) continue;
        soft.push_back(l.finding);
        CHECK(l.check);
    }
    CHECK(joined(soft) == "calf_swelling, skin_redness, leg_numbness_tingling, fever");
}
