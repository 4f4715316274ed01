// SPDX-License-Identifier: Apache-2.0
// The rule files that are built into the library, byte for byte, ruleset.yaml first.
// Does not read them: `load_shipped` does. Defined in a source that cmake/embed_rules.cmake generates.
#pragma once

#include <span>
#include <string_view>

namespace triage::shipped {

struct File {
    const char* path;  ///< relative to the rule folder
    std::string_view text;
};

extern const std::span<const File> lower_leg_pain, return_to_running;

}  // namespace triage::shipped
