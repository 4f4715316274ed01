// SPDX-License-Identifier: Apache-2.0
// Sign-offs: who has read which pathway, and the digest of what it meant then (format triage-review/1, docs/review.md).
// Refuses to let a signature outlive what was signed: a pathway whose meaning changed since is void, and only that one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <triage/model/diagnostic.hpp>
#include <triage/model/document.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

inline constexpr const char* review_format = "triage-review/1";
/// The file of a rule folder that holds them.
inline constexpr const char* review_file = "review.yaml";

/// SHA-256 over everything of meaning that a pathway refers to, texts and sources included: "sha256:" and 64 digits.
/// Not over marks, comments, the split into files and their order, `group`, `review:` marks or the version.
/// Empty where there is no such pathway. Complexity: linear in the rules.
[[nodiscard]] std::string pathway_digest(const RuleDocument& document, std::string_view pathway);
/// The same over the frame, what belongs to no single pathway: title, scope, dispositions, `otherwise`, the order of
/// pathways, safety properties, assumptions and plans.
[[nodiscard]] std::string frame_digest(const RuleDocument& document);

struct SignedPathway {
    Text id, digest;
};

/// One signature under some pathways, and the frame where `frame` is not empty.
struct SignOff {
    Text who, role, date, version, digest, frame, note;  ///< date YYYY-MM-DD; digest: of the whole rule set then
    std::vector<SignedPathway> pathways;
};

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

/// How it stands with one pathway, or with the frame.
struct Signature {
    enum class State : std::uint8_t { none, voided, holds };
    std::string pathway;  ///< empty: the frame
    std::string digest;   ///< as it is now
    State state = State::none;
    std::string who, role, date, version;  ///< the last sign-off that holds; of a void one, the last that held once
    Mark at;                               ///< where that stands in the review file
};

/// One for each pathway in the order of the file, the frame last.
[[nodiscard]] std::vector<Signature> signatures(const RuleDocument& document, const std::vector<SignOff>& all);

/// "signed" when everything holds, "draft" when nothing does, else "partly signed": `ruleset.review` of an assessment.
[[nodiscard]] inline std::string review_status(const std::vector<Signature>& all) {
    std::size_t holding = 0;
    for (const Signature& s : all) holding += s.state == Signature::State::holds ? 1U : 0U;
    return holding == 0 ? "draft" : holding == all.size() ? "signed" : "partly signed";
}

}  // namespace triage
