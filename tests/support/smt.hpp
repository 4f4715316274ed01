// SPDX-License-Identifier: Apache-2.0
// A rule document as SMT-LIB 2 text, for a solver as an independent judge: written from the text of the rule format.
// Refuses to share anything with the engine and the diagram: it knows no RuleSet, no cells and no patterns, and it asks
// nothing itself.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/document.hpp>

namespace triage::testing {

/// A Boolean term of SMT-LIB; mostly the name of a constant that a definition fixes.
using Term = std::string;

[[nodiscard]] Term smt_and(const std::vector<Term>& terms);
[[nodiscard]] Term smt_or(const std::vector<Term>& terms);
[[nodiscard]] Term smt_not(const Term& term);

/// What a condition is (neither `yes` nor `no`: unknown), and what it can still become.
struct SmtTruth {
    Term yes, no, can_yes, can_no, can_unknown;
};

/// What is said of one finding. A choice has one Boolean for each option, a number a real.
struct SmtSaid {
    Term known, value;          ///< `value`: yes_no and number
    std::vector<Term> options;  ///< of a choice, in file order
};

/// An outcome that a pathway can bring: by an end or a floor.
struct SmtStanding {
    std::string outcome;
    bool raised = false;
    Term term;
};

struct SmtStep {
    std::string id;
    Term taken[3];  ///< by Kleene: the branch that is taken
};

struct SmtPathway {
    Term raised = "false", unsure = "false", floors = "false";
    std::vector<SmtStanding> standings;
    std::vector<SmtStep> steps;
};

/// One person: what was said is free, everything else is defined from it.
///
///     SmtPerson a(document, "a");
///     a.declarations() + a.definitions() + "(assert " + a.contradicts + ")(check-sat)"  // can anybody contradict?
class SmtPerson {
public:
    /// `like` and `but`: the same answers as that person, apart from those to the findings in `but`.
    SmtPerson(const RuleDocument& document, std::string name, const SmtPerson* like = nullptr,
              std::map<std::string, Kleene> but = {});

    /// What each finding may be answered; nothing for a person who is like another.
    [[nodiscard]] const std::string& declarations() const { return declarations_; }
    [[nodiscard]] const std::string& definitions() const { return definitions_; }
    /// Why these rules cannot be put exactly; empty: they can.
    [[nodiscard]] const std::string& left_out() const { return left_out_; }

    [[nodiscard]] const SmtSaid& said(const std::string& finding) const { return said_.at(finding); }
    /// Said, or else implied.
    [[nodiscard]] const SmtSaid& holds(const std::string& finding);
    [[nodiscard]] SmtTruth truth(const Condition& condition);
    /// Everybody whose disposition has this rank or a graver one; ranks count from the mildest, 0.
    [[nodiscard]] Term at_least(std::size_t rank) const { return rank < at_least_.size() ? at_least_[rank] : "false"; }
    [[nodiscard]] Term disposed(std::size_t rank) const { return smt_and({at_least(rank), smt_not(at_least(rank + 1))}); }
    [[nodiscard]] Term at_home() const { return smt_not(at_least(otherwise_rank_)); }
    /// Everybody who is given a piece of advice.
    [[nodiscard]] Term given(const Advice& advice);
    [[nodiscard]] std::size_t rank(const std::string& disposition) const;

    std::vector<SmtPathway> pathways;  ///< in file order
    Term contradicts;                  ///< an assumption

private:
    struct Item {
        int points;
        SmtTruth truth;
        bool settles;  // it may become yes or no without being able to stay unknown
    };
    [[nodiscard]] Term define(const Term& body, const char* sort = "Bool");
    [[nodiscard]] SmtTruth define(SmtTruth truth);
    void declare(const Finding& finding);
    [[nodiscard]] SmtTruth leaf(const Condition& condition);
    [[nodiscard]] SmtTruth count(const std::vector<Item>& items, int needed);
    [[nodiscard]] Term can_be_undecided(const std::vector<Item>& items, int needed);
    [[nodiscard]] bool settles(const Condition& condition) const;
    void pathway(const Pathway& pathway);
    void steps(const std::vector<Step>& list, Term come, Term can_come, SmtPathway& out, std::vector<Term>& reached);
    void dispositions();
    [[nodiscard]] Term stands(const std::string& outcome) const;
    [[nodiscard]] const Outcome& outcome(const std::string& id) const;

    const RuleDocument& document_;
    std::string name_, declarations_, definitions_, left_out_;
    std::size_t otherwise_rank_ = 0;
    std::map<std::string, Term> defined_;  ///< body and name
    std::map<std::string, const Finding*> findings_;
    std::map<std::string, SmtSaid> said_, holds_;
    std::map<std::string, SmtTruth> criteria_, scores_;
    std::vector<Term> at_least_, stands_at_least_;
};

}  // namespace triage::testing
