// SPDX-License-Identifier: Apache-2.0
// Mutations: every small mistake that somebody could make in a rule document, and the document with one of them made.
// Refuses to change texts, sources and urgency levels: those are for people to read, not for cases to notice.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <triage/model/document.hpp>

namespace triage {

/// One possible mistake.
struct Mutation {
    std::string kind;                   ///< operator, item, threshold, points, negation, branch, step, implication, withhold
    std::string text;                   ///< what is changed, in words
    std::string at;                     ///< file:line
    std::vector<std::string> pathways;  ///< that read the changed place; empty: advice and implications
    bool red_flag = false;              ///< one of them is a red-flag pathway
    bool local = false;                 ///< inside one pathway: answers and what they imply stay as they are
};

/// Every mutation of a document, in the order of its pathways, criteria, scores, implications and advice.
[[nodiscard]] std::vector<Mutation> mutations_of(const RuleDocument& document);

/// The document with one mutation made, by its position in `mutations_of`. It may no longer compile.
[[nodiscard]] RuleDocument mutated(RuleDocument document, std::size_t mutation);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/mutate/mutations.ipp>
#endif
