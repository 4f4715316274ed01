// SPDX-License-Identifier: Apache-2.0
// The kinds of things to cover and how it stands with them, with their words.
// Refuses a second word for the same: JSON, text, page and packet take theirs here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace triage {

/// The kinds of items, in the order in which they are reported.
enum class CoverageKind : std::uint8_t {
    step,
    then_branch,
    else_branch,
    unknown_branch,
    outcome,
    advice,
    criteria,
    score,
    number,
    decision
};

inline constexpr std::array<CoverageKind, 10> coverage_kinds{
    CoverageKind::step,    CoverageKind::then_branch, CoverageKind::else_branch, CoverageKind::unknown_branch,
    CoverageKind::outcome, CoverageKind::advice,      CoverageKind::criteria,    CoverageKind::score,
    CoverageKind::number,  CoverageKind::decision};

/// Stable, as in JSON.
[[nodiscard]] inline const char* kind_id(CoverageKind kind) {
    constexpr const char* ids[] = {"step",   "then",     "else",  "unknown", "outcome",
                                   "advice", "criteria", "score", "number",  "decision"};
    return ids[static_cast<std::size_t>(kind)];
}
/// In a table; the number past the last kind is all of them.
[[nodiscard]] inline const char* kind_text(std::size_t kind) {
    constexpr const char* texts[] = {"steps reached",
                                     "then branches taken",
                                     "else branches taken",
                                     "unknown branches taken",
                                     "outcomes standing",
                                     "advice given, withheld",
                                     "criteria true, false, unknown",
                                     "score cut-offs, both sides",
                                     "number thresholds, both sides",
                                     "conditions shown to matter (MC/DC)",
                                     "all"};
    return texts[kind];
}

/// `covered` by a judged case; `possible`: not, but some person would; `impossible`: proved that nobody can;
/// `not_proved`: the diagram went past its budget.
enum class CoverageState : std::uint8_t { covered, possible, impossible, not_proved };

/// Stable, as in JSON.
[[nodiscard]] inline const char* state_id(CoverageState state) {
    constexpr const char* ids[] = {"covered", "uncovered", "impossible", "not_proved"};
    return ids[static_cast<std::size_t>(state)];
}

}  // namespace triage
