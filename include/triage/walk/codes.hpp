// SPDX-License-Identifier: Apache-2.0
// Answers as small numbers: what no rule tells apart has one code, and each question of the rules is a few ranges of codes.
// Refuses to keep the number that was said: 51 and 52 years are one code where no rule divides them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/model/value.hpp>

namespace triage {

/// The codes of a rule set. 0 is "unknown", of every finding; yes_no: 1 is no, 2 yes; choice: 1 + position of the option;
/// number: 1 + how many thresholds are below it + how many are not above it.
///
///     const Codes codes(rules.compiled());
///     codes.of(age, {0, 34});  // the code of 34 years
class Codes {
public:
    using Code = std::uint16_t;
    struct Range {
        Code first, last;
    };

    explicit Codes(const Rules& rules);

    /// Of a known answer that fits. Complexity: logarithmic in the thresholds of the finding.
    [[nodiscard]] Code of(FindingId finding, const Value& value) const;
    /// How many codes a finding has, "unknown" included.
    [[nodiscard]] std::uint32_t count(FindingId finding) const { return count_[finding]; }
    /// The numbers at which the rules divide a finding, rising.
    [[nodiscard]] const std::vector<double>& thresholds(FindingId finding) const { return thresholds_[finding]; }
    /// The codes for which a clause is true; it is false for the other codes, apart from 0.
    [[nodiscard]] std::span<const Range> truths(ClauseId clause) const {
        return std::span(ranges_).subspan(first_range_[clause], first_range_[clause + 1U] - first_range_[clause]);
    }

private:
    const Rules* rules_;
    std::vector<std::vector<double>> thresholds_;  // of each finding, rising
    std::vector<std::uint32_t> count_;
    std::vector<Range> ranges_;
    std::vector<std::uint32_t> first_range_;  // of each clause, and the end
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/codes.ipp>
#endif
