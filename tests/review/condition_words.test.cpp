// SPDX-License-Identifier: Apache-2.0
// Conditions in clinical words: what "or", "not" and "unless" reach is seen, and nothing is denied twice.
#include <triage/review/condition_words.hpp>

#include <string>

#include "catch.hpp"
#include "support/builders.hpp"

using namespace triage;

namespace {

std::string said(const std::string& condition) {
    using namespace triage::testing;
    RuleDocument doc =
        document_of(rules_of(preamble() + "findings:\n" + yes_no("a") + yes_no("b") + yes_no("d") +
                             choice("place", "calf, shin, foot") + number("age", "0", "120", "unit: years") +
                             "criteria:\n  risk: {title: \"Some risk\", if: {any: [a, b]}, sources: [judgement]}\n"
                             "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                             step("s", condition, "then: today") + ", " + step("t", "{criteria: risk}", "then: soon") + "]}\n"));
    for (Finding& f : doc.findings)
        f.clinical.value = f.id.value == "a"   ? "Fever"
                           : f.id.value == "b" ? "Redness"
                           : f.id.value == "d" ? "Cold or pale foot"
                                               : f.id.value;
    return ConditionWords<PlainMarkup>(doc).condition(doc.pathways[0].steps[0].when);
}

}  // namespace

TEST_CASE("a condition in words shows what and, or and not reach", "[review][words]") {
    CHECK(said("a") == "Fever");
    CHECK(said("{all: [a, {place: [calf, shin]}]}") == "Fever and (place is “calf” or “shin”)");
    CHECK(said("{any: [a, {age: {at_least: 50, below: 60}}]}") == "Fever or (age is at least 50 and below 60 years)");
    CHECK(said("{all: [a, {not: b}]}") == "Fever and (not: Redness)");
    CHECK(said("{not: {any: [a, b]}}") == "none of these:\n• Fever\n• Redness");
    CHECK(said("{not: {all: [a, {not: b}]}}") == "not all of these:\n• Fever\n• not: Redness");
    // a name with an "or" of its own makes a list
    CHECK(said("{all: [a, d]}") == "all of these:\n• Fever\n• Cold or pale foot");
    CHECK(said("{at_least: 2, of: [a, b, {any: [d, {place: calf}]}]}") ==
          "at least 2 of these:\n• Fever\n• Redness\n• any of these:\n  • Cold or pale foot\n  • place is “calf”");
}

TEST_CASE("unless reads as an exemption that is known", "[review][words]") {
    CHECK(said("{all: [a, {unless: b}]}") == "Fever, except when it is known that Redness");
    CHECK(said("{all: [d, {unless: {any: [a, b]}}]}") ==
          "all of these:\n• Cold or pale foot\n• except when it is known that (Fever or Redness)");
    CHECK(said("{all: [a, b, {unless: {criteria: risk}}]}") ==
          "all of these:\n• Fever\n• Redness\n• except when it is known that “Some risk” holds");
    CHECK(
        said("{all: [a, b, {unless: {any: [d, {place: calf}]}}]}") ==
        "all of these:\n• Fever\n• Redness\n• except when it is known that any of these holds:\n  • Cold or pale foot\n  • place is “calf”");
}

TEST_CASE("unless that stands alone says both that it can be", "[review][words]") {
    CHECK(said("{unless: b}") == "it is false or not known that Redness");
    CHECK(said("{unless: {any: [a, b]}}") == "it is false or not known that (Fever or Redness)");
    CHECK(said("{any: [a, {unless: {place: [calf, shin]}}]}") ==
          "any of these:\n• Fever\n• it is false or not known that (place is “calf” or “shin”)");
    // an all of nothing but exemptions has nothing to exempt from
    CHECK(said("{all: [{unless: a}, {unless: b}]}") ==
          "all of these:\n• it is false or not known that Fever\n• it is false or not known that Redness");
}

TEST_CASE("nothing is denied three times", "[review][words]") {
    CHECK(said("{unless: {not: a}}") == "Fever is not denied");
    CHECK(said("{all: [b, {unless: {not: a}}]}") == "all of these:\n• Redness\n• Fever is not denied");
    CHECK(said("{unless: {not: {place: calf}}}") == "it is true or not known that place is “calf”");
    CHECK(said("{unless: {not: {any: [a, b]}}}") == "it is true or not known that (Fever or Redness)");
    CHECK(said("{unless: {any: [{not: a}, {not: b}]}}") == "none of these is denied:\n• Fever\n• Redness");
    CHECK(said("{all: [d, {unless: {all: [{not: a}, {not: b}]}}]}") ==
          "all of these:\n• Cold or pale foot\n• not all of these are denied:\n  • Fever\n  • Redness");
    CHECK(said("{not: {unless: a}}") == "it is known that Fever");
    CHECK(said("{unless: {unless: a}}") == "it is known that Fever");
}
