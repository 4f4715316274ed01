// SPDX-License-Identifier: Apache-2.0
// The digest of a rule set: SHA-256 over the canonical JSON of its document; and what one pathway means, as canonical JSON.
// Refuses to see what does not change a meaning: marks, comments, the split into files, cases, sign-offs.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <triage/model/document.hpp>

namespace triage {

/// "sha256:" and 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view text);
/// The same in base64, as a content security policy names it; and bytes in base64.
[[nodiscard]] std::string sha256_base64(std::string_view text);
[[nodiscard]] std::string base64(std::string_view bytes);
/// Over the canonical JSON: sections in a fixed order, criteria and scores sorted by id, numbers in their shortest form.
[[nodiscard]] std::string digest_of(const RuleDocument& document);

/// What a pathway means: its steps and, gathered by name, everything that they refer to, without what changes no meaning (the
/// order of files, groups of questions, review marks, versions). Everything gathered is sorted by id; what has an order that
/// matters (steps, items, dispositions, advice) keeps it. Names that nothing has are left out.
[[nodiscard]] std::string meaning_of(const RuleDocument& document, const Pathway& pathway);
/// The same for what belongs to no single pathway.
[[nodiscard]] std::string meaning_of_frame(const RuleDocument& document);
/// Of these what decides: without what people read and what it rests on.
[[nodiscard]] std::string decision_of(const RuleDocument& document, const Pathway& pathway);
[[nodiscard]] std::string decision_of_frame(const RuleDocument& document);
/// All that a pathway means (null: the frame) as "section.id", dispositions apart; each with what it is met through ("advice
/// sleeve"), empty where the pathway itself names it. Advice that is only withheld is not in it: its text alone counts.
[[nodiscard]] std::map<std::string, std::string> reach_of(const RuleDocument& document, const Pathway* pathway);

}  // namespace triage
