// SPDX-License-Identifier: Apache-2.0
// A test case: a person's answers and what must come of them (format triage-cases/1).
// Holds no behaviour: `review/cases.hpp` runs it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/document.hpp>

namespace triage {

/// What a case leaves unmentioned: unknown and absent are both tried by default, or the case fixes one.
enum class Unmentioned : std::uint8_t { both, as_unknown, as_absent };

/// As case files have it.
[[nodiscard]] constexpr const char* word(Unmentioned unmentioned) {
    switch (unmentioned) {
        case Unmentioned::both: return "both";
        case Unmentioned::as_unknown: return "unknown";
        case Unmentioned::as_absent: return "no";
    }
    return nullptr;
}

struct Expectation {
    Text at_least, at_most;  ///< dispositions; may be empty
    std::vector<Text> conditions, raised, not_raised, advised, withheld, because;
    /// Whether any list has an entry.
    [[nodiscard]] bool lists() const {
        return !conditions.empty() || !raised.empty() || !not_raised.empty() || !advised.empty() || !withheld.empty() ||
               !because.empty();
    }
};

struct Case {
    Text id;
    std::string title, cite, read, presentation, diagnosis, information, note;
    std::vector<std::pair<FindingId, Answer>> answers;
    Expectation expect;
    Unmentioned unmentioned = Unmentioned::both;
    std::vector<Text> hazards;  ///< of the rule set, that it tests
    std::string at;             ///< file:line
    bool published = false;     ///< has a source of its own: a figure outside the range is reported, not failed
};

}  // namespace triage
