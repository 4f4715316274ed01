// SPDX-License-Identifier: Apache-2.0
// The tree of one rule file, or a part of it, into a RuleDocument.
// Refuses sections, keys and forms that the language does not have; keeps everything that could be read, so that later checks
// see it too.
#pragma once

#include <vector>

#include <triage/model/document.hpp>

#include "fields.hpp"

namespace triage::document {

/// Adds what stands in `root` to the document. `top`: the file that carries identity and includes.
/// Returns the include list (top file only).
std::vector<Text> read_sections(const Node& root, bool top, RuleDocument& document, Problems& problems);

}  // namespace triage::document
