// SPDX-License-Identifier: Apache-2.0
// A condition of the rule language from its YAML form.
// Refuses forms that the language does not have, and says which ones it has.
#pragma once

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "node.hpp"

namespace triage::yaml {

[[nodiscard]] Condition read_condition(const Node& node, Problems& problems);

}  // namespace triage::yaml
