// SPDX-License-Identifier: Apache-2.0
// The bodies of nodes.hpp.
#pragma once

#include <string>

#include <triage/header_only.hpp>
#include <triage/review/diagram/nodes.hpp>

namespace triage {

TRIAGE_BODY BudgetExceeded::BudgetExceeded(std::size_t nodes)
    : std::runtime_error("the decision diagram needs more than " + std::to_string(nodes) + " nodes"), nodes_(nodes) {}

TRIAGE_BODY DiagramNodes::DiagramNodes(std::vector<std::uint32_t> values_of_levels, std::size_t budget)
    : arities_(std::move(values_of_levels)), budget_(budget), table_(1U << 12U, no_slot), tidy_at_(next_tidy()) {}

TRIAGE_BODY std::vector<DiagramNodes::Ref> DiagramNodes::bottom_up(Ref one, Ref other) const {
    std::vector<Ref> out, todo{one, other};
    begin_traversal();
    while (!todo.empty()) {
        const Ref r = todo.back();
        todo.pop_back();
        if (is_terminal(r) || !first_met(r)) continue;
        out.push_back(r);
        for (std::uint32_t v = 0; v < arities_[at(r)[Word::level]]; ++v) todo.push_back(child(r, v));
    }
    std::vector<std::size_t> start(arities_.size() + 1);  // counting sort
    for (const Ref r : out) ++start[arities_.size() - at(r)[Word::level]];
    for (std::size_t l = 1; l < start.size(); ++l) start[l] += start[l - 1];
    std::vector<Ref> sorted(out.size());
    for (const Ref r : out) {
        const std::size_t place = start[arities_.size() - at(r)[Word::level] - 1]++;
        at(r)[Word::met_as] = static_cast<std::uint32_t>(place);
        sorted[place] = r;
    }
    return sorted;
}

TRIAGE_BODY bool DiagramNodes::free_unneeded(bool now) {
    if (!now && nodes() < tidy_at_) return false;
    begin_traversal();
    std::vector<Ref> todo;
    each_node([&](Ref ref) {
        if (!is_freed(ref) && at(ref)[Word::holders] > 0 && first_met(ref)) todo.push_back(ref);
    });
    while (!todo.empty()) {
        const Ref ref = todo.back();
        todo.pop_back();
        for (std::uint32_t v = 0; v < arities_[at(ref)[Word::level]]; ++v)
            if (const Ref c = child(ref, v); !is_terminal(c) && first_met(c)) todo.push_back(c);
    }
    each_node([&](Ref ref) {
        if (is_freed(ref) || at(ref)[Word::met] == traversal_) return;
        free_by_blocks_[blocks_of(at(ref)[Word::level])].push_back(ref);
        at(ref)[Word::level] |= freed;
        --alive_;
    });
    rehash(table_.size());
    tidy_at_ = next_tidy();
    return true;
}

TRIAGE_BODY void DiagramNodes::rehash(std::size_t size) {
    table_.assign(size, no_slot);
    each_node([&](Ref ref) {
        if (is_freed(ref)) return;
        const Hash hash = hash_of(at(ref)[Word::level], at(ref) + Word::children);
        std::size_t slot = hash.slot & (size - 1);
        for (std::size_t step = 0; table_[slot] != no_slot;) slot = (slot + ++step) & (size - 1);
        table_[slot] = entry(hash.code, ref);
    });
}

}  // namespace triage
