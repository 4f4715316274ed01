// SPDX-License-Identifier: Apache-2.0
// The packet that a clinician reads and signs: everything that a rule set says, as one self-contained HTML page.
// Refuses script, outside resources and unescaped text; and to leave out what speaks against the rules.
#pragma once

#include <string>

#include <triage/model/rule_set.hpp>
#include <triage/review/packet/parts.hpp>

namespace triage {

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
