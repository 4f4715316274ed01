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
        for (std::uint32_t v = 0; v < arities_[nodes_[r].level]; ++v) todo.push_back(child(r, v));
    }
    std::vector<std::size_t> start(arities_.size() + 1);  // counting sort
    for (const Ref r : out) ++start[arities_.size() - nodes_[r].level];
    for (std::size_t l = 1; l < start.size(); ++l) start[l] += start[l - 1];
    std::vector<Ref> sorted(out.size());
    for (const Ref r : out) {
        const std::size_t place = start[arities_.size() - nodes_[r].level - 1]++;
        marks_[r].place = static_cast<std::uint32_t>(place);
        sorted[place] = r;
    }
    return sorted;
}

TRIAGE_BODY bool DiagramNodes::free_unneeded(bool now) {
    if (!now && nodes() < tidy_at_) return false;
    std::vector<bool> needed(nodes_.size());
    std::vector<Ref> todo;
    for (Ref ref = 0; ref < nodes_.size(); ++ref)
        if (nodes_[ref].level != freed && nodes_[ref].holders > 0) todo.push_back(ref);
    while (!todo.empty()) {
        const Ref ref = todo.back();
        todo.pop_back();
        if (needed[ref]) continue;
        needed[ref] = true;
        for (std::uint32_t v = 0; v < arities_[nodes_[ref].level]; ++v)
            if (const Ref c = child(ref, v); !is_terminal(c) && !needed[c]) todo.push_back(c);
    }
    for (Ref ref = 0; ref < nodes_.size(); ++ref) {
        if (needed[ref] || nodes_[ref].level == freed) continue;
        free_by_arity_[arities_[nodes_[ref].level]].push_back(ref);
        nodes_[ref].level = freed;
        ++free_nodes_;
    }
    rehash(table_.size());
    tidy_at_ = next_tidy();
    return true;
}

TRIAGE_BODY void DiagramNodes::rehash(std::size_t size) {
    table_.assign(size, no_slot);
    for (Ref ref = 0; ref < nodes_.size(); ++ref) {
        if (nodes_[ref].level == freed) continue;
        const std::uint64_t code = hash(nodes_[ref].level, &children_[nodes_[ref].first]);
        std::size_t slot = static_cast<std::size_t>(code) & (size - 1);
        while (table_[slot] != no_slot) slot = (slot + 1) & (size - 1);
        table_[slot] = entry(code, ref);
    }
}

}  // namespace triage
