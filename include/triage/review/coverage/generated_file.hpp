// SPDX-License-Identifier: Apache-2.0
// Generated cases as a file for a clinician to fill in.
// Refuses to be run as it is: every `expect:` is empty, and the reader says so with its place.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/explain/render/json.hpp>
#include <triage/review/coverage/generate.hpp>
#include <triage/text/escape.hpp>

namespace triage {

/// The cases as a file of the format triage-cases/1 with empty `expect:` keys, which `triage test` refuses with their
/// places until they are filled in.
[[nodiscard]] inline std::string cases_text(const RuleSet& rules, const GeneratedCases& generated) {
    std::string out =
        "# People whom no test case covers yet, made by `triage generate`. Each is one answer sheet; nobody has judged it.\n"
        "# Under `expect:` a clinician writes what must come of the person, for instance\n"
        "#   disposition: {at_least: …, at_most: …}, raised: […], not_raised: […], advised: […], withheld: […]\n"
        "# A person who cannot exist is deleted. `triage test` refuses the file while an `expect:` is empty.\n\n"
        "format: triage-cases/1\nruleset: " +
        rules.id() + "\ncases:\n";
    const std::vector<Finding>& findings = rules.document().findings;
    for (const GeneratedCase& g : generated.cases) {
        out += "  - id: " + g.person.id.value + "\n    title: " + json_string(g.person.title) + "\n";
        for (std::size_t i = 1; i < g.covers.size(); ++i) out += "    # also: " + visible(g.covers[i]) + "\n";
        out += g.person.answers.empty() ? "    answers: {}\n" : "    answers:\n";
        for (const auto& [f, answer] : g.person.answers)
            out += "      " + findings[f].id.value + ": " +
                   (answer.kind() == Answer::Kind::number ? answer.text() : "\"" + answer.text() + "\"") + "\n";
        out += g.person.unmentioned == Unmentioned::as_absent ? "    unmentioned: \"no\"\n" : "    unmentioned: unknown\n";
        out += "    expect:  # blank: to be filled in by a clinician\n\n";
    }
    return out;
}

}  // namespace triage
