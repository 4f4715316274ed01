// SPDX-License-Identifier: Apache-2.0
// The review file of a rule folder, read beside the rules.
// Refuses to judge the rules: whether a signature still holds is asked of their digests, here and whenever somebody asks.
#pragma once

#include <string>

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "../document/tree.hpp"

namespace triage {

/// The `review_status` of a document, from the tree of its review file.
[[nodiscard]] std::string read_review_status(const document::Node& root, const RuleDocument& document, Problems& problems);

}  // namespace triage
