// SPDX-License-Identifier: Apache-2.0
// The nouns of coverage: an item with its place, and the aims that people have to meet to cover it.
// Does not know how an aim is met: the walk judges that (visits.hpp), and the diagram who could (aim_sets.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/phrasing.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/coverage/kinds.hpp>
#include <triage/text/text.hpp>

namespace triage::coverage_detail {

/// Something that one person can meet. What `subject` and `part` are depends on the kind:
/// step: a step · then, else, unknown: a step · outcome: an outcome; raised, unsure, otherwise · advice: an advice; given,
/// withheld · criteria: a shared condition; a Kleene value · score: a shared condition; from the cut-off up, below it ·
/// number: a clause; the exact number, the neighbouring cell · decision: a step; a `Shown`, twice, and whether `then`.
struct Aim {
    CoverageKind kind = CoverageKind::step;
    std::uint32_t subject = npos, part = 0;
    std::uint32_t mention = npos;                                ///< decision: the node
    std::uint32_t level = npos, cell = npos;                     ///< number
    double number = 0;                                           ///< number: the threshold; score: the points that are wanted
    std::size_t cases = 0, last = static_cast<std::size_t>(-1);  ///< how many met it, and which one did last
};

/// What a mention is for a person, and what it would have to be for the step to go the other way.
struct Shown {
    enum Is : std::uint32_t { not_yes, is_yes, is_no, is_unknown };
    static constexpr Kleene instead[] = {Kleene::yes, Kleene::no, Kleene::unknown, Kleene::no};
    [[nodiscard]] static constexpr bool holds(Is is, Kleene value) {
        return is == not_yes ? value != Kleene::yes
                             : value == (is == is_yes  ? Kleene::yes
                                         : is == is_no ? Kleene::no
                                                       : Kleene::unknown);
    }
};

struct Item {
    CoverageKind kind = CoverageKind::step;
    Mark at;
    std::string what;
    std::vector<std::uint32_t> pathways, steps;      ///< steps: those that read or hold it
    std::vector<std::vector<std::uint32_t>> ways;    ///< aims; covered when all of one way are met
    std::vector<std::vector<std::uint32_t>> lesser;  ///< count where every way is proved impossible
};

/// `calf_swelling`, `onset: a, b`, `age_years at_least 50`, `criteria x`, `score x at_least 2`.
struct MentionPhrasing : PlainPhrasing {
    [[nodiscard]] std::string one_of(const Condition& c, const std::vector<std::string>& options) const {
        return c.name.value + ": " + joined(options);
    }
    [[nodiscard]] std::string range(const Condition& c, const std::vector<Bound>& bounds) const {
        std::string out = c.name.value;
        for (const Bound& b : bounds) out += " " + b.word + " " + b.value;
        return out;
    }
    [[nodiscard]] std::string named(const Condition& c, const std::vector<Bound>& bounds) const {
        return std::string(word(c.form)) + " " + range(c, bounds);
    }
};

}  // namespace triage::coverage_detail
