// SPDX-License-Identifier: Apache-2.0
// For every pattern: what a condition is now, as the two sets "true" and "false", also with one mention taken to be
// something else; and the points of a score.
// Refuses to look into the future: what a condition can still become decides no branch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <triage/review/diagram/conditions.hpp>
#include <triage/review/diagram/decision.hpp>

namespace triage::coverage_detail {

/// Unknown is neither.
struct TruthSets {
    Function yes, no;
};

class SupposedSets {
public:
    explicit SupposedSets(Decision& decision)
        : decision_(decision), diagram_(decision.diagram()), rules_(decision.rules()), nodes_(rules_.nodes.size()) {}

    /// As it is.
    [[nodiscard]] const TruthSets& now(std::uint32_t node) {
        if (!nodes_[node]) nodes_[node] = TruthSets{decision_.conditions().is(node, yes), decision_.conditions().is(node, no)};
        return *nodes_[node];
    }
    /// With `mention` taken to be `value` wherever it is read.
    [[nodiscard]] TruthSets with(std::uint32_t node, std::uint32_t mention, Kleene value) {
        mention_ = mention;
        value_ = value;
        within_.assign(rules_.shared.size(), unvisited);
        shared_.assign(rules_.shared.size(), std::nullopt);
        return build(node);
    }
    enum class End { least, most };
    /// The points of a score, `offset` more: those of its true items, or also of what is unknown and could add to them.
    [[nodiscard]] Function points(std::uint32_t score, End end, std::uint32_t offset) {
        std::vector<TruthSets> items;
        for (const CompiledScoreItem& item : rules_.scores[score]) items.push_back(now(item.node));
        return sum(score, items, end, offset);
    }
    /// What the negative items of a score can take away, so that no sum with this offset is below 0.
    [[nodiscard]] std::uint32_t offset(std::uint32_t score) const {
        int down = 0;
        for (const CompiledScoreItem& item : rules_.scores[score]) down += item.points < 0 ? -item.points : 0;
        return static_cast<std::uint32_t>(down);
    }

private:
    enum Within : std::uint8_t { unvisited, outside, inside };

    // Whether a condition reads the mention that is supposed.
    [[nodiscard]] bool reads(std::uint32_t node) {
        if (node == mention_) return true;
        const Node& n = rules_.nodes[node];
        if (n.op == Node::Op::clause) return false;
        if (n.op != Node::Op::shared) {
            for (std::uint32_t i = 0; i < n.count; ++i)
                if (reads(n.first + i)) return true;
            return false;
        }
        if (within_[n.first] == unvisited) {
            const SharedCondition& s = rules_.shared[n.first];
            bool found = false;
            if (!s.is_score)
                found = reads(s.node);
            else
                for (const CompiledScoreItem& item : rules_.scores[s.score]) found = found || reads(item.node);
            within_[n.first] = found ? inside : outside;
        }
        return within_[n.first] == inside;
    }

    [[nodiscard]] TruthSets build(std::uint32_t node) {
        if (node == mention_) return {diagram_.constant(value_ == yes ? 1 : 0), diagram_.constant(value_ == no ? 1 : 0)};
        if (!reads(node)) return now(node);
        const Node& n = rules_.nodes[node];
        switch (n.op) {
            case Node::Op::clause: return now(node);
            case Node::Op::all:
            case Node::Op::any: {
                const bool all = n.op == Node::Op::all;
                TruthSets out{diagram_.constant(all ? 1 : 0), diagram_.constant(all ? 0 : 1)};
                for (std::uint32_t i = 0; i < n.count; ++i) {
                    const TruthSets item = build(n.first + i);
                    out.yes = all ? diagram_.both(out.yes, item.yes) : diagram_.either(out.yes, item.yes);
                    out.no = all ? diagram_.either(out.no, item.no) : diagram_.both(out.no, item.no);
                }
                return out;
            }
            case Node::Op::at_least: {
                std::vector<Function> is_yes, is_no;
                for (std::uint32_t i = 0; i < n.count; ++i) {
                    TruthSets item = build(n.first + i);
                    is_yes.push_back(std::move(item.yes));
                    is_no.push_back(std::move(item.no));
                }
                return {at_least(is_yes, n.needed), at_least(is_no, n.count - n.needed + 1U)};
            }
            case Node::Op::negate: {
                TruthSets item = build(n.first);
                return {std::move(item.no), std::move(item.yes)};
            }
            case Node::Op::unless: {
                TruthSets item = build(n.first);
                return {diagram_.without(diagram_.everyone(), item.yes), item.yes};
            }
            case Node::Op::shared:
                if (!shared_[n.first]) shared_[n.first] = shared(rules_.shared[n.first]);
                return *shared_[n.first];
        }
        return {diagram_.none(), diagram_.none()};
    }

    // The patterns that are in k of the sets or more.
    [[nodiscard]] Function at_least(const std::vector<Function>& sets, std::size_t k) {
        std::vector<Function> reached(k + 1, diagram_.none());  // so many of those seen so far
        reached[0] = diagram_.everyone();
        for (const Function& set : sets)
            for (std::size_t j = k; j > 0; --j) reached[j] = diagram_.either(reached[j], diagram_.both(reached[j - 1], set));
        return reached[k];
    }

    [[nodiscard]] TruthSets shared(const SharedCondition& s) {
        if (!s.is_score) return build(s.node);
        std::vector<TruthSets> items;
        for (const CompiledScoreItem& item : rules_.scores[s.score]) items.push_back(build(item.node));
        const std::uint32_t more = offset(s.score), cut = static_cast<std::uint32_t>(s.at_least + static_cast<int>(more));
        return {diagram_.map(sum(s.score, items, End::least, more), [&](std::uint32_t x) { return x >= cut ? 1U : 0U; }),
                diagram_.map(sum(s.score, items, End::most, more), [&](std::uint32_t x) { return x < cut ? 1U : 0U; })};
    }
    [[nodiscard]] Function sum(std::uint32_t score, const std::vector<TruthSets>& items, End end, std::uint32_t offset) {
        Function out = diagram_.constant(offset);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const int points = rules_.scores[score][i].points;
            const bool unless_no = end == End::most && points > 0;
            out = diagram_.combine(out, unless_no ? items[i].no : items[i].yes, [&](std::uint32_t x, std::uint32_t in) {
                return (in != 0) != unless_no ? static_cast<std::uint32_t>(static_cast<int>(x) + points) : x;
            });
        }
        return out;
    }

    Decision& decision_;
    Diagram& diagram_;
    const Rules& rules_;
    std::vector<std::optional<TruthSets>> nodes_;
    std::vector<std::optional<TruthSets>> shared_;
    std::vector<Within> within_;
    std::uint32_t mention_ = npos;
    Kleene value_ = unknown;
};

}  // namespace triage::coverage_detail
