// SPDX-License-Identifier: Apache-2.0
// Rules and people in one line, for tests.
// Refuses to be clever: rules are YAML text, completed with the sections that a small example does not care about.
#pragma once

#include <initializer_list>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/load.hpp>
#include <triage/triage.hpp>

#include "support/copies.hpp"
#include "support/reference_judge.hpp"

namespace triage::testing {

/// Compiles one self-contained rule file. Throws LoadError, which names every problem.
[[nodiscard]] inline RuleSet rules_of(const std::string& yaml) {
    return load(std::vector<SourceFile>{{"rules.yaml", yaml}}).value();
}

/// Five levels, three conditions, one source, and outcomes `emergency`, `today`, `soon`, `booked` and `home`, one of
/// each level.
[[nodiscard]] inline std::string preamble(const std::string& more_outcomes = {}) {
    return R"(format: triage-rules/1
id: small
version: 0.1.0
title: "Small"
language: en
scope: "Tests"
otherwise: booked
dispositions:
  - {id: emergency_now, label: "Emergency", within_hours: 0}
  - {id: same_day, label: "Today", within_hours: 24, red_flag_floor: true}
  - {id: within_days, label: "Soon", within_hours: 72}
  - {id: routine, label: "Booked", within_hours: 336}
  - {id: self_care, label: "Home", at_home: true}
sources:
  - {id: judgement, cite: "Judgement", judgement: true}
conditions:
  - {id: clot, label: "Clot"}
  - {id: strain, label: "Strain"}
outcomes:
  - {id: emergency, condition: clot, disposition: emergency_now, title: "Emergency", say: "Go", clinician: "Go", sources: [judgement]}
  - {id: today, condition: clot, disposition: same_day, title: "Today", say: "Today", clinician: "Today", sources: [judgement]}
  - {id: soon, condition: clot, disposition: within_days, title: "Soon", say: "Soon", clinician: "Soon", sources: [judgement]}
  - {id: booked, condition: clot, disposition: routine, title: "Booked", say: "Book", clinician: "Book", sources: [judgement]}
  - id: home
    condition: strain
    disposition: self_care
    title: "Home"
    say: "Rest"
    clinician: "Rest"
    sources: [judgement]
    safety_net: {uncertainty: "u", watch_for: ["w"], get_help: "g", time_course: "t", recheck_days: 7}
)" + more_outcomes;
}

/// `yes_no("a")` and alike: one line of a `findings:` section.
[[nodiscard]] inline std::string yes_no(const std::string& id, const std::string& more = "polarity: worrying") {
    return "  - {id: " + id + ", type: yes_no, " + more + ", group: g, ask: \"" + id + "?\", clinical: c, why: w}\n";
}
[[nodiscard]] inline std::string choice(const std::string& id, const std::string& options) {
    return "  - {id: " + id + ", type: choice, options: [" + options + "], group: g, ask: \"" + id +
           "?\", clinical: c, why: w}\n";
}
[[nodiscard]] inline std::string number(const std::string& id, const std::string& min, const std::string& max,
                                        const std::string& more = "unit: cm") {
    return "  - {id: " + id + ", type: number, " + more + ", min: " + min + ", max: " + max + ", group: g, ask: \"" + id +
           "?\", clinical: c, why: w}\n";
}
/// One step; `more` holds `then`, `else`, `unknown`.
[[nodiscard]] inline std::string step(const std::string& id, const std::string& condition, const std::string& more) {
    return "{id: " + id + ", if: " + condition + ", because: \"because of " + id + "\", sources: [judgement], " + more + "}";
}

/// A person, from pairs of finding and answer. Throws AnswerError on a pair that does not fit.
[[nodiscard]] inline Answers person(const RuleSet& rules,
                                    std::initializer_list<std::pair<std::string_view, Answer>> answers = {}) {
    Answers out{rules};
    for (const auto& [finding, answer] : answers) out.set(finding, answer);
    return out;
}

/// What a person said, as the reference judge takes it.
[[nodiscard]] inline Said said(const Answers& answers) {
    Said out;
    const RuleDocument& document = answers.rules().document();
    for (FindingId f{0}; f < document.findings.size(); ++f)
        if (answers.state(f) != Answers::State::not_asked) out.emplace(document.findings[f].id.value, answers.answer(f));
    return out;
}

/// Where a finding stands in the document. Throws where there is none.
[[nodiscard]] inline FindingId position(const RuleSet& rules, std::string_view finding) {
    const FindingId f = rules.compiled().finding_names.find(finding);
    if (f == npos) throw std::invalid_argument("no finding " + std::string(finding));
    return f;
}

/// The line of the (only) rule file that a place like `rules.yaml:14` names.
[[nodiscard]] inline std::string line_at(const RuleSet& rules, const std::string& place) {
    std::istringstream text(rules.document().files[0].text);
    std::string line;
    for (unsigned long n = std::stoul(place.substr(place.rfind(':') + 1)); n > 0; --n) std::getline(text, line);
    return line;
}

[[nodiscard]] inline std::string disposition_of(const Answers& answers) {
    return answers.rules().compiled().disposition(walk(answers).disposition).id.value;
}

}  // namespace triage::testing
