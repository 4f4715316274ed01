// SPDX-License-Identifier: Apache-2.0
// The hazard matrix: what stands against each hazard, and what is missing; holes first.
#include <triage/review/packet/hazards.hpp>

#include <set>
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/shipped.hpp"

#include <triage/load.hpp>
#include <triage/review/prove/prove.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

std::string hazard(const std::string& id, const std::string& severity, const std::string& more = "") {
    return "  - {id: " + id + ", harm: \"" + id + " <harm>\", causes: [\"A cause\"], severity: " + severity +
           ", likelihood: high, controls: [\"A control\"], residual_likelihood: low, residual: \"Some\", owner: \"O\", review_by: \"2030-01-01\", sources: [judgement]" +
           more + "}\n";
}
std::string with_hazards() {
    return preamble() + "findings:\n" + yes_no("a") + yes_no("b") + "hazards:\n" + hazard("covered", "minor") +
           hazard("open", "minor") + hazard("graver", "catastrophic") +
           "pathways:\n  - {id: p, title: p, condition: clot, hazards: [covered], steps: [" + step("s", "a", "then: today") +
           "]}\n"
           "safety:\n  - {id: seen, hazard: \"H\", hazards: [covered], when: a, require: {disposition: {at_least: same_day}}}\n";
}
const HazardRow& row(const HazardMatrix& matrix, const std::string& id) {
    for (const HazardRow& r : matrix.rows)
        if (r.hazard.id.value == id) return r;
    throw std::invalid_argument(id);
}

}  // namespace

TEST_CASE("a hazard gathers what names it, and its holes say what is missing", "[review][packet][hazards]") {
    const RuleSet rules = rules_of(with_hazards());
    PacketParts parts;
    parts.proof = prove(rules);
    parts.cases =
        read_cases(
            rules,
            "format: triage-cases/1\nruleset: small\ncases:\n  - {id: c, title: t, hazards: [covered], answers: {a: \"yes\"}, expect: {disposition: {at_least: same_day}}}\n",
            "cases")
            .value();
    parts.case_report = run_cases(rules, parts.cases);
    HazardMatrix matrix = hazard_matrix(rules, parts);
    REQUIRE(matrix.rows.size() == 3);
    CHECK(matrix.rows[0].hazard.id.value == "graver");  // as many holes as the others, and worse
    // What stands outside of the rules is one hole, not one for each thing that is not there.
    CHECK(row(matrix, "open").holes ==
          std::vector<std::string>{"nothing in the rules names it: its controls stand outside of them"});
    const HazardRow& covered = row(matrix, "covered");
    CHECK(covered.pathways == std::vector<std::string>{"p"});
    REQUIRE(covered.properties.size() == 1);
    CHECK(covered.properties[0].verdict == Verdict::proved);
    CHECK(covered.cases == 1);
    CHECK(covered.holes == std::vector<std::string>{"1 of 1 pathway without a signature that holds"});
    parts.sign_offs = {sign_off(rules, "A", "B", "2026-05-03", {"p"})};
    CHECK(row(hazard_matrix(rules, parts), "covered").holes.empty());
    CHECK(row(hazard_matrix(rules, parts, parse_date("2030-01-02")), "covered").holes.size() == 1);
    parts.case_report->results[0].failures.push_back("fails");
    CHECK(row(hazard_matrix(rules, parts), "covered").failing == 1);
    const MutationReport mutants = mutate(rules, parts.cases);
    CHECK(row(hazard_matrix(rules, parts, {}, &mutants), "covered").mutation.has_value());
    const std::string html = render_hazards_html(rules, matrix);
    CHECK(html.find("graver &lt;harm&gt;") != std::string::npos);
    CHECK(html.find("<harm>") == std::string::npos);
    CHECK(render_hazards_csv(matrix).find("graver <harm>") != std::string::npos);
    CHECK(render_hazards_json(matrix).find("\"schema\": \"triage.hazards/1\"") != std::string::npos);
}

TEST_CASE("a step stands against a hazard by itself: its pathway's other cases and sources do not", "[review][packet][hazards]") {
    std::string text = with_hazards();
    const std::string whole = "hazards: [covered], steps: [{id: s,";
    REQUIRE(text.find(whole) != std::string::npos);
    text.replace(text.find(whole), whole.size(), "steps: [{id: s, hazards: [open],");
    const RuleSet rules = rules_of(text);
    PacketParts parts;
    parts.cases =
        read_cases(
            rules,
            "format: triage-cases/1\nruleset: small\ncases:\n  - {id: c, title: t, answers: {a: \"yes\"}, expect: {raised: [p]}}\n  - "
            "{id: d, title: t, hazards: [open], answers: {a: \"yes\"}, expect: {raised: [p]}}\n",
            "c")
            .value();
    const HazardRow open = row(hazard_matrix(rules, parts), "open");
    CHECK(open.steps == std::vector<std::string>{"p.s"});
    CHECK(open.pathways == std::vector<std::string>{"p"});
    CHECK(open.cases == 1);
}

TEST_CASE("a hazard that nobody defined, and a residual risk that is a dash, are refused", "[review][packet][hazards]") {
    const auto codes = [](const std::string& yaml) {
        std::set<std::string> out;
        const Loaded<RuleSet> loaded = load(std::vector<SourceFile>{{"rules.yaml", yaml}});
        for (const Diagnostic& d : loaded.diagnostics()) out.insert(d.code);
        return out;
    };
    const auto with = [](const std::string& from, const std::string& to) {
        std::string out = with_hazards();
        return out.replace(out.find(from), from.size(), to);
    };
    CHECK(codes(with_hazards()).empty());
    CHECK(codes(with("hazards: [covered]", "hazards: [coverd]")).count("unknown-id") == 1);
    CHECK(codes(with("residual: \"Some\"", "residual: \"—\"")).count("missing-key") == 1);
    CHECK(codes(with("review_by: \"2030-01-01\"", "review_by: \"soon\"")).count("bad-date") == 1);
}

TEST_CASE("every pathway and property of the shipped rules stands against a hazard, and no residual risk is a dash",
          "[review][packet][hazards][rules]") {
    const RuleDocument& doc = shipped_rules().document();
    CHECK(doc.hazards.size() >= 30);
    for (const Pathway& p : doc.pathways) {
        INFO(p.id.value);
        CHECK_FALSE(p.hazards.empty());
    }
    for (const SafetyProperty& s : doc.safety) {
        INFO(s.id.value);
        CHECK_FALSE(s.hazards.empty());
    }
}
