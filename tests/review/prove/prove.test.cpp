// SPDX-License-Identifier: Apache-2.0
// Proofs: the shipped rules hold, broken rules are found out, and every counterexample stands before the reference judge.
#include <algorithm>
#include <map>
#include <string>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

#include <triage/compile/compile.hpp>
#include <triage/review/cases.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/review/prove/proof_report.hpp>
#include <triage/review/prove/prove.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

const ProvedProperty& property(const ProofReport& report, const std::string& id) {
    for (const ProvedProperty& p : report.properties)
        if (p.id == id) return p;
    throw std::invalid_argument("no property " + id);
}

RuleSet small(const std::string& findings, const std::string& rest) {
    return rules_of(preamble() + "findings:\n" + findings + rest);
}
std::string pathway(const std::string& more, const std::string& steps) {
    return "pathways:\n  - {id: p, title: p, condition: clot, " + more + "steps: [" + steps + "]}\n";
}

// What is wrong with a counterexample, by the reference judge and by running its case; empty: nothing.
std::string refuted(const RuleSet& rules, const Counterexample& c) {
    Answers person{rules};
    for (const auto& [finding, answer] : c.answers) {
        const FindingType type = rules.document().findings[position(rules, finding)].type;
        if (type == FindingType::number)
            person.set(finding, std::stod(answer));
        else
            person.set(finding, answer);
    }
    const auto judged = [&](const Answers& a) { return ReferenceJudge(rules.document()).walk(said(a)).disposition; };
    if (judged(person) != c.disposition) return "the reference judge says " + judged(person);
    if (!c.finding.empty()) {
        Answers other = person;
        other.set(c.finding, c.other_answer);
        if (judged(other) != c.other_disposition) return "of the other person the reference judge says " + judged(other);
        const NameIndex<>& names = rules.compiled().disposition_names;  // from the gravest
        if (names.find(c.other_disposition) >= names.find(c.disposition)) return "the other person is not graver";
    }
    const auto cases = read_cases(rules, "format: triage-cases/1\nruleset: " + rules.id() + "\ncases:\n" + c.test_case, "case");
    if (!cases.ok()) return "the case does not load: " + format(cases.diagnostics());
    if (run_cases(rules, cases.value()).failed != 1) return "the case does not fail:\n" + c.test_case;
    return {};
}

}  // namespace

TEST_CASE("every safety property of the shipped rules is proved", "[review][prove]") {
    for (const char* folder : {"lower_leg_pain", "return_to_running"}) {
        const ProofReport report = prove(load(std::string(TRIAGE_SOURCE_DIR) + "/rules/" + folder).value());
        INFO(render_text(report));
        CHECK(report.all_proved());
        CHECK(report.properties.size() >= 10);
    }
}

TEST_CASE("not sure that is milder than no is found, with the smallest pair of people", "[review][prove]") {
    // Unknown goes on to home where no is held back.
    const RuleSet rules = small(
        yes_no("a") + yes_no("b", "polarity: context"),
        pathway("", step("first", "a", "then: emergency, else: soon") + ", " + step("second", "b", "then: home, unknown: home")));
    const ProofReport report = prove(rules);
    const ProvedProperty& p = property(report, "unknown_never_milder_than_no");
    REQUIRE(p.verdict == Verdict::violated);
    REQUIRE(p.counterexamples.size() == 1);
    const Counterexample& c = p.counterexamples[0];
    CHECK(c.finding == "a");
    CHECK(c.answers.empty());  // nobody answered anything, and is at home
    CHECK(c.disposition == "self_care");
    CHECK(c.other_answer == "no");
    CHECK(c.other_disposition == "within_days");
    CHECK(c.rule == "p, step first");
    CHECK(line_at(rules, c.at).find("id: first") != std::string::npos);
    CHECK(c.patterns.text() == "3");  // whatever b
    CHECK(refuted(rules, c) == "");
    CHECK(property(report, "empty_form_not_at_home").verdict == Verdict::violated);
    CHECK(report.any_violated());
}

TEST_CASE("a red flag below the floor is found, and a red flag that nothing reads", "[review][prove]") {
    const RuleSet rules =
        small(yes_no("a", "polarity: worrying, red_flag: true") + yes_no("b", "polarity: worrying, red_flag: true"),
              pathway("red_flag: true, unsure: soon, ", step("s", "a", "then: soon")));
    const ProvedProperty p = property(prove(rules), "red_flag_reaches_floor");
    REQUIRE(p.verdict == Verdict::violated);
    std::vector<std::string> named;
    for (const Counterexample& c : p.counterexamples) {
        CHECK(refuted(rules, c) == "");
        for (const auto& [finding, answer] : c.answers) named.push_back(finding);
        named.insert(named.end(), c.also.begin(), c.also.end());
    }
    CHECK(std::count(named.begin(), named.end(), "a") == 1);
    CHECK(std::count(named.begin(), named.end(), "b") == 1);
}

TEST_CASE("a reassuring yes that makes a raised red flag milder is found", "[review][prove]") {
    const RuleSet rules =
        small(yes_no("a", "polarity: worrying, red_flag: true") + yes_no("calm", "polarity: reassuring"),
              pathway("red_flag: true, unsure: soon, ",
                      step("s", "{all: [a, {unless: calm}]}", "then: emergency") + ", " + step("t", "a", "then: today")));
    const ProvedProperty p = property(prove(rules), "reassuring_never_milder");
    REQUIRE(p.verdict == Verdict::violated);
    CHECK(p.counterexamples[0].finding == "calm");
    CHECK(refuted(rules, p.counterexamples[0]) == "");
}

TEST_CASE("written properties are proved or refuted over exactly the patterns that they are about", "[review][prove]") {
    const std::string base =
        preamble() + "findings:\n" + yes_no("a") + yes_no("b") + pathway("", step("s", "{all: [a, b]}", "then: today"));
    const auto with = [&](const std::string& require) {
        return property(prove(rules_of(base + "safety:\n  - {id: mine, hazard: h, when: a, require: {" + require + "}}\n")),
                        "mine");
    };
    CHECK(with("not_at_home: true").verdict == Verdict::proved);
    CHECK(with("disposition: {at_least: routine}").verdict == Verdict::proved);
    const ProvedProperty raised = with("raised: p");
    CHECK(raised.verdict == Verdict::violated);
    CHECK(raised.patterns == BigCount(3));  // a yes, b anything
    CHECK(raised.counterexamples.at(0).patterns == BigCount(2));
    CHECK(raised.counterexamples.at(0).answers == std::vector<std::pair<std::string, std::string>>{{"a", "yes"}});
}

TEST_CASE("an assumption leaves patterns out of the proofs, and says how many", "[review][prove]") {
    const std::string rules =
        preamble() + "findings:\n" + yes_no("a") + yes_no("b", "polarity: context") +
        pathway("", step("first", "{all: [a, b]}", "then: home") + ", " + step("second", "{not: a}", "then: today"));
    CHECK(property(prove(rules_of(rules)), "yes_never_milder_than_unknown").verdict == Verdict::violated);
    const ProofReport report = prove(rules_of(rules + "assume:\n  - {when: {all: [a, b]}, because: \"cannot be\"}\n"));
    REQUIRE(report.assumptions.size() == 1);
    CHECK(report.assumptions[0].excluded == BigCount(1));
    CHECK(property(report, "examiner_yes_never_milder_than_no").patterns == BigCount(8));
}

TEST_CASE("what nobody reaches is named, with the step that takes everybody", "[review][prove]") {
    const RuleSet rules = small(yes_no("a") + yes_no("b"), pathway("", step("wide", "{any: [a, b]}", "then: today") + ", " +
                                                                           step("narrow", "a", "then: soon")));
    const ProofReport report = prove(rules);
    CHECK(property(report, "nothing_unreachable").verdict == Verdict::violated);
    const auto faults = [&](Unreachable::Kind kind) {
        std::vector<Unreachable> out;
        for (const Unreachable& u : report.unreachable)
            if (u.kind == kind && u.fault) out.push_back(u);
        return out;
    };
    REQUIRE(faults(Unreachable::Kind::branch).size() == 1);
    CHECK(faults(Unreachable::Kind::branch)[0].id == "p.narrow");
    CHECK(faults(Unreachable::Kind::branch)[0].swallowed_by.rfind("wide (rules.yaml:", 0) == 0);
    std::vector<std::string> outcomes;
    for (const Unreachable& u : faults(Unreachable::Kind::outcome)) outcomes.push_back(u.id);
    CHECK(outcomes == std::vector<std::string>{"emergency", "soon", "home"});
}

TEST_CASE("past the budget nothing is called proved", "[review][prove]") {
    ProveOptions tight;
    for (const std::size_t budget : {500U, 60'000U}) {
        tight.budget = budget;
        const ProofReport report = prove(shipped_rules(), tight);
        CHECK_FALSE(report.all_proved());
        CHECK_FALSE(report.any_violated());
        std::size_t open = 0;
        for (const ProvedProperty& p : report.properties) {
            if (p.verdict != Verdict::not_proved) continue;
            ++open;
            CHECK(p.why_not.find(std::to_string(budget) + " nodes") != std::string::npos);
        }
        CHECK(open > 5);
    }
}

TEST_CASE("sabotaged rules are found out, with people whom the reference judge confirms", "[review][prove]") {
    // Mutations of red-flag pathways, spread over the rules; `prove` must find those that break a property, and where it
    // finds nothing, random people must not either.
    RuleDocument bare = shipped_rules().document();
    for (SourceFile& f : bare.files) f.text.clear();
    const std::vector<Mutation> all = mutations_of(bare);
    // The first step lost from each of the first red-flag pathways; beyond these, red-flag mutations spread over the rules.
    std::vector<std::size_t> chosen, grave;
    std::string last;
    for (std::size_t m = 0; m < all.size(); ++m) {
        if (!all[m].red_flag || all[m].kind == "withhold") continue;
        grave.push_back(m);
        if (all[m].kind == "step" && all[m].pathways[0] != last && chosen.size() < several(3, 12)) chosen.push_back(m);
        if (all[m].kind == "step") last = all[m].pathways[0];
    }
    const std::size_t spread = several(1, 45);
    for (std::size_t i = 0; i < spread; ++i) chosen.push_back(grave[(i * grave.size() + grave.size() / 2) / spread]);
    std::map<std::string, std::size_t> named;  // the kinds that the sabotage takes
    std::size_t broken = 0, tried = 0;
    for (const std::size_t m : chosen) {
        const auto compiled = compile(mutated(bare, m));
        if (!compiled.ok()) continue;
        ++tried;
        ++named[all[m].kind];
        const ProofReport report = prove(compiled.value());
        bool violated = false;
        for (const ProvedProperty& p : report.properties) {
            REQUIRE(p.verdict != Verdict::not_proved);
            for (const Counterexample& c : p.counterexamples) {
                violated = true;
                INFO(all[m].at << ": " << all[m].text << "\n" << p.id << ": " << review_detail::counterexample_sentence(c));
                CHECK(refuted(compiled.value(), c) == "");
            }
        }
        broken += violated ? 1U : 0U;
    }
    WARN(broken << " of " << tried << " sabotaged copies break a property");
    CHECK(broken >= several(2, 20));
    CHECK(named.size() >= 2);
}

TEST_CASE("a proof report is valid for other tools", "[review][prove]") {
    const RuleSet rules = small(yes_no("a"), pathway("", step("s", "a", "then: emergency, else: soon, unknown: home")));
    const ProofReport report = prove(rules);
    const std::string sarif = render_sarif(report, "1.2.3"), junit = render_junit(report), json = render_json(report);
    CHECK(sarif.find("\"ruleId\": \"unknown_never_milder_than_no\"") != std::string::npos);
    CHECK(sarif.find("\"startLine\": ") != std::string::npos);
    CHECK(junit.find("<failure message=") != std::string::npos);
    CHECK(junit.find("<testcase classname=\"small\" name=\"every_pattern_ends\"/>") != std::string::npos);
    CHECK(json.find("\"schema\": \"triage.proof/1\"") != std::string::npos);
    CHECK(json.find("\"patterns\": \"3\"") != std::string::npos);
}

TEST_CASE("a place in SARIF is a URI from where the report is read, and JUnit has the lines of a case", "[review][prove]") {
    const std::string violated =
        preamble() + "findings:\n" + yes_no("a") + pathway("", step("s", "a", "then: emergency, else: soon, unknown: home"));
    const ProofReport report = prove(load(std::vector<SourceFile>{{"a b#c%\xC3\xA4.yaml", violated}}).value());
    CHECK(render_sarif(report, "1", "my rules/").find("\"uri\": \"my%20rules/a%20b%23c%25%C3%A4.yaml\"") != std::string::npos);
    CHECK(render_sarif(report, "1", "/rules/").find("\"uri\": \"file:///rules/a%20b") != std::string::npos);
    const std::string junit = render_junit(report, "my rules/");
    CHECK(junit.find("my rules/a b#c%\xC3\xA4.yaml:") != std::string::npos);
    CHECK(junit.find("\\x0a") == std::string::npos);
    CHECK(junit.find("\n  - id: counterexample_") != std::string::npos);
    CHECK(junit.find("\n    title: &quot;") != std::string::npos);
}
