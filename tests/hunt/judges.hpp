// SPDX-License-Identifier: Apache-2.0
// The judges of the hunt: the test cases, what each costs, and which mutants each comes to.
// Refuses a judge that fails by itself: it would notice everything.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace triage::hunt {

struct Judge {
    std::string name;
    std::string room;       ///< its folder below tests/, the same as below include/triage/
    std::string text;       ///< its whole file
    double seconds = 0;     ///< on unchanged sources
    std::set<int> reached;  ///< the mutants that it comes to
    bool fit = false;       ///< it passes by itself, in time
    bool slow = false;      ///< it does not end in time
};

/// Every test case below `tests`, in the order of the files, without the hidden ones.
[[nodiscard]] std::vector<Judge> judges_in(const std::string& tests);

/// The name as `--input-file` of Catch2 wants it.
[[nodiscard]] std::string quoted(const std::string& name);

/// The last test case that the XML of Catch2 speaks of; empty if there is none.
[[nodiscard]] std::string last_case(const std::string& xml);

}  // namespace triage::hunt
