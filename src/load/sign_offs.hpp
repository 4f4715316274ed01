// SPDX-License-Identifier: Apache-2.0
// The review file of a rule folder, read beside the rules.
// Refuses to judge the rules: whether a signature still holds is asked of their digests, here and whenever somebody asks.
#pragma once

#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/review/sign_off.hpp>

#include "../document/tree.hpp"

namespace triage {

[[nodiscard]] std::vector<SignOff> read_sign_offs(const document::Node& root, const RuleDocument& document, Problems& problems);

}  // namespace triage
