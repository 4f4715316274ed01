// SPDX-License-Identifier: Apache-2.0
// How useful a rule set stays for people who are sometimes not sure: of the cases that expect home care, the share that still
// gets it when each denied answer is "not sure" with some probability, and which single "not sure" costs how many of them that
// care. Refuses to count safety for usefulness: that "not sure" never counts as "no" is proved elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/cases.hpp>

namespace triage {

struct NotSureOptions {
    double probability = 0.05;       ///< that a denied answer is "not sure" instead; 0 to 1
    double resolved = 0.8;           ///< the share of those that a question's `check` settles as "no"; 0 to 1
    std::size_t budget = 4'000'000;  ///< nodes of the decision diagram; past it the shares are drawn
    std::size_t draws = 2'000;       ///< people per case, where they are drawn
    std::uint32_t seed = 1;
};

/// One finding whose lone "not sure" takes home care from `moves` of the cases.
struct LoneNotSure {
    std::string finding, ask;
    bool red_flag = false, check = false;  ///< whether it has a `check`
    std::size_t moves = 0;
};

/// The shares are means over the cases, from 0 to 1.
struct NotSureReport {
    double probability = 0, resolved = 0;
    std::size_t cases = 0;         ///< that expect home care, and get it when everything that they do not mention is denied
    std::size_t not_home = 0;      ///< that expect it and do not get it then; they are not counted below
    bool exact = true;             ///< from the decision diagram; else from `draws` people per case
    double home = 0, checked = 0;  ///< still at home; the same after the checks
    double low = 0, high = 1, checked_low = 0, checked_high = 1;  ///< 95 % intervals, where they are drawn (Wilson)
    double graver = 0;  ///< sent to the level of the red flags, or graver, by "not sure" alone
    std::size_t draws = 0;
    std::vector<LoneNotSure> lone;  ///< those that move most first
};

/// Complexity: the diagram once, then linear in its size for each case; one walk for each denied answer.
[[nodiscard]] NotSureReport not_sure(const RuleSet& rules, const std::vector<Case>& cases, const NotSureOptions& options = {});

[[nodiscard]] std::string render_not_sure_text(const NotSureReport& report);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/not_sure.ipp>
#endif
