// SPDX-License-Identifier: Apache-2.0
// Cells: the answers to each finding that the rules can tell apart, and the order in which a diagram asks them.
// Refuses to list findings that nothing reads: they cannot change a result.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/diagram/order.hpp>

namespace triage {

/// One group of answers to one finding that no rule tells apart.
struct Cell {
    Answer answer = unknown;                   ///< one of them; `unknown` stands for "not sure" and "not asked"
    std::vector<Answer> others;                ///< yes_no, choice: all of them
    double low = 0, high = 0;                  ///< number: the ends,
    bool low_open = false, high_open = false;  ///< and whether they belong to the next cell instead
    bool known = false;                        ///< false only for the last cell, `unknown`

    [[nodiscard]] bool holds(double x) const { return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high); }
};

/// One level of a diagram: a finding and its cells; the last cell is `unknown`.
struct Level {
    std::string finding;
    std::vector<Cell> cells;

    [[nodiscard]] std::uint32_t unknown_cell() const { return static_cast<std::uint32_t>(cells.size() - 1); }
    /// The cell of an answer; that of "unknown" for one that no rule set of the space knows.
    [[nodiscard]] std::uint32_t cell_of(const Answer& answer) const {
        for (std::uint32_t c = 0; c < unknown_cell(); ++c) {
            if (answer.kind() == Answer::Kind::number) {
                if (cells[c].answer.kind() == answer.kind() && cells[c].holds(answer.number())) return c;
            } else if (std::find(cells[c].others.begin(), cells[c].others.end(), answer) != cells[c].others.end()) {
                return c;
            }
        }
        return unknown_cell();
    }
};

/// Every clause that decides something: those read by steps, by the implications behind them, by safety properties,
/// assumptions and advice; in order of first use.
class UsedClauses {
public:
    explicit UsedClauses(const Rules& rules)
        : rules_(rules),
          clause_(rules.clauses.size()),
          finding_(rules.findings.size()),
          grouped_(rules.findings.size()),
          shared_(rules.shared.size()) {
        for (std::uint32_t p = 0; p < rules.pathways.size(); ++p) {
            groups_.emplace_back();
            steps(rules.pathways[p].first_step);
            std::fill(grouped_.begin(), grouped_.end(), false);
            std::fill(shared_.begin(), shared_.end(), false);
        }
        groups_.emplace_back();
        for (const std::uint32_t node : rules.assumptions) condition(node);
        for (const CompiledAdvice& a : rules.advice)
            if (a.withhold_when != npos) condition(a.withhold_when);
        for (const std::uint32_t node : rules.safety_nodes) condition(node);
    }
    [[nodiscard]] const std::vector<std::uint32_t>& findings() const { return order_; }
    /// The findings that each pathway reads; last, those that the rest of the rules reads.
    [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& groups() const { return groups_; }
    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] bool used(std::uint32_t clause) const { return clause_[clause]; }

private:
    void steps(std::uint32_t step) {
        for (; step != npos; step = rules_.steps[step].next) {
            condition(rules_.steps[step].node);
            for (const CompiledBranch& b : rules_.steps[step].branches)
                if (b.kind == Branch::Kind::steps) steps(b.target);
        }
    }
    void condition(std::uint32_t node) {
        const Node& n = rules_.nodes[node];
        switch (n.op) {
            case Node::Op::clause:
                clause_[n.first] = true;
                finding(rules_.clauses[n.first].finding);
                return;
            case Node::Op::shared: {
                if (shared_[n.first]) return;
                shared_[n.first] = true;
                const SharedCondition& s = rules_.shared[n.first];
                if (!s.is_score) return condition(s.node);
                for (const CompiledScoreItem& item : rules_.scores[s.score]) condition(item.node);
                return;
            }
            default:
                for (std::uint32_t i = 0; i < std::max(n.count, 1U); ++i) condition(n.first + i);
        }
    }
    void finding(std::uint32_t f) {
        if (grouped_[f]) return;
        grouped_[f] = true;
        for (const CompiledImplication& i : rules_.implications)
            if (i.finding == f) condition(i.node);
        groups_.back().push_back(f);
        if (finding_[f]) return;
        finding_[f] = true;
        order_.push_back(f);
    }

    const Rules& rules_;
    std::vector<bool> clause_, finding_, grouped_, shared_;
    std::vector<std::uint32_t> order_;
    std::vector<std::vector<std::uint32_t>> groups_;
};

/// The answer patterns of one rule set, or of two that are compared: one level for each finding that decides something.
class PatternSpace {
public:
    explicit PatternSpace(const std::vector<const Rules*>& rule_sets) {
        std::vector<std::vector<std::uint32_t>> groups;
        for (const Rules* rules : rule_sets) {
            used_.emplace_back(*rules);
            const auto name = [&](std::uint32_t f) -> const std::string& { return rules->document.findings[f].id.value; };
            for (const std::uint32_t f : used_.back().findings())
                if (level_of(name(f)) == npos) names_.push_back(name(f));
            for (const std::vector<std::uint32_t>& group : used_.back().groups()) {
                groups.emplace_back();
                for (const std::uint32_t f : group) groups.back().push_back(level_of(name(f)));
            }
            groups.pop_back();  // what only safety properties and advice read together says little about the pathways
        }
        const std::vector<std::string> by_first_use = names_;
        names_.clear();
        for (const std::uint32_t i : order_by_groups(by_first_use.size(), groups)) {
            names_.push_back(by_first_use[i]);
            levels_.push_back({by_first_use[i], {}});
        }
        for (Level& level : levels_) cut(level, rule_sets);
    }

    [[nodiscard]] const std::vector<Level>& levels() const { return levels_; }
    /// The level of a finding; npos when nothing depends on it.
    [[nodiscard]] std::uint32_t level_of(const std::string& finding) const {
        const auto it = std::find(names_.begin(), names_.end(), finding);
        return it == names_.end() ? npos : static_cast<std::uint32_t>(it - names_.begin());
    }
    [[nodiscard]] std::vector<std::uint32_t> values() const {
        std::vector<std::uint32_t> out;
        for (const Level& level : levels_) out.push_back(static_cast<std::uint32_t>(level.cells.size()));
        return out;
    }

    /// What a clause says of an answer: true, false, or unknown where the finding does not know such an answer.
    [[nodiscard]] static Kleene truth(const Rules& rules, const Clause& clause, const Answer& answer) {
        const auto value = value_of(rules.document.findings[clause.finding], answer);
        return !value ? unknown : clause.holds(*value) ? yes : no;
    }

private:
    // A number between two others, as round as it can be.
    [[nodiscard]] static double between(double low, double high) {
        for (double step = 1e6; step >= 1e-6; step /= 10)
            for (const double part : {step, step / 2}) {
                const double n = std::floor((low + high) / 2 / part) * part;
                for (const double value : {n, n + part})
                    if (value > low && value < high) return value;
            }
        return low + (high - low) / 2;
    }

    void cut(Level& level, const std::vector<const Rules*>& rule_sets) {
        std::vector<Answer> answers;
        std::vector<double> numbers;
        for (std::size_t r = 0; r < rule_sets.size(); ++r) {
            const Rules& rules = *rule_sets[r];
            const std::uint32_t f = rules.finding_names.find(level.finding);
            if (f == npos) continue;
            const Finding& finding = rules.document.findings[f];
            const auto add = [&](const Answer& a) {
                if (std::find(answers.begin(), answers.end(), a) == answers.end()) answers.push_back(a);
            };
            // From the finding and the position, never from a word. Two rule sets share an answer that is written alike.
            const std::size_t options = finding.type == FindingType::yes_no ? 2 : finding.options.size();
            for (std::uint32_t i = 0; i < options; ++i) add(answer_of(finding, {i, 0}));
            if (finding.type != FindingType::number) continue;
            numbers.insert(numbers.end(), {finding.min.value, finding.max.value});
            each_used_clause(r, f, [&](const Clause& c) {
                if (c.has_low) numbers.push_back(c.low);
                if (c.has_high) numbers.push_back(c.high);
            });
        }
        std::sort(numbers.begin(), numbers.end());
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        std::vector<std::vector<Kleene>> said;  // by the cells so far
        const auto what = [&](const Answer& answer) {
            std::vector<Kleene> says;
            for (std::size_t r = 0; r < rule_sets.size(); ++r)
                if (const std::uint32_t f = rule_sets[r]->finding_names.find(level.finding); f != npos)
                    each_used_clause(r, f, [&](const Clause& c) { says.push_back(truth(*rule_sets[r], c, answer)); });
            return says;
        };
        for (const Answer& answer : answers) {
            std::vector<Kleene> says = what(answer);
            const auto same = std::find(said.begin(), said.end(), says);
            if (same == said.end()) {
                level.cells.push_back({answer, {answer}, 0, 0, false, false, true});
                said.push_back(std::move(says));
            } else {
                level.cells[static_cast<std::size_t>(same - said.begin())].others.push_back(answer);
            }
        }
        cut_numbers(level, numbers, what);
        level.cells.push_back({});
    }

    // Numbers: every end and threshold by itself, and what lies between two of them; neighbours that say the same are one.
    template <class What>
    static void cut_numbers(Level& level, const std::vector<double>& numbers, What&& what) {
        std::vector<Kleene> before;
        bool first = true;
        const auto add = [&](double low, double high, bool open, double typical) {
            std::vector<Kleene> says = what(Answer(typical));
            if (!first && says == before) {
                Cell& cell = level.cells.back();
                cell.high = high;
                cell.high_open = open;
                // Rather a number from within than one at the very end, unless it is clumsier.
                if (open && cell.low == cell.answer.number() && shortest(typical).size() <= cell.answer.text().size())
                    cell.answer = typical;
                return;
            }
            level.cells.push_back({Answer(typical), {}, low, high, open, open, true});
            before = std::move(says);
            first = false;
        };
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            add(numbers[i], numbers[i], false, numbers[i]);
            if (i + 1 < numbers.size()) add(numbers[i], numbers[i + 1], true, between(numbers[i], numbers[i + 1]));
        }
    }

    template <class Use>
    void each_used_clause(std::size_t rule_set, std::uint32_t finding, Use&& use) const {
        const Rules& rules = used_[rule_set].rules();
        const CompiledFinding& c = rules.findings[finding];
        for (std::uint32_t i = c.first_clause; i < c.first_clause + c.clause_count; ++i)
            if (used_[rule_set].used(i)) use(rules.clauses[i]);
    }

    std::vector<Level> levels_;
    std::vector<std::string> names_;
    std::vector<UsedClauses> used_;
};

}  // namespace triage
