// SPDX-License-Identifier: Apache-2.0
// The bodies of codes.hpp.
#pragma once

#include <algorithm>

#include <triage/header_only.hpp>
#include <triage/walk/codes.hpp>

namespace triage {

TRIAGE_BODY Codes::Codes(const Rules& rules) : rules_(&rules), thresholds_(rules.findings.size()) {
    for (const Clause& c : rules.clauses) {
        if (c.has_low) thresholds_[c.finding].push_back(c.low);
        if (c.has_high) thresholds_[c.finding].push_back(c.high);
    }
    for (FindingId f{0}; f < rules.findings.size(); ++f) {
        std::vector<double>& all = thresholds_[f];
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        const Finding& finding = rules.document.findings[f];
        count_.push_back(static_cast<std::uint32_t>(finding.type == FindingType::yes_no   ? 3
                                                    : finding.type == FindingType::choice ? 1 + finding.options.size()
                                                                                          : 2 + 2 * all.size()));
    }
    for (const Clause& c : rules.clauses) {
        first_range_.push_back(static_cast<std::uint32_t>(ranges_.size()));
        const auto last_code = static_cast<Code>(count_[c.finding] - 1);
        switch (c.kind) {
            case Clause::Kind::yes_no: ranges_.push_back({2, 2}); break;
            case Clause::Kind::options:
                for (Code code = 1; code <= last_code; ++code) {
                    if ((c.options >> (code - 1U) & 1U) == 0) continue;
                    if (ranges_.size() > first_range_.back() && ranges_.back().last + 1 == code)
                        ranges_.back().last = code;
                    else
                        ranges_.push_back({code, code});
                }
                break;
            case Clause::Kind::range: {
                const auto at = [&](double x) { return of(c.finding, {0, x}); };  // of a threshold itself: an even code
                Range r{1, last_code};
                if (c.has_low) r.first = static_cast<Code>(at(c.low) + (c.low_open ? 1 : 0));
                if (c.has_high) r.last = static_cast<Code>(at(c.high) - (c.high_open ? 1 : 0));
                if (r.first <= r.last) ranges_.push_back(r);
                break;
            }
        }
    }
    first_range_.push_back(static_cast<std::uint32_t>(ranges_.size()));
}

TRIAGE_BODY Codes::Code Codes::of(FindingId finding, const Value& value) const {
    if (rules_->document.findings[finding].type != FindingType::number) return static_cast<Code>(1U + value.option);
    const std::vector<double>& all = thresholds_[finding];
    const auto below = std::lower_bound(all.begin(), all.end(), value.number);
    const bool exact = below != all.end() && *below == value.number;
    return static_cast<Code>(1 + 2 * (below - all.begin()) + (exact ? 1 : 0));
}

}  // namespace triage
