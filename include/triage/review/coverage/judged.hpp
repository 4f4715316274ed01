// SPDX-License-Identifier: Apache-2.0
// The readings of a case in which `run_cases` compares something with what the case expects; only these cover anything.
// Refuses to count an expectation that cannot fail: "at least" the mildest level and "at most" the gravest judge nobody.
#pragma once

#include <cstddef>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/review/cases.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

/// The people as whom a case is judged: as answered, with the unmentioned absent, both, or none.
///
/// As answered counts where the case has an `at_least` above the mildest level, or fixes `unmentioned: unknown` and has an
/// `at_most` below the gravest. Unmentioned absent counts where it has either. The lists (`conditions`, `raised`,
/// `not_raised`, `advised`, `withheld`, `because`) count in the one reading in which they are looked for: absent for a published
/// case and where the case fixes it, as answered otherwise.
[[nodiscard]] inline std::vector<Answers> judged_people(const RuleSet& rules, const Case& one) {
    const Rules& r = rules.compiled();
    const auto levels = r.document.dispositions.size();
    const auto rank = [&](const Text& disposition) {
        return levels - 1 - static_cast<std::size_t>(r.disposition_names.find(disposition.value));
    };
    const Expectation& e = one.expect;
    const bool at_least = !e.at_least.value.empty() && rank(e.at_least) > 0;
    const bool at_most = !e.at_most.value.empty() && rank(e.at_most) + 1 < levels;
    const bool lists = !e.conditions.empty() || !e.raised.empty() || !e.not_raised.empty() || !e.advised.empty() ||
                       !e.withheld.empty() || !e.because.empty();
    const bool lists_absent =
        one.unmentioned == Unmentioned::as_absent || (one.unmentioned == Unmentioned::both && one.published);

    std::vector<Answers> out;
    Answers answers{rules};
    for (const auto& [finding, answer] : one.answers) (void)answers.try_set(finding, answer);
    if (one.unmentioned != Unmentioned::as_absent &&
        (at_least || (at_most && one.unmentioned == Unmentioned::as_unknown) || (lists && !lists_absent)))
        out.push_back(answers);
    if (one.unmentioned != Unmentioned::as_unknown && (at_least || at_most || (lists && lists_absent))) {
        review_detail::fill_in_absent(answers);
        out.push_back(std::move(answers));
    }
    return out;
}

}  // namespace triage
