// SPDX-License-Identifier: Apache-2.0
// Mutation testing of rules: every small mistake that somebody could make, and which of them the cases would not notice.
// Refuses to change texts, sources and urgency levels: those are for people to read. Refuses to blame a case base for a mistake
// that changes nothing: what no case notices is proved equivalent by the diagram, or shown with the smallest person who would.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/document.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

/// One possible mistake.
struct Mutation {
    std::string kind;                   ///< operator, item, threshold, points, negation, branch, step, implication, withhold
    std::string text;                   ///< what is changed, in words
    std::string at;                     ///< file:line
    std::vector<std::string> pathways;  ///< that read the changed place; empty: advice and implications
    bool red_flag = false;              ///< one of them is a red-flag pathway
    bool local = false;                 ///< answers and what they imply stay as they are: no implication reads what is changed
    bool only_pathways = false;         ///< nothing but those pathways reads the changed place: no advice, no assumption
};

/// Every mutation of a document, in the order of its pathways, criteria, scores, implications and advice.
[[nodiscard]] std::vector<Mutation> mutations_of(const RuleDocument& document);

/// The document with one mutation made, by its position in `mutations_of`. It may no longer compile.
[[nodiscard]] RuleDocument mutated(RuleDocument document, std::size_t mutation);

struct MutateOptions {
    std::size_t budget = 4'000'000;  ///< nodes of the diagram for one mutant; past it: undecided
    /// Of all mutants together: nodes made, and for each mutant what making it costs, counted in nodes. What comes after is
    /// undecided. Some twenty minutes.
    std::size_t work = 500'000'000;
    std::string pathway{};  ///< only mutations that this pathway reads; empty: all
    bool suggest = false;   ///< put together a small set of cases that would notice what the cases do not
};

struct MutantResult {
    enum class Status : std::uint8_t {
        noticed,     ///< a case fails
        refused,     ///< the rules no longer compile: the loader notices
        equivalent,  ///< proved: no answer pattern gets another disposition or advice, nor anything else that a case calls raised
        survived,    ///< a gap: no case notices, but some person would be treated otherwise
        undecided,   ///< not noticed, and not settled within the budget
    };
    Mutation mutation;
    Status status = Status::undecided;
    std::string by;  ///< noticed, or survived and suggested: the case; refused: the diagnostic code; undecided: where it stopped
    std::string meaning;    ///< survived: what it would mean for a patient
    std::string test_case;  ///< survived: the smallest case that would notice it, expecting the present result; empty: none can
    bool milder = false;    ///< survived: somebody would be triaged too mildly
};

struct MutationReport {
    std::string ruleset, version;
    std::size_t cases = 0;
    std::vector<MutantResult> results;
    std::vector<std::string> suggested;  ///< entries of a case file; each expects the present result, for a person to judge

    /// Of the mutants that are neither refused nor equivalent.
    struct Score {
        std::size_t noticed = 0, whole = 0;
    };
    [[nodiscard]] Score score(bool red_flags_only) const;
    [[nodiscard]] std::size_t count(MutantResult::Status status) const;
};

namespace review_detail {

/// `tell` is handed `progress`, how many mutations are done, and of how many.
[[nodiscard]] MutationReport mutate(const RuleSet& rules, const std::vector<Case>& cases, const MutateOptions& options,
                                    void (*tell)(void* progress, std::size_t done, std::size_t all), void* progress);

}  // namespace review_detail

/// Makes every mutation, runs the cases against each, and settles what they do not notice. `progress(done, all)` is
/// called before each. Complexity: mutations times cases; the diagrams of those that no case notices.
template <class Progress>
[[nodiscard]] MutationReport mutate(const RuleSet& rules, const std::vector<Case>& cases, const MutateOptions& options,
                                    Progress&& progress) {
    auto call = [&](std::size_t done, std::size_t all) { progress(done, all); };
    const auto tell = [](void* c, std::size_t done, std::size_t all) { (*static_cast<decltype(call)*>(c))(done, all); };
    return review_detail::mutate(rules, cases, options, tell, &call);
}
[[nodiscard]] MutationReport mutate(const RuleSet& rules, const std::vector<Case>& cases, const MutateOptions& options = {});

/// What the cases would not notice: under-triage first, each with a case that would notice it; then the figures.
[[nodiscard]] std::string render_text(const MutationReport& report);

/// The report as JSON, schema triage.mutation/1.
[[nodiscard]] std::string render_json(const MutationReport& report);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/mutate/mutate.ipp>
#include <triage/review/mutate/mutations.ipp>
#include <triage/review/mutate/render.ipp>
#endif
