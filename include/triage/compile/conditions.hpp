// SPDX-License-Identifier: Apache-2.0
// Written conditions into flat nodes: names resolved, thresholds checked, shared conditions numbered.
// Refuses a threshold that no answer can meet or that every answer meets.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/compile/names.hpp>
#include <triage/compile/problems.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::compile_detail {

class ConditionCompiler {
public:
    ConditionCompiler(Rules& rules, Problems& problems, const LoadOptions& limits, Names& names)
        : rules_(&rules), problems_(&problems), limits_(&limits), names_(&names) {
        rules.shared.resize(rules.document.criteria.size());
        wanted_clauses_.resize(rules.document.findings.size());
    }

    /// Compiles one condition and returns its node. Ids that are wrong are reported; the node is then never walked.
    NodeId add(const Condition& condition) {
        const NodeId root = allocate(1, condition.at);
        fill(condition, root);
        return root;
    }

    /// Numbers the clauses finding by finding, and points the leaves at them. To be called once, after the last `add`.
    void settle_clauses() {
        std::vector<ClauseId> first(wanted_clauses_.size());
        for (std::size_t f = 0; f < wanted_clauses_.size(); ++f) {
            first[f] = ClauseId{rules_->clauses.size()};
            rules_->findings[f].first_clause = first[f];
            rules_->findings[f].clause_count = static_cast<std::uint32_t>(wanted_clauses_[f].size());
            rules_->clauses.insert(rules_->clauses.end(), wanted_clauses_[f].begin(), wanted_clauses_[f].end());
        }
        for (const Leaf& leaf : leaves_) {
            rules_->nodes[leaf.node].first = first[leaf.finding] + leaf.position;
            rules_->nodes[leaf.node].examiner = rules_->document.findings[leaf.finding].examiner;
        }
    }

private:
    struct Leaf {
        NodeId node;
        FindingId finding;
        std::uint32_t position;  // among the clauses of the finding
    };

    NodeId allocate(std::size_t count, Mark at) {
        const NodeId first{rules_->nodes.size()};
        if (first + count > limits_->compiled_size) {
            if (!too_large_)
                problems_->error(at, "compiled-too-large",
                                 "the rules have more than " + std::to_string(limits_->compiled_size) + " condition nodes");
            too_large_ = true;
        }
        rules_->nodes.resize(first + count);
        rules_->written.resize(first + count, nullptr);
        return first;
    }

    void fill(const Condition& c, NodeId at) {
        rules_->written[at] = &c;
        using Form = Condition::Form;
        switch (c.form) {
            case Form::finding:
            case Form::choice:
            case Form::number:
            case Form::order: return fill_leaf(c, at);
            case Form::all: return fill_list(c, at, Node::Op::all);
            case Form::any: return fill_list(c, at, Node::Op::any);
            case Form::negate: return fill_list(c, at, Node::Op::negate);
            case Form::unless: return fill_list(c, at, Node::Op::unless);
            case Form::at_least: return fill_at_least(c, at);
            case Form::score: return fill_score(c, at);
            case Form::criteria: return fill_criteria(c, at);
        }
    }

    void fill_list(const Condition& c, NodeId at, Node::Op op) {
        if (c.items.size() > limits_->items_per_condition) {
            problems_->error(c.at, "too-many-items",
                             "this list has " + std::to_string(c.items.size()) + " conditions; the limit is " +
                                 std::to_string(limits_->items_per_condition),
                             "name parts of it as criteria");
            return;
        }
        const NodeId first = allocate(c.items.size(), c.at);
        rules_->nodes[at].op = op;
        rules_->nodes[at].first = first;
        rules_->nodes[at].count = static_cast<std::uint32_t>(c.items.size());
        for (std::size_t i = 0; i < c.items.size(); ++i) fill(c.items[i], NodeId{first + i});
    }

    void fill_at_least(const Condition& c, NodeId at) {
        fill_list(c, at, Node::Op::at_least);
        if (!c.at_least && problems_->any()) return;  // what is there was refused already
        const double k = c.at_least ? c.at_least->value : 0;
        const Mark mark = c.at_least ? c.at_least->at : c.at;
        if (k < 1 || k > static_cast<double>(c.items.size())) {
            problems_->error(
                mark, "impossible-threshold",
                k < 1 ? "\"at_least: " + shortest(k) + "\" is always true"
                      : "\"at_least: " + shortest(k) + "\" of " + std::to_string(c.items.size()) + " can never be true",
                "use a number from 1 to " + std::to_string(c.items.size()));
            return;
        }
        rules_->nodes[at].needed = static_cast<std::uint16_t>(k);
    }

    void fill_score(const Condition& c, NodeId at) {
        const ScoreId score = names_->score(c.name);
        if (score == npos) return;
        if (!c.at_least && problems_->any()) return;
        const int threshold = c.at_least ? static_cast<int>(c.at_least->value) : 0;
        double most = 0, least = 0;
        for (const ScoreItem& item : rules_->document.scores[score].items)
            (item.points.value > 0 ? most : least) += item.points.value;
        if (threshold > most || threshold <= least)
            problems_->error(c.at_least ? c.at_least->at : c.at, "impossible-threshold",
                             "\"" + c.name.value + "\" ranges from " + shortest(least) + " to " + shortest(most) + ": at_least " +
                                 std::to_string(threshold) + (threshold > most ? " can never be true" : " is always true"));
        SharedId shared{rules_->document.criteria.size()};
        for (; shared < rules_->shared.size(); ++shared)
            if (rules_->shared[shared].score == score && rules_->shared[shared].at_least == threshold) break;
        if (shared == rules_->shared.size()) {
            if (shared >= format_limits::shared_conditions) {
                problems_->error(c.at, "too-many-criteria",
                                 "the rules may have at most " + std::to_string(format_limits::shared_conditions) +
                                     " criteria and score tests together");
                return;
            }
            rules_->shared.push_back({true, {}, score, threshold});
        }
        rules_->nodes[at].op = Node::Op::shared;
        rules_->nodes[at].first = shared;
    }

    void fill_criteria(const Condition& c, NodeId at) {
        const SharedId criteria = names_->criteria(c.name);
        if (criteria == npos) return;
        rules_->nodes[at].op = Node::Op::shared;
        rules_->nodes[at].first = criteria;
    }

    void fill_leaf(const Condition& c, NodeId at) {
        const FindingId found = rules_->finding_names.find(c.name.value);
        if (found == npos) {
            if (c.name.value.empty()) return;  // reported by the reader
            std::string hint = problems_->did_you_mean(c.name.value, rules_->finding_names);
            if (names_->is_criteria(c.name.value)) hint = "criteria are named like this: {criteria: " + c.name.value + "}";
            problems_->error(c.name.at, "unknown-id", "no finding is called \"" + c.name.value + "\"", hint);
            return;
        }
        const Finding& finding = rules_->document.findings[found];
        Clause clause;
        clause.finding = found;
        const bool of_words = c.form == Condition::Form::finding || c.form == Condition::Form::choice;
        if (of_words && finding.type == FindingType::number)
            return wrong_form(c, finding, "a number", "write {" + finding.id.value + ": {at_least: …}}");
        if (c.form == Condition::Form::finding) {
            if (finding.type == FindingType::choice)
                return wrong_form(c, finding, "a choice", "write {" + finding.id.value + ": option} or a list of options");
            clause.kind = Clause::Kind::yes_no;
        } else if (c.form == Condition::Form::choice) {
            if (finding.type == FindingType::yes_no)
                return wrong_form(c, finding, "a yes/no question",
                                  "write " + finding.id.value + " for yes, {not: " + finding.id.value + "} for no");
            if (!read_options(c, finding, clause)) return;
        } else if (c.form == Condition::Form::order) {
            if (!finding.ordered)
                return wrong_form(c, finding, "not an ordered choice",
                                  "only a choice with ordered: true, its options from the mildest to the gravest, is compared");
            if (!read_order(c, finding, clause)) return;
        } else {
            if (finding.type != FindingType::number)
                return wrong_form(c, finding, "not a number", "only findings of type number have a range");
            if (!read_range(c, finding, clause)) return;
        }
        std::vector<Clause>& known = wanted_clauses_[found];
        const auto position = std::find(known.begin(), known.end(), clause);
        leaves_.push_back({at, found, static_cast<std::uint32_t>(position - known.begin())});
        if (position == known.end()) known.push_back(clause);
    }

    bool read_options(const Condition& c, const Finding& finding, Clause& clause) {
        clause.kind = Clause::Kind::options;
        bool good = true;
        for (const Text& option : c.options) {
            const std::size_t i = position_of(option, finding);
            good = good && i < finding.options.size();
            if (i < std::min(finding.options.size(), format_limits::options)) {
                const std::uint64_t bit = std::uint64_t{1} << i;
                if ((clause.options & bit) != 0)
                    problems_->error(option.at, "duplicate-id", "\"" + option.value + "\" appears twice in this list");
                clause.options |= bit;
            }
        }
        if (good && c.options.size() == finding.options.size() && finding.options.size() > 1) {
            problems_->error(c.at, "impossible-threshold",
                             "this lists every option of " + finding.id.value + ", so it is always true (once answered)",
                             "leave out the options that should not count");
            return false;
        }
        return good;
    }

    bool read_order(const Condition& c, const Finding& finding, Clause& clause) {
        clause.kind = Clause::Kind::options;
        const std::size_t count = finding.options.size();
        std::size_t low = 0, high = count;  // half open
        bool good = true;
        const auto end = [&](const std::optional<Text>& option, std::size_t& to, std::size_t further) {
            if (!option) return;
            const std::size_t i = position_of(*option, finding);
            good = good && i < count;
            to = i + further;
        };
        end(c.order.at_least, low, 0);
        end(c.order.above, low, 1);
        end(c.order.at_most, high, 1);
        end(c.order.below, high, 0);
        if (!good) return false;
        if (low > 0 && high < count && low >= high) {
            problems_->error(c.at, "empty-range", "no option is in this range", "swap the ends");
            return false;
        }
        if (low >= high || (low == 0 && high == count)) {
            return without_effect(c, "the options of " + finding.id.value, finding.options.front().id.value,
                                  finding.options.back().id.value, low >= high);
        }
        for (std::size_t i = low; i < std::min(high, format_limits::options); ++i) clause.options |= std::uint64_t{1} << i;
        return true;
    }

    /// Of an option; past the last where the finding has no such option, which is then reported.
    std::size_t position_of(const Text& option, const Finding& finding) {
        const auto is = [&](const Option& o) { return o.id.value == option.value; };
        const auto it = std::find_if(finding.options.begin(), finding.options.end(), is);
        if (it == finding.options.end()) problems_->unknown_id(option, "option of " + finding.id.value, option_ids(finding));
        return static_cast<std::size_t>(it - finding.options.begin());
    }

    bool read_range(const Condition& c, const Finding& finding, Clause& clause) {
        clause.kind = Clause::Kind::range;
        const auto within = [&](const std::optional<Number>& bound) {
            if (!bound) return true;
            if (bound->value >= finding.min.value && bound->value <= finding.max.value)
                return problems_->whole_enough(*bound, finding);
            problems_->outside_range(bound->at, shortest(bound->value), finding);
            return false;
        };
        bool inside = true;
        for (const auto* bound : {&c.at_least, &c.above, &c.at_most, &c.below}) inside = within(*bound) && inside;
        if (!inside) return false;
        if (c.at_least || c.above) {
            clause.has_low = true;
            clause.low_open = c.above.has_value();
            clause.low = c.above ? c.above->value : c.at_least->value;
        }
        if (c.at_most || c.below) {
            clause.has_high = true;
            clause.high_open = c.below.has_value();
            clause.high = c.below ? c.below->value : c.at_most->value;
        }
        if (clause.has_low && clause.has_high &&
            (clause.low > clause.high || (clause.low == clause.high && (clause.low_open || clause.high_open)))) {
            problems_->error(c.at, "empty-range", "no number is in this range", "swap the bounds");
            return false;
        }
        const bool low_always = !clause.has_low || (!clause.low_open && clause.low <= finding.min.value);
        const bool high_always = !clause.has_high || (!clause.high_open && clause.high >= finding.max.value);
        const bool never = (clause.has_low && clause.low_open && clause.low >= finding.max.value) ||
                           (clause.has_high && clause.high_open && clause.high <= finding.min.value);
        if ((low_always && high_always) || never) {
            return without_effect(c, finding.id.value, shortest(finding.min.value), shortest(finding.max.value), never);
        }
        return true;
    }

    bool without_effect(const Condition& c, const std::string& what, const std::string& from, const std::string& to, bool never) {
        problems_->error(c.at, "impossible-threshold",
                         "with " + what + " from " + from + " to " + to + ", this is " + (never ? "never" : "always") + " true");
        return false;
    }

    void wrong_form(const Condition& c, const Finding& finding, const std::string& what, const std::string& hint) {
        problems_->error(c.at, "wrong-type", finding.id.value + " is " + what, hint);
    }

    Rules* rules_;
    Problems* problems_;
    const LoadOptions* limits_;
    Names* names_;
    std::vector<std::vector<Clause>> wanted_clauses_;
    std::vector<Leaf> leaves_;
    bool too_large_ = false;
};

}  // namespace triage::compile_detail
