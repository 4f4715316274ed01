// SPDX-License-Identifier: Apache-2.0
// ProofReport: what was proved of a rule set, what was not, and the smallest people for whom it does not hold.
// Refuses to call anything proved that was not looked at to the end: that is "not proved", with the reason.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diagram/big_count.hpp>
#include <triage/text/text.hpp>

namespace triage {

/// `vacuous`: no answer pattern is what the property is about, so it says nothing about anybody. A fault of the rules, like
/// `violated`.
enum class Verdict : std::uint8_t { proved, violated, not_proved, vacuous };

/// A person for whom a property does not hold, replayed by the walk.
struct Counterexample {
    std::vector<std::pair<std::string, std::string>> answers;  ///< finding and answer as in answer files; all else not asked
    std::string disposition;                                   ///< what the walk gives for these answers
    /// A property of two people: the same answers, but this finding answered otherwise, give something graver.
    std::string finding, other_answer, other_disposition;
    std::string expected;           ///< what should hold, in words
    std::string at;                 ///< file:line of the rule that brings it about
    std::string rule;               ///< that rule: pathway and step
    std::string why;                ///< where a step was expected to answer for this person: what it reads, and what it comes to
    std::string test_case;          ///< one entry of a case file that fails until it is repaired
    std::vector<std::string> also;  ///< other findings (or pathways, advice) with the same cause
    BigCount patterns;              ///< how many patterns violate it, for this finding
};

/// One property and how it stands.
struct ProvedProperty {
    std::string id;              ///< built-in: one of `built_in_properties`; else the id of the `safety:` entry
    std::string text;            ///< what holds when it is proved
    std::string hazard{}, at{};  ///< written ones
    bool built_in = false;
    Verdict verdict = Verdict::not_proved;
    BigCount patterns{};  ///< how many answer patterns it was asked of
    /// Built-in ones about single findings or pieces of advice: how many of how many of the rule set. It says nothing of the
    /// others. Zero of zero: it is about all of them together.
    struct Covers {
        std::size_t count = 0, of = 0;
        const char* what = "findings";
    } covers = {};
    std::vector<Counterexample> counterexamples{};  ///< one for each cause
    std::string why_not{};                          ///< not proved: where it stopped, and how far it came; vacuous: why
};

/// Something in the rules that no answer pattern reaches, or that can never be.
struct Unreachable {
    enum class Kind : std::uint8_t { step, branch, outcome, advice, criteria, condition, finding };
    Kind kind = Kind::step;
    bool fault = false;  ///< false: a remark (a defensive `unknown` branch, a finding kept for its own sake)
    std::string id, at, text;
    std::string swallowed_by;  ///< the earlier step that takes everybody, with its place; empty: none
};

struct AssumptionReport {
    std::string because, at;
    BigCount excluded;
    bool vacuous = false;  ///< no answer pattern meets it: it leaves nobody out
    std::string why_not;   ///< not counted: where it stopped
};

struct ProofReport {
    std::string ruleset, version, digest, review;
    BigCount patterns;         ///< all answer patterns: the product of the answers that the rules can tell apart
    std::size_t findings = 0;  ///< of which so many findings take part
    std::vector<AssumptionReport> assumptions;
    std::vector<ProvedProperty> properties;
    std::vector<Unreachable> unreachable;
    std::size_t nodes = 0, budget = 0;  ///< most nodes that the diagram held, and how many it was allowed

    [[nodiscard]] bool all_proved() const { return !any(Verdict::not_proved) && !any_violated() && !any_vacuous(); }
    [[nodiscard]] bool any_violated() const { return any(Verdict::violated); }
    /// A written property, or an assumption, that is about nobody.
    [[nodiscard]] bool any_vacuous() const {
        return any(Verdict::vacuous) ||
               std::any_of(assumptions.begin(), assumptions.end(), [](const AssumptionReport& a) { return a.vacuous; });
    }
    /// Whether some property came out so.
    [[nodiscard]] bool any(Verdict verdict) const {
        return std::any_of(properties.begin(), properties.end(), [&](const ProvedProperty& p) { return p.verdict == verdict; });
    }
};

namespace review_detail {

// What a report says in words, for each of its renderings and for the review packet.

inline constexpr const char* patterns_note =
    "Patterns count combinations of answers that the rules can tell apart, not patients: hardly anyone gives most of them.";

[[nodiscard]] inline const char* verdict_name(Verdict verdict) {
    constexpr const char* names[] = {"proved", "violated", "not proved", "vacuous"};
    return names[static_cast<std::size_t>(verdict)];
}
inline constexpr const char* vacuous_assumption = "no answer pattern meets this assumption, so it excludes nobody";
[[nodiscard]] inline const char* kind_name(Unreachable::Kind kind) {
    constexpr const char* names[] = {"step", "branch", "outcome", "advice", "criteria", "condition", "finding"};
    return names[static_cast<std::size_t>(kind)];
}

[[nodiscard]] inline std::string unreachable_text(const Unreachable& u) {
    return std::string(kind_name(u.kind)) + " " + u.id + ": " + u.text;
}

/// How much of the rules a property was asked about: "over all 81 patterns, covers 2 of 4 findings". The exact number of all
/// patterns stands above the properties.
[[nodiscard]] inline std::string extent_text(const ProvedProperty& p, const BigCount& all) {
    const bool whole = p.patterns == all, small = short_count(all) == all.text();
    return "over " +
           (!whole  ? patterns_text(p.patterns)
            : small ? "all " + patterns_text(all)
                    : "all patterns, " + short_count(all)) +
           (p.covers.of == 0
                ? ""
                : ", covers " + std::to_string(p.covers.count) + " of " + std::to_string(p.covers.of) + " " + p.covers.what);
}

/// "calf_swelling: yes, age_years: 34", or "nothing answered".
[[nodiscard]] inline std::string answers_line(const Counterexample& c) {
    std::vector<std::string> all;
    for (const auto& [finding, answer] : c.answers) all.push_back(finding + ": " + answer);
    return all.empty() ? "nothing answered" : joined(all);
}
/// What is wrong, in one sentence.
[[nodiscard]] inline std::string counterexample_sentence(const Counterexample& c) {
    if (c.finding.empty()) return c.disposition + ", expected " + c.expected;
    return c.disposition + ", but with " + c.finding + ": " + c.other_answer + " it is " + c.other_disposition;
}

}  // namespace review_detail

}  // namespace triage
