// SPDX-License-Identifier: Apache-2.0
// Mutation testing: what the cases notice, what is proved to change nothing, and the case that each gap asks for.
#include <algorithm>
#include <set>
#include <string>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

#include <triage/review/cases.hpp>
#include <triage/review/mutate/mutate.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

using Status = MutantResult::Status;

std::string small_rules() {
    return preamble() + "findings:\n" + yes_no("a") + yes_no("b") + number("n", "0", "20") +
           "pathways:\n  - {id: p, title: p, condition: clot, steps: [" + step("both", "{all: [a, b]}", "then: today") + ", " +
           step("size", "{n: {at_least: 3}}", "then: soon") + "]}\n";
}
std::vector<Case> cases_of(const RuleSet& rules, const std::string& entries) {
    return read_cases(rules, "format: triage-cases/1\nruleset: small\ncases:\n" + entries, "cases").value();
}
std::string one_case(const std::string& id, const std::string& answers, const std::string& disposition) {
    return "  - {id: " + id + ", title: t, unmentioned: unknown, answers: {" + answers +
           "}, expect: {disposition: {at_least: " + disposition + ", at_most: " + disposition + "}}}\n";
}
const MutantResult& result(const MutationReport& report, const std::string& text) {
    for (const MutantResult& r : report.results)
        if (r.mutation.text == text) return r;
    throw std::invalid_argument("no mutation: " + text);
}

}  // namespace

TEST_CASE("a document has every small mistake once, and making one leaves the rest alone", "[review][mutate]") {
    const RuleSet rules = rules_of(small_rules());
    const std::vector<Mutation> all = mutations_of(rules.document());
    std::set<std::string> texts;
    for (const Mutation& m : all) texts.insert(m.text);
    CHECK(texts.size() == all.size());
    for (const char* text :
         {"both: all → any", "both: the item a is lost", "both: if → if not", "step both is lost", "size: n at_least 3 → 3.1",
          "size: n at_least 3 → 2.9", "size: n at_least 3 → above", "both: `then` goes on instead of ending in today"}) {
        INFO(text);
        CHECK(texts.count(text) == 1);
    }
    const RuleDocument before = rules.document();
    for (std::size_t m = 0; m < all.size(); ++m) {
        const RuleDocument after = mutated(before, m);
        CHECK(mutations_of(before).size() == all.size());  // the original is untouched
        CHECK(after.pathways.size() == before.pathways.size());
    }
}

TEST_CASE("what the cases see is noticed, and what they do not is a gap with its case", "[review][mutate]") {
    const RuleSet rules = rules_of(small_rules());
    const MutationReport none = mutate(rules, {});
    CHECK(none.score(false).noticed == 0);
    const std::vector<Case> cases = cases_of(rules, one_case("both", "a: \"yes\", b: \"yes\", n: 0", "same_day") +
                                                        one_case("one", "a: \"yes\", b: \"no\", n: 0", "routine"));
    const MutationReport report = mutate(rules, cases);
    CHECK(result(report, "both: all → any").status == Status::noticed);
    CHECK(result(report, "both: all → any").by == "one");
    CHECK(result(report, "both: the item b is lost").status == Status::noticed);
    const MutantResult& lost = result(report, "both: the item a is lost");
    REQUIRE(lost.status == Status::survived);
    const MutantResult& size = result(report, "size: n at_least 3 → 3.1");
    REQUIRE(size.status == Status::survived);
    CHECK(size.milder);
    CHECK(size.meaning == "within_days would become routine: under-triage");
    CHECK(size.test_case.find("n: 3\n") != std::string::npos);
    // With the cases that the gaps ask for, every gap is closed.
    std::vector<Case> more = cases;
    for (const MutantResult& r : report.results)
        if (r.status == Status::survived && !r.test_case.empty())
            for (const Case& c : cases_of(rules, r.test_case)) more.push_back(c);
    CHECK(run_cases(rules, more).failed == 0);
    const MutationReport closed = mutate(rules, more);
    CHECK(closed.score(false).noticed == closed.score(false).whole);
    CHECK(closed.count(Status::equivalent) == report.count(Status::equivalent));
}

TEST_CASE("a mistake that changes nothing for anybody is proved equivalent", "[review][mutate]") {
    // The second step can only be come to without a, so that its own a is never true.
    const RuleSet rules = rules_of(
        preamble() + "findings:\n" + yes_no("a") + yes_no("b") + "pathways:\n  - {id: p, title: p, condition: clot, steps: [" +
        step("first", "a", "then: today") + ", " + step("second", "{any: [a, b]}", "then: soon") + "]}\n");
    const MutationReport report = mutate(rules, {});
    CHECK(result(report, "second: the item a is lost").status == Status::equivalent);
    CHECK(result(report, "second: the item b is lost").status == Status::survived);
}

TEST_CASE("a step whose outcome a second pathway raises as well is seen only under a name that tells the two apart",
          "[review][mutate]") {
    const auto rules_with = [](const std::string& first, const std::string& second) {
        const auto pathway = [](const std::string& id, const std::string& steps) {
            return "  - {id: " + id + ", title: p, condition: clot, steps: [" + steps + "]}\n";
        };
        return rules_of(preamble() + "findings:\n" + yes_no("a") + yes_no("b") + "pathways:\n" +
                        pathway(first, step("here", "{all: [a, b]}", "then: today")) +
                        pathway(second, step("there", "a", "then: today")));
    };
    // `raised: [clot]` of a case is met by either pathway; `raised: [strict]` by one alone.
    CHECK(result(mutate(rules_with("clot", "wide"), {}), "here: `then` goes on instead of ending in today").status ==
          Status::equivalent);
    CHECK(result(mutate(rules_with("clot", "wide"), {}), "there: `then` goes on instead of ending in today").status ==
          Status::survived);
    const MutationReport apart = mutate(rules_with("strict", "wide"), {});
    CHECK(result(apart, "here: `then` goes on instead of ending in today").status == Status::survived);
    CHECK(result(apart, "here: `then` goes on instead of ending in today").meaning ==
          "strict would no longer be raised, at the same urgency");
}

TEST_CASE("suggested cases together notice every gap, and expect what the rules say today", "[review][mutate]") {
    const RuleSet rules = rules_of(small_rules());
    MutateOptions options;
    options.suggest = true;
    const MutationReport report = mutate(rules, {}, options);
    std::string entries;
    for (const std::string& s : report.suggested) entries += s;
    const std::vector<Case> cases = cases_of(rules, entries);
    CHECK(run_cases(rules, cases).failed == 0);
    const MutationReport closed = mutate(rules, cases);
    CHECK(closed.score(false).noticed == closed.score(false).whole);
    CHECK(cases.size() < report.score(false).whole);
}

TEST_CASE("over drawn rules each gap's case notices it, and no equivalent mutant differs for anybody drawn", "[review][mutate]") {
    const std::size_t sets = several(4, 60);
    std::size_t gaps = 0, equivalent = 0;
    for (std::uint64_t seed = 1; seed <= sets; ++seed) {
        const RuleSet rules = rules_of(random_rules(seed));
        const MutationReport report = mutate(rules, {});
        Dice dice(seed);
        for (std::size_t m = 0; m < report.results.size(); ++m) {
            const MutantResult& r = report.results[m];
            if (r.status != Status::survived && r.status != Status::equivalent) continue;
            const RuleSet mutant = compile(mutated(rules.document(), m)).value();
            INFO("rules " << seed << ", " << r.mutation.at << ": " << r.mutation.text << "\n" << r.test_case);
            if (r.status == Status::survived) {
                ++gaps;
                const auto cases =
                    read_cases(rules, "format: triage-cases/1\nruleset: " + rules.id() + "\ncases:\n" + r.test_case, "case");
                REQUIRE(cases.ok());
                CHECK(run_cases(rules, cases.value()).failed == 0);
                CHECK(run_cases(mutant, cases.value()).failed == 1);
                continue;
            }
            ++equivalent;
            const AnyPeople drawn(rules.document());
            for (int i = 0; i < 20; ++i) {
                const AnyPeople::Drawn person = drawn.either(dice);
                CHECK(walk(answers_of(rules, person)).disposition == walk(answers_of(mutant, person)).disposition);
            }
        }
    }
    CHECK(gaps > 50);
    CHECK(equivalent > 0);
}

TEST_CASE("a mutant is noticed where a case fails when all are run whole, for drawn rules", "[review][mutate]") {
    const std::size_t sets = several(3, 60);
    std::size_t noticed = 0, missed = 0;
    for (std::uint64_t seed = 1; seed <= sets; ++seed) {
        const RuleSet rules = rules_of(random_rules(seed));
        MutateOptions options;
        options.suggest = true;
        std::string entries = "format: triage-cases/1\nruleset: " + rules.id() + "\ncases:\n";
        std::size_t number = 0;  // some of the cases only, so that much is missed
        for (const std::string& entry : mutate(rules, {}, options).suggested) entries += number++ % 3 == 0 ? entry : "";
        if (number == 0) continue;
        const std::vector<Case> cases = read_cases(rules, entries, "cases").value();
        const MutationReport report = mutate(rules, cases);
        for (std::size_t m = 0; m < report.results.size(); ++m) {
            const MutantResult& r = report.results[m];
            if (r.status == Status::refused) continue;
            const RuleSet mutant = compile(mutated(rules.document(), m)).value();
            INFO("rules " << seed << ", " << r.mutation.at << ": " << r.mutation.text);
            const bool fails =
                std::any_of(cases.begin(), cases.end(), [&](const Case& one) { return !run_case(mutant, one).failures.empty(); });
            CHECK((r.status == Status::noticed) == fails);
            ++(fails ? noticed : missed);
        }
    }
    CHECK(noticed > 50);
    CHECK(missed > 50);
}

TEST_CASE("past its budget a mutant is undecided, not equivalent", "[review][mutate]") {
    MutateOptions tight;
    tight.budget = 50;
    const MutationReport report = mutate(rules_of(random_rules(3)), {}, tight);
    CHECK(report.count(Status::undecided) > 0);
    CHECK(report.count(Status::equivalent) == 0);
    CHECK(render_text(report).find("stopped at 50 nodes") != std::string::npos);
}

TEST_CASE("past its work a mutation test tries no more, and says so", "[review][mutate]") {
    const RuleSet rules = rules_of(small_rules());
    const std::vector<Case> none;
    const MutationReport all = mutate(rules, none);
    CHECK(all.count(Status::undecided) == 0);
    MutateOptions options;
    options.work = 500;
    const MutationReport some = mutate(rules, none, options);
    CHECK(some.results.size() == all.results.size());
    CHECK(some.count(Status::undecided) > 0);
    CHECK(some.count(Status::undecided) < some.results.size());
    CHECK(some.results.back().by == "not tried: the work for all mutations is spent");
}
