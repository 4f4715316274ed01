// SPDX-License-Identifier: Apache-2.0
// An app with screens of its own: groups of questions until nothing matters any more, an answer changed half-way, and
// the built-in rules instead of a folder.
#include <iostream>

#include <triage/triage.hpp>

namespace {

/// Stands for the app's own screen: this person denies everything, is 34, and has a sore lower calf since a run.
triage::Answer ask_the_person(const triage::Question& question) {
    if (question.id == "age_years") return 34;
    if (question.id == "sex_at_birth") return "male";
    if (question.id == "onset") return "built_up_while_active";
    if (question.id == "days_since_onset") return 5;
    if (question.id == "pain_location") return "calf_deep_lower";
    if (question.id == "calf_provocation_knee_position") return "worse_knee_bent";
    if (question.id == "calf_pain_on_use_or_touch") return triage::yes;
    if (question.type == triage::FindingType::yes_no) return triage::no;
    if (question.type == triage::FindingType::number) return question.min;
    return question.options.front().id;  // "none", "never", "calf", "left", …
}

}  // namespace

int main() {
    const triage::RuleSet rules = triage::load_shipped().value();
    triage::Answers answers{rules};

    int screens = 0, questions = 0;
    for (auto screen = triage::next_screen(answers); !screen.empty(); screen = triage::next_screen(answers)) {
        ++screens;
        for (const triage::Question& question : screen) {
            answers.set(question.id, ask_the_person(question));
            ++questions;
        }
    }
    const triage::Assessment result = triage::assess(answers);
    std::cout << questions << " questions on " << screens << " screens: " << result.disposition.id << "\n";

    answers.set("calf_swelling", triage::unknown);  // the person goes back: "not sure" is not "no"
    std::cout << "not sure about swelling: " << triage::assess(answers).disposition.id << "\n";

    // A wrong id or value is an error that names the nearest, never a silent "no".
    if (const auto problem = answers.try_set("calf_sweling", triage::yes)) std::cout << problem->text() << "\n";
    return result.disposition.id == "self_care" ? 0 : 1;
}
