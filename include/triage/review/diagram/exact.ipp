// SPDX-License-Identifier: Apache-2.0
// The bodies of exact.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/diagram/exact.hpp>
#include <triage/review/diagram/patterns.hpp>

namespace triage {

TRIAGE_BODY PossibleRange exact_range(Decision& decision, const PatternSpace& space, const Answers& answers, bool examined) {
    Diagram& diagram = decision.diagram();
    const Rules& rules = decision.rules();
    const Pattern now = pattern_of(space, answers);
    std::vector<bool> settled;
    for (const Level& level : space.levels()) {
        const FindingId f = rules.finding_names.find(level.finding);
        settled.push_back(answers.effective_state(f) == Answers::State::known ||
                          (rules.document.findings[f].examiner && !examined));
    }
    // Whether further answers can lead to a pattern that is in the set, or in none (`in` false).
    const auto can_be = [&](const Function& set, bool in) {
        std::vector<Diagram::Ref> todo{set.ref()};
        std::unordered_set<Diagram::Ref> seen;
        while (!todo.empty()) {
            const Diagram::Ref ref = todo.back();
            todo.pop_back();
            if (!seen.insert(ref).second) continue;
            if (Diagram::is_terminal(ref)) {
                if ((Diagram::number(ref) != 0) == in) return true;
                continue;
            }
            const std::uint32_t level = diagram.level_of(ref);
            for (std::uint32_t v = 0; v < diagram.values(level); ++v)
                if (!settled[level] || v == now[level]) todo.push_back(diagram.child(ref, v));
        }
        return false;
    };
    PossibleRange range{0, 0};
    for (Rank rank = 1; rank < rules.document.dispositions.size(); ++rank) {
        if (can_be(decision.at_least(rank), true)) range.most = rank;
        if (!can_be(decision.at_least(rank), false)) range.least = rank;
    }
    return range;
}

TRIAGE_BODY std::vector<Change> exact_change(Decision& decision, const PatternSpace& space, const Answers& answers, Rank rank) {
    Diagram& diagram = decision.diagram();
    const Pattern now = pattern_of(space, answers);
    // A change to "not sure", or to a fraction of what is whole, is never proposed: it costs more than any number of others, and
    // such a set is not given.
    const auto forbidden = static_cast<std::uint32_t>(space.levels().size() + 1);
    const auto pattern = cheapest(diagram, decision.disposed(rank), [&](std::uint32_t level, std::uint32_t value) {
        if (value == now[level]) return Cost{0, 0};
        const Cell& cell = space.levels()[level].cells[value];
        return cell.known && !cell.fraction ? Cost{1, 0} : Cost{forbidden, 0};
    });
    std::vector<Change> out;
    if (!pattern) return out;
    for (std::uint32_t l = 0; l < pattern->size(); ++l) {
        if ((*pattern)[l] == now[l]) continue;
        const Level& level = space.levels()[l];
        const FindingId f = decision.rules().finding_names.find(level.finding);
        const Cell& cell = level.cells[(*pattern)[l]];
        if (!cell.known || cell.fraction) return {};
        out.push_back({level.finding, answers.state(f) == Answers::State::not_asked ? "not asked" : answers.answer(f).text(),
                       cell.answer.text()});
    }
    return out;
}

TRIAGE_BODY void make_exact(Assessment& assessment, Decision& decision, const PatternSpace& space, const Answers& answers,
                            bool examined) {
    const Rules& rules = decision.rules();
    const PossibleRange range = exact_range(decision, space, answers, examined);
    assessment.possible_least = rules.disposition(range.least).id.value;
    assessment.possible_most = rules.disposition(range.most).id.value;
    for (std::vector<std::string>* left : {&assessment.not_within_two_changes, &assessment.not_searched_changes}) {
        for (const std::string& id : *left) {
            const auto rank = rules.rank_of(id).value();
            std::vector<Change> changes = exact_change(decision, space, answers, rank);
            if (!changes.empty()) assessment.would_change.push_back({id, std::move(changes)});
        }
        left->clear();
    }
}

}  // namespace triage
