// SPDX-License-Identifier: Apache-2.0
// Why a step went where it went: the text of something that holds, never of something that does not.
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

// A score of two worrying answers and one that calms, and whatever reads it.
RuleSet rules(const std::string& condition, const std::string& branches = "then: home") {
    return rules_of(preamble() + "findings:\n" + yes_no("cancer") + yes_no("swollen") +
                    yes_no("other_cause", "polarity: reassuring") +
                    R"(scores:
  risk:
    title: "Risk"
    sources: [judgement]
    items:
      - {points: 1, if: cancer, because: "Active cancer"}
      - {points: 1, if: swollen, because: "The leg is swollen"}
      - {points: -1, if: other_cause, because: "Another cause is as likely"}
criteria:
  low: {title: "Low risk", if: {not: {score: risk, at_least: 1}}, sources: [judgement]}
  high: {title: "High risk", if: {score: risk, at_least: 1}, sources: [judgement]}
)"
                    "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                    step("s", condition, branches) + "]}\n");
}
// `finding value: text` of each reason of what was raised.
std::vector<std::string> why(const Answers& answers) {
    std::vector<std::string> out;
    for (const Because& b : assess(answers).leading.because) out.push_back(b.finding + " " + b.value + ": " + b.text);
    return out;
}
using All = std::vector<std::string>;
const Answer denied = no;

}  // namespace

TEST_CASE("a score that is too low is explained by its step, not by items that nobody has", "[explain]") {
    const All low{"cancer no: because of s", "swollen no: because of s"};
    for (const char* condition : {"{not: {score: risk, at_least: 1}}", "{criteria: low}", "{not: {criteria: high}}",
                                  "{unless: {score: risk, at_least: 1}}", "{all: [{not: {score: risk, at_least: 1}}]}",
                                  "{any: [{criteria: low}, {score: risk, at_least: 2}]}",
                                  "{at_least: 1, of: [{not: {score: risk, at_least: 1}}, {score: risk, at_least: 2}]}",
                                  "{not: {at_least: 1, of: [{score: risk, at_least: 1}, {score: risk, at_least: 2}]}}"}) {
        INFO(condition);
        CHECK(why(person(rules(condition), {{"cancer", no}, {"swollen", no}, {"other_cause", no}})) == low);
    }
    CHECK(why(person(rules("{score: risk, at_least: 1}", "then: today, else: home"), {{"cancer", no}, {"swollen", no}})) == low);
}

TEST_CASE("a score that is high enough is explained by the items that hold", "[explain]") {
    for (const char* condition : {"{score: risk, at_least: 1}", "{criteria: high}", "{not: {criteria: low}}",
                                  "{not: {not: {score: risk, at_least: 1}}}"}) {
        INFO(condition);
        CHECK(why(person(rules(condition), {{"cancer", yes}, {"swollen", no}})) == All{"cancer yes: Active cancer"});
    }
}

TEST_CASE("what took the points away is a reason why a score is too low", "[explain]") {
    CHECK(why(person(rules("{not: {score: risk, at_least: 1}}"), {{"cancer", yes}, {"swollen", no}, {"other_cause", yes}})) ==
          All{"swollen no: because of s", "other_cause yes: Another cause is as likely"});
}

TEST_CASE("a score that is not known is explained by what is not known, with the text of the step", "[explain]") {
    CHECK(why(person(rules("{score: risk, at_least: 1}", "then: today, unknown: soon"),
                     {{"cancer", no}, {"swollen", unknown}})) == All{"swollen unknown: because of s"});
    CHECK(why(person(rules("{unless: {score: risk, at_least: 1}}"), {{"cancer", no}, {"swollen", unknown}})) ==
          All{"swollen unknown: because of s"});
}

TEST_CASE("an item that holds because something else does not gives its own text", "[explain]") {
    const RuleSet set = rules_of(preamble() + "findings:\n" + yes_no("pulse", "polarity: reassuring") +
                                 R"(scores:
  inner: {title: I, sources: [judgement], items: [{points: 1, if: pulse, because: "There is a pulse"}]}
  outer: {title: O, sources: [judgement], items: [{points: 1, if: {not: {score: inner, at_least: 1}}, because: "There is no pulse"}]}
)"
                                 "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                                 step("s", "{score: outer, at_least: 1}", "then: today") + "]}\n");
    CHECK(why(person(set, {{"pulse", no}})) == All{"pulse no: There is no pulse"});
}

TEST_CASE("withheld advice names the gravest concern that stands, raised before unsure", "[explain][advice]") {
    const auto pathway = [](const std::string& id, const std::string& finding, const std::string& outcome) {
        return "  - {id: " + id + ", title: " + id + ", condition: clot, red_flag: true, unsure: " + outcome +
               ", withhold: [rub], steps: [" + step("s_" + id, finding, "then: " + outcome) + "]}\n";
    };
    const RuleSet set = rules_of(preamble() + "findings:\n" + yes_no("a") + yes_no("b") + yes_no("c") + yes_no("d") +
                                 "advice:\n  - {id: rub, kind: do, say: Rub it, sources: [judgement]}\npathways:\n" +
                                 pathway("mild", "a", "soon") + pathway("pressure", "b", "today") +
                                 pathway("clot", "c", "today") + pathway("artery", "d", "emergency"));
    const auto because = [&](const Answer& a, const Answer& b, const Answer& c, const Answer& d) {
        const Assessment result = assess(person(set, {{"a", a}, {"b", b}, {"c", c}, {"d", d}}));
        REQUIRE(result.withheld.size() == 1);
        return result.withheld[0].because;
    };
    // The pressure stands first in the file, and nobody knows of it; the clot was found.
    CHECK(because(no, unknown, yes, no) == "not with: clot");
    CHECK(because(yes, unknown, yes, no) == "not with: clot");
    CHECK(because(yes, yes, yes, no) == "not with: pressure");
    CHECK(because(yes, no, no, no) == "not with: mild");
    CHECK(because(yes, no, unknown, no) == "not until this is ruled out: clot");
    CHECK(because(yes, yes, yes, unknown) == "not until this is ruled out: artery");
}

TEST_CASE("a concern that was met on the way was found, and is not still to be ruled out", "[explain][advice]") {
    const auto why_withheld = [](const std::string& branches, const Answer& a) {
        const RuleSet set = rules_of(preamble() + "findings:\n" + yes_no("a") + yes_no("b") +
                                     "advice:\n  - {id: rub, kind: do, say: Rub it, sources: [judgement]}\npathways:\n"
                                     "  - {id: p, title: Clot, condition: clot, withhold: [rub], steps: [" +
                                     step("s", "a", branches) + ", " + step("t", "b", "then: today") + "]}\n");
        return assess(person(set, {{"a", a}, {"b", no}})).withheld.at(0).because;
    };
    CHECK(why_withheld("then: {floor: today}", yes) == "not with: Clot");
    CHECK(why_withheld("then: today, unknown: {floor: soon}", unknown) == "not until this is ruled out: Clot");
}
