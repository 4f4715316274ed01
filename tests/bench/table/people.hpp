// SPDX-License-Identifier: Apache-2.0
// The people that the table asks about: random ones from a fixed seed, one who denies everything, one who said nothing.
// Refuses to be a cohort: random people are spread over all answers, not over what a clinic sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <triage/walk/answers.hpp>

#include "support/generate.hpp"
#include "support/shipped.hpp"

namespace bench {

inline constexpr std::uint64_t seed = 13;

inline std::vector<triage::Answers> random_people(std::size_t count) {
    const triage::RuleSet& rules = triage::testing::shipped_rules();
    const triage::testing::AnyPeople any(rules.document());
    triage::testing::Dice dice(seed);
    std::vector<triage::Answers> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(triage::testing::answers_of(rules, any.anyone(dice)));
    return out;
}

/// Forms as people fill them in: numbers with at most one decimal, most questions denied. `whole`: every question is answered,
/// also an examiner's; else some screens were not shown, and some answers are "not sure".
inline std::vector<triage::testing::AnyPeople::Drawn> forms(std::size_t count, bool whole) {
    const triage::RuleSet& rules = triage::testing::shipped_rules();
    const triage::testing::AnyPeople any(rules.document());
    triage::testing::Dice dice(seed);
    std::vector<triage::testing::AnyPeople::Drawn> out(count);
    for (auto& person : out) {
        const double denied = dice.pick(std::vector<double>{0.5, 0.9, 0.97});
        std::map<std::string, bool> shown;
        for (triage::FindingId f{0}; f < rules.document().findings.size(); ++f) {
            const triage::Finding& finding = rules.document().findings[f];
            if (!whole && !shown.try_emplace(finding.group.value, dice.chance(0.6)).first->second) continue;
            if (!whole && dice.chance(0.1))
                person.emplace_back(f, triage::unknown);
            else if (finding.type == triage::FindingType::number && finding.whole)
                person.emplace_back(f, dice.between(static_cast<int>(finding.min.value), static_cast<int>(finding.max.value)));
            else if (finding.type == triage::FindingType::number)
                person.emplace_back(
                    f, dice.between(static_cast<int>(finding.min.value * 10), static_cast<int>(finding.max.value * 10)) / 10.0);
            else if (finding.type == triage::FindingType::yes_no && dice.chance(denied))
                person.emplace_back(f, triage::no);
            else
                person.emplace_back(f, any.value(f, dice));
        }
    }
    return out;
}

/// Everything denied, a sore lower calf since a run: the longest way through the rules.
inline triage::Answers everything_denied() {
    const triage::RuleSet& rules = triage::testing::shipped_rules();
    return triage::testing::answers_of(rules, triage::testing::plain_strain(rules));
}
inline triage::Answers nothing_answered() { return triage::Answers{triage::testing::shipped_rules()}; }

inline std::string level(triage::Rank rank) { return triage::testing::shipped_rules().compiled().disposition(rank).id.value; }

}  // namespace bench
