// SPDX-License-Identifier: Apache-2.0
// What a review packet is made of beside the rules: pictures, proofs, cases, figures and changes, as plain data.
// Refuses to work any of it out: what is not given is said to be missing, never guessed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/review/cases.hpp>
#include <triage/review/diff/diff_report.hpp>
#include <triage/review/prove/proof_report.hpp>
#include <triage/review/sign_off.hpp>

namespace triage {

/// A pathway as Graphviz draws it (`graph_dot`, then `dot -Tsvg`).
struct PacketPicture {
    std::string pathway, svg;
};

/// A figure with what it is about: {"Branches that the cases take", "212 of 215"}.
struct PacketFigure {
    std::string what, value;
};

/// Which people a change moves, in the words of `triage diff`.
struct PacketChanges {
    std::string since;  ///< the older rules: their path or version
    DiffReport report;  ///< `report_of(diff(older, rules))`
};

struct PacketParts {
    std::vector<PacketPicture> pictures;
    std::string no_pictures;         ///< why there are none
    std::vector<SignOff> sign_offs;  ///< `sign_offs_of(rules)`
    std::optional<ProofReport> proof;
    std::vector<Case> cases;
    std::optional<CaseReport> case_report;  ///< of `cases`, in their order
    std::vector<PacketFigure> coverage, mutation;
    std::optional<PacketChanges> changes;
    std::string rules_path = "RULES";  ///< as the command that records a sign-off names it
};

}  // namespace triage
