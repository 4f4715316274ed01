// SPDX-License-Identifier: Apache-2.0
// For every pattern: what a condition is now with one mention taken to be something else.
// Refuses to look into the future: what a condition can still become decides no branch.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <triage/model/traversal.hpp>
#include <triage/review/diagram/conditions.hpp>
#include <triage/review/diagram/decision.hpp>

namespace triage::coverage_detail {

class SupposedSets : public EveryPattern {
public:
    explicit SupposedSets(Decision& decision)
        : EveryPattern(decision.diagram()), conditions_(decision.conditions()), rules_(decision.rules()) {}

    /// The patterns for which `node` is yes with `mention` taken to be `value` wherever it is read.
    [[nodiscard]] Function yes_with(std::uint32_t node, std::uint32_t mention, Kleene value) {
        mention_ = mention;
        value_ = value;
        reads_.assign(rules_.shared.size(), std::nullopt);
        shared_.assign(rules_.shared.size(), std::nullopt);
        return having(of(node), yes);
    }

    // What `meaning` asks of a reading.
    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] Function of(std::uint32_t node) {
        if (node == mention_) return constant(value_);
        return reads(node) ? meaning(*this, node) : conditions_.value(node, Reading::now);
    }
    [[nodiscard]] Function leaf(std::uint32_t node) { return conditions_.value(node, Reading::now); }
    template <class WorkOut>
    [[nodiscard]] Function shared(std::uint32_t number, WorkOut&& work_out) {
        if (!shared_[number]) shared_[number] = work_out();
        return *shared_[number];
    }

private:
    // Whether a condition reads the mention that is supposed.
    [[nodiscard]] bool reads(std::uint32_t node) {
        if (node == mention_) return true;
        bool found = false;
        each_child(rules_, node, [&](std::uint32_t child) { found = found || reads(child); });
        const Node& n = rules_.nodes[node];
        if (n.op != Node::Op::shared) return found;
        if (!reads_[n.first]) {
            each_root(rules_, n.first, [&](std::uint32_t root) { found = found || reads(root); });
            reads_[n.first] = found;
        }
        return *reads_[n.first];
    }

    ConditionDiagrams& conditions_;
    const Rules& rules_;
    std::vector<std::optional<Function>> shared_;
    std::vector<std::optional<bool>> reads_;
    std::uint32_t mention_ = npos;
    Kleene value_ = unknown;
};

}  // namespace triage::coverage_detail
