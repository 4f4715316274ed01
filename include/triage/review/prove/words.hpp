// SPDX-License-Identifier: Apache-2.0
// What a ProofReport says in words, for each of its renderings and for the review packet.
// Refuses to choose: each text stands for one fact of the report.
#pragma once

#include <cstddef>
#include <string>

#include <triage/review/prove/proof_report.hpp>

namespace triage::review_detail {

inline constexpr const char* patterns_note =
    "Patterns count combinations of answers that the rules can tell apart, not patients: hardly anyone gives most of them.";

[[nodiscard]] inline const char* verdict_name(Verdict verdict) {
    constexpr const char* names[] = {"proved", "violated", "not proved", "vacuous"};
    return names[static_cast<std::size_t>(verdict)];
}
inline constexpr const char* vacuous_assumption = "no answer pattern meets this assumption, so it excludes nobody";
[[nodiscard]] inline const char* kind_name(Unreachable::Kind kind) {
    constexpr const char* names[] = {"step", "branch", "outcome", "advice", "criteria", "condition", "finding"};
    return names[static_cast<std::size_t>(kind)];
}

/// How much of the rules a property was asked about: "over all 81 patterns, covers 2 of 4 findings". The exact number of all
/// patterns stands above the properties.
[[nodiscard]] inline std::string extent_text(const ProvedProperty& p, const BigCount& all) {
    const bool whole = p.patterns == all, small = short_count(all) == all.text();
    return "over " +
           (!whole  ? patterns_text(p.patterns)
            : small ? "all " + patterns_text(all)
                    : "all patterns, " + short_count(all)) +
           (p.covers.of == 0
                ? ""
                : ", covers " + std::to_string(p.covers.count) + " of " + std::to_string(p.covers.of) + " " + p.covers.what);
}

/// "calf_swelling: yes, age_years: 34", or "nothing answered".
[[nodiscard]] inline std::string answers_line(const Counterexample& c) {
    std::string out;
    for (const auto& [finding, answer] : c.answers) out += (out.empty() ? "" : ", ") + finding + ": " + answer;
    return out.empty() ? "nothing answered" : out;
}
/// What is wrong, in one sentence.
[[nodiscard]] inline std::string counterexample_sentence(const Counterexample& c) {
    if (c.finding.empty()) return c.disposition + ", expected " + c.expected;
    return c.disposition + ", but with " + c.finding + ": " + c.other_answer + " it is " + c.other_disposition;
}

}  // namespace triage::review_detail
