// SPDX-License-Identifier: Apache-2.0
// What the condition of each step mentions, through criteria and scores; and, of that, the test obligations of a rule set: each
// with its place, the pathways that it belongs to, and the goals that cover it.
// Refuses to leave out what looks impossible: whether it is, only the diagram may say.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/phrasing.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/model/traversal.hpp>
#include <triage/review/coverage/goals.hpp>
#include <triage/review/diagram/cells.hpp>
#include <triage/text/text.hpp>

namespace triage::coverage_detail {

/// A leaf of a written condition: a question to a finding, or a reference to a criteria or a score. `owner` is the shared
/// condition that it belongs to; npos: the step itself.
struct Mention {
    NodeId node;
    SharedId owner;
};

/// One step with all that it mentions. Each list names a thing once, in order of first use.
struct StepMentions {
    PathwayId pathway;
    std::vector<Mention> mentions;
    std::vector<ClauseId> clauses;
    std::vector<SharedId> shared;
};

/// All steps of a rule set.
class MentionedFindings {
public:
    explicit MentionedFindings(const Rules& rules)
        : rules_(rules), steps_(rules.steps.size()), by_clause_(rules.clauses.size()), by_shared_(rules.shared.size()) {
        for (PathwayId p{0}; p < rules.pathways.size(); ++p)
            each_step(rules, rules.pathways[p].first_step, [&](StepId step) {
                order_.push_back(step);
                steps_[step].pathway = p;
                condition(rules.steps[step].node, {}, steps_[step]);
                for (const ClauseId c : steps_[step].clauses) by_clause_[c].push_back(step);
                for (const SharedId s : steps_[step].shared) by_shared_[s].push_back(step);
            });
        for (const CompiledAdvice& a : rules.advice) {
            StepMentions all;
            for (const NodeId node : {a.when, a.withhold_when})
                if (node != npos) condition(node, {}, all);
            for (const SharedId s : all.shared) add_once(by_advice_, s);
        }
    }
    /// The steps in the order of the pathways, nested ones after theirs.
    [[nodiscard]] const std::vector<StepId>& order() const { return order_; }
    [[nodiscard]] const StepMentions& step(StepId step) const { return steps_[step]; }
    /// The steps that mention a clause, or a shared condition, in that order.
    [[nodiscard]] const std::vector<StepId>& of_clause(ClauseId clause) const { return by_clause_[clause]; }
    [[nodiscard]] const std::vector<StepId>& of_shared(SharedId shared) const { return by_shared_[shared]; }
    /// Shared conditions that the `when` or `withhold_when` of some advice mentions: looked at for everyone.
    [[nodiscard]] const std::vector<SharedId>& by_advice() const { return by_advice_; }

private:
    // Two cut-offs of one score read the same items: each is mentioned once.
    static void mention(NodeId node, SharedId owner, StepMentions& out) {
        for (const Mention& m : out.mentions)
            if (m.node == node) return;
        out.mentions.push_back({node, owner});
    }
    void condition(NodeId node, SharedId owner, StepMentions& out) {
        const Node& n = rules_.nodes[node];
        if (n.op == Node::Op::clause) {
            mention(node, owner, out);
            add_once(out.clauses, n.clause());
        } else if (n.op == Node::Op::shared) {
            mention(node, owner, out);
            const auto part = [&](NodeId root) { condition(root, n.shared(), out); };
            if (add_once(out.shared, n.shared())) each_root(rules_, n.shared(), part);
        }
        each_child(rules_, node, [&](NodeId child) { condition(child, owner, out); });
    }

    const Rules& rules_;
    std::vector<StepMentions> steps_;
    std::vector<StepId> order_;
    std::vector<SharedId> by_advice_;
    std::vector<std::vector<StepId>> by_clause_, by_shared_;
};

/// Lists all obligations of a rule set and their goals.
class Obligations {
public:
    Obligations(const Rules& rules, const MentionedFindings& mentioned, const PatternSpace& space)
        : rules_(rules), doc_(rules.document), mentioned_(mentioned), space_(space), led_to_by_(rules.outcomes.size()) {
        steps();
        outcomes();
        advice();
        criteria();
        scores();
        numbers();
        decisions();
    }
    std::vector<GoalHits> goals;
    std::vector<Obligation> all;

private:
    GoalId goal(Goal what) {
        goals.push_back({what});
        return GoalId{goals.size() - 1};
    }
    Obligation& add(CoverageKind kind, Mark at, std::string what, const std::vector<StepId>& steps) {
        Obligation& out = all.emplace_back();
        out.kind = kind;
        out.at = at;
        out.what = std::move(what);
        out.steps = steps;
        for (const StepId s : steps) add_once(out.pathways, mentioned_.step(s).pathway);
        return out;
    }
    /// One that is covered by one goal.
    void add(CoverageKind kind, Mark at, std::string what, const std::vector<StepId>& steps, Goal covered_by) {
        add(kind, at, std::move(what), steps).alternatives = {{goal(covered_by)}};
    }
    /// The same, of pathways instead of steps.
    void add_to(const std::vector<PathwayId>& pathways, CoverageKind kind, Mark at, std::string what, Goal covered_by) {
        add(kind, at, std::move(what), {}, covered_by);
        for (const PathwayId p : pathways) add_once(all.back().pathways, p);
    }

    /// Of a mention: `calf_swelling`, `onset: a, b`, `age_years at_least 50`, `criteria x`, `score x at_least 2`.
    static constexpr PlainPhrasing as_written{true};

    void steps() {
        for (const StepId s : mentioned_.order()) {
            const Step& written = *rules_.steps[s].written;
            const auto branch = [&](CoverageKind kind, const char* name, const Branch& b, Kleene value) {
                add(kind, b.at.line == 0 ? written.id.at : b.at, name + written.id.value, {s}, BranchTaken{s, value});
            };
            add(CoverageKind::step, written.id.at, "step " + written.id.value, {s}, StepReached{s});
            branch(CoverageKind::then_branch, "then of ", written.then, yes);
            branch(CoverageKind::else_branch, "else of ", written.otherwise, no);
            branch(CoverageKind::unknown_branch, "unknown of ", written.unknown, unknown);
        }
    }

    void outcomes() {
        using As = OutcomeStands::As;
        std::vector<std::vector<PathwayId>> raised_by(rules_.outcomes.size()), unsure_by(rules_.outcomes.size());
        for (const StepId s : mentioned_.order())
            for (const Kleene value : {yes, no, unknown}) {
                const CompiledBranch& b = rules_.steps[s].branches[value];
                const bool floor = b.kind == Branch::Kind::floor;
                if (b.kind == Branch::Kind::outcome || floor)
                    (floor && value == unknown ? unsure_by : raised_by)[b.outcome()].push_back(mentioned_.step(s).pathway);
            }
        for (PathwayId p{0}; p < rules_.pathways.size(); ++p)
            if (rules_.pathways[p].unsure != npos) unsure_by[rules_.pathways[p].unsure].push_back(p);
        for (OutcomeId o{0}; o < rules_.outcomes.size(); ++o) {
            const auto outcome = [&](const std::vector<PathwayId>& by, As as, const char* how) {
                const Text& id = doc_.outcomes[o].id;
                add_to(by, CoverageKind::outcome, id.at, "outcome " + id.value + how, OutcomeStands{o, as});
                for (const PathwayId p : by) add_once(led_to_by_[o], p);
            };
            const bool unused = o != rules_.otherwise && unsure_by[o].empty();  // nothing names it: said as "raised"
            if (!raised_by[o].empty() || unused) outcome(raised_by[o], As::raised, " raised");
            if (!unsure_by[o].empty()) outcome(unsure_by[o], As::unsure, " standing as unsure");
            if (o == rules_.otherwise) outcome({}, As::otherwise, " leading as otherwise");
        }
    }

    void advice() {
        for (AdviceId a{0}; a < rules_.advice.size(); ++a) {
            const Text& id = doc_.advice[a].id;
            std::vector<PathwayId> offered_by;
            for (OutcomeId o{0}; o < rules_.outcomes.size(); ++o)
                if (rules_.outcomes[o].lists(a)) offered_by.insert(offered_by.end(), led_to_by_[o].begin(), led_to_by_[o].end());
            add_to(offered_by, CoverageKind::advice, id.at, "advice " + id.value + " given", AdviceIs{a, true});
            if (rules_.can_be_withheld(a))
                add_to(rules_.advice[a].withheld_by, CoverageKind::advice, id.at, "advice " + id.value + " offered but withheld",
                       AdviceIs{a, false});
        }
    }

    void criteria() {
        for (SharedId c{0}; c < doc_.criteria.size(); ++c) {
            const Text& id = doc_.criteria[c].id;
            const std::vector<StepId>& steps = mentioned_.of_shared(c);
            if (steps.empty() && !contains(mentioned_.by_advice(), c)) continue;  // decides nothing; `check` warns of it
            const auto is = [&](Kleene value, const char* word) {
                add(CoverageKind::criteria, id.at, "criteria " + id.value + word, steps, CriteriaIs{c, value});
            };
            is(yes, " true");
            is(no, " false");
            is(unknown, " unknown");
        }
    }

    // The first mention of a clause or a shared condition by a step, for its place.
    [[nodiscard]] const Condition& mention_of(StepId step, Node::Op op, std::uint32_t number) const {
        for (const Mention& m : mentioned_.step(step).mentions)
            if (rules_.nodes[m.node].op == op && rules_.nodes[m.node].first == number) return *rules_.written[m.node];
        return rules_.steps[step].written->when;
    }

    void scores() {
        for (SharedId c{doc_.criteria.size()}; c < rules_.shared.size(); ++c) {
            const std::vector<StepId>& steps = mentioned_.of_shared(c);
            if (steps.empty()) continue;
            const Condition& written = mention_of(steps[0], Node::Op::shared, c);
            const int cut_off = rules_.shared[c].at_least;
            for (const ScoreIs& side : {ScoreIs{c, true, cut_off}, ScoreIs{c, false, cut_off - 1}})
                add(CoverageKind::score, written.at, in_words(written, as_written), steps, side);
        }
    }

    void numbers() {
        for (ClauseId c{0}; c < rules_.clauses.size(); ++c) {
            const Clause& clause = rules_.clauses[c];
            const std::vector<StepId>& steps = mentioned_.of_clause(c);
            if (clause.kind != Clause::Kind::range || steps.empty()) continue;
            const Mark at = mention_of(steps[0], Node::Op::clause, c).at;
            const std::string& finding = doc_.findings[clause.finding].id.value;
            const std::uint32_t level = space_.level_of(finding);
            const auto bound = [&](double threshold, const char* word, bool neighbour_below) {
                const std::string what = finding + word + shortest(threshold);
                const std::uint32_t cell = space_.levels()[level].cell_of(Answer(threshold));
                add(CoverageKind::number, at, what + ": exactly " + shortest(threshold), steps,
                    NumberIs{c, level, cell, threshold});
                // Past a cell without a whole number, where only those make sense.
                std::uint32_t beside = neighbour_below ? cell - 1 : cell + 1;
                if (space_.levels()[level].cells[beside].fraction) beside = neighbour_below ? beside - 1 : beside + 1;
                add(CoverageKind::number, at, what + (neighbour_below ? ": just below it" : ": just above it"), steps,
                    NumberIs{c, level, beside, std::nullopt});
            };
            // The neighbour lies outside a closed bound and inside an open one.
            if (clause.has_low) bound(clause.low, clause.low_open ? " above " : " at_least ", !clause.low_open);
            if (clause.has_high) bound(clause.high, clause.high_open ? " below " : " at_most ", clause.high_open);
        }
    }

    void decisions() {
        using Value = MentionDecides::Value;
        std::vector<std::uint32_t> seen(rules_.nodes.size(), npos);
        for (const StepId s : mentioned_.order())
            for (const Mention& m : mentioned_.step(s).mentions) {
                if (seen[m.node] == npos) {
                    seen[m.node] = static_cast<std::uint32_t>(all.size());
                    const Condition& c = *rules_.written[m.node];
                    add(CoverageKind::decision, c.at, in_words(c, as_written) + " " + owner_text(s, m.owner), {});
                }
                Obligation& o = all[seen[m.node]];
                o.steps.push_back(s);
                add_once(o.pathways, mentioned_.step(s).pathway);
                const auto pair = [&](Value one, Value other, bool then) -> GoalSet {
                    return {goal(MentionDecides{s, m.node, one, then}), goal(MentionDecides{s, m.node, other, !then})};
                };
                // Yes against not yes; where nobody can show that, no against not sure. Either may lead to `then`.
                for (const bool then : {true, false}) {
                    o.alternatives.push_back(pair(Value::yes, Value::not_yes, then));
                    o.weaker.push_back(pair(Value::no, Value::unknown, then));
                }
            }
    }
    [[nodiscard]] std::string owner_text(StepId step, SharedId owner) const {
        if (owner == npos) return "decides " + rules_.steps[step].written->id.value;
        const char* what = rules_.shared[owner].is_score ? "in score " : "in criteria ";
        return what + rules_.id_of(owner).value + " decides a step";
    }

    const Rules& rules_;
    const RuleDocument& doc_;
    const MentionedFindings& mentioned_;
    const PatternSpace& space_;
    std::vector<std::vector<PathwayId>> led_to_by_;  // by outcome: pathways
};

}  // namespace triage::coverage_detail
