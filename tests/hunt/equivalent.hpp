// SPDX-License-Identifier: Apache-2.0
// The mutants that change nothing that anybody could notice, each with the reason (equivalent.txt).
// Refuses line numbers: an entry is found again by its file, the text of its line and the mutation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hunt/mutants.hpp"

namespace triage::hunt {

/// Where the engine is: the files that are mutated, below the root of the project.
[[nodiscard]] const std::vector<std::string>& targets();

struct Equivalent {
    std::string file, line;
    std::string mutation;  ///< "original -> mutation", or "any" for every one of the line
    std::string because;
    std::size_t at = 0;  ///< its line in equivalent.txt
    mutable bool used = false;
};

[[nodiscard]] std::string named(const Mutant& mutant);

/// Reads entries: blocks of "file:", "line:", "mutation:" and "because:", parted by empty lines. `#` begins a remark. Several
/// `mutation:` of one line share a reason. Throws std::runtime_error on what is none.
[[nodiscard]] std::vector<Equivalent> read_equivalents(const std::string& text);

/// The entry of a mutant, if there is one; it is marked as used.
[[nodiscard]] const Equivalent* entry_of(const std::vector<Equivalent>& entries, const std::string& file, const Source& source,
                                         const Mutant& mutant);

}  // namespace triage::hunt
