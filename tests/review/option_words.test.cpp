// SPDX-License-Identifier: Apache-2.0
// The workbench over a choice with the options yes and no: prove, diff, mutate, generate and the exact range go by the
// option, as the walk does. (Up to 0.1.0 the proofs took such an option for a yes to a yes-or-no question: proved was false.)
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"

#include <triage/review/cases.hpp>
#include <triage/review/coverage/coverage.hpp>
#include <triage/review/diagram/exact.hpp>
#include <triage/review/diff/diff.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/review/prove/prove.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

// Who vomited as `option` says, or is drowsy, goes to the emergency room; who denies both stays at home.
std::string head_injury(const std::string& options, const std::string& grave) {
    const std::string sign = "{any: [drowsy, {vomiting: " + grave + "}]}";
    return preamble() + "findings:\n" + choice("vomiting", options) + yes_no("drowsy", "polarity: worrying, red_flag: true") +
           "pathways:\n  - {id: danger, title: D, condition: clot, red_flag: true, unsure: booked, steps: [" +
           step("sign", sign, "then: emergency") + "]}\n  - {id: fine, title: F, condition: strain, steps: [" +
           step("none", "{not: " + sign + "}", "then: home") + "]}\n";
}
std::string vomiting_not_home(const std::string& option) {
    return "safety:\n  - {id: mine, hazard: h, when: {vomiting: " + option + "}, require: {not_at_home: true}}\n";
}
const ProvedProperty& property(const ProofReport& report, const std::string& id) {
    for (const ProvedProperty& p : report.properties)
        if (p.id == id) return p;
    throw std::invalid_argument("no property " + id);
}

}  // namespace

TEST_CASE("somebody who answered a choice with yes and is sent home refutes the proof", "[review][prove]") {
    for (const std::string option : {"yes", "no", "true", "\"null\"", "off"}) {
        INFO(option);
        const RuleSet rules = rules_of(head_injury("never, once, " + option + ", daily", "once") + vomiting_not_home(option));
        const ProvedProperty mine = property(prove(rules), "mine");
        CHECK(mine.verdict == Verdict::violated);
        CHECK(mine.patterns == BigCount(3));  // this option, whatever they say of being drowsy
        REQUIRE(mine.counterexamples.size() == 1);
        const std::string bare = option[0] == '"' ? "null" : option;
        const std::vector<std::pair<std::string, std::string>> who{{"vomiting", bare}, {"drowsy", "no"}};
        CHECK(mine.counterexamples[0].answers == who);
        const auto cases =
            read_cases(rules, "format: triage-cases/1\nruleset: small\ncases:\n" + mine.counterexamples[0].test_case, "case");
        REQUIRE(cases.ok());
        CHECK(run_cases(rules, cases.value()).failed == 1);
    }
}

TEST_CASE("a change that sends home who answered a choice with yes is a downgrade", "[review][diff]") {
    const RuleDiff change =
        diff(rules_of(head_injury("no, once, yes", "[once, yes]")), rules_of(head_injury("no, once, yes", "once")));
    CHECK(change.downgrades());
    CHECK(change.patterns == BigCount(12));  // three options and not known, by yes, no and not known
    REQUIRE(change.moves.size() == 2);
    CHECK(change.moves[0].from == "emergency_now");
    CHECK(change.moves[0].to == "self_care");
    const ExamplePatient& who = change.moves[0].example;
    CHECK(who.answers.size() == 2);
    CHECK(who.yaml.find("vomiting: \"yes\"\ndrowsy: \"no\"\n") != std::string::npos);
}

TEST_CASE("a question that becomes a choice keeps its yes and its no", "[review][diff]") {
    const std::string before = preamble() + "findings:\n" + yes_no("vomiting") +
                               "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                               step("s", "vomiting", "then: today") + "]}\n";
    const std::string after = preamble() + "findings:\n" + choice("vomiting", "yes, no, once") +
                              "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                              step("s", "{vomiting: yes}", "then: today") + "]}\n";
    CHECK(diff(rules_of(before), rules_of(after)).moves.empty());
    CHECK(diff(rules_of(after), rules_of(before)).moves.empty());
    // Who says `once`, which only the choice knows, is named by that word (`c`: the clinical name of the finding).
    const std::string once = preamble() + "findings:\n" + choice("vomiting", "yes, no, once") +
                             "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                             step("s", "{vomiting: [yes, once]}", "then: today") + "]}\n";
    const RuleDiff lost = diff(rules_of(once), rules_of(before));
    REQUIRE(lost.moves.size() == 1);
    REQUIRE(lost.moves[0].sentences.size() == 1);
    CHECK(lost.moves[0].sentences[0].text == "Everyone: c: once");
    CHECK(lost.moves[0].example.only_old == std::vector<std::string>{"vomiting"});
}

TEST_CASE("the names of options change no figure of the mutations", "[review][mutate]") {
    const auto figures = [](const std::string& first, const std::string& last) {
        const RuleSet rules = rules_of(head_injury(first + ", once, " + last, "[once, " + last + "]"));
        const auto cases =
            read_cases(rules,
                       "format: triage-cases/1\nruleset: small\ncases:\n  - {id: one, title: t, unmentioned: unknown, "
                       "answers: {vomiting: \"" +
                           first + "\", drowsy: \"no\"}, expect: {disposition: {at_most: self_care}}}\n",
                       "cases")
                .value();
        MutateOptions options;
        options.suggest = true;
        const MutationReport report = mutate(rules, cases, options);
        std::string out;
        for (const auto status : {MutantResult::Status::noticed, MutantResult::Status::refused, MutantResult::Status::equivalent,
                                  MutantResult::Status::survived, MutantResult::Status::undecided})
            out += std::to_string(report.count(status)) + " ";
        // The suggested cases are read back and pass: they expect the present result.
        std::string entries;
        for (const std::string& one : report.suggested) entries += one;
        const auto suggested = read_cases(rules, "format: triage-cases/1\nruleset: small\ncases:\n" + entries, "suggested");
        INFO(entries << format(suggested.diagnostics()));
        REQUIRE(suggested.ok());
        CHECK(run_cases(rules, suggested.value()).failed == 0);
        return out + std::to_string(report.suggested.size());
    };
    const std::string plain = figures("a_no", "a_yes");
    CHECK(figures("no", "yes") == plain);
    CHECK(figures("yes", "no") == plain);
    CHECK(figures("false", "true") == plain);
}

TEST_CASE("the exact range counts the option yes as an answer that somebody can still give", "[review][diagram]") {
    const RuleSet rules = rules_of(preamble() + "findings:\n" + choice("vomiting", "no, once, yes") +
                                   "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                                   step("s", "{vomiting: yes}", "then: emergency") + "]}\n");
    const PatternSpace space({&rules.compiled()});
    Diagram diagram(space.values());
    Decision decision(diagram, space, rules);
    const Answers nothing{rules};
    Assessment assessment = assess(nothing);
    CHECK(assessment.possible_least == "routine");
    CHECK(assessment.possible_most == "emergency_now");
    make_exact(assessment, decision, space, nothing);
    CHECK(assessment.possible_least == "routine");
    CHECK(assessment.possible_most == "emergency_now");
    const auto change = exact_change(decision, space, nothing, 4);
    REQUIRE(change.size() == 1);
    CHECK(change[0].to == "yes");
    // Two cells of known answers: `yes`, and `no` with `once`, which no rule tells apart.
    CHECK(space.values() == std::vector<std::uint32_t>{3});
}

TEST_CASE("generated people answer a choice with yes, and their file is read back", "[review][coverage]") {
    const RuleSet rules = rules_of(head_injury("no, once, yes", "yes"));
    const GeneratedCases generated = generate_cases(rules, {});
    std::string text = cases_text(rules, generated);
    CHECK(text.find("vomiting: \"yes\"") != std::string::npos);
    for (std::size_t at = text.find("expect:  #"); at != std::string::npos; at = text.find("expect:  #"))
        text.replace(at, text.find('\n', at) - at, "expect: {disposition: {at_most: emergency_now}}");
    const auto cases = read_cases(rules, text, "generated");
    INFO(text << format(cases.diagnostics()));
    CHECK(cases.ok());
}
