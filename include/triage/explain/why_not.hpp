// SPDX-License-Identifier: Apache-2.0
// Why a pathway, outcome or condition did not lead where it was expected: each step, what it asks, what was answered.
// Refuses to guess at intentions: it shows the evaluated nodes and nothing else.
#pragma once

#include <string>
#include <vector>

#include <triage/walk/answers.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

/// One condition on the way, as a tree: `text` is how it is written, `value` what it is now.
struct WhyNotCondition {
    std::string text;
    Kleene value = Kleene::unknown;
    std::string answer;  ///< leaves: what was answered ("no", "not asked", "34")
    std::string at;      ///< file:line
    std::vector<WhyNotCondition> parts;

    friend bool operator==(const WhyNotCondition&, const WhyNotCondition&) = default;
};

struct WhyNotStep {
    std::string id, because, at;
    std::string goes_to;  ///< "next", "clear", "outcome dvt_likely", "floor …", "nested steps"
    WhyNotCondition condition;

    friend bool operator==(const WhyNotStep&, const WhyNotStep&) = default;
};

struct WhyNotPathway {
    std::string pathway, title, outcome, at;  ///< `outcome`: where it ended, or empty
    Ending ending = Ending::cleared;
    std::vector<WhyNotStep> steps;  ///< those that were visited

    friend bool operator==(const WhyNotPathway&, const WhyNotPathway&) = default;
};

/// `asked_for` as given; one entry for each pathway that could have led there.
struct WhyNot {
    std::string asked_for;
    std::vector<WhyNotPathway> pathways;

    friend bool operator==(const WhyNot&, const WhyNot&) = default;
};

/// Why not `asked_for`, which names a pathway, an outcome or a condition. Throws AnswerError, naming the nearest, when
/// it names none of these.
///
///     triage::why_not(answers, "dvt").pathways[0].steps[0].condition.answer;  // "no"
[[nodiscard]] WhyNot why_not(const Answers& answers, const std::string& asked_for);
/// The same without throwing: a value, or one diagnostic (unknown-id, with the nearest name as its hint).
[[nodiscard]] Loaded<WhyNot> try_why_not(const Answers& answers, const std::string& asked_for);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/why_not.ipp>
#endif
