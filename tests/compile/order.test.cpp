// SPDX-License-Identifier: Apache-2.0
// Ordered choices: what `at_least`, `above`, `at_most` and `below` an option mean, for every answer.
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

const std::vector<std::string> options{"none", "low", "high", "fall"};

RuleSet hit(const std::string& ends) {
    return rules_of(preamble() +
                    "findings:\n  - {id: impact, type: choice, options: [none, low, high, fall], ordered: true, ask: \"Hit?\"}\n"
                    "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                    step("s", "{impact: {" + ends + "}}", "then: today") + "]}\n");
}

}  // namespace

TEST_CASE("an ordered choice is compared by the places of its options", "[compile][order]") {
    for (std::size_t at = 0; at < options.size(); ++at) {
        struct End {
            const char* word;
            bool (*holds)(std::size_t answer, std::size_t end);
        };
        for (const End& end : {End{"at_least", [](std::size_t x, std::size_t y) { return x >= y; }},
                               End{"above", [](std::size_t x, std::size_t y) { return x > y; }},
                               End{"at_most", [](std::size_t x, std::size_t y) { return x <= y; }},
                               End{"below", [](std::size_t x, std::size_t y) { return x < y; }}}) {
            std::size_t holding = 0;
            for (std::size_t answer = 0; answer < options.size(); ++answer) holding += end.holds(answer, at) ? 1U : 0U;
            if (holding == 0 || holding == options.size()) continue;  // refused: tests/bad/impossible-threshold--*.yaml
            const RuleSet rules = hit(std::string(end.word) + ": " + options[at]);
            INFO(end.word << " " << options[at]);
            for (std::size_t answer = 0; answer < options.size(); ++answer) {
                Answers answers{rules};
                answers.set("impact", options[answer]);
                Evaluator evaluator(rules.compiled(), answers.bits());
                CHECK(evaluator.now(rules.compiled().steps[0].node) == (end.holds(answer, at) ? yes : no));
            }
            const Answers nothing{rules};
            CHECK(Evaluator(rules.compiled(), nothing.bits()).now(rules.compiled().steps[0].node) == unknown);
        }
    }
}

TEST_CASE("both ends of an ordered choice make the options between them", "[compile][order]") {
    const RuleSet rules = hit("above: none, at_most: high");
    for (const std::string& option : options) {
        Answers answers{rules};
        answers.set("impact", option);
        INFO(option);
        CHECK((walk(answers).ends[0].ending == Ending::raised) == (option == "low" || option == "high"));
    }
}
