// SPDX-License-Identifier: Apache-2.0
// Elimination: from a set of people, one part after another takes those who are in it, until nobody is left.
// Refuses to join the parts first: together they can be many times larger than what is left of the set.
#pragma once

#include <cstdint>
#include <vector>

#include <triage/review/diagram/diagram.hpp>

namespace triage {

/// Some people, and the levels that tell who they are.
struct Part {
    Function who;
    std::vector<std::uint32_t> levels;
};

[[nodiscard]] inline Part part_of(const Diagram& diagram, Function who) {
    std::vector<std::uint32_t> levels = diagram.support(who);
    return {std::move(who), std::move(levels)};
}

/// Those of a set who are in none of the parts. Complexity: parts times what is left of the set.
[[nodiscard]] Function without(Diagram& diagram, Function set, std::vector<const Part*> parts);

/// The same, of a union of parts: those of a set who are in any of them.
[[nodiscard]] inline Function in_any(Diagram& diagram, const Function& set, std::vector<const Part*> parts) {
    return set - without(diagram, set, std::move(parts));
}

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/elimination.ipp>
#endif
