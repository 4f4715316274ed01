// SPDX-License-Identifier: Apache-2.0
// The sample of the README: load rules, take answers, ask for the next question, explain a recommendation.
#include <iostream>

#include <triage/triage.hpp>

int main() {
    const triage::RuleSet rules = triage::load("rules/lower_leg_pain").value();

    triage::Answers answers{rules};  // nothing answered yet; never "no"
    answers.set("age_years", 34).set("calf_swelling", triage::yes).set("skin_redness", triage::unknown);

    if (const auto question = triage::next_question(answers))  // worst first; only what can still matter
        std::cout << "I would ask next: " << question->ask << "\n\n";

    const triage::Assessment result = triage::assess(answers);  // pure
    std::cout << triage::render(result, triage::Format::text);
}
