// SPDX-License-Identifier: Apache-2.0
// Conditions as decision diagrams: for every pattern, what a condition is now and what it can still become.
// Refuses to read the rules in any other way than the evaluator does: the same two readings, the same tables.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <triage/review/diagram/cells.hpp>
#include <triage/review/diagram/diagram.hpp>

namespace triage {

/// What a condition is for one pattern: its value now, and every value that it can come to.
struct Outlook {
    Kleene now = Kleene::unknown;
    KleeneSet future{};

    [[nodiscard]] std::uint32_t number() const;
    [[nodiscard]] static Outlook of(std::uint32_t number);
};

/// The conditions of one rule set over a space. Keeps what it has built.
class ConditionDiagrams {
public:
    ConditionDiagrams(Diagram& diagram, const PatternSpace& space, const Rules& rules);

    /// The `Outlook::number` of a condition for every pattern.
    [[nodiscard]] const Function& outlook(std::uint32_t node);
    /// The patterns for which a condition is this now.
    [[nodiscard]] Function is(std::uint32_t node, Kleene value);
    /// The patterns for which a condition can come to this.
    [[nodiscard]] Function can_be(std::uint32_t node, Kleene value);

    /// The patterns in which nothing is known of a finding: it was not answered, and no implication fills it.
    [[nodiscard]] Function stays_unknown(std::uint32_t finding);

private:
    // What holds of a finding after implications: the number of its cell, or past them the implication that fills it.
    [[nodiscard]] const Function& held(std::uint32_t finding);
    [[nodiscard]] Function clause(const Node& n);
    [[nodiscard]] static Kleene implied(const Clause& c, const CompiledImplication& i);
    [[nodiscard]] Function build(std::uint32_t node);

    struct Counted {
        int points;
        Function outlook;
    };

    // "The points of the true ones reach k" for scores and for k of a list: adds item by item, keeping for each pattern
    // the interval now, and every interval that the items can come to.
    [[nodiscard]] Function threshold(const std::vector<Counted>& items, int k);

    Diagram& diagram_;
    const PatternSpace& space_;
    const Rules& rules_;
    std::vector<std::optional<Function>> shared_, held_, nodes_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/conditions.ipp>
#endif
