// SPDX-License-Identifier: Apache-2.0
// The sections of one rule file into a RuleDocument.
// Refuses unknown sections and keys; keeps everything that could be read, so that later checks see it too.
#pragma once

#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "tree.hpp"

namespace triage::document {

/// Adds what stands in `root` to the document. `top`: the file that carries identity and includes.
/// Returns the include list (top file only).
std::vector<Text> read_sections(const Node& root, bool top, RuleDocument& document, Problems& problems);

}  // namespace triage::document
