// SPDX-License-Identifier: Apache-2.0
// The solver z3 as a separate program: questions in SMT-LIB 2 go in, "sat" with a person or "unsat" comes out.
// Refuses to guess: no answer within the time is no answer, and an error of the solver is thrown.
#pragma once

#include <string>
#include <vector>

#include "support/reference_judge.hpp"
#include "support/smt.hpp"

namespace triage::testing {

/// What is asked on top of the definitions of a person.
struct SmtQuestion {
    std::string definitions;  ///< of a second person
    Term term;
};

struct SmtAnswer {
    enum class Kind { sat, unsat, none } kind = Kind::none;
    Said person;  ///< sat: what the person said
};

/// Whether `z3` can be started.
[[nodiscard]] bool z3_installed();

/// Asks whether there is a person for whom each term holds. One z3 process for all, of at most so many seconds. Throws
/// std::runtime_error with z3's words where it reports an error.
[[nodiscard]] std::vector<SmtAnswer> ask_z3(const RuleDocument& document, const SmtPerson& person,
                                            const std::vector<SmtQuestion>& questions, int seconds);

}  // namespace triage::testing
