// SPDX-License-Identifier: Apache-2.0
// What an implication may set, and what is said where it may not.
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

std::string with(const std::string& implies) {
    return preamble() + "findings:\n" + yes_no("a") + yes_no("b") + yes_no("c") + yes_no("d", "polarity: context") +
           choice("side", "left, right, both") + number("days", "0", "10", "unit: days") + "implies:\n" + implies +
           "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
           step("s", "{any: [a, b, c, d, {side: left}, {days: {at_least: 5}}]}", "then: today") + "]}\n";
}
// The only problem: code, message and hint.
std::string problem(const std::string& implies) {
    const Loaded<RuleSet> result = load(std::vector<SourceFile>{{"rules.yaml", with(implies)}});
    if (result.ok()) return "none";
    const std::vector<Diagnostic>& all = result.diagnostics();
    REQUIRE(all.size() == 1);
    return all[0].code + ": " + all[0].message + " (" + all[0].hint + ")";
}

}  // namespace

TEST_CASE("an implication sets an answer that its finding has", "[compile][implies]") {
    CHECK(problem("  - {when: a, set: {d: \"yes\"}}\n") == "none");
    CHECK(problem("  - {when: a, set: {side: both}}\n") == "none");
    CHECK(problem("  - {when: a, set: {days: 10}}\n") == "none");
    CHECK(problem("  - {when: a, set: {d: maybe}}\n") ==
          "wrong-type: \"maybe\" is not an answer to d (write \"yes\" or \"no\", quoted)");
    CHECK(problem("  - {when: a, set: {side: bothh}}\n") ==
          "wrong-type: \"bothh\" is not an answer to side (did you mean \"both\"?)");
    CHECK(problem("  - {when: a, set: {days: many}}\n") == "wrong-type: \"many\" is not an answer to days (write a number)");
    CHECK(problem("  - {when: a, set: {days: 11}}\n").find("number-out-of-range: ") == 0);
    CHECK(problem("  - {when: a, set: {nobody: \"yes\"}}\n").find("unknown-id: ") == 0);
}

TEST_CASE("a worrying yes may set anything but a no to another worrying finding", "[compile][implies]") {
    CHECK(problem("  - {when: a, set: {b: \"yes\"}}\n") == "none");
    CHECK(problem("  - {when: a, set: {d: \"no\"}}\n") == "none");
    CHECK(problem("  - {when: a, set: {side: left}}\n") == "none");  // its first option
    CHECK(problem("  - {when: a, set: {b: \"no\"}}\n").find("implies-clears-worrying: ") == 0);
    CHECK(problem("  - {when: d, set: {b: \"no\"}}\n") == "none");
}

TEST_CASE("of a circle of implications the first in the file is named", "[compile][implies]") {
    const auto named = [](const std::string& implies) {
        const std::string text = problem(implies), before = "the value of \"";
        REQUIRE(text.find("implies-cycle: ") == 0);
        const std::size_t at = text.find(before) + before.size();
        return text.substr(at, text.find('"', at) - at);
    };
    const std::string a = "  - {when: b, set: {a: \"yes\"}}\n", b = "  - {when: a, set: {b: \"yes\"}}\n",
                      c = "  - {when: a, set: {c: \"yes\"}}\n", d = "  - {when: c, set: {d: \"yes\"}}\n";
    CHECK(named(a + b) == "a");
    CHECK(named(b + a) == "b");
    CHECK(named(a + b + c) == "a");
    CHECK(named(c + a + b) == "a");  // c only waits for the circle
    CHECK(named(d + c + a + b) == "a");
    CHECK(named(d + c + b + a) == "b");
    CHECK(named("  - {when: a, set: {a: \"yes\"}}\n") == "a");
}

TEST_CASE("as many implications as the format allows are allowed", "[compile][implies]") {
    const auto many = [](std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out += "  - {when: a, set: {d: \"yes\"}}\n";
        return out;
    };
    CHECK(problem(many(format_limits::implications)) == "none");
    CHECK(problem(many(format_limits::implications + 1)).find("too-many-implications: ") == 0);
}
