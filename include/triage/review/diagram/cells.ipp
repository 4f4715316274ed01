// SPDX-License-Identifier: Apache-2.0
// The bodies of cells.hpp.
#pragma once

#include <algorithm>
#include <cmath>

#include <triage/header_only.hpp>
#include <triage/model/traversal.hpp>
#include <triage/review/diagram/cells.hpp>
#include <triage/review/diagram/order.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY std::uint32_t Level::cell_of(const Answer& answer) const {
    for (std::uint32_t c = 0; c < unknown_cell(); ++c) {
        if (answer.kind() == Answer::Kind::number) {
            if (cells[c].answer.kind() == answer.kind() && cells[c].holds(answer.number())) return c;
        } else if (std::find(cells[c].others.begin(), cells[c].others.end(), answer) != cells[c].others.end()) {
            return c;
        }
    }
    return unknown_cell();
}

TRIAGE_BODY UsedClauses::UsedClauses(const Rules& rules)
    : rules_(rules),
      clause_(rules.clauses.size()),
      finding_(rules.findings.size()),
      grouped_(rules.findings.size()),
      shared_(rules.shared.size()) {
    for (PathwayId p{0}; p < rules.pathways.size(); ++p) {
        groups_.emplace_back();
        each_step(rules, rules.pathways[p].first_step, [&](StepId step) { condition(rules.steps[step].node); });
        std::fill(grouped_.begin(), grouped_.end(), false);
        std::fill(shared_.begin(), shared_.end(), false);
    }
    groups_.emplace_back();
    for (const NodeId node : rules.assumptions) condition(node);
    for (const CompiledAdvice& a : rules.advice)
        for (const NodeId node : {a.when, a.withhold_when})
            if (node != npos) condition(node);
    for (const NodeId node : rules.safety_nodes) condition(node);
}

TRIAGE_BODY void UsedClauses::condition(NodeId node) {
    each_read(rules_, node, shared_, [&](NodeId read) {
        const Node& n = rules_.nodes[read];
        if (n.op != Node::Op::clause) return;
        clause_[n.first] = true;
        finding(rules_.clauses[n.first].finding);
    });
}

TRIAGE_BODY void UsedClauses::finding(FindingId f) {
    if (grouped_[f]) return;
    grouped_[f] = true;
    for (const CompiledImplication& i : rules_.implications)
        if (i.finding == f) condition(i.node);
    groups_.back().push_back(f);
    if (finding_[f]) return;
    finding_[f] = true;
    order_.push_back(f);
}

TRIAGE_BODY PatternSpace::PatternSpace(const std::vector<const Rules*>& rule_sets) {
    std::vector<std::vector<std::uint32_t>> groups;
    for (const Rules* rules : rule_sets) {
        used_.emplace_back(*rules);
        const auto name = [&](FindingId f) -> const std::string& { return rules->document.findings[f].id.value; };
        for (const FindingId f : used_.back().findings())
            if (level_of(name(f)) == npos) names_.push_back(name(f));
        for (const std::vector<FindingId>& group : used_.back().groups()) {
            groups.emplace_back();
            for (const FindingId f : group) groups.back().push_back(level_of(name(f)));
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

TRIAGE_BODY std::uint32_t PatternSpace::level_of(const std::string& finding) const {
    const auto it = std::find(names_.begin(), names_.end(), finding);
    return it == names_.end() ? npos : static_cast<std::uint32_t>(it - names_.begin());
}

TRIAGE_BODY std::vector<std::uint32_t> PatternSpace::values() const {
    std::vector<std::uint32_t> out;
    for (const Level& level : levels_) out.push_back(static_cast<std::uint32_t>(level.cells.size()));
    return out;
}

TRIAGE_BODY Kleene PatternSpace::truth(const Rules& rules, const Clause& clause, const Answer& answer) {
    const auto value = value_of(rules.document.findings[clause.finding], answer);
    return !value ? unknown : clause.holds(*value) ? yes : no;
}

TRIAGE_BODY double PatternSpace::between(double low, double high) {
    const double middle = low + (high - low) / 2;
    for (int digits = -6; digits <= 12; ++digits) {  // behind the decimal point
        // By whole numbers, so that what has few digits is just that number.
        const double up = digits < 0 ? 1 : std::pow(10, digits), down = digits < 0 ? std::pow(10, -digits) : 1;
        for (const double parts : {1, 2}) {  // steps of one, then of five
            const double steps = std::floor(middle / down * up * parts);
            for (const double n : {steps, steps + 1})
                if (const double value = n * down / (up * parts); value > low && value < high) return value;
        }
    }
    return middle;
}

TRIAGE_BODY void PatternSpace::cut(Level& level, const std::vector<const Rules*>& rule_sets) {
    std::vector<Answer> answers;
    std::vector<double> numbers;
    for (std::size_t r = 0; r < rule_sets.size(); ++r) {
        const Rules& rules = *rule_sets[r];
        const FindingId f = rules.finding_names.find(level.finding);
        if (f == npos) continue;
        const Finding& finding = rules.document.findings[f];
        const auto add = [&](const Answer& a) {
            if (std::find(answers.begin(), answers.end(), a) == answers.end()) answers.push_back(a);
        };
        // From the finding and the position, never from a word. Two rule sets share an answer that is written alike.
        const std::size_t options = finding.type == FindingType::yes_no ? 2 : finding.options.size();
        for (std::uint32_t i = 0; i < options; ++i) add(answer_of(finding, {i, 0}));
        if (finding.type != FindingType::number) continue;
        level.whole |= finding.whole;
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
            if (const FindingId f = rule_sets[r]->finding_names.find(level.finding); f != npos)
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
    if (level.whole) prefer_whole(level);
    level.cells.push_back({});
}

template <class What>
void PatternSpace::cut_numbers(Level& level, const std::vector<double>& numbers, What&& what) {
    std::vector<Kleene> before;  // of the last cell; some clause says something of every number
    const auto add = [&](double low, double high, bool open, double typical) {
        std::vector<Kleene> says = what(Answer(typical));
        if (says == before) {
            Cell& cell = level.cells.back();
            cell.high = high;
            cell.high_open = open;
            // Rather a number from within than one at the very end, unless it is clumsier.
            if (open && shortest(typical).size() <= cell.answer.text().size()) cell.answer = typical;
            return;
        }
        level.cells.push_back({Answer(typical), {}, low, high, open, open, true});
        before = std::move(says);
    };
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        add(numbers[i], numbers[i], false, numbers[i]);
        if (i + 1 < numbers.size()) add(numbers[i], numbers[i + 1], true, between(numbers[i], numbers[i + 1]));
    }
}

TRIAGE_BODY void PatternSpace::prefer_whole(Level& level) {
    for (Cell& cell : level.cells) {
        if (cell.answer.kind() != Answer::Kind::number || is_whole(cell.answer.number())) continue;
        const double first = cell.low_open ? std::floor(cell.low) + 1 : std::ceil(cell.low);
        cell.fraction = !cell.holds(first);
        if (!cell.fraction) cell.answer = first;
    }
}

template <class Use>
void PatternSpace::each_used_clause(std::size_t rule_set, FindingId finding, Use&& use) const {
    const Rules& rules = used_[rule_set].rules();
    const CompiledFinding& c = rules.findings[finding];
    for (ClauseId i = c.first_clause; i < c.first_clause + c.clause_count; ++i)
        if (used_[rule_set].used(i)) use(rules.clauses[i]);
}

}  // namespace triage
