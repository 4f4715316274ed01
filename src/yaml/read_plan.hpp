// SPDX-License-Identifier: Apache-2.0
// One entry of `plans:`, a return-to-running programme, from its YAML form.
// Refuses days outside the week and amounts that make no sense.
#pragma once

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "node.hpp"

namespace triage::yaml {

void read_plan(const Node& node, RuleDocument& document, Problems& problems);

}  // namespace triage::yaml
