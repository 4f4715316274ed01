// SPDX-License-Identifier: Apache-2.0
// The hazard file as a matrix: each hazard with the pathways, evidence, properties, cases, mutation figure and signatures that
// stand against it, the holes first. Made from the `hazards:` of a rule set and from what names them.
// Refuses to call a hazard controlled: it shows what there is, and counts what is missing. Refuses to guess severities.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <triage/model/date.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/review/packet/packet.hpp>

namespace triage {

/// What stands against one hazard.
struct HazardRow {
    Hazard hazard;
    std::vector<std::string> pathways;  ///< that name it, have a step that does, or that a property of it demands
    std::vector<std::string> steps;     ///< "dvt.vein_sign": that name it
    std::vector<std::string> sources;   ///< that these steps, and the pathways as a whole, cite, each once; judgements left out
    struct Property {
        std::string id;
        std::optional<Verdict> verdict;  ///< nothing: not asked
    };
    std::vector<Property> properties;
    std::size_t cases = 0, failing = 0;             ///< that name it, or a pathway that does as a whole
    std::optional<MutationReport::Score> mutation;  ///< of mistakes in its pathways; nothing: not worked out
    std::size_t signed_pathways = 0;                ///< of `pathways`
    std::vector<std::string> holes;                 ///< what is missing, in words
};

struct HazardMatrix {
    std::string ruleset, version, digest;
    std::vector<HazardRow> rows;  ///< those with the most holes first, then the gravest
};

/// `today`, where given, finds what should have been looked at again. `mutation`, where given, is of the whole rule set.
/// Complexity: hazards times (properties, steps and cases).
[[nodiscard]] HazardMatrix hazard_matrix(const RuleSet& rules, const PacketParts& parts, std::optional<Date> today = {},
                                         const MutationReport* mutation = nullptr);

/// A page of its own; a table for a sheet; the same as JSON, schema triage.hazards/1.
[[nodiscard]] std::string render_hazards_html(const RuleSet& rules, const HazardMatrix& matrix);
[[nodiscard]] std::string render_hazards_csv(const HazardMatrix& matrix);
[[nodiscard]] std::string render_hazards_json(const HazardMatrix& matrix);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/packet/hazards.ipp>
#endif
