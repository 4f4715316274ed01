// SPDX-License-Identifier: Apache-2.0
// Single patterns out of a set of them: the smallest person in it, and the answers that this person would give.
// Refuses to show a pattern that nobody could answer: each stands for real answers of the rule set.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <triage/review/diagram/cells.hpp>
#include <triage/review/diagram/diagram.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

/// For each level of a space, the number of a cell.
using Pattern = std::vector<std::uint32_t>;

/// What a value of a level costs when the cheapest pattern is looked for; compared from the first entry on.
using Cost = std::array<std::uint32_t, 2>;

/// Whether an answer is what one would rather not hear: a worrying yes, a reassuring no, an option other than `none`
/// of a worrying choice.
[[nodiscard]] bool is_abnormal(const Finding& finding, const Answer& answer);

/// What a cell costs more in which no whole number lies, although only those make sense: more than all other answers together.
constexpr std::uint32_t cost_of_fraction = 1U << 16U;

/// Whether a pattern has such a cell.
[[nodiscard]] bool has_fraction(const PatternSpace& space, const Pattern& pattern);

/// All patterns that have one.
[[nodiscard]] Function fractions(Diagram& diagram, const PatternSpace& space);

/// The pattern with the least sum of `cost(level, value)` among those with a number other than 0; of equals, the one with
/// the smaller values at the first levels where they differ. On each level some value must cost nothing: that is the one
/// of the levels that do not matter.
/// Complexity: linear in the size of the set. Nothing when the set is empty.
template <class CostOf>
[[nodiscard]] std::optional<Pattern> cheapest(const Diagram& diagram, const Function& set, CostOf&& cost) {
    constexpr std::uint32_t never = 0xFFFFFFFFU;
    const auto plus = [](Cost a, const Cost& b) { return Cost{a[0] == never ? never : a[0] + b[0], a[1] + b[1]}; };
    std::vector<std::uint32_t> idle(diagram.levels());
    for (std::uint32_t l = 0; l < diagram.levels(); ++l)
        for (std::uint32_t v = 1; v < diagram.values(l); ++v)
            if (cost(l, v) < cost(l, idle[l])) idle[l] = v;
    const std::vector<Diagram::Ref> below = diagram.bottom_up(set.ref());
    std::vector<std::pair<Cost, std::uint32_t>> best(below.size());
    const auto cost_of = [&](Diagram::Ref ref) {
        if (Diagram::is_terminal(ref)) return Diagram::number(ref) != 0 ? Cost{0, 0} : Cost{never, 0};
        return best[diagram.place(ref)].first;
    };
    for (std::size_t i = 0; i < below.size(); ++i) {
        const Diagram::Ref ref = below[i];
        const std::uint32_t l = diagram.level_of(ref);
        std::pair<Cost, std::uint32_t> choice{{never, never}, 0};
        for (std::uint32_t v = 0; v < diagram.values(l); ++v) {
            const Cost c = plus(cost_of(diagram.child(ref, v)), cost(l, v));
            if (c < choice.first) choice = {c, v};
        }
        best[i] = choice;
    }
    if (cost_of(set.ref())[0] == never) return std::nullopt;
    Pattern out = idle;
    for (Diagram::Ref ref = set.ref(); !Diagram::is_terminal(ref); ref = diagram.child(ref, out[diagram.level_of(ref)]))
        out[diagram.level_of(ref)] = best[diagram.place(ref)].second;
    return out;
}

/// The pattern with the fewest answers, then the fewest abnormal ones.
[[nodiscard]] std::optional<Pattern> smallest_pattern(const Diagram& diagram, const PatternSpace& space, const Rules& rules,
                                                      const Function& set);

/// The answers of a pattern; what is unknown is left unasked, and what these rules do not know is left out.
[[nodiscard]] Answers answers_of(const PatternSpace& space, const Pattern& pattern, const RuleSet& rules);

/// The pattern that a person's answers fall into.
[[nodiscard]] Pattern pattern_of(const PatternSpace& space, const Answers& answers);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/patterns.ipp>
#endif
