// SPDX-License-Identifier: Apache-2.0
// The bodies of elimination.hpp.
#pragma once

#include <algorithm>

#include <triage/header_only.hpp>
#include <triage/review/diagram/elimination.hpp>

namespace triage {

TRIAGE_BODY Function without(Diagram& diagram, Function set, std::vector<const Part*> parts) {
    // Often one part has them all. Else those that ask the least that the set does not ask go first: they add little to it.
    if (std::any_of(parts.begin(), parts.end(), [&](const Part* p) { return diagram.within(set, p->who); }))
        return diagram.none();
    std::vector<bool> asked(diagram.levels());
    for (const std::uint32_t level : diagram.support(set)) asked[level] = true;
    const auto more = [&](const Part* p) {
        return std::count_if(p->levels.begin(), p->levels.end(), [&](std::uint32_t level) { return !asked[level]; });
    };
    std::stable_sort(parts.begin(), parts.end(), [&](const Part* a, const Part* b) { return more(a) < more(b); });
    for (std::size_t i = 0; i < parts.size() && !diagram.empty(set); ++i) set -= parts[i]->who;
    return set;
}

}  // namespace triage
