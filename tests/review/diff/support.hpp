// SPDX-License-Identifier: Apache-2.0
// Changed copies of rule sets, for the tests of the comparison.
// Refuses to use the diagram for anything but the list of findings and cells.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/builders.hpp"
#include "support/generate.hpp"
#include "support/patterns.hpp"

#include <triage/review/diagram/patterns.hpp>
#include <triage/review/diff/diff.hpp>

namespace triage::testing {

/// The text with its first `from` replaced. Throws where there is none.
[[nodiscard]] inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::invalid_argument("nothing says " + from);
    return text.replace(at, from.size(), to);
}

/// A copy of drawn rules with one word of a condition, branch, level or list of advice exchanged; nothing when the copy does
/// not load.
[[nodiscard]] inline std::optional<RuleSet> changed_copy(const std::string& yaml, Dice& dice) {
    const std::vector<std::pair<std::string, std::string>> changes = {{"at_least: ", "at_least: 1"},
                                                                      {"{all: [", "{any: ["},
                                                                      {"{any: [", "{all: ["},
                                                                      {"{not: ", "{unless: "},
                                                                      {"unless: ", "not: "},
                                                                      {"then: o", "then: clear #"},
                                                                      {"then: ", "then: next #"},
                                                                      {"unknown: ", "unknown: clear #"},
                                                                      {"disposition: level1", "disposition: level2"},
                                                                      {"disposition: level2", "disposition: level1"},
                                                                      {"f1", "f2"},
                                                                      {"f3", "f0"},
                                                                      {"points: 1", "points: 2"},
                                                                      {"below: ", "below: 9 #"}};
    const auto& [from, to] = dice.pick(changes);
    std::vector<std::size_t> places;
    for (std::size_t at = yaml.find("pathways:"); at != std::string::npos; at = yaml.find(from, at + 1)) places.push_back(at);
    places.erase(places.begin());
    if (places.empty()) return std::nullopt;
    std::string copy = yaml;
    copy.replace(dice.pick(places), from.size(), to);
    Loaded<RuleSet> loaded = load(std::vector<SourceFile>{{"rules.yaml", copy}});
    if (!loaded.ok()) return std::nullopt;
    return loaded.value();
}

/// One level of drawn or small rules by its id.
[[nodiscard]] inline const DispositionMove* find_move(const RuleDiff& d, const std::string& from, const std::string& to) {
    for (const DispositionMove& m : d.moves)
        if (m.from == from && m.to == to) return &m;
    return nullptr;
}

}  // namespace triage::testing
