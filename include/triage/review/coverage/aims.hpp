// SPDX-License-Identifier: Apache-2.0
// The nouns of coverage: an item with its place, and the aims that people have to meet to cover it.
// Does not know how an aim is met: the walk judges that (visits.hpp), and the diagram who could (aim_sets.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
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
[[nodiscard]] inline std::string mention_text(const Condition& c) {
    std::string out = c.form == Condition::Form::criteria ? "criteria " : c.form == Condition::Form::score ? "score " : "";
    out += c.name.value;
    for (std::size_t i = 0; i < c.options.size(); ++i) out += (i == 0 ? ": " : ", ") + c.options[i].value;
    const std::pair<const char*, const std::optional<Number>&> bounds[] = {
        {"at_least", c.at_least}, {"above", c.above}, {"at_most", c.at_most}, {"below", c.below}};
    for (const auto& [word, bound] : bounds)
        if (bound) out += std::string(" ") + word + " " + shortest(bound->value);
    return out;
}

}  // namespace triage::coverage_detail
