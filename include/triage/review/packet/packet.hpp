// SPDX-License-Identifier: Apache-2.0
// The packet that a clinician reads and signs: everything that a rule set says, as one self-contained HTML page.
// Refuses script, outside resources and unescaped text; and to leave out what speaks against the rules. What it is not given
// it says to be missing, and never guesses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/cases.hpp>
#include <triage/review/diff/diff.hpp>
#include <triage/review/prove/proof_report.hpp>
#include <triage/review/sign_off.hpp>

namespace triage {

/// A pathway as Graphviz draws it (`graph_dot`, then `dot -Tsvg`), and the same with `GraphOptions::narrow`, for phones. Without
/// a narrow drawing, the other one is shown there too.
struct PacketPicture {
    std::string pathway, svg;
    std::string narrow_svg{};
};

/// A figure with what it is about: {"Branches that the cases take", "212 of 215"}.
struct PacketFigure {
    std::string what, value;
};

/// Which people a change moves, in the words of `triage diff`.
struct PacketChanges {
    std::string since;          ///< the older rules: their path or version
    DiffReport report;          ///< `report_of(diff(older, rules))`
    bool same_version = false;  ///< the rules differ, and their version does not
};

/// What changed since a part was signed.
struct PacketChangedPart {
    std::string pathway;  ///< empty: the frame
    std::vector<ChangedSince> changes;
    bool kept = false;  ///< false: the rules that were read were not kept
};

/// What a packet is made of beside the rules, as plain data.
struct PacketParts {
    std::vector<PacketPicture> pictures;
    std::string no_pictures;         ///< why there are none
    std::vector<SignOff> sign_offs;  ///< `sign_offs_of(rules)`
    std::optional<ProofReport> proof;
    std::vector<Case> cases;
    std::optional<CaseReport> case_report;  ///< of `cases`, in their order
    std::vector<PacketFigure> coverage, mutation, usefulness;
    std::optional<PacketChanges> changes;
    std::string rules_path = "RULES";  ///< as the command that records a sign-off names it
    /// These pathways (empty text: the frame) alone; nothing: everything. An empty list shows no part, only what changed.
    std::optional<std::vector<std::string>> only{};
    std::vector<PacketChangedPart> changed_parts{};
    std::optional<WordsToRead> words{};  ///< the changed words alone, where a look at them is enough
};

/// Why rules must not be signed as they are: a property that does not hold or was not proved, a case that fails, says nothing or
/// is about nothing that the rules cover, a version that was not raised.
struct Unfit {
    std::string text, at;  ///< in words, and file:line
    std::string anchor;    ///< of the packet's part that says more
};
/// Nothing where the rules are fit to be signed, as far as the parts say. Complexity: linear in the parts.
[[nodiscard]] std::vector<Unfit> unfit(const RuleSet& rules, const PacketParts& parts);

/// The packet as a page. Pure. Complexity: linear in the rules and the parts, apart from cases times pathways.
///
///     triage::PacketParts parts;
///     parts.sign_offs = triage::sign_offs_of(rules);
///     parts.proof = triage::prove(rules);
///     file << triage::render_packet(rules, parts);
[[nodiscard]] std::string render_packet(const RuleSet& rules, const PacketParts& parts);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/packet/packet.ipp>
#endif
