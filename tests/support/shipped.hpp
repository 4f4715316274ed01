// SPDX-License-Identifier: Apache-2.0
// The shipped rules, as the tests meet them: the rule set in rules/lower_leg_pain and a plain soleus strain.
// Refuses to know any of its pathways: what it asserts about a person stands in the tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/builders.hpp"
#include "support/generate.hpp"

namespace triage::testing {

/// rules/lower_leg_pain, loaded once.
[[nodiscard]] inline const RuleSet& shipped_rules() {
    static const RuleSet rules = load(std::string(TRIAGE_SOURCE_DIR) + "/rules/lower_leg_pain").value();
    return rules;
}

/// What a person with a plain soleus strain answers: the picture of a strain, and "no" to everything worrying that a
/// person can answer. Reassuring and context questions are denied too unless they belong to the picture.
[[nodiscard]] inline AnyPeople::Drawn plain_strain(const RuleSet& rules) {
    const Said picture{{"age_years", 34},
                       {"sex_at_birth", "female"},
                       {"onset", "built_up_while_active"},
                       {"days_since_onset", 5},
                       {"pain_severity", 3},
                       {"pain_location", "calf_deep_lower"},
                       {"side_affected", "left"},
                       {"calf_provocation_knee_position", "worse_knee_bent"},
                       {"calf_pain_on_use_or_touch", yes},
                       {"smoking_status", "never"}};
    AnyPeople::Drawn out;
    const std::vector<Finding>& findings = rules.document().findings;
    for (FindingId f{0}; f < findings.size(); ++f) {
        const auto it = picture.find(findings[f].id.value);
        if (it != picture.end())
            out.emplace_back(f, it->second);
        else if (findings[f].examiner)
            continue;
        else if (findings[f].type == FindingType::yes_no)
            out.emplace_back(f, no);
        else
            for (const Option& option : findings[f].options)
                if (option.id.value == "none") out.emplace_back(f, option.id.value);
    }
    return out;
}

}  // namespace triage::testing
