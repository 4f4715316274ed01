// SPDX-License-Identifier: Apache-2.0
// The bodies of diagram.hpp.
#pragma once

#include <triage/header_only.hpp>
#include <triage/review/diagram/diagram.hpp>

namespace triage {

TRIAGE_BODY Diagram::Diagram(std::vector<std::uint32_t> values_of_levels, std::size_t budget)
    : DiagramNodes(std::move(values_of_levels), budget), all_(product(*this)), counts_(all_), cache_(table_size()) {}

TRIAGE_BODY BigCount Diagram::product(const DiagramNodes& nodes) {
    BigCount out(1);
    for (std::uint32_t level = 0; level < nodes.levels(); ++level) out *= nodes.values(level);
    return out;
}

TRIAGE_BODY Function Diagram::choose(std::uint32_t level, const std::vector<std::uint32_t>& numbers) {
    tidy();
    std::vector<Ref> children;
    for (const std::uint32_t n : numbers) children.push_back(terminal_bit | n);
    return {*this, make(level, children.data())};
}

TRIAGE_BODY Function Diagram::maximum(const Function& a, const Function& b) {
    return built([&] { return maximum(a.ref(), b.ref()); });
}

TRIAGE_BODY Function operator&(const Function& a, const Function& b) {
    Diagram& diagram = Diagram::of(a);
    return diagram.built([&] { return diagram.conjunction(a.ref(), b.ref()); });
}

TRIAGE_BODY Function operator|(const Function& a, const Function& b) { return Diagram::of(a).maximum(a, b); }

TRIAGE_BODY Function operator-(const Function& a, const Function& b) {
    Diagram& diagram = Diagram::of(a);
    return diagram.built([&] { return diagram.difference(a.ref(), b.ref()); });
}

TRIAGE_BODY Function operator!(const Function& a) { return Diagram::of(a).everyone() - a; }

TRIAGE_BODY Function Diagram::cofactor(const Function& a, std::uint32_t level, std::uint32_t value) {
    return built([&] { return cofactor(a.ref(), level, value, ++last_operation_); });
}

TRIAGE_BODY Function Diagram::exists(const Function& set, const std::vector<bool>& dropped) {
    return built([&] { return exists(set.ref(), dropped, ++last_operation_); });
}

TRIAGE_BODY std::vector<std::uint32_t> Diagram::numbers(const Function& a) const {
    std::vector<std::uint32_t> out;
    const auto add = [&](Ref ref) {
        if (is_terminal(ref)) out.push_back(number(ref));
    };
    add(a.ref());
    for (const Ref ref : bottom_up(a.ref()))
        for (std::uint32_t v = 0; v < values(level_of(ref)); ++v) add(child(ref, v));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

TRIAGE_BODY std::vector<std::uint32_t> Diagram::support(const Function& a) const {
    std::vector<std::uint32_t> out;
    for (const Ref ref : bottom_up(a.ref()))
        if (out.empty() || out.back() != level_of(ref)) out.push_back(level_of(ref));
    std::reverse(out.begin(), out.end());
    return out;
}

TRIAGE_BODY std::size_t Diagram::size(const Function& a) const { return bottom_up(a.ref()).size(); }

TRIAGE_BODY Diagram::Ref Diagram::conjunction(Ref a, Ref b) {
    constexpr Ref zero = terminal_bit, one = terminal_bit | 1U;
    if (a == zero || b == zero) return zero;
    if (a == one || a == b) return b;
    if (b == one) return a;
    if (a > b) std::swap(a, b);
    return descend(base_ + op_and, a, b, [&](Ref x, Ref y) { return conjunction(x, y); });
}

TRIAGE_BODY Diagram::Ref Diagram::maximum(Ref a, Ref b) {
    if (a == terminal_bit || a == b) return b;
    if (b == terminal_bit) return a;
    if (is_terminal(a) && is_terminal(b)) return std::max(a, b);
    if (a > b) std::swap(a, b);
    return descend(base_ + op_max, a, b, [&](Ref x, Ref y) { return maximum(x, y); });
}

TRIAGE_BODY Diagram::Ref Diagram::difference(Ref a, Ref b) {
    constexpr Ref zero = terminal_bit, one = terminal_bit | 1U;
    if (a == zero || b == one || a == b) return zero;
    if (b == zero) return a;
    return descend(base_ + op_minus, a, b, [&](Ref x, Ref y) { return difference(x, y); });
}

TRIAGE_BODY bool Diagram::within(Ref a, Ref b) {
    constexpr Ref zero = terminal_bit, one = terminal_bit | 1U;
    if (a == zero || b == one || a == b) return true;
    if (a == one || b == zero) return false;  // b leaves somebody out, and somebody is in a
    const std::uint32_t operation = base_ + op_within;
    if (const Remembered& r = remembered(operation, a, b); r.operation == operation && r.a == a && r.b == b)
        return r.result == one;
    const std::uint32_t level_a = level_of(a), level_b = level_of(b), level = std::min(level_a, level_b);
    bool all = true;
    for (std::uint32_t v = 0; all && v < values(level); ++v)
        all = within(level_a == level ? child(a, v) : a, level_b == level ? child(b, v) : b);
    remembered(operation, a, b) = {operation, a, b, all ? one : zero};
    return all;
}

TRIAGE_BODY Diagram::Ref Diagram::cofactor(Ref a, std::uint32_t level, std::uint32_t value, std::uint32_t operation) {
    if (level_of(a) > level) return a;
    if (level_of(a) == level) return child(a, value);
    return descend(operation, a, a, [&](Ref x, Ref) { return cofactor(x, level, value, operation); });
}

TRIAGE_BODY Diagram::Ref Diagram::exists(Ref a, const std::vector<bool>& dropped, std::uint32_t operation) {
    if (is_terminal(a)) return number(a) != 0 ? terminal_bit | 1U : terminal_bit;
    const std::uint32_t level = level_of(a);
    if (!dropped[level]) return descend(operation, a, a, [&](Ref x, Ref) { return exists(x, dropped, operation); });
    if (const Remembered& r = remembered(operation, a, a); r.operation == operation && r.a == a && r.b == a) return r.result;
    Ref out = terminal_bit;
    for (std::uint32_t v = 0; v < values(level); ++v) out = maximum(out, exists(child(a, v), dropped, operation));
    remembered(operation, a, a) = {operation, a, a, out};
    return out;
}

TRIAGE_BODY bool Diagram::disjoint(Ref a, Ref b) {
    constexpr Ref zero = terminal_bit, one = terminal_bit | 1U;
    if (a == zero || b == zero) return true;
    if (a == b || is_terminal(a) || is_terminal(b)) return false;
    if (a > b) std::swap(a, b);
    const std::uint32_t operation = base_ + op_disjoint;
    if (const Remembered& r = remembered(operation, a, b); r.operation == operation && r.a == a && r.b == b)
        return r.result == one;
    const std::uint32_t level_a = level_of(a), level_b = level_of(b), level = std::min(level_a, level_b);
    bool nobody = true;
    for (std::uint32_t v = 0; nobody && v < values(level); ++v)
        nobody = disjoint(level_a == level ? child(a, v) : a, level_b == level ? child(b, v) : b);
    remembered(operation, a, b) = {operation, a, b, nobody ? one : zero};
    return nobody;
}

TRIAGE_BODY Diagram::Place Diagram::counted(Ref a) const {
    if (is_terminal(a)) return number(a) != 0 ? PatternCounts::everybody : PatternCounts::nobody;
    if (const Place known = counts_.of_node(a, end_of_refs()); known != PatternCounts::nobody) return known;
    const Place out = mean_below(level_of(a), [&](std::uint32_t v) { return counted(child(a, v)); });
    return counts_.of_node(a, end_of_refs()) = out;
}

TRIAGE_BODY Diagram::Place Diagram::counted(Ref a, Ref b) const {
    if (a == terminal_bit || b == terminal_bit) return PatternCounts::nobody;
    if (is_terminal(a) || a == b) return counted(b);
    if (is_terminal(b)) return counted(a);
    if (a > b) std::swap(a, b);
    if (const Place known = counts_.of_pair(a, b); known != PatternCounts::unknown) return known;
    const std::uint32_t level_a = level_of(a), level_b = level_of(b), level = std::min(level_a, level_b);
    const Place out = mean_below(
        level, [&](std::uint32_t v) { return counted(level_a == level ? child(a, v) : a, level_b == level ? child(b, v) : b); });
    counts_.set_pair(a, b, out);
    return out;
}

TRIAGE_BODY BigCount Diagram::count(const Function& set) const {
    PatternCounts& known = counts();
    return known[counted(set.ref())];
}

TRIAGE_BODY BigCount Diagram::count_both(const Function& a, const Function& b) const {
    PatternCounts& known = counts();
    return known[counted(a.ref(), b.ref())];
}

}  // namespace triage
