// SPDX-License-Identifier: Apache-2.0
// The bodies of evaluate.hpp, compiled once: an app without optimisation would hand its own slow copies to the library.
#pragma once

#include <cstddef>

#include <triage/header_only.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

TRIAGE_BODY Evaluator::Person::Person(const Rules& rules, TruthBits bits, Reading reading)
    : rules_(&rules), bits_(bits), reading_(reading) {
    for (std::size_t i = 0; i < rules.shared.size(); ++i) known_[i] = KleeneSet{};
}

TRIAGE_BODY Evaluator::Evaluator(const Rules& rules, TruthBits bits, bool examined)
    : now_(rules, bits, Reading::now), future_(rules, bits, examined ? Reading::examined : Reading::future) {}

TRIAGE_BODY Kleene Evaluator::now(NodeId node) { return now_.of(node).value(); }

TRIAGE_BODY KleeneSet Evaluator::future(NodeId node) { return future_.of(node); }

TRIAGE_BODY bool Evaluator::so(Ask ask) {
    const auto holds = [&] {
        switch (ask.what) {
            case Asked::is_yes: return now(ask.node) == Kleene::yes;
            case Asked::is_no: return now(ask.node) == Kleene::no;
            case Asked::can_be_yes: return future(ask.node).has(Kleene::yes);
            case Asked::can_be_no: return future(ask.node).has(Kleene::no);
            case Asked::yes_or_open: return !future(ask.node).only(Kleene::no);
            case Asked::no_or_open: return !future(ask.node).only(Kleene::yes);
            case Asked::can_be_open: return future(ask.node).has(Kleene::unknown);
            case Asked::part_open: break;
        }
        return false;
    };
    return holds() != ask.negated;
}

TRIAGE_BODY ScoreInterval Evaluator::interval(ScoreId score) {
    Tally tally;
    for (const CompiledScoreItem& item : now_.rules().scores[score]) tally.add(now_.of(item.node), item.points);
    return {tally.least(), tally.most()};
}

}  // namespace triage
