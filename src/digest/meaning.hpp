// SPDX-License-Identifier: Apache-2.0
// What a pathway means, as canonical JSON: its steps and, gathered by name, everything that they refer to.
// Leaves out what changes no meaning: places, comments, files and their order, groups of questions, review marks, versions.
#pragma once

#include <string>

#include <triage/model/document.hpp>

namespace triage {

/// Everything gathered is sorted by id; what has an order that matters (steps, items, dispositions, advice) keeps it.
/// Names that nothing has are left out.
[[nodiscard]] std::string meaning_of(const RuleDocument& document, const Pathway& pathway);
/// The same for what belongs to no single pathway.
[[nodiscard]] std::string meaning_of_frame(const RuleDocument& document);

}  // namespace triage
