// SPDX-License-Identifier: Apache-2.0
// Random valid rule sets and random people, each from a seed.
// Refuses to be realistic: it looks for every form of the rule language in every combination, not for medicine.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/document.hpp>
#include <triage/walk/answers.hpp>

#include "support/dice.hpp"

namespace triage::testing {

/// A whole rule set as YAML: all condition forms, nested steps, floors, unknown branches, scores with unknown and
/// negative items, criteria that use scores and the other way round, chained and clashing implications, examiner
/// findings, choices, numbers, assumptions and withheld advice. The same seed gives the same text everywhere.
[[nodiscard]] std::string random_rules(std::uint64_t seed);

/// The same forms with a third of the findings, pathways and steps: what asks every person of them takes milliseconds.
[[nodiscard]] std::string small_random_rules(std::uint64_t seed);

/// Draws answers to one document.
class AnyPeople {
public:
    /// `base`: the person near whom `near_base` draws, one answer for each finding that is answered.
    explicit AnyPeople(const RuleDocument& document, std::vector<std::pair<FindingId, Answer>> base = {});

    using Drawn = std::vector<std::pair<FindingId, Answer>>;  ///< by position of the finding, each at most once
    /// Every finding at random: unanswered, "not sure", or any value; numbers at and just beside every threshold.
    [[nodiscard]] Drawn anyone(Dice& dice) const;
    /// Everything denied (or the base), apart from up to four findings.
    [[nodiscard]] Drawn near_base(Dice& dice) const;
    [[nodiscard]] Drawn either(Dice& dice) const { return dice.chance(0.5) ? anyone(dice) : near_base(dice); }
    /// A known answer to one finding.
    [[nodiscard]] Answer value(FindingId finding, Dice& dice) const { return dice.pick(values(finding)); }
    /// Every known answer that rules could tell apart: of a number those at, beside and between the thresholds.
    [[nodiscard]] const std::vector<Answer>& values(FindingId finding) const { return values_[finding]; }

private:
    const RuleDocument* document_;
    std::vector<std::vector<Answer>> values_;  ///< for each finding
    std::vector<std::pair<FindingId, Answer>> base_;
};

/// The answers as the engine takes them.
[[nodiscard]] Answers answers_of(const RuleSet& rules, const AnyPeople::Drawn& drawn);

}  // namespace triage::testing
