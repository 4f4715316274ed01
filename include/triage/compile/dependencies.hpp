// SPDX-License-Identifier: Apache-2.0
// What refers to what: cycles of criteria, scores and implications, the size of conditions written out in full, and
// whether a worrying "yes" can make a condition true.
// Refuses to follow a cycle: each question below is asked only of rules found free of them, or marks where it has been.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/model/traversal.hpp>

namespace triage::compile_detail {

class Dependencies {
public:
    Dependencies(const Rules& rules, Problems& problems) : rules_(&rules), problems_(&problems) {
        state_.resize(rules.shared.size(), State::fresh);
        size_.resize(rules.shared.size(), 0);
        depth_.resize(rules.shared.size(), 0);
    }

    /// Reports every cycle among criteria and scores. False where there is one.
    bool acyclic() {
        bool good = true;
        for (SharedId i{0}; i < rules_->shared.size(); ++i) good &= visit_shared(i);
        return good;
    }

    /// Number of nodes of a condition with shared ones written out; saturates. Only after `acyclic()`.
    [[nodiscard]] std::size_t written_out(NodeId node) const {
        const Node& n = rules_->nodes[node];
        if (n.op == Node::Op::shared) return add(1, size_[n.shared()]);
        std::size_t total = 1;
        each_child(*rules_, node, [&](NodeId child) { total = add(total, written_out(child)); });
        return total;
    }

    /// Whether a "yes" to a worrying finding may help to make the condition true (`wanted`) or false. Returns that
    /// finding, or npos. Only after `acyclic()`.
    [[nodiscard]] FindingId worrying_yes(NodeId node, bool wanted = true) const {
        std::vector<std::uint8_t> seen(rules_->shared.size() * 2);
        return worrying(node, wanted, seen);
    }

private:
    enum class State : std::uint8_t { fresh, open, done };
    static constexpr std::size_t deepest = 64;  // the walk follows criteria by recursion

    static std::size_t add(std::size_t a, std::size_t b) {
        constexpr std::size_t most = std::numeric_limits<std::size_t>::max() / 2;
        return std::min(most, a + b);
    }

    bool visit_shared(SharedId i) {
        if (state_[i] == State::done) return true;
        if (state_[i] == State::open) {
            std::string path;
            for (auto it = std::find(path_.begin(), path_.end(), i); it != path_.end(); ++it)
                path += rules_->id_of(*it).value + " → ";
            const Text& id = rules_->id_of(i);
            problems_->error(id.at, "criteria-cycle", "this refers to itself: " + path + id.value,
                             "break the cycle: criteria may use only findings, and criteria that do not use them");
            return false;
        }
        if (path_.size() >= deepest) {
            too_deep(i);
            state_[i] = State::done;
            return false;
        }
        state_[i] = State::open;
        path_.push_back(i);
        bool good = true;
        std::size_t total = 1;
        each_root(*rules_, i, [&](NodeId root) {
            good &= visit_node(root, depth_[i]);
            if (good) total = add(total, written_out(root));
        });
        path_.pop_back();
        state_[i] = State::done;
        size_[i] = total;
        // Those below may have been visited before, so that the path was short: their depth counts, not the path.
        if (++depth_[i] > deepest) {
            too_deep(i);
            good = false;
        }
        return good;
    }

    bool visit_node(NodeId node, std::size_t& deepest_below) {
        const Node& n = rules_->nodes[node];
        if (n.op == Node::Op::shared) {
            const bool good = visit_shared(n.shared());
            deepest_below = std::max(deepest_below, depth_[n.shared()]);
            return good;
        }
        bool good = true;
        each_child(*rules_, node, [&](NodeId child) { good &= visit_node(child, deepest_below); });
        return good;
    }

    void too_deep(SharedId i) {
        if (said_too_deep_) return;
        said_too_deep_ = true;
        problems_->error(rules_->id_of(i).at, "nesting-too-deep",
                         "criteria refer to each other more than " + std::to_string(deepest) + " levels deep",
                         "write some of them out where they are used");
    }

    [[nodiscard]] FindingId worrying(NodeId node, bool wanted, std::vector<std::uint8_t>& seen) const {
        const Node& n = rules_->nodes[node];
        if (n.op == Node::Op::clause) {
            if (n.clause() == npos) return {};
            const FindingId f = rules_->clauses[n.clause()].finding;
            const Finding& finding = rules_->document.findings[f];
            return wanted && finding.type == FindingType::yes_no && finding.polarity == Polarity::worrying ? f : FindingId{};
        }
        FindingId found;
        if (n.op == Node::Op::shared) {
            std::uint8_t& mark = seen[n.shared() * 2U + (wanted ? 1U : 0U)];
            if (mark != 0) return {};
            mark = 1;
            const SharedCondition& s = rules_->shared[n.shared()];
            if (!s.is_score) return worrying(s.node, wanted, seen);
            for (const CompiledScoreItem& item : rules_->scores[s.score])
                if (found == npos) found = worrying(item.node, item.points > 0 ? wanted : !wanted, seen);
            return found;
        }
        const bool flips = n.op == Node::Op::negate || n.op == Node::Op::unless;
        each_child(*rules_, node, [&](NodeId child) {
            if (found == npos) found = worrying(child, flips ? !wanted : wanted, seen);
        });
        return found;
    }

    const Rules* rules_;
    Problems* problems_;
    std::vector<State> state_;
    std::vector<std::size_t> size_, depth_;  // of shared conditions written out; how many levels deep
    bool said_too_deep_ = false;
    std::vector<SharedId> path_;
};

}  // namespace triage::compile_detail
