// SPDX-License-Identifier: Apache-2.0
// Assessment: the explained recommendation for one person, as plain text and lists: what stands, why, what is open, what to do
// and what would change it.
// Refuses to say anything that the evaluated rules did not say. It owns its text, so it outlives answers and rules.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <triage/model/document.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/interview.hpp>

namespace triage {

/// What stands under every recommendation. `review`: how far clinicians have signed the rules behind it, "draft", "partly
/// signed" or "signed" (docs/review.md).
[[nodiscard]] std::string disclaimer(const std::string& review);

/// A finding that decided something, with what was said about it and where the rules mention it.
struct Because {
    std::string finding, value;
    std::string text;  ///< the rule's own reason, in plain words
    std::string ask;   ///< the question that was answered
    std::string at;    ///< file:line of the mention in the rule file

    friend bool operator==(const Because&, const Because&) = default;
};

struct AssessedOutcome {
    std::string pathway, outcome, condition, condition_label, disposition, title, say, clinician;
    std::vector<Because> because;
    std::vector<std::string> sources;
    std::vector<std::string> speaks_for, speaks_against;
    std::vector<std::string> missing;  ///< unsure: what the person could still answer
    std::string review;                ///< what a clinician should look at in this rule; may be empty

    friend bool operator==(const AssessedOutcome&, const AssessedOutcome&) = default;
};

struct ClearedPathway {
    std::string pathway, title, condition;
    std::vector<Because> because;

    friend bool operator==(const ClearedPathway&, const ClearedPathway&) = default;
};

struct OpenPathway {
    std::string pathway, title, condition, most;
    std::vector<std::string> missing, missing_examiner;

    friend bool operator==(const OpenPathway&, const OpenPathway&) = default;
};

struct ScoreResult {
    std::string id, title;
    int least = 0, most = 0;

    friend bool operator==(const ScoreResult&, const ScoreResult&) = default;
};

struct AdviceItem {
    std::string id, text;
    AdviceKind kind = AdviceKind::action;
    std::vector<std::string> sources;

    friend bool operator==(const AdviceItem&, const AdviceItem&) = default;
};

/// Advice of kind do that may not be given now. `offered`: an outcome that stands would have given it.
struct WithheldAdvice {
    std::string id, text, because;
    bool offered = false;
    bool certain = false;  ///< because of a known answer, or of a pathway that was raised; not merely unknown

    friend bool operator==(const WithheldAdvice&, const WithheldAdvice&) = default;
};

struct AssessedSafetyNet {
    std::string uncertainty, get_help, time_course;
    std::vector<std::string> watch_for;
    std::optional<double> recheck_days;

    friend bool operator==(const AssessedSafetyNet&, const AssessedSafetyNet&) = default;
};

/// A changed answer: `from` and `to` as they are written in files.
struct Change {
    std::string finding, from, to;

    friend bool operator==(const Change&, const Change&) = default;
};

/// One smallest set of changed answers that leads to another disposition.
struct WouldChange {
    std::string to;
    std::vector<Change> answers;

    friend bool operator==(const WouldChange&, const WouldChange&) = default;
};

struct AnswerConflict {
    std::string finding, said, implied;

    friend bool operator==(const AnswerConflict&, const AnswerConflict&) = default;
};

/// What the answers fit once each open question is answered "no".
struct Probable {
    std::string outcome, condition, condition_label, title, disposition;
    std::vector<AdviceItem> advice;  ///< of that outcome, what is safe until then: what is withheld now is left out
    std::optional<AssessedSafetyNet> safety_net;

    friend bool operator==(const Probable&, const Probable&) = default;
};

/// A "not sure", and the disposition `if_no` where this one is denied and the others stay.
struct OpenQuestion {
    std::string finding, ask, if_no;
    std::vector<std::string> check;  ///< how to find it out now

    friend bool operator==(const OpenQuestion&, const OpenQuestion&) = default;
};

struct DispositionResult {
    std::string id, label;
    int rank = 0;  ///< from the mildest, 0, up
    bool at_home = false;
    bool emergency = false;  ///< help is needed now: `Rules::emergency`

    friend bool operator==(const DispositionResult&, const DispositionResult&) = default;
};

/// A source that the result names.
struct NamedSource {
    std::string id, cite;
    bool judgement = false;  ///< nobody has published it

    friend bool operator==(const NamedSource&, const NamedSource&) = default;
};

/// The result for one person. JSON form: design of `triage.assessment/1`, docs/json.md.
struct Assessment {
    std::string id;  ///< of the answer file; may be empty
    std::string ruleset, version, digest, review;
    DispositionResult disposition;
    std::string possible_least, possible_most;
    bool otherwise = false;    ///< nothing stood: "not covered by these rules"
    bool contradicts = false;  ///< the answers contradict an assumption of the rules
    bool emergency = false;    ///< the gravest level is certain
    AssessedOutcome leading;   ///< pathway and condition are empty under `otherwise`
    bool leading_raised = false;
    std::vector<AssessedOutcome> raised, unsure;  ///< gravest first, then file order
    std::vector<ClearedPathway> cleared;
    std::vector<OpenPathway> open;
    /// Only where nothing but "not sure" keeps the person from care at home: what it probably is, and the fewest questions
    /// whose "no" is needed.
    std::optional<Probable> probable;
    std::vector<OpenQuestion> resolve;
    /// At home: a "not sure" that did not keep the person from it, though a "yes" would have.
    std::vector<OpenQuestion> unsettled;
    /// One paragraph for a clinician's notes: positives, denied red flags, what is not known, scores, what the rules say.
    std::string summary;
    std::vector<ScoreResult> scores;
    std::vector<AdviceItem> advice;
    std::vector<WithheldAdvice> withheld;
    std::vector<WithheldAdvice> not_meant;  ///< not given because its own `when` is not known to be true; no person is told of it
    std::vector<std::string> tests;
    std::optional<AssessedSafetyNet> safety_net;
    std::vector<WouldChange> would_change;
    /// Dispositions that no set of at most two changed answers reaches; larger sets were not searched.
    std::vector<std::string> not_within_two_changes;
    /// Those of which that is not known, because the search was given up (`AssessOptions::change_work`).
    std::vector<std::string> not_searched_changes;
    std::vector<NamedSource> sources;  ///< what `raised`, `unsure` and the advice rest on, in file order
    std::vector<std::string> not_asked, unknown;
    std::vector<AnswerConflict> conflicts;
    std::optional<std::string> next_question;
    /// Ids to what a person would call them: the question of a finding, the label of a disposition.
    struct Label {
        std::string id, text;
        bool graver = false;                    ///< dispositions: graver than the present one
        bool at_home = false;                   ///< dispositions
        bool fixed = false;                     ///< questions: nobody can change it
        std::vector<QuestionOption> options{};  ///< questions

        friend bool operator==(const Label&, const Label&) = default;
    };
    std::vector<Label> questions, dispositions;
    std::string emergency_number = "your local emergency number";

    friend bool operator==(const Assessment&, const Assessment&) = default;
};

struct AssessOptions {
    std::string id{};                                              ///< copied into the assessment
    std::string emergency_number = "your local emergency number";  ///< replaces {emergency_number}
    int largest_change = 2;                                        ///< changed answers searched by would_change: 0, 1 or 2
    /// What would_change may cost: operations on 64 people at once. The default takes some 20 ms at most; two answers of the
    /// shipped rules need a tenth of it. It never depends on a clock.
    std::size_t change_work = 40'000'000;
    InterviewOptions interview{};
};

/// The explained recommendation. Pure: same rules and same answers give the same bytes, whatever the order of the
/// answers. Complexity: one walk and its explanation; `would_change` adds a walk for each alternative answer.
///
///     const triage::Assessment result = triage::assess(answers);
///     result.disposition.id;  // "same_day"
[[nodiscard]] Assessment assess(const Answers& answers, const AssessOptions& options = {});

/// Of a number, one value for each answer that the rules can tell apart: of those, the one nearest to `near`.
[[nodiscard]] std::vector<double> distinct_values(const Rules& rules, FindingId finding, double near);

struct WouldChangeResult {
    std::vector<WouldChange> sets;
    std::vector<std::string> not_within_two;
    std::vector<std::string> not_searched;  ///< not found, and the work ran out before all was searched
};

/// All sets of one changed answer towards each other disposition, at most three shown; where there is none, up to
/// three sets of two. Changed answers are known ones (a "not sure" is never proposed). `work`: AssessOptions::change_work.
/// Complexity: one walk for each alternative answer, and one for each pair when some disposition needs a pair; up to 512
/// of them at once.
[[nodiscard]] WouldChangeResult would_change(const Answers& answers, int largest_set = 2,
                                             std::size_t work = AssessOptions{}.change_work);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/assess.ipp>
#include <triage/explain/would_change.ipp>
#endif
