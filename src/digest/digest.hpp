// SPDX-License-Identifier: Apache-2.0
// The digest of a rule set: SHA-256 over the canonical JSON of its document.
// Refuses to see what does not change a meaning: marks, comments, the split into files, cases, sign-offs.
#pragma once

#include <string>
#include <string_view>

#include <triage/model/document.hpp>

namespace triage {

/// Canonical JSON: sections in a fixed order, criteria and scores sorted by id, numbers in their shortest form.
[[nodiscard]] std::string canonical_json(const RuleDocument& document);

/// "sha256:" and 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view text);
[[nodiscard]] std::string digest_of(const RuleDocument& document);

}  // namespace triage
