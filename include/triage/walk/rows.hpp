// SPDX-License-Identifier: Apache-2.0
// Conditions as operations on rows of bits, one bit a person: built as one shared graph, then laid out in runs of one kind.
// Refuses to work anything out twice: equal operations are one.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include <triage/compile/asked.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/model/traversal.hpp>

namespace triage::walk_detail {

/// A graph of operations. Operand and result are numbers of operations; those of the clauses come first.
class RowGraph {
public:
    enum class Op : std::uint8_t { input, nobody, everybody, both, either, without, opposite };
    struct Operation {
        Op op;
        std::uint32_t a, b;
    };

    explicit RowGraph(std::uint32_t inputs) {
        for (std::uint32_t i = 0; i < inputs; ++i) all_.push_back({Op::input, i, i});
        nobody_ = add(Op::nobody, 0, 0);
        everybody_ = add(Op::everybody, 0, 0);
    }
    [[nodiscard]] const std::vector<Operation>& all() const { return all_; }
    /// One more input.
    [[nodiscard]] std::uint32_t input() {
        const auto number = static_cast<std::uint32_t>(all_.size());
        all_.push_back({Op::input, number, number});
        return number;
    }
    [[nodiscard]] std::uint32_t constant(bool so) const { return so ? everybody_ : nobody_; }

    [[nodiscard]] std::uint32_t opposite(std::uint32_t a) {
        if (a == nobody_) return everybody_;
        if (a == everybody_) return nobody_;
        if (all_[a].op == Op::opposite) return all_[a].a;
        return add(Op::opposite, a, a);
    }
    [[nodiscard]] std::uint32_t both(std::uint32_t a, std::uint32_t b) {
        if (a == b || b == everybody_) return a;
        if (a == everybody_) return b;
        if (a == nobody_ || b == nobody_) return nobody_;
        if (all_[b].op == Op::opposite) return without(a, all_[b].a);
        if (all_[a].op == Op::opposite) return without(b, all_[a].a);
        return add(Op::both, std::min(a, b), std::max(a, b));
    }
    [[nodiscard]] std::uint32_t without(std::uint32_t a, std::uint32_t b) {
        if (a == b || a == nobody_ || b == everybody_) return nobody_;
        if (b == nobody_) return a;
        if (a == everybody_) return opposite(b);
        return add(Op::without, a, b);
    }
    [[nodiscard]] std::uint32_t either(std::uint32_t a, std::uint32_t b) {
        if (a == b || b == nobody_) return a;
        if (a == nobody_) return b;
        if (a == everybody_ || b == everybody_) return everybody_;
        return add(Op::either, std::min(a, b), std::max(a, b));
    }
    [[nodiscard]] std::uint32_t one_of(std::uint32_t a, std::uint32_t b) { return either(without(a, b), without(b, a)); }

private:
    std::uint32_t add(Op op, std::uint32_t a, std::uint32_t b) {
        const std::uint64_t key = (static_cast<std::uint64_t>(a) << 32U | b) * 8U + static_cast<std::uint64_t>(op);
        const auto [it, fresh] = known_.try_emplace(key, static_cast<std::uint32_t>(all_.size()));
        if (fresh) all_.push_back({op, a, b});
        return it->second;
    }

    std::vector<Operation> all_;
    std::unordered_map<std::uint64_t, std::uint32_t> known_;  // numbers stay far below 2^29
    std::uint32_t nobody_ = 0, everybody_ = 0;
};

/// Makes the rows of conditions, implications and pathways.
class RowBuilder {
public:
    using Value = std::uint32_t;

    explicit RowBuilder(const Rules& rules) : rules_(rules), graph_(inputs(rules)) {
        for (std::uint32_t c = 0; c < rules.clauses.size(); ++c) clauses_.push_back({2 * c, 2 * c + 1});
        contradicts_ = constant(false);
        for (const CompiledImplication& i : rules.implications) imply(i);
        for (const NodeId node : rules.assumptions) contradicts_ = graph_.either(contradicts_, of({node, Asked::is_yes, false}));
        sites_.assign(rules.program.sites.size(), graph_.constant(false));
        for (PathwayId p{0}; p < rules.pathways.size(); ++p) pathway(p);
    }

    /// The rows that are filled in from outside: two of each clause, and who is unsure in each pathway, for those pathways
    /// where the rows cannot tell. Those of the sites of pathways that are too much come later.
    [[nodiscard]] static std::uint32_t inputs(const Rules& rules) {
        return static_cast<std::uint32_t>(2 * rules.clauses.size() + rules.pathways.size());
    }
    [[nodiscard]] const RowGraph& graph() const { return graph_; }
    [[nodiscard]] const std::vector<Value>& sites() const { return sites_; }
    [[nodiscard]] const std::vector<Value>& unsure() const { return unsure_; }
    [[nodiscard]] Value contradicts() const { return contradicts_; }
    [[nodiscard]] const std::vector<std::array<Value, 2>>& clauses() const { return clauses_; }
    [[nodiscard]] const std::vector<PathwayId>& one_by_one() const { return one_by_one_; }
    /// The sites that are filled in from outside: those of pathways that are too much for rows.
    [[nodiscard]] const std::vector<std::uint32_t>& filled_in() const { return filled_in_; }

    // The form that compile/asked.hpp asks.
    [[nodiscard]] Value constant(bool so) const { return graph_.constant(so); }
    [[nodiscard]] Value literal(const compile_detail::Literal& l) {
        const Value row = clauses_[l.clause][l.of_false ? 1 : 0];
        return l.inverted ? graph_.opposite(row) : row;
    }
    [[nodiscard]] Value same_as(Ask ask) { return of(ask); }
    template <class Item>
    [[nodiscard]] Value all(std::uint32_t count, Item&& item) {
        Value out = constant(true);
        for (std::uint32_t i = 0; i < count; ++i) out = graph_.both(out, of(item(i)));
        return out;
    }
    template <class Item>
    [[nodiscard]] Value any(std::uint32_t count, Item&& item) {
        Value out = constant(false);
        for (std::uint32_t i = 0; i < count; ++i) out = graph_.either(out, of(item(i)));
        return out;
    }
    template <class Item, class Points>
    [[nodiscard]] Value at_least(std::uint32_t count, Item&& item, Points&& points, int k) {
        std::vector<std::pair<Value, int>> items;
        for (std::uint32_t i = 0; i < count; ++i)
            if (points(i) > 0) items.emplace_back(of(item(i)), points(i));
        return items.size() * static_cast<std::size_t>(k) <= few ? counted(items, k) : added(items, k);
    }
    [[nodiscard]] Value plainly(Ask) {
        exact_ = false;
        return constant(false);
    }

private:
    static constexpr std::size_t few = 512;
    static constexpr std::size_t most_operations = 1U << 20U;  // in all; some 100 bytes each while they are made

    // A question and its negation are one row and its opposite, so each is worked out once.
    [[nodiscard]] Value of(Ask ask) {
        if (bounded_ && graph_.all().size() > most_operations) {
            cut_ = true;
            return plainly(ask);
        }
        const bool negated = std::exchange(ask.negated, false);
        const std::uint64_t key = std::uint64_t{ask.node} * 8U + static_cast<std::uint64_t>(ask.what);
        const auto [it, fresh] = known_.try_emplace(key);
        if (fresh) {
            // What could not be told is remembered with the row: the next pathway that asks cannot tell either.
            const bool exact = std::exchange(exact_, true), cut = std::exchange(cut_, false);
            const Known now{compile_detail::put(rules_, ask, *this), exact_, cut_};
            known_[key] = now;  // `it` may be gone: putting asks further questions
            exact_ = exact;
            cut_ = cut;
            return told(now, negated);
        }
        return told(it->second, negated);
    }
    struct Known {
        Value row = 0;
        bool exact = true, cut = false;
    };
    [[nodiscard]] Value told(const Known& known, bool negated) {
        exact_ = exact_ && known.exact;
        cut_ = cut_ || known.cut;
        return negated ? graph_.opposite(known.row) : known.row;
    }
    /// Who has j points, or more for the last j, item after item.
    [[nodiscard]] Value counted(const std::vector<std::pair<Value, int>>& items, int k) {
        std::vector<Value> reach(static_cast<std::size_t>(k) + 1, constant(false));
        reach[0] = constant(true);
        for (const auto& [row, points] : items)
            for (int j = k; j >= 1; --j) {
                Value& here = reach[static_cast<std::size_t>(j)];
                here = graph_.either(here, graph_.both(row, reach[static_cast<std::size_t>(std::max(0, j - points))]));
            }
        return reach.back();
    }
    /// The sum in binary, then compared.
    [[nodiscard]] Value added(std::vector<std::pair<Value, int>> items, int k) {
        std::sort(items.begin(), items.end());  // the same items in another order, or against another k, have one sum
        const auto [known, fresh] = sums_.try_emplace(items);
        std::array<Value, 16>& sum = known->second;
        if (fresh) add_up(items, sum);
        Value at_least = constant(true);
        for (std::size_t bit = 0; bit < sum.size(); ++bit)
            at_least =
                (static_cast<unsigned>(k) >> bit & 1U) != 0 ? graph_.both(sum[bit], at_least) : graph_.either(sum[bit], at_least);
        return at_least;
    }
    /// Rows of one weight, three at a time, become one of that weight and a carry of twice the weight.
    void add_up(const std::vector<std::pair<Value, int>>& items, std::array<Value, 16>& sum) {
        std::array<std::vector<Value>, 17> weights;
        for (const auto& [row, points] : items)
            for (std::size_t bit = 0; bit < sum.size(); ++bit)
                if ((static_cast<unsigned>(points) >> bit & 1U) != 0) weights[bit].push_back(row);
        for (std::size_t bit = 0; bit < sum.size(); ++bit) {
            std::vector<Value>& rows = weights[bit];
            std::size_t at = 0;
            while (rows.size() - at > 1) {
                const std::size_t taken = std::min<std::size_t>(rows.size() - at, 3);
                const Value a = rows[at], b = rows[at + 1], c = taken == 3 ? rows[at + 2] : constant(false);
                const Value half = graph_.one_of(a, b);
                weights[bit + 1].push_back(graph_.either(graph_.both(a, b), graph_.both(half, c)));
                rows.push_back(graph_.one_of(half, c));
                at += taken;
            }
            sum[bit] = rows.size() == at ? constant(false) : rows[at];
        }
    }
    void imply(const CompiledImplication& i) {
        const CompiledFinding& f = rules_.findings[i.finding];
        if (f.clause_count == 0) return;
        const auto& first = clauses_[f.first_clause];
        const Value follows = graph_.without(of({i.node, Asked::is_yes, false}), graph_.either(first[0], first[1]));
        for (std::uint32_t c = f.first_clause; c < f.first_clause + f.clause_count; ++c) {
            Value& row = clauses_[c][rules_.clauses[c].holds(Value_of(i)) ? 0 : 1];
            row = graph_.either(row, follows);
        }
        // Invariant: nothing that is known was made of this finding. What reads it comes behind all that set it.
    }
    [[nodiscard]] static triage::Value Value_of(const CompiledImplication& i) { return {i.option, i.number}; }

    void pathway(PathwayId p) {
        exact_ = bounded_ = true;
        cut_ = false;
        raised_ = constant(false);
        now(rules_.pathways[p].first_step, constant(true));
        reached_ = constant(false);
        future(rules_.pathways[p].first_step, constant(true));
        if (!exact_) one_by_one_.push_back(p);
        for (std::uint32_t site = 0; cut_ && site < sites_.size(); ++site)
            if (rules_.program.sites[site].pathway == p && rules_.program.sites[site].kind != Site::Kind::unsure) {
                sites_[site] = graph_.input();
                filled_in_.push_back(site);
            }
        unsure_.push_back(exact_ ? graph_.without(reached_, raised_) : static_cast<Value>(2 * rules_.clauses.size() + p));
        const std::uint32_t site = rules_.program.unsure_site[p];
        if (site != npos) sites_[site] = unsure_.back();
    }
    /// Who of `come` ends where.
    void now(StepId step, Value come) {
        for (; step != npos && come != constant(false); step = rules_.steps[step].next) {
            const CompiledStep& s = rules_.steps[step];
            ByKleene<Value> is;
            is[Kleene::yes] = of({s.node, Asked::is_yes, false});
            is[Kleene::no] = of({s.node, Asked::is_no, false});
            is[Kleene::unknown] = graph_.opposite(graph_.either(is[Kleene::yes], is[Kleene::no]));
            Value leave = constant(false);
            for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
                const CompiledBranch& b = s.branches[value];
                if (b.kind == Branch::Kind::next) continue;
                const std::uint32_t site = rules_.program.site_of[step][value];
                if (b.kind != Branch::Kind::floor) leave = graph_.either(leave, is[value]);
                if (b.kind == Branch::Kind::clear) continue;
                const Value taken = graph_.both(come, is[value]);
                if (b.kind == Branch::Kind::steps)
                    now(b.steps(), taken);
                else
                    sites_[site] = taken;
                if (b.kind == Branch::Kind::outcome) raised_ = graph_.either(raised_, taken);
            }
            come = graph_.without(come, leave);
        }
    }
    /// Who of `come` can still reach an outcome. Whoever did need not be followed.
    void future(StepId step, Value come) {
        for (; step != npos && come != constant(false); step = rules_.steps[step].next) {
            const CompiledStep& s = rules_.steps[step];
            for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
                const CompiledBranch& b = s.branches[value];
                if (b.kind != Branch::Kind::outcome && b.kind != Branch::Kind::steps) continue;
                const Value taken = graph_.both(come, of(compile_detail::can_be(s.node, value)));
                if (b.kind == Branch::Kind::outcome)
                    reached_ = graph_.either(reached_, taken);
                else
                    future(b.steps(), taken);
            }
            const compile_detail::GoingOn on = compile_detail::going_on(s);
            Value stay = constant(on.always);
            for (const Asked what : on.questions) stay = graph_.either(stay, of({s.node, what, false}));
            come = graph_.both(come, stay);
        }
    }

    const Rules& rules_;
    RowGraph graph_;
    std::vector<std::array<Value, 2>> clauses_;  // true, false; with what is implied
    std::unordered_map<std::uint64_t, Known> known_;
    std::map<std::vector<std::pair<Value, int>>, std::array<Value, 16>> sums_;
    std::vector<Value> sites_, unsure_;
    Value contradicts_ = 0, raised_ = 0, reached_ = 0;
    bool exact_ = true, bounded_ = false, cut_ = false;
    std::vector<std::uint32_t> filled_in_;
    std::vector<PathwayId> one_by_one_;
};

}  // namespace triage::walk_detail
