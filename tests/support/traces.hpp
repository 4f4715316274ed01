// SPDX-License-Identifier: Apache-2.0
// Traces held against each other, every field.
#pragma once

#include <optional>
#include <string>

#include <triage/walk/walk.hpp>

namespace triage::testing {

/// The first field in which two traces differ; nothing where they are the same.
[[nodiscard]] inline std::optional<std::string> difference(const Trace& a, const Trace& b) {
    const auto differ = [](const std::string& field, auto x, auto y) -> std::optional<std::string> {
        if (x == y) return std::nullopt;
        return field + ": " + std::to_string(x) + " and " + std::to_string(y);
    };
    std::optional<std::string> out = differ("disposition", a.disposition, b.disposition);
    if (!out) out = differ("leading pathway", std::uint32_t{a.leading.pathway}, std::uint32_t{b.leading.pathway});
    if (!out) out = differ("leading outcome", std::uint32_t{a.leading.outcome}, std::uint32_t{b.leading.outcome});
    if (!out) out = differ("leading rank", a.leading.rank, b.leading.rank);
    if (!out) out = differ("leading raised", a.leading.raised, b.leading.raised);
    if (!out) out = differ("contradicts", a.contradicts, b.contradicts);
    if (!out) out = differ("pathways", a.pathway_count, b.pathway_count);
    for (std::uint32_t p = 0; !out && p < a.pathway_count; ++p) {
        const std::string of = " of pathway " + std::to_string(p);
        out = differ("outcome" + of, std::uint32_t{a.ends[p].outcome}, std::uint32_t{b.ends[p].outcome});
        if (!out) out = differ("ending" + of, static_cast<int>(a.ends[p].ending), static_cast<int>(b.ends[p].ending));
        if (!out) out = differ("floors" + of, a.ends[p].floors, b.ends[p].floors);
    }
    return out;
}

}  // namespace triage::testing
