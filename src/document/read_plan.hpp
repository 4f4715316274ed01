// SPDX-License-Identifier: Apache-2.0
// One entry of `plans:`, a return-to-running programme, from its YAML form.
// Refuses nothing by itself: days outside the week and senseless amounts are refused by the description.
#pragma once

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "fields.hpp"

namespace triage::document {

[[nodiscard]] Plan read_plan(const Fields& fields, Problems& problems);

}  // namespace triage::document
