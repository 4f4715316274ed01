// SPDX-License-Identifier: Apache-2.0
// Rule sets at the limits of the format: legal, and as costly as a hostile author can make them. Each is a few lines of a
// generator, so that its size can be chosen.
// Refuses what the loader refuses: every set but `deep_lists` loads.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/model/document.hpp>

namespace triage::testing {

struct LargeRules {
    std::string name;
    std::vector<SourceFile> files;
    bool loads = true;
};

/// A score of 100 "unless" items and 100 that take points away, and a step for each of `tests` thresholds.
[[nodiscard]] LargeRules score_tests(std::size_t tests);
/// `pathways` of `steps` steps each, every step any of two of `findings` yes/no questions.
[[nodiscard]] LargeRules wide(const std::string& name, std::size_t findings, std::size_t pathways, std::size_t steps);
/// Few steps that read all of `findings`, which nobody meets: every pair of answers is a change to try.
[[nodiscard]] LargeRules pairs(std::size_t findings, bool choices);
/// `pathways` of lists in lists, `depth` deep.
[[nodiscard]] LargeRules deep_lists(std::size_t pathways, std::size_t depth);
/// `implications` of 200 items each over `findings` questions.
[[nodiscard]] LargeRules implications(std::size_t findings, std::size_t implications);
/// One condition, of `criteria` lists of 195 questions, that answers 500 questions.
[[nodiscard]] LargeRules settled_together(std::size_t criteria);
/// 500 implications, each of which reads what the next one in the file answers.
[[nodiscard]] LargeRules implication_chain();
/// `steps` of "k of these 200", the list in another order each time; `lists`: or another list each time, of 400 questions.
[[nodiscard]] LargeRules counted_lists(std::size_t steps, bool lists);
/// Any of `n` pairs, whose order the steps before make as bad as can be for a decision diagram.
[[nodiscard]] LargeRules hard_pairs(std::size_t n);

/// All of them, in the sizes of docs/limits.md.
[[nodiscard]] std::vector<LargeRules> all_large_rules();

}  // namespace triage::testing
