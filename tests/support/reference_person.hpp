// SPDX-License-Identifier: Apache-2.0
// The workings of the reference judge: all that it works out about one person.
// Refuses to be used by tests: they ask ReferenceJudge.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/reference_judge.hpp"

namespace triage::testing {

constexpr int nothing = -1;  ///< the urgency of a pathway that leaves nothing standing

struct Person {
    const ReferenceJudge& judge;
    const RuleDocument& document;
    ConditionJudge conditions;

    Person(const ReferenceJudge& j, const Said& said) : judge(j), document(j.document_), conditions(j.document_, said) {}

    [[nodiscard]] const Outcome& outcome(const std::string& id) const { return *judge.outcomes_.at(id); }
    [[nodiscard]] int urgency(const std::string& outcome_id) const;
    [[nodiscard]] bool at_home(int rank) const { return level(rank).at_home; }
    [[nodiscard]] const Disposition& level(int rank) const;
    [[nodiscard]] int otherwise_rank() const;

    // ---- one pathway, as it is now
    // Follows a list with what is known; where it ends by itself, says so.
    bool follow(const std::vector<Step>& list, JudgedEnd& end);
    JudgedEnd end_of(const Pathway& pathway);

    // ---- one pathway, as it can still become
    struct Future {
        bool outcome = false;   // some outcome can be reached
        std::set<int> cleared;  // graveness of the floors met on the ways that clear the pathway
        std::set<int> levels;   // graveness of every way to end, floors and "not sure" included
    };
    std::set<Kleene> can_be(const Step& step, Eyes eyes);
    // Tries every way from step `i` on, having met floors as grave as `floor`.
    void try_all(const std::vector<Step>& list, std::size_t i, int floor, Eyes eyes, Future& out,
                 std::set<std::pair<const Step*, int>>& tried);
    Future future(const Pathway& pathway, Eyes eyes);

    // ---- all pathways together
    bool contradicts();
    // Every joint end of all pathways: the gravest of them, or `otherwise`; nobody who contradicts an assumption is at
    // home.
    std::pair<int, int> possible(int present);

    // ---- what is still missing
    // Unanswered mentions that could still settle the condition, in the order of reading.
    void open_mentions(const Condition& c, Eyes eyes, std::vector<std::string>& out);
    // The gravest outcome or floor that can follow from step `i` of a list on.
    int gravest_from(const std::vector<Step>& list, std::size_t i, Eyes eyes);
    // `person`: what the person could answer; `clinician`: what only a clinician could add.
    void missing(const std::vector<Step>& list, int above, Eyes eyes, std::vector<std::string>& out);
    std::string missing(const Pathway& pathway, int above, Eyes eyes);

    // ---- what stands, gravest first
    struct Stands {
        std::string pathway, outcome;
        bool raised = false;
    };
    std::vector<Stands> standing(const std::vector<JudgedEnd>& ends);
    JudgedWalk walk();

    // ---- everything else that is reported (reference_judge.cpp)
    bool withheld(const Advice& advice, const JudgedWalk& walked);
    void advice(const JudgedWalk& walked, const std::vector<Stands>& all, Fields& fields);
    std::string remarks(const std::vector<Remark>& all);
    const Pathway& pathway(const std::string& id) const;
    Judgement all(const Said& said);
};

}  // namespace triage::testing
