// SPDX-License-Identifier: Apache-2.0
// RuleDiff: what a change of rules means for patients, as plain texts, lists and exact counts.
// Refuses to refer to anything: it owns its text, so it outlives both rule sets.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diagram/big_count.hpp>

namespace triage {

/// The answers to one finding that a sentence is about.
struct Literal {
    enum class Kind : std::uint8_t { named, denied, not_reported };
    std::string finding;
    std::vector<std::string> answers;  ///< as in answer files; ranges as "50 to 60"; "unknown" for not sure or not asked
    std::string text;                  ///< "with unilateral calf swelling", "age 50 years or over"
    Kind kind = Kind::named;           ///< denied: a plain no to a warning sign; not_reported: no, or not known
};

/// A group of patterns in plain words; every one of them belongs to what the sentence is about.
struct Sentence {
    std::string text;
    std::vector<Literal> literals;  ///< all of them, also those that the text only counts
    BigCount patterns;              ///< exactly
};

/// The smallest person of a group, whom both rule sets have walked for real.
struct ExamplePatient {
    std::vector<std::pair<std::string, std::string>> answers;  ///< finding and answer
    std::string text;                                          ///< in a line, its denials counted
    std::string yaml;                                          ///< an answer file for the new rules
    std::vector<std::string> only_old, only_new;               ///< findings whose answer only these rules know
    std::string old_disposition, new_disposition, old_leading, new_leading;
};

/// A place where the rules are written differently. `old_text` or `new_text` is empty where the other side alone has it.
struct WrittenChange {
    enum class Kind : std::uint8_t { logic, wording, source, other };
    Kind kind = Kind::other;
    std::string where;  ///< "pathways.dvt.steps.vein_sign.if"
    std::string old_text, new_text, old_at, new_at;
};

/// How a pathway ended before and after, and for how many.
struct EndMove {
    std::string from, to;  ///< "raised dvt_possible", "unsure dvt_not_excluded", "nothing"
    BigCount patterns;
};

/// A pathway whose ending moved.
struct MovedPathway {
    std::string pathway;  ///< "otherwise" and "assume" stand for these sections
    BigCount patterns;
    std::vector<EndMove> moves;       ///< largest first
    std::vector<std::size_t> causes;  ///< places in `RuleDiff::written`
};

enum class Direction : std::uint8_t { milder, unordered, graver };  ///< unordered: the two ladders do not say

/// Whom a changed step moves, told by what that step reads and nothing else.
struct ChangeSentence {
    /// Of those who fit and have nothing graver (milder moves: nothing else as grave): everybody moves; everybody whom no earlier
    /// step of the pathway has answered already; some, as their other answers decide.
    enum class Reach : std::uint8_t { everybody, unless_answered, some };
    Reach reach = Reach::some;
    std::string who;                           ///< "with resting ankle-brachial index under 0.5"
    std::vector<std::vector<Literal>> any_of;  ///< the same; empty where `who` is a condition as it is written
    std::vector<std::string> steps;            ///< "pathways.dvt.steps.vein_sign"
    BigCount patterns;                         ///< who fit and move
    BigCount of;                               ///< who fit and have nothing graver
};

/// What people who move have raised besides, by the new rules.
struct AlsoRaised {
    std::string pathway, title;
    BigCount patterns;
};

/// All patterns that one disposition lost to another.
struct DispositionMove {
    std::string from, to;
    Direction direction = Direction::milder;
    BigCount patterns;
    std::vector<Sentence> sentences;  ///< disjoint
    BigCount beyond;                  ///< patterns that no sentence covers
    /// Where `beyond` is not zero: by the findings that the change reads alone, groups that are disjoint and of which each
    /// counts those who move; their other answers decide whether they do.
    std::vector<Sentence> among;
    BigCount beyond_among;  ///< who moves and is in no such group
    ExamplePatient example;
    std::vector<MovedPathway> pathways;
    std::vector<ChangeSentence> changes{};  ///< largest first; they may overlap
    BigCount unexplained{};                 ///< patterns that no such sentence describes
    bool counted_all_raised = false;        ///< false: only what the same answers raise was counted
    std::vector<AlsoRaised> also_raised{};  ///< first what the same answers raise, largest first
};

/// At an equal disposition, all patterns that one leading outcome lost to another.
struct LeadingMove {
    std::string from, to;
    BigCount patterns;
    ExamplePatient example;
};

/// At an equal disposition: who gains and who loses an outcome or a piece of advice.
struct GainLoss {
    enum class What : std::uint8_t { raised, unsure, advised, withheld };
    What what = What::raised;
    std::string id;
    BigCount gained, lost;
    std::optional<ExamplePatient> gained_example, lost_example;
};

/// A test case whose result changes.
struct CaseChange {
    std::string id, at;
    std::string old_disposition, new_disposition, old_absent, new_absent;  ///< as answered; with the unmentioned absent
    std::vector<std::string> raised_gained, raised_lost;                   ///< outcomes
    bool old_passed = false, new_passed = false;
    std::vector<std::string> failures;  ///< under the new rules
};

struct CaseChanges {
    std::size_t run = 0;
    std::vector<CaseChange> changed;
};

/// One of the two rule sets.
struct DiffSide {
    std::string id, version, digest;
};

/// The whole comparison. What stands after `compared` was not looked at when `not_proved` says why.
struct RuleDiff {
    DiffSide before, after;
    BigCount patterns;                  ///< answer patterns that either rule set can tell apart
    std::size_t findings = 0;           ///< that decide something
    std::vector<std::string> compared;  ///< what was compared to the end
    std::string not_proved;             ///< why not everything was; empty: everything was
    std::size_t budget = 0;

    std::vector<DispositionMove> moves;  ///< milder first, then unordered, then graver; the largest steps first
    BigCount unchanged;                  ///< patterns with the same disposition
    std::vector<LeadingMove> leading;    ///< from here on: at an equal disposition
    std::vector<GainLoss> outcomes, advice;
    std::vector<MovedPathway> pathways;  ///< every pathway that ends otherwise for somebody, whatever the disposition
    bool other_endings = false;          ///< a pathway ends otherwise for somebody without any of the above
    std::vector<WrittenChange> written;
    std::vector<std::string> one_sided;  ///< levels, findings, options and ranges that one side alone knows, as sentences
    std::optional<CaseChanges> cases;

    /// Whether somebody is known to get something else, also where not everything was compared.
    [[nodiscard]] bool differs_for_somebody() const {
        return !moves.empty() || !leading.empty() || !outcomes.empty() || !advice.empty() || !pathways.empty() || other_endings;
    }
    /// Whether people get something else from rules that carry the same version.
    [[nodiscard]] bool version_not_raised() const { return before.version == after.version && differs_for_somebody(); }
    /// Whether some pattern gets a milder disposition, or one of which the ladders do not say that it is not.
    [[nodiscard]] bool downgrades() const {
        return std::any_of(moves.begin(), moves.end(), [](const DispositionMove& m) { return m.direction != Direction::graver; });
    }
    [[nodiscard]] bool same_for_everyone() const { return not_proved.empty() && !differs_for_somebody(); }
    /// Whether anything at all differs, be it a word.
    [[nodiscard]] bool any_change() const {
        return !same_for_everyone() || !written.empty() || !one_sided.empty() || (cases && !cases->changed.empty());
    }
};

}  // namespace triage
