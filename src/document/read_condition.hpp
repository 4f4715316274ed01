// SPDX-License-Identifier: Apache-2.0
// A condition of the rule language from its YAML form.
// Refuses forms that the language does not have, and says which ones it has.
#pragma once

#include <string_view>

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "fields.hpp"
#include "tree.hpp"

namespace triage::document {

[[nodiscard]] Condition read_condition(const Node& node, Problems& problems);
/// The condition behind a key. Where it is missing, which was reported, one that is always true.
[[nodiscard]] Condition read_condition(const Fields& fields, std::string_view key, Problems& problems);

}  // namespace triage::document
