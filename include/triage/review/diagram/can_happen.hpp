// SPDX-License-Identifier: Apache-2.0
// What some answer pattern brings about: levels, raised outcomes, advice given and withheld, out of the decision diagram.
// Refuses to guess at reasons: which findings can be one is taken from the rules as they are written.
#pragma once

#include <cstdint>

#include <triage/review/diagram/decision.hpp>
#include <triage/review/vacuous.hpp>

namespace triage {

/// Exactly what can happen. `written` is what the rules name (`can_happen`). Complexity: the size of the diagram.
[[nodiscard]] inline CanHappen exactly_can_happen(Decision& decision, const CanHappen& written) {
    Diagram& diagram = decision.diagram();
    CanHappen out = written;
    out.exact = true;
    for (Rank rank = 0; rank < out.dispositions.size(); ++rank) out.dispositions[rank] = !diagram.empty(decision.disposed(rank));
    out.raised.assign(out.raised.size(), false);
    for (std::uint32_t p = 0; p < out.pathways.size(); ++p) {
        out.pathways[p] = false;
        for (const StandingSet& s : decision.pathways()[p].standings)
            if (s.standing.raised && !diagram.empty(s.patterns)) out.raised[s.standing.outcome] = out.pathways[p] = true;
    }
    for (std::uint32_t a = 0; a < out.advised.size(); ++a) {
        out.advised[a] = out.advised[a] && decision.can_be_given(a);
        out.withheld[a] = out.withheld[a] && !diagram.empty(decision.withheld(a));
    }
    return out;
}

}  // namespace triage
