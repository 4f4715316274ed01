// SPDX-License-Identifier: Apache-2.0
// RuleDocument: a rule set as it was written, in plain structs, every value with its place in the file.
// Refuses to interpret: names are still strings here; `compile` resolves and checks them. Structs are equal (==) where every
// field and every mark is.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <triage/model/diagnostic.hpp>

namespace triage {

/// A text with its place.
struct Text {
    std::string value;
    Mark at;

    friend bool operator==(const Text&, const Text&) = default;
};

/// A number with its place.
struct Number {
    double value = 0;
    Mark at;

    friend bool operator==(const Number&, const Number&) = default;
};

[[nodiscard]] inline bool is_whole(double value) { return value == std::floor(value); }

/// The texts alone, without their places.
[[nodiscard]] inline std::vector<std::string> values_of(const std::vector<Text>& texts) {
    std::vector<std::string> out;
    for (const Text& t : texts) out.push_back(t.value);
    return out;
}

/// A condition of the rule language (docs/rule-format.md, "Conditions"), as a tree.
struct Condition {
    enum class Form : std::uint8_t {
        finding,   ///< `calf_swelling`: yes_no finding is yes
        choice,    ///< `{onset: [a, b]}`
        number,    ///< `{age_years: {at_least: 50}}`
        order,     ///< `{impact: {at_least: high}}`: an ordered choice
        all,       ///< `{all: […]}`
        any,       ///< `{any: […]}`
        negate,    ///< `{not: c}`
        unless,    ///< `{unless: c}`
        at_least,  ///< `{at_least: 2, of: […]}`
        score,     ///< `{score: wells_dvt, at_least: 2}`
        criteria,  ///< `{criteria: clot_history}`
    };
    Form form = Form::finding;
    Mark at;
    Text name;                                              ///< finding, score or criteria id
    std::vector<Text> options;                              ///< choice
    std::optional<Number> at_least, at_most, above, below;  ///< number; `at_least` also for at_least and score
    struct OrderEnds {
        std::optional<Text> at_least, at_most, above, below;

        friend bool operator==(const OrderEnds&, const OrderEnds&) = default;
    } order;  ///< order: options
    std::vector<Condition> items;

    friend bool operator==(const Condition&, const Condition&) = default;
};

enum class FindingType : std::uint8_t { yes_no, choice, number };
enum class Polarity : std::uint8_t { worrying, reassuring, context };

/// One answer of a choice: the id that rules and answer files use, and what a person reads (empty: the id in words).
struct Option {
    Text id, label;
    std::vector<Text> renamed_from = {};  ///< the ids that it had before, with the same meaning

    friend bool operator==(const Option&, const Option&) = default;
};

struct Finding {
    Text id;
    FindingType type = FindingType::yes_no;
    Polarity polarity = Polarity::context;
    bool red_flag = false;
    bool examiner = false;
    Text group, ask, clinical, why, note, unit;  ///< why: for the person; note: for the clinician
    std::vector<Text> check;                     ///< how a person can find it out now, one to three steps
    std::vector<Option> options;                 ///< choice
    bool ordered = false;                        ///< choice: the options go from the mildest to the gravest
    Number min, max;                             ///< number, both inclusive
    bool whole = false;                          ///< number: only whole numbers make sense
    Text absent;                  ///< what it is where it is denied or a report does not mention it: an option, or "no"
    std::optional<Number> usual;  ///< the same of a number
    bool fixed = false;           ///< nobody can change it, so it is never proposed as a change
    std::vector<Text> parts;      ///< yes_no: the findings that it is asked in
    Text review;
    std::vector<Text> renamed_from = {};  ///< the ids that it had before, with the same meaning

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// The words of a screen: what its questions have in common.
struct Group {
    Text id, title, ask;

    friend bool operator==(const Group&, const Group&) = default;
};

struct Disposition {
    Text id, label;
    std::optional<Number> within_hours;
    bool red_flag_floor = false;
    bool at_home = false;

    friend bool operator==(const Disposition&, const Disposition&) = default;
};

struct Source {
    Text id, cite;
    bool judgement = false;

    friend bool operator==(const Source&, const Source&) = default;
};

struct MedicalCondition {
    Text id, label;

    friend bool operator==(const MedicalCondition&, const MedicalCondition&) = default;
};

/// An answer that follows from others: `{when: …, set: {pregnant: "no"}}`.
struct Implication {
    struct Set {
        Text finding, value;
        std::optional<double> number;
        bool flag = false;  ///< written `true` or `false` without quotes: yes or no to a yes_no finding

        friend bool operator==(const Set&, const Set&) = default;
    };
    Mark at;
    Condition when;
    std::vector<Set> sets;

    friend bool operator==(const Implication&, const Implication&) = default;
};

struct Criteria {
    Text id, title;
    Condition when;
    std::vector<Text> sources;

    friend bool operator==(const Criteria&, const Criteria&) = default;
};

struct ScoreItem {
    Mark at;
    Number points{1, {}};
    Condition when;
    Text because;

    friend bool operator==(const ScoreItem&, const ScoreItem&) = default;
};

struct Score {
    Text id, title;
    std::vector<Text> sources;
    std::vector<ScoreItem> items;

    friend bool operator==(const Score&, const Score&) = default;
};

struct Step;

/// Where a step goes for one truth value.
struct Branch {
    enum class Kind : std::uint8_t { next, clear, outcome, floor, steps };
    Kind kind = Kind::next;
    Mark at;
    Text outcome;             ///< outcome, floor
    std::vector<Step> steps;  ///< steps

    friend bool operator==(const Branch& a, const Branch& b);
};

struct Step {
    Text id;
    Condition when;
    Text because;
    std::vector<Text> sources;
    Branch then, otherwise, unknown;  ///< taken when true (`then`), false (`else`), unknown
    Text review;
    std::vector<Text> hazards = {};  ///< that it is a control of

    friend bool operator==(const Step&, const Step&) = default;
};

inline bool operator==(const Branch& a, const Branch& b) {
    return a.kind == b.kind && a.at == b.at && a.outcome == b.outcome && a.steps == b.steps;
}

struct Pathway {
    Text id, title, condition;
    bool red_flag = false;
    Text unsure;  ///< empty: none
    std::vector<Text> withhold;
    std::vector<Step> steps;
    Text review;
    std::vector<Text> hazards = {};  ///< that the whole pathway is a control of

    friend bool operator==(const Pathway&, const Pathway&) = default;
};

struct SafetyNet {
    Mark at;
    Text uncertainty, get_help, time_course;
    std::vector<Text> watch_for;
    std::optional<Number> recheck_days;

    friend bool operator==(const SafetyNet&, const SafetyNet&) = default;
};

/// A text that is said when its condition holds (`speaks_for`, `speaks_against`).
struct Remark {
    Condition when;
    Text text;

    friend bool operator==(const Remark&, const Remark&) = default;
};

struct Outcome {
    Text id, condition, disposition, title, say, clinician;
    std::vector<Text> tests, advise, sources;
    std::vector<Remark> speaks_for, speaks_against;
    std::optional<SafetyNet> safety_net;
    Text review;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

enum class AdviceKind : std::uint8_t { action, avoid, seek_help };  ///< `do` in the rule file is `action` here

struct Advice {
    Text id, say;
    AdviceKind kind = AdviceKind::action;
    std::vector<Text> sources;
    std::optional<Condition> when;           ///< given only where this is known to be true
    std::optional<Condition> withhold_when;  ///< a contraindication: withheld where this is true or unknown
    Text review;

    friend bool operator==(const Advice&, const Advice&) = default;
};

/// A written safety property; proved by `triage prove`, spot-checked by the tests.
struct SafetyProperty {
    enum class Require : std::uint8_t { disposition_at_least, raised, withheld, not_at_home };
    Text id, hazard;
    Condition when;
    Require require = Require::not_at_home;
    Text target;                     ///< disposition, pathway or advice id
    std::vector<Text> hazards = {};  ///< of the section `hazards` that it is a control of

    friend bool operator==(const SafetyProperty&, const SafetyProperty&) = default;
};

/// What could harm a person, and what stands against it. The scales are judgements in five words each.
struct Hazard {
    enum class Severity : std::uint8_t { negligible, minor, moderate, major, catastrophic };
    enum class Likelihood : std::uint8_t { very_low, low, medium, high, very_high };
    Text id, harm;
    std::vector<Text> causes;
    Severity severity = Severity::catastrophic;
    Likelihood likelihood = Likelihood::very_high;  ///< without the controls
    Likelihood residual_likelihood = Likelihood::very_high;
    std::vector<Text> controls;
    Text residual, owner, review_by;  ///< what risk remains; who answers for it; YYYY-MM-DD
    std::vector<Text> sources;

    friend bool operator==(const Hazard&, const Hazard&) = default;
};

/// A combination that cannot occur. A person who shows it all the same is walked and never sent home.
struct Assumption {
    Mark at;
    Condition when;
    Text because;

    friend bool operator==(const Assumption&, const Assumption&) = default;
};

/// A demand that must be known to be met before the running stages of a plan.
struct EntryCriterion {
    Condition when;
    Text text;
    std::vector<Text> sources;

    friend bool operator==(const EntryCriterion&, const EntryCriterion&) = default;
};

/// What is done on some days of a week. Days count from 1, the first day of the week of the plan.
struct PlanSession {
    Mark at;
    std::vector<Number> days;
    Text activity, intensity;
    Number minutes{1, {}};

    friend bool operator==(const PlanSession&, const PlanSession&) = default;
};

struct PlanStage {
    Text id, title, advance;
    Number weeks{1, {}};
    bool needs_entry = false;            ///< only once every entry criterion is met
    std::optional<Number> grow_percent;  ///< minutes grow by this much each week of the stage
    std::vector<PlanSession> sessions;
    std::vector<Text> strength;

    friend bool operator==(const PlanStage&, const PlanStage&) = default;
};

struct PlanRule {
    enum class Kind : std::uint8_t { hold, step_back, stop };
    Kind kind = Kind::hold;
    Text text;

    friend bool operator==(const PlanRule&, const PlanRule&) = default;
};

/// A return-to-running programme for people who may look after themselves at home.
struct Plan {
    Text id, title, say, progression, review;
    std::vector<Text> conditions, sources, afterwards;
    std::vector<EntryCriterion> entry;
    std::vector<PlanStage> stages;
    std::vector<PlanRule> rules;

    friend bool operator==(const Plan&, const Plan&) = default;
};

struct SourceFile {
    std::string path = {};  ///< relative to the rule folder
    std::string text = {};

    friend bool operator==(const SourceFile&, const SourceFile&) = default;
};

/// A whole rule set as written: the top file's entries first, then those of the includes in the order listed.
struct RuleDocument {
    Text id, version, title, language, scope, otherwise;
    std::vector<Disposition> dispositions;  ///< gravest first
    std::vector<Source> sources;
    std::vector<MedicalCondition> conditions;
    std::vector<Group> groups;
    std::vector<Finding> findings;
    std::vector<Implication> implies;
    std::vector<Criteria> criteria;
    std::vector<Score> scores;
    std::vector<Pathway> pathways;
    std::vector<Outcome> outcomes;
    std::vector<Advice> advice;
    std::vector<SafetyProperty> safety;
    std::vector<Hazard> hazards;
    std::vector<Assumption> assume;
    std::vector<Plan> plans;
    std::vector<SourceFile> files;
    std::string digest;  ///< "sha256:…" of the canonical form; empty where the document was built in memory
    std::string review = "draft";

    friend bool operator==(const RuleDocument&, const RuleDocument&) = default;
};

/// `file:line` of a mark, as explanations cite it.
[[nodiscard]] inline std::string place(const RuleDocument& document, Mark at) {
    if (at.line == 0) return {};
    const std::string file = at.file < document.files.size() ? document.files[at.file].path : std::string();
    return file + ":" + std::to_string(at.line);
}

}  // namespace triage
