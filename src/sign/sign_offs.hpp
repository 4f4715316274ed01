// SPDX-License-Identifier: Apache-2.0
// The review file of a rule folder, read beside the rules.
// Refuses to judge the rules: whether a signature still holds is asked of their digests, here and whenever somebody asks.
#pragma once

#include <string>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "../document/tree.hpp"

namespace triage {

/// How it stands with the signatures of a document.
struct ReviewFile {
    std::string status;             ///< `review_status`
    std::vector<std::string> read;  ///< digests of the rules that were read where a signature no longer holds, each once
};
/// From the tree of its review file.
[[nodiscard]] ReviewFile read_review_file(const document::Node& root, const RuleDocument& document, Problems& problems);

}  // namespace triage
