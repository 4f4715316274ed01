// SPDX-License-Identifier: Apache-2.0
// Yes/no questions about a rule set, each put to the decision diagram and, as a term, to a solver.
// Refuses to decide who is right: it tells what the diagram says, and how a person whom the solver found has to walk.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <triage/review/diagram/decision.hpp>
#include <triage/review/prove/properties.hpp>

#include "support/z3.hpp"

namespace triage::testing {

/// A rule set with its diagram.
struct Diagrammed {
    explicit Diagrammed(const RuleSet& set)
        : rules(set),
          space({&rules.compiled()}),
          diagram(space.values()),
          decision(diagram, space, rules),
          properties(decision, space) {}
    RuleSet rules;
    PatternSpace space;
    Diagram diagram;
    Decision decision;
    review_detail::Properties properties;
};

/// "Is there an answer pattern for which …?"
struct SolverQuestion {
    std::string property;  ///< the id of the property that it belongs to, or a kind of question
    std::string text;
    SmtQuestion smt;
    bool diagram = false;                       ///< what the diagram says
    std::function<bool(const Answers&)> shows;  ///< whether a person is one of whom it is asked
};

/// Asks for every disposition, pathway end, standing outcome, advice, safety property and red flag.
class Questions {
public:
    Questions(Diagrammed& rules, SmtPerson& person) : d_(rules), person_(person), doc_(rules.rules.document()) {}

    void every_disposition();
    void every_pathway();
    void every_step();
    void every_advice();
    /// `advice`: also those that demand that something is withheld; the diagram takes long over these.
    void every_written_property(bool advice = true);
    void every_red_flag();
    /// Two people who differ in one finding, of whom the one with the worse answer is milder: every n-th finding, from one.
    void worse_but_milder(std::size_t from, std::size_t every);

    std::vector<SolverQuestion> all;

private:
    void ask(std::string property, std::string text, Term term, bool diagram, std::function<bool(const Answers&)> shows);
    void pair(const char* property, FindingId finding, Kleene before, Kleene after);
    [[nodiscard]] Function is(FindingId finding, Kleene value);
    [[nodiscard]] Term said(const Finding& finding, Kleene value) const;

    Diagrammed& d_;
    SmtPerson& person_;
    const RuleDocument& doc_;
};

/// Asks z3 all of it and compares. Empty: the same answers, and everybody whom z3 found walks as claimed; else what differs.
struct SolverComparison {
    std::size_t asked = 0, possible = 0, unanswered = 0;
    std::string difference;
};
[[nodiscard]] SolverComparison compare_with_z3(const Diagrammed& rules, const SmtPerson& person,
                                               const std::vector<SolverQuestion>& questions, int seconds);

}  // namespace triage::testing
