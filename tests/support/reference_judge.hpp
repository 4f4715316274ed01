// SPDX-License-Identifier: Apache-2.0
// The reference judge: a plain, slow interpreter of a RuleDocument, written from the text of the rule format (design
// 2). Refuses to share anything with the engine: it knows no RuleSet, no Answers and no Evaluator, only names, maps and
// sets.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/document.hpp>
#include <triage/text/text.hpp>

namespace triage::testing {

/// What a person said, by finding id. An answer "unknown" is a "not sure"; an id that is absent was never asked.
using Said = std::map<std::string, Answer>;

/// How one pathway ended, in words.
struct JudgedEnd {
    std::string pathway, ending;                       ///< raised, unsure, cleared
    std::string outcome;                               ///< of raised and unsure; may be empty
    std::vector<std::pair<std::string, bool>> floors;  ///< outcomes met on the way; true: by a known answer
    friend bool operator==(const JudgedEnd&, const JudgedEnd&) = default;
};

/// The decision itself.
struct JudgedWalk {
    std::string disposition, leading_pathway, leading_outcome;
    bool leading_raised = false, contradicts = false;
    std::vector<JudgedEnd> ends;  ///< in file order
    friend bool operator==(const JudgedWalk&, const JudgedWalk&) = default;
};

/// A list of fields, each a name and what it holds: easy to compare, easy to print.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The decision and everything that is reported beside it.
struct Judgement {
    JudgedWalk walk;
    Fields fields;
    friend bool operator==(const Judgement&, const Judgement&) = default;
};

[[nodiscard]] std::string to_text(const JudgedWalk& walk);
[[nodiscard]] std::string to_text(const Judgement& judgement);

/// Reads conditions for one person. `now`: unanswered is unknown. `person`: unanswered may be anything, but what only
/// an examiner can tell stays unknown. `clinician`: everything unanswered may be anything.
enum class Eyes { now, person, clinician };

class ConditionJudge {
public:
    using Values = std::set<Kleene>;

    ConditionJudge(const RuleDocument& document, const Said& said);

    /// Every value that the condition takes when each unanswered mention takes every value, one by one.
    [[nodiscard]] Values values(const Condition& condition, Eyes eyes);
    [[nodiscard]] Kleene now(const Condition& condition) { return *values(condition, Eyes::now).begin(); }
    [[nodiscard]] std::pair<int, int> interval(const Score& score);

    /// What holds of a finding: what was said, else what follows from it; nothing if neither.
    [[nodiscard]] std::optional<Answer> holds(const std::string& finding);
    /// What the first implication that is true would set, whatever was said.
    [[nodiscard]] std::optional<Answer> follows(const std::string& finding);
    [[nodiscard]] const Finding& finding(const std::string& id) const { return *findings_.at(id); }
    [[nodiscard]] const Criteria& criteria(const std::string& id) const { return *criteria_.at(id); }
    [[nodiscard]] const Score& score(const std::string& id) const { return *scores_.at(id); }

private:
    [[nodiscard]] Values leaf(const Condition& condition, Eyes eyes);
    [[nodiscard]] Values score_test(const Condition& condition, Eyes eyes);

    const RuleDocument& document_;
    const Said& said_;
    std::map<std::string, const Finding*> findings_;
    std::map<std::string, const Criteria*> criteria_;
    std::map<std::string, const Score*> scores_;
    std::map<std::string, std::optional<Answer>> held_;
    std::map<std::pair<Eyes, std::string>, Values> remembered_;  // only so that a criteria is not worked out again
};

/// Judges people by one document, which must outlive it.
class ReferenceJudge {
public:
    explicit ReferenceJudge(const RuleDocument& document);
    [[nodiscard]] JudgedWalk walk(const Said& said) const;
    [[nodiscard]] Judgement judge(const Said& said) const;
    [[nodiscard]] int rank(const std::string& disposition) const { return ranks_.at(disposition); }

private:
    friend struct Person;
    const RuleDocument& document_;
    std::map<std::string, int> ranks_;  ///< of dispositions, from the mildest, 0, up
    std::map<std::string, const Outcome*> outcomes_;
};

}  // namespace triage::testing
