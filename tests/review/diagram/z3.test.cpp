// SPDX-License-Identifier: Apache-2.0
// z3 as a second judge of the decision diagram: every yes/no question about shipped, drawn and sabotaged rules is put to
// both, and whom z3 finds is walked. Without z3 these tests say so, and judge nothing.
#include <string>
#include <vector>

#include "catch.hpp"
#include "review/diagram/questions.hpp"
#include "support/copies.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

#include <triage/compile/compile.hpp>
#include <triage/review/mutate/mutate.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

constexpr int seconds = 240;  // for one rule set; a calm machine needs less than five

bool without_z3() {
    if (z3_installed()) return false;
    WARN("z3 is not installed: the decision diagram is not compared with it (Debian: apt-get install z3)");
    return true;
}

bool deep() { return several(0, 1) == 1; }

// A drawn rule set with safety properties, one of each kind for each of its first yes/no findings; many do not hold.
std::string with_properties(const std::string& yaml) {
    const RuleDocument document = triage::testing::document_of(rules_of(yaml));
    std::string out = yaml + "safety:\n";
    const auto add = [&](const std::string& finding, const std::string& kind, const std::string& demand) {
        out += "  - {id: " + finding + "_" + kind + ", hazard: \"H\", when: " + finding + ", require: {" + demand + "}}\n";
    };
    std::size_t properties = 0;
    for (const Finding& f : document.findings) {
        if (f.type != FindingType::yes_no || properties++ == 3) continue;
        const std::string& id = f.id.value;
        add(id, "home", "not_at_home: true");
        add(id, "grave", "disposition: {at_least: " + document.dispositions[1].id.value + "}");
        add(id, "raised", "raised: " + document.pathways[0].id.value);
        add(id, "withheld", "withheld: " + document.advice[0].id.value);
    }
    return properties == 0 ? yaml : out;
}

// Whether the diagram, and then z3, finds somebody for a question of this property.
bool any(const std::vector<SolverQuestion>& questions, const std::string& property) {
    for (const SolverQuestion& q : questions)
        if (q.property == property && q.diagram) return true;
    return false;
}

}  // namespace

TEST_CASE("z3 and the diagram give the same answers about the shipped rules", "[review][diagram][z3]") {
    if (without_z3()) return;
    Diagrammed rules(shipped_rules());
    SmtPerson person(rules.rules.document(), "a");
    REQUIRE(person.left_out().empty());
    Questions questions(rules, person);
    questions.every_disposition();
    questions.every_pathway();
    questions.every_written_property();
    questions.every_red_flag();
    questions.worse_but_milder(0, several(20, 1));
    if (deep()) {
        questions.every_step();
        questions.every_advice();
    }
    const SolverComparison compared = compare_with_z3(rules, person, questions.all, 4 * seconds);
    INFO(compared.difference);
    CHECK(compared.difference.empty());
    CHECK(compared.unanswered == 0);
    CHECK(compared.asked >= 300);
}

TEST_CASE("z3 and the diagram give the same answers about every drawn rule set", "[review][diagram][z3]") {
    if (without_z3()) return;
    const std::size_t sets = several(40, 1'000);
    std::size_t left_out = 0, asked = 0, possible = 0;
    for (std::uint64_t seed = 1; seed <= sets; ++seed) {
        Diagrammed rules(rules_of(with_properties(random_rules(seed))));
        SmtPerson person(rules.rules.document(), "a");
        if (!person.left_out().empty()) {  // a score that cannot be put exactly
            ++left_out;
            continue;
        }
        Questions questions(rules, person);
        questions.every_disposition();
        questions.every_pathway();
        questions.every_written_property();
        questions.every_red_flag();
        questions.worse_but_milder(deep() ? 0 : seed % 3, several(3, 1));
        if (deep() || seed % 8 == 0) {
            questions.every_step();
            questions.every_advice();
        }
        const SolverComparison compared = compare_with_z3(rules, person, questions.all, seconds);
        if (!compared.difference.empty() || compared.unanswered > 0) {
            FAIL("rules " << seed << ", " << compared.unanswered << " without an answer\n"
                          << compared.difference << random_rules(seed));
            return;
        }
        asked += compared.asked;
        possible += compared.possible;
    }
    CHECK(left_out <= sets / 10);
    CHECK(asked >= 40 * (sets - left_out));
    CHECK(possible > asked / 4);
    CHECK(possible < asked);
}

TEST_CASE("z3 and the proofs find the same properties broken when a red-flag pathway loses a step", "[review][diagram][z3]") {
    if (without_z3()) return;
    const RuleDocument& document = shipped_rules().document();
    const std::vector<Mutation> mutations = mutations_of(document);
    const std::size_t wanted = several(1, 40);  // the first step of the first pathway alone takes half a minute
    std::size_t judged = 0, broken = 0;
    for (std::size_t m = 0; m < mutations.size() && judged < wanted; ++m) {
        const Mutation& mutation = mutations[m];
        if (mutation.kind != "step" || !mutation.red_flag || !mutation.local) continue;
        const auto compiled = compile(mutated(document, m));
        if (!compiled.ok()) continue;
        INFO(mutation.at << ": " << mutation.text);
        Diagrammed rules(compiled.value());
        SmtPerson person(rules.rules.document(), "a");
        Questions questions(rules, person);
        questions.every_written_property(deep());
        questions.every_red_flag();
        const SolverComparison compared = compare_with_z3(rules, person, questions.all, seconds);
        INFO(compared.difference);
        CHECK(compared.difference.empty());
        CHECK(compared.unanswered == 0);
        ProvedProperty floor, home;
        rules.properties.red_flag_floor(floor);
        rules.properties.red_flag_unknown_not_at_home(home);
        CHECK(any(questions.all, "red_flag_reaches_floor") == (floor.verdict == Verdict::violated));
        CHECK(any(questions.all, "red_flag_unknown_not_at_home") == (home.verdict == Verdict::violated));
        ++judged;
        broken += compared.possible > 0 ? 1U : 0U;
    }
    CHECK(judged == wanted);
    CHECK(broken >= (deep() ? wanted / 4 : wanted));
}
