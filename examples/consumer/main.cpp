// SPDX-License-Identifier: Apache-2.0
// The smallest app: two answers, one recommendation. Its argument is a rule folder.
#include <triage/triage.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const triage::RuleSet rules = triage::load(argc > 1 ? argv[1] : "rules/lower_leg_pain").value();

    triage::Answers answers{rules};
    answers.set("age_years", 34).set("calf_swelling", triage::yes);

    std::cout << triage::render(triage::assess(answers), triage::Format::text);
}
