// SPDX-License-Identifier: Apache-2.0
// What nobody can meet is called vacuous, with its place: safety properties, assumptions, expectations of cases.
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"

#include <triage/review/cases.hpp>
#include <triage/review/coverage/coverage.hpp>
#include <triage/review/prove/prove.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

// A fever is seen today; a cough is watched; nobody is ever sent to the emergency room. `late` is behind what takes everybody.
std::string fever() {
    return preamble("  - {id: old, condition: strain, disposition: within_days, title: Old, say: Old, sources: [judgement]}\n") +
           "findings:\n" + yes_no("fever") + yes_no("cough") + yes_no("never_read", "polarity: context") +
           "advice:\n"
           "  - {id: rest, kind: do, say: Rest, sources: [judgement]}\n"
           "  - {id: call, kind: seek_help, say: Call, sources: [judgement]}\n"
           "pathways:\n  - {id: p, title: P, condition: clot, withhold: [rest], steps: [" +
           step("hot", "fever", "then: today") + "]}\n  - {id: late, title: L, condition: strain, steps: [" +
           step("all", "{any: [cough, {unless: cough}]}", "then: soon") + ", " + step("behind", "cough", "then: old") + "]}\n";
}
const RuleSet& rules() {
    static const RuleSet all = rules_of(fever());
    return all;
}
const ProvedProperty& property(const ProofReport& report, const std::string& id) {
    for (const ProvedProperty& p : report.properties)
        if (p.id == id) return p;
    throw std::invalid_argument("no property " + id);
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::vector<Case> cases(const std::string& expect, const std::string& more = {}) {
    return read_cases(
               rules(),
               "format: triage-cases/1\nruleset: small\ncases:\n  - id: one\n    title: t\n    answers: {fever: \"yes\"}\n    " +
                   more + "expect: {" + expect + "}\n",
               "fever.cases.yaml")
        .value();
}
// The place and text of the only vacuous expectation; empty: none. `exact`: as coverage finds it.
std::string vacuous(const std::string& expect, bool exact = false, const std::string& more = {}) {
    const std::vector<Case> all = cases(expect, more);
    const CaseReport report = exact ? coverage(rules(), all).results : run_cases(rules(), all);
    const CaseResult& r = report.results.at(0);
    CHECK((r.verdict() == CaseVerdict::vacuous) == !r.vacuous.empty());
    CHECK(report.vacuous == (r.vacuous.empty() ? 0U : 1U));
    CHECK(report.failed == (r.failures.empty() ? 0U : 1U));
    CHECK(report.good() == (report.passed == 1));
    if (r.vacuous.empty()) return {};
    CHECK(r.vacuous.size() == 1);
    return r.vacuous[0].at + " " + r.vacuous[0].text;
}

}  // namespace

TEST_CASE("a safety property whose people cannot exist is vacuous, not proved", "[review][prove]") {
    const RuleSet set =
        rules_of(fever() +
                 "safety:\n  - {id: mine, hazard: Missed, when: {all: [fever, {not: fever}]}, require: {not_at_home: "
                 "true}}\n  - {id: real, hazard: Missed, when: fever, require: {not_at_home: true}}\n");
    const ProofReport report = prove(set);
    CHECK(property(report, "mine").verdict == Verdict::vacuous);
    CHECK(property(report, "real").verdict == Verdict::proved);
    CHECK(report.any_vacuous());
    CHECK_FALSE(report.all_proved());
    const std::string at = property(report, "mine").at;
    CHECK(line_at(set, at).find("id: mine") != std::string::npos);
    const std::string text = render_text(report);
    CHECK(has(text, "VACUOUS     mine: never at home\n    hazard: Missed (" + at + ")\n    no answer pattern meets its `when`"));
    CHECK_FALSE(has(text, "over 0 patterns"));
    CHECK(has(text, ", 1 vacuous\n"));
    CHECK(has(render_json(report), "\"verdict\": \"vacuous\""));
    CHECK(has(render_sarif(report, "1"), "\"text\": \"vacuous: no answer pattern meets its `when`"));
    CHECK(has(render_junit(report), "<failure message=\"vacuous: no answer pattern meets its"));
}

TEST_CASE("a safety property whose people are all assumed away is vacuous", "[review][prove]") {
    const ProofReport report =
        prove(rules_of(fever() + "safety:\n  - {id: mine, hazard: h, when: {all: [fever, cough]}, require: {not_at_home: true}}\n"
                                 "assume:\n  - {when: {all: [cough, fever]}, because: \"Never both\"}\n"));
    CHECK(property(report, "mine").verdict == Verdict::vacuous);
    CHECK(has(property(report, "mine").why_not, "`assume` excludes every answer pattern"));
    CHECK_FALSE(report.assumptions.at(0).vacuous);
}

TEST_CASE("an assumption that leaves nobody out is vacuous, with its place", "[review][prove]") {
    const RuleSet set = rules_of(fever() +
                                 "assume:\n  - {when: {all: [cough, {not: cough}]}, because: \"Cannot be\"}\n"
                                 "  - {when: {all: [cough, fever]}, because: \"Never both\"}\n");
    const ProofReport report = prove(set);
    CHECK(report.assumptions.at(0).vacuous);
    CHECK_FALSE(report.assumptions.at(1).vacuous);
    CHECK(report.any_vacuous());
    CHECK_FALSE(report.all_proved());
    const std::string at = report.assumptions[0].at;
    CHECK(has(line_at(set, at), "Cannot be"));
    CHECK(has(render_text(report), "VACUOUS     " + at + ": no answer pattern meets this assumption"));
    CHECK(has(render_json(report), "\"vacuous\": true"));
    CHECK(has(render_sarif(report, "1"), "\"ruleId\": \"assume\""));
    CHECK(has(render_junit(report), "name=\"assume " + at + "\""));
}

TEST_CASE("a case that expects what the rules never do is vacuous, with the line of the expectation", "[review][cases]") {
    const std::string at = "fever.cases.yaml:7 ";
    CHECK(vacuous("raised: [p]") == "");
    CHECK(vacuous("raised: [today]") == "");
    CHECK(vacuous("raised: [emergency]") == at + "raised: nothing in these rules raises \"emergency\"");
    // `otherwise` is no concern that is raised: it stands when nothing is.
    CHECK(vacuous("raised: [booked]") == at + "raised: nothing in these rules raises \"booked\"");
    CHECK(vacuous("not_raised: [emergency], raised: [p]") ==
          at + "not_raised: nothing in these rules raises \"emergency\", so this cannot fail");
    CHECK(vacuous("not_raised: [old], raised: [p]") == "");
    CHECK(vacuous("disposition: {at_least: emergency_now}") ==
          at + "disposition: nothing in these rules leads to at least emergency_now");
    CHECK(vacuous("disposition: {at_most: self_care}") == at + "disposition: nothing in these rules leads to at most self_care");
    CHECK(vacuous("disposition: {at_least: same_day}") == "");
    CHECK(vacuous("withheld: [rest]") == "");
    CHECK(vacuous("withheld: [call]") == at + "withheld: nothing in these rules withholds \"call\"");
    CHECK(vacuous("advised: [rest]") == at + "advised: nothing in these rules gives \"rest\"");
    CHECK(vacuous("because: [fever]") == "");
    CHECK(vacuous("because: [never_read]") == at + "because: no step reads \"never_read\", so it is never a reason");
    CHECK(vacuous("conditions: [clot]") == "");
}

TEST_CASE("a case that nobody could fail asks nothing", "[review][cases]") {
    CHECK(has(vacuous("disposition: {at_least: self_care, at_most: emergency_now}"), "it expects nothing that could fail"));
    CHECK(has(vacuous("disposition: {at_most: emergency_now}"), "it expects nothing that could fail"));
    CHECK(vacuous("disposition: {at_least: self_care, at_most: same_day}") == "");
    CHECK(vacuous("disposition: {at_most: emergency_now}, raised: [p]") == "");
}

TEST_CASE("with every answer pattern at hand, what is written and never reached is vacuous, too", "[review][coverage]") {
    const std::string at = "fever.cases.yaml:7 ";
    CHECK(vacuous("raised: [old]") == "");  // a step names it
    CHECK(vacuous("raised: [old]", true) == at + "raised: no answer pattern raises \"old\"");
    CHECK(vacuous("not_raised: [old], raised: [p]", true) ==
          at + "not_raised: no answer pattern raises \"old\", so this cannot fail");
    // Everybody is at least watched: `otherwise` never stands.
    CHECK(vacuous("disposition: {at_most: routine}", true) == at + "disposition: no answer pattern reaches at most routine");
    CHECK(vacuous("disposition: {at_least: within_days, at_most: same_day}", true) == "");
    CHECK(vacuous("raised: [p]", true) == "");
}

TEST_CASE("what a proof covers is said: how many patterns, and how many findings of how many", "[review][prove]") {
    const ProofReport report = prove(rules());
    const ProvedProperty& p = property(report, "unknown_never_milder_than_no");
    CHECK(p.covers.count == 2);
    CHECK(p.covers.of == 3);
    const std::string text = render_text(report);
    CHECK(has(text, "never milder than \"no\", over all 9 patterns, covers 2 of 3 findings\n"));
    CHECK(has(text,
              "PROVED      red_flag_reaches_floor: a lone red flag gives at least the red-flag floor, whatever else is answered, "
              "over all 9 patterns, covers 0 of 3 findings\n"));
    CHECK(has(text, "over 1 pattern\n"));  // the empty form
    CHECK(has(text, "covers 1 of 2 pieces of advice\n"));
    CHECK(has(text, "PROVED      every_pattern_ends: every answer pattern reaches a result, over all 9 patterns\n"));
    CHECK(has(render_json(report), "\"covers\": {"));
}
