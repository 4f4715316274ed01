// SPDX-License-Identifier: Apache-2.0
// What an app writes every day, compiled with the warnings of a strict app as errors, and with the headers as ordinary ones (-I).
#include <triage/triage.hpp>

#include <iostream>
#include <utility>

int main() {
    const triage::RuleSet rules = triage::load_shipped().value();
    triage::Answers answers{rules};
    answers.set("age_years", 34).set("calf_swelling", true);
    if (const auto problem = answers.try_set("onset", "no_such_option")) std::cerr << problem->text() << '\n';
    const triage::Assessment result = triage::assess(answers, {.emergency_number = "112"});
    const triage::InterviewOptions interview{.examiner = true};
    const triage::TextOptions text{.width = 60};
    const triage::LoadOptions limits{.findings = 10};
    const triage::SourceFile file{.path = "rules.yaml"};
    if (const auto loaded = triage::load({file}, limits); !loaded) std::cerr << triage::format(loaded.diagnostics());
    const auto row = triage::read_row(rules, "{}");
    for (const auto& question : triage::next_screen(answers, interview)) std::cout << question.ask << '\n';
    std::cout << triage::render(result, triage::Format::text, text) << row.error << triage::render_json(result) << triage::write_answers(answers);
}
