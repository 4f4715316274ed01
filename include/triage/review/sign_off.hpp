// SPDX-License-Identifier: Apache-2.0
// Sign-offs: who has read which pathway, and the digest of what it meant then (format triage-review/1, docs/review.md).
// Refuses to let a signature outlive what was signed: a pathway whose meaning changed since is void, and only that one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <triage/model/diagnostic.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/model/sign_off.hpp>

namespace triage {

/// SHA-256 over everything of meaning that a pathway refers to, texts and sources included: "sha256:" and 64 digits.
/// Not over marks, comments, the split into files and their order, `group`, `review:` marks or the version.
/// Empty where there is no such pathway. Complexity: linear in the rules.
[[nodiscard]] std::string pathway_digest(const RuleDocument& document, std::string_view pathway);
/// The same over the frame, what belongs to no single pathway: title, scope, dispositions, `otherwise`, the order of
/// pathways, safety properties, assumptions and plans.
[[nodiscard]] std::string frame_digest(const RuleDocument& document);

/// A sign-off of some pathways, and of the frame if wanted, as they are now. Where neither is named: of everything.
[[nodiscard]] SignOff sign_off(const RuleSet& rules, const std::string& who, const std::string& role, const std::string& date,
                               const std::vector<std::string>& pathways = {}, bool frame = false);

/// Reads a review file against a rule set. `name` stands for the file in messages.
[[nodiscard]] Loaded<std::vector<SignOff>> read_sign_offs(const RuleSet& rules, std::string_view text,
                                                          const std::string& name = review_file, const LoadOptions& options = {});
/// The sign-offs that a rule set was loaded with; empty without a review file.
[[nodiscard]] std::vector<SignOff> sign_offs_of(const RuleSet& rules);

/// One sign-off as an item of the list `sign_offs:`, and a whole review file.
[[nodiscard]] std::string render_sign_off(const SignOff& one);
[[nodiscard]] std::string render_sign_offs(const std::string& ruleset, const std::vector<SignOff>& all);

/// One for each pathway in the order of the file, the frame last.
[[nodiscard]] std::vector<Signature> signatures(const RuleDocument& document, const std::vector<SignOff>& all);

}  // namespace triage
