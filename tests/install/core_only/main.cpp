// SPDX-License-Identifier: Apache-2.0
// The header-only core, used without the compiled library: compiled rules, and a decision.
#include <iostream>

#include <triage/triage.hpp>

#include "small.hpp"

int main() {
    const triage::RuleSet rules = triage_rules::load_small().value();
    const triage::Answers nothing{rules};
    std::cout << rules.title() << ": " << triage::assess(nothing).disposition.id << '\n';
}
