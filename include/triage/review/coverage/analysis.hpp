// SPDX-License-Identifier: Apache-2.0
// Analysis: the obligations of a rule set, what the cases cover of them, and, for the others, whether anyone could.
// Refuses to call an obligation impossible that was not looked at to the end: past the budget it is "not proved".
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <triage/review/cases.hpp>
#include <triage/review/coverage/goal_sets.hpp>
#include <triage/review/coverage/hits.hpp>
#include <triage/review/diagram/decision.hpp>

namespace triage::coverage_detail {

class Analysis {
public:
    Analysis(const RuleSet& rules, const std::string& pathway, std::size_t budget)
        : rules_(rules),
          compiled_(rules.compiled()),
          mentioned_(compiled_),
          space_({&compiled_}),
          diagram_(space_.values(), budget),
          all_(compiled_, mentioned_, space_) {
        if (!pathway.empty()) only(pathway);
        within_budget([&] {
            decision_.emplace(diagram_, space_, rules_);
            sets_.emplace(*decision_, space_, mentioned_);
        });
        for (Obligation& o : all_.all)
            if (o.kind == CoverageKind::score) score(o);
        hits_.emplace(rules_, mentioned_, space_, all_.goals);
        who_.resize(all_.goals.size());
    }
    Analysis(const Analysis&) = delete;
    Analysis& operator=(const Analysis&) = delete;

    void person(const Answers& answers, std::size_t which) { hits_->person(answers, which); }
    /// Every person as whom a case is judged; how many cases are. `results` are those of the cases.
    std::size_t judge(const CaseReport& results, const std::vector<Case>& cases) {
        std::size_t judged = 0;
        for (std::size_t c = 0; c < cases.size(); ++c) {
            if (!results.results[c].covered) continue;  // about something that the rules do not know: nothing is judged
            const std::vector<Answers> people = judged_people(rules_, cases[c]);
            for (const Answers& one : people) person(one, c);
            judged += people.empty() ? 0U : 1U;
        }
        return judged;
    }

    [[nodiscard]] const RuleSet& rules() const { return rules_; }
    [[nodiscard]] const std::vector<Obligation>& obligations() const { return all_.all; }
    [[nodiscard]] const std::vector<GoalHits>& goals() const { return all_.goals; }
    [[nodiscard]] const PatternSpace& space() const { return space_; }
    [[nodiscard]] Diagram& diagram() { return diagram_; }
    [[nodiscard]] GoalSets& sets() { return *sets_; }
    /// What some answer pattern brings about; as far as it is written, past the budget.
    [[nodiscard]] CanHappen can_happen() {
        CanHappen out = triage::can_happen(rules_);
        if (decision_) within_budget([&] { out = exactly_can_happen(*decision_, out); });
        return out;
    }

    [[nodiscard]] bool hit(GoalId g) const { return all_.goals[g].cases != 0; }
    /// The people who hit a goal; nothing past the budget.
    [[nodiscard]] const std::optional<Function>& patterns(GoalId g) {
        if (!who_[g] && sets_) within_budget([&] { who_[g] = sets_->patterns(all_.goals[g].goal); });
        return who_[g];
    }
    /// The alternative that wants the fewest more people, with what it wants; `state` says whether there is one.
    struct Next {
        CoverageState state = CoverageState::covered;
        GoalSet goals;          ///< still to be hit
        std::size_t cases = 0;  ///< covered: how many cases hit the goal of it that fewest hit
    };
    [[nodiscard]] Next next(const Obligation& o) {
        const Next out = next(o.alternatives);
        return out.state == CoverageState::impossible && !o.weaker.empty() ? next(o.weaker) : out;
    }
    /// The alternatives that count: the weaker ones only where every other is impossible.
    [[nodiscard]] const std::vector<GoalSet>& alternatives(const Obligation& o) {
        return next(o.alternatives).state == CoverageState::impossible ? o.weaker : o.alternatives;
    }
    /// How grave it is if an obligation is wrong: the gravest pathway that it belongs to; red flags first.
    [[nodiscard]] std::pair<bool, int> gravity(const Obligation& o) const {
        std::pair<bool, int> out{false, -1};
        for (const PathwayId p : o.pathways) out = std::max(out, gravity(p));
        return out;
    }
    [[nodiscard]] std::pair<bool, int> gravity(PathwayId pathway) const {
        int rank = -1;
        for (const StepId s : mentioned_.order())
            if (mentioned_.step(s).pathway == pathway)
                for (const CompiledBranch& b : compiled_.steps[s].branches)
                    if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor)
                        rank = std::max<int>(rank, compiled_.outcomes[b.outcome()].rank);
        return {compiled_.document.pathways[pathway].red_flag, rank};
    }

private:
    [[nodiscard]] Next next(const std::vector<GoalSet>& alternatives) {
        Next out{CoverageState::impossible, {}, 0};
        for (const GoalSet& goals : alternatives) {
            GoalSet open;
            std::size_t cases = static_cast<std::size_t>(-1);
            bool possible = true, known = true;
            for (const GoalId g : goals) {
                cases = std::min(cases, all_.goals[g].cases);
                if (hit(g)) continue;
                open.push_back(g);
                const std::optional<Function>& who = patterns(g);
                known = known && who.has_value();
                possible = possible && !(who && diagram_.empty(*who));
            }
            if (open.empty()) {
                out = {CoverageState::covered, {}, std::max(out.cases, cases)};
            } else if (!possible || out.state == CoverageState::covered) {
                continue;
            } else if (!known) {
                if (out.state != CoverageState::possible) out.state = CoverageState::not_proved;
            } else if (out.state != CoverageState::possible || open.size() < out.goals.size()) {
                out = {CoverageState::possible, std::move(open), 0};
            }
        }
        return out;
    }
    template <class Work>
    static void within_budget(Work&& work) {
        try {
            work();
        } catch (const BudgetExceeded&) {  // what was asked for stays unknown, and is reported so
        }
    }
    void only(const std::string& pathway) {
        const PathwayId p = compiled_.pathway_names.find(pathway);
        std::erase_if(all_.all, [&](const Obligation& o) { return !contains(o.pathways, p); });
    }
    void score(Obligation& o) {
        ScoreIs& goal = std::get<ScoreIs>(all_.goals[o.alternatives[0][0]].goal);
        if (sets_) within_budget([&] { sets_->nearest_points(goal, o.steps); });
        o.what += (goal.reached ? ": at least, and exactly, " : ": at most, and exactly, ") + std::to_string(goal.points) +
                  (goal.points == 1 ? " point" : " points");
    }

    RuleSet rules_;
    const Rules& compiled_;
    MentionedFindings mentioned_;
    PatternSpace space_;
    Diagram diagram_;
    Obligations all_;
    std::optional<Decision> decision_;
    std::optional<GoalSets> sets_;
    std::optional<Hits> hits_;
    std::vector<std::optional<Function>> who_;  // by goal
};

}  // namespace triage::coverage_detail
