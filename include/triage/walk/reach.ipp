// SPDX-License-Identifier: Apache-2.0
// The bodies of reach.hpp.
#pragma once

#include <algorithm>
#include <cstddef>

#include <triage/header_only.hpp>
#include <triage/walk/reach.hpp>

namespace triage {

namespace walk_detail {

inline void add_ends(const Rules& rules, Evaluator& evaluator, StepId step, Urgencies floors, Urgencies& ends) {
    while (step != npos && !floors.empty()) {
        const CompiledStep& s = rules.steps[step];
        const KleeneSet possible = evaluator.future(s.node);
        Urgencies on;
        for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
            if (!possible.has(value)) continue;
            const CompiledBranch& b = s.branches[value];
            switch (b.kind) {
                case Branch::Kind::outcome: ends.add(floors.at_least(rules.outcomes[b.outcome()].rank)); break;
                case Branch::Kind::clear: ends.add(floors); break;
                case Branch::Kind::next: on.add(floors); break;
                case Branch::Kind::floor: on.add(floors.at_least(rules.outcomes[b.outcome()].rank)); break;
                case Branch::Kind::steps: add_ends(rules, evaluator, b.steps(), floors, ends); break;
            }
        }
        floors = on;
        step = s.next;
    }
    ends.add(floors);
}

}  // namespace walk_detail

TRIAGE_BODY Urgencies possible_ends(const Rules& rules, Evaluator& evaluator, PathwayId pathway) {
    Urgencies ends;
    walk_detail::add_ends(rules, evaluator, rules.pathways[pathway].first_step, Urgencies::nothing(), ends);
    return ends;
}

TRIAGE_BODY PossibleRange possible_range(const Rules& rules, Evaluator& evaluator, const Trace& trace) {
    int forced = -1, most = trace.disposition, lone = -1;
    const auto may_stand_alone = [&](int rank) {
        if (rank >= 0 && (lone < 0 || rank < lone)) lone = rank;
    };
    for (PathwayId p{0}; p < rules.pathways.size(); ++p) {
        const Urgencies ends = possible_ends(rules, evaluator, p);
        forced = std::max(forced, ends.mildest());
        most = std::max(most, ends.gravest());
        may_stand_alone(ends.mildest_outcome());
        // A pathway that may come to an outcome or not may also stay unsure, which can be milder (at home) than both.
        const OutcomeId unsure = rules.pathways[p].unsure;
        if (unsure != npos && rules.at_home(rules.outcomes[unsure].rank) && ends.mildest() < 0 &&
            walk_detail::can_reach_outcome(rules, evaluator, rules.pathways[p].first_step))
            may_stand_alone(rules.outcomes[unsure].rank);
    }
    int least = forced;
    if (forced < 0) least = lone >= 0 ? std::min<int>(lone, rules.otherwise_rank) : rules.otherwise_rank;
    // `otherwise` applies when everything clears, and instead of home to anyone whose answers contradict an assumption.
    bool may_contradict = false, contradicts = false;
    for (const NodeId node : rules.assumptions) {
        const KleeneSet value = evaluator.future(node);
        may_contradict |= value.has(Kleene::yes);
        contradicts |= value.only(Kleene::yes);
    }
    if (forced < 0 || (may_contradict && rules.at_home(static_cast<Rank>(least))))
        most = std::max<int>(most, rules.otherwise_rank);
    if (contradicts) least = std::max<int>(least, rules.otherwise_rank);
    return {static_cast<Rank>(std::min<int>(least, trace.disposition)), static_cast<Rank>(most)};
}

TRIAGE_BODY std::vector<OpenStep> open_steps(const Rules& rules, Evaluator& evaluator, PathwayId pathway) {
    struct Collector {
        const Rules& rules;
        Evaluator& evaluator;
        std::vector<OpenStep> out;

        int list(StepId step) {
            struct Seen {
                std::size_t entry;
                int own;
            };
            std::vector<Seen> seen;
            while (step != npos) {
                const CompiledStep& s = rules.steps[step];
                const KleeneSet possible = evaluator.future(s.node);
                const std::size_t entry = out.size();
                if (!possible.settled() || possible.has(Kleene::unknown)) out.push_back({step, -1});
                int own = -1;
                bool goes_on = false;
                for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
                    if (!possible.has(value)) continue;
                    const CompiledBranch& b = s.branches[value];
                    if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor)
                        own = std::max<int>(own, rules.outcomes[b.outcome()].rank);
                    if (b.kind == Branch::Kind::steps) own = std::max(own, list(b.steps()));
                    goes_on |= b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor;
                }
                seen.push_back({entry < out.size() && out[entry].step == step ? entry : static_cast<std::size_t>(-1), own});
                step = goes_on ? s.next : StepId{};
            }
            int gravest = -1;
            for (std::size_t i = seen.size(); i-- > 0;) {
                gravest = std::max(gravest, seen[i].own);
                if (seen[i].entry != static_cast<std::size_t>(-1)) out[seen[i].entry].gravest = gravest;
            }
            return gravest;
        }
    };
    Collector collector{rules, evaluator, {}};
    collector.list(rules.pathways[pathway].first_step);
    return collector.out;
}

}  // namespace triage
