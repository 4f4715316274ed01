// SPDX-License-Identifier: Apache-2.0
// Sign-offs: who has read which pathway, and the digest of what it meant then (format triage-review/1, docs/review.md).
// Refuses to let a signature outlive what was signed: a pathway whose meaning changed since is void, and only that one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
/// The same of what decides alone, without words and sources: where it still holds, a signature asks only for a second look at
/// the words that changed.
[[nodiscard]] std::string decision_digest(const RuleDocument& document, std::string_view pathway);
[[nodiscard]] std::string frame_decision_digest(const RuleDocument& document);
/// Whether a typed code (8 digits or more, "sha256:" or not) is of a digest.
[[nodiscard]] bool is_code_of(const std::string& code, const std::string& digest);

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

/// The rules as they were read, kept beside the review file (`read_rules_path`) so that "what changed since?" has an answer:
/// their files, as JSON.
[[nodiscard]] std::string render_read_rules(const RuleSet& rules);
[[nodiscard]] Loaded<RuleSet> parse_read_rules(std::string_view text, const LoadOptions& options = {});
/// What was read and was loaded beside a rule set, each version parsed once.
class KeptRules {
public:
    explicit KeptRules(RuleSet rules) : rules_(std::move(rules)) {}
    /// The rules with a digest; null where they were not kept.
    [[nodiscard]] const RuleSet* of(const std::string& digest);

private:
    RuleSet rules_;
    std::map<std::string, std::optional<RuleSet>> parsed_;
};

/// One thing that a part means now and did not mean when it was read.
struct ChangedSince {
    std::string where;               ///< "outcomes.dvt_likely.say"
    std::string old_text, new_text;  ///< empty: not there
    std::string through;             ///< how it reaches the part: "advice sleeve"; empty: the part itself names it
    bool words = false;              ///< read by people, or a source; it decides nothing
};
/// What changed in what a pathway (empty: the frame) means, between the rules that were read and the rules now. Complexity: the
/// size of both.
[[nodiscard]] std::vector<ChangedSince> changed_since(const RuleSet& read, const RuleSet& now, const std::string& pathway);
/// "text to the person of outcome dvt_likely", and the same with both texts.
[[nodiscard]] std::string name_text(const ChangedSince& change);
[[nodiscard]] std::string sentence(const ChangedSince& change);

/// The words that changed since they were signed, in all parts where nothing else did: one look is enough for all of them.
struct WordsToRead {
    std::vector<ChangedSince> changes;  ///< each once
    std::vector<std::string> parts;     ///< pathways that it settles; empty text: the frame
    std::string code;                   ///< ties a sign-off to these changes
};
/// Only parts whose rules, as they were read, were kept. Complexity: the size of the rules, for each version that was read.
[[nodiscard]] WordsToRead words_to_read(const RuleSet& rules);

/// A doubt of the authors (`review:`) in what a part means.
struct Doubt {
    std::string to, question;  ///< "pathways.dvt.vein_sign", and what it asks
};
[[nodiscard]] std::vector<Doubt> doubts_of(const RuleDocument& document, const std::string& pathway);
/// The last that somebody who signed said to a doubt, as long as it asks the same; null where nobody did. Borrowed from `all`.
struct AnsweredDoubt {
    const SignOff* by = nullptr;
    const ReviewAnswer* answer = nullptr;
};
[[nodiscard]] AnsweredDoubt answer_to(const Doubt& doubt, const std::vector<SignOff>& all);
/// "accepted by Dr A. Example on 2026-05-03"; empty where nobody answered.
[[nodiscard]] std::string text_of(const AnsweredDoubt& answered);

/// One for each pathway in the order of the file, the frame last.
[[nodiscard]] std::vector<Signature> signatures(const RuleDocument& document, const std::vector<SignOff>& all);

}  // namespace triage
