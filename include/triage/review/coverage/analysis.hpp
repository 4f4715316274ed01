// SPDX-License-Identifier: Apache-2.0
// Analysis: the items of a rule set, what the cases met of them, and, for what they did not, whether anybody could.
// Refuses to call an item impossible that was not looked at to the end: past the budget it is "not proved".
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/coverage/aim_sets.hpp>
#include <triage/review/coverage/judged.hpp>
#include <triage/review/coverage/visits.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/vacuous.hpp>
#include <triage/text/text.hpp>

namespace triage::coverage_detail {

class Analysis {
public:
    Analysis(const RuleSet& rules, const std::string& pathway, std::size_t budget)
        : rules_(rules),
          compiled_(rules.compiled()),
          reads_(compiled_),
          space_({&compiled_}),
          diagram_(space_.values(), budget),
          all_(compiled_, reads_, space_) {
        if (!pathway.empty()) only(pathway);
        within_budget([&] {
            decision_.emplace(diagram_, space_, rules_);
            sets_.emplace(*decision_, space_, reads_);
        });
        for (Item& i : all_.items)
            if (i.kind == CoverageKind::score) score(i);
        visits_.emplace(rules_, reads_, space_, all_.aims);
        met_by_pattern_.resize(all_.aims.size());
    }
    Analysis(const Analysis&) = delete;
    Analysis& operator=(const Analysis&) = delete;

    void person(const Answers& answers, std::size_t which) { visits_->person(answers, which); }
    /// Every person as whom a case is judged; how many cases are. `results` are those of the cases.
    std::size_t judge(const CaseReport& results, const std::vector<Case>& cases) {
        std::size_t judged = 0;
        for (std::size_t c = 0; c < cases.size(); ++c) {
            if (!results.results[c].covered) continue;  // about something that the rules do not know: nothing is judged
            const std::vector<Answers> people = judged_people(rules_, cases[c]);
            for (const Answers& one : people) person(one, c);
            judged += people.empty() ? 0 : 1;
        }
        return judged;
    }

    [[nodiscard]] const RuleSet& rules() const { return rules_; }
    [[nodiscard]] const std::vector<Item>& items() const { return all_.items; }
    [[nodiscard]] const Aim& aim(std::uint32_t a) const { return all_.aims[a]; }
    [[nodiscard]] const std::vector<Aim>& aims() const { return all_.aims; }
    [[nodiscard]] const PatternSpace& space() const { return space_; }
    [[nodiscard]] Diagram& diagram() { return diagram_; }
    [[nodiscard]] AimSets& sets() { return *sets_; }
    /// What some answer pattern brings about; as far as it is written, past the budget.
    [[nodiscard]] CanHappen can_happen() {
        CanHappen out = triage::can_happen(rules_);
        if (decision_) within_budget([&] { out = exactly_can_happen(*decision_, out); });
        return out;
    }

    [[nodiscard]] bool met(std::uint32_t a) const { return all_.aims[a].cases != 0; }
    /// The people who meet an aim; nothing past the budget.
    [[nodiscard]] const std::optional<Function>& patterns(std::uint32_t a) {
        if (!met_by_pattern_[a] && sets_) within_budget([&] { met_by_pattern_[a] = sets_->patterns(all_.aims[a]); });
        return met_by_pattern_[a];
    }
    /// The way that wants the fewest more people, with what it wants; `state` says whether there is one.
    struct Next {
        CoverageState state = CoverageState::covered;
        std::vector<std::uint32_t> aims;  ///< still to be met
        std::size_t cases = 0;            ///< covered: how many cases met the aim of it that fewest met
    };
    [[nodiscard]] Next next(const Item& item) {
        const Next out = next(item.ways);
        return out.state == CoverageState::impossible && !item.lesser.empty() ? next(item.lesser) : out;
    }
    /// The ways that count: the lesser ones only where nobody could go any other.
    [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& ways(const Item& item) {
        return next(item.ways).state == CoverageState::impossible ? item.lesser : item.ways;
    }
    /// How grave it is if an item is wrong: the gravest pathway that it belongs to; red flags first.
    [[nodiscard]] std::pair<bool, int> gravity(const Item& item) const {
        std::pair<bool, int> out{false, -1};
        for (const std::uint32_t p : item.pathways) out = std::max(out, gravity(p));
        return out;
    }
    [[nodiscard]] std::pair<bool, int> gravity(std::uint32_t pathway) const {
        int rank = -1;
        for (const std::uint32_t s : reads_.order())
            if (reads_.step(s).pathway == pathway)
                for (const CompiledBranch& b : compiled_.steps[s].branches)
                    if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor)
                        rank = std::max<int>(rank, compiled_.outcomes[b.target].rank);
        return {compiled_.document.pathways[pathway].red_flag, rank};
    }

private:
    [[nodiscard]] Next next(const std::vector<std::vector<std::uint32_t>>& ways) {
        Next out{CoverageState::impossible, {}, 0};
        for (const auto& way : ways) {
            std::vector<std::uint32_t> open;
            std::size_t cases = static_cast<std::size_t>(-1);
            bool possible = true, known = true;
            for (const std::uint32_t a : way) {
                cases = std::min(cases, aim(a).cases);
                if (met(a)) continue;
                open.push_back(a);
                const std::optional<Function>& who = patterns(a);
                known = known && who.has_value();
                possible = possible && !(who && diagram_.empty(*who));
            }
            if (open.empty()) {
                out = {CoverageState::covered, {}, std::max(out.cases, cases)};
            } else if (!possible || out.state == CoverageState::covered) {
                continue;
            } else if (!known) {
                if (out.state != CoverageState::possible) out.state = CoverageState::not_proved;
            } else if (out.state != CoverageState::possible || open.size() < out.aims.size()) {
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
        const std::uint32_t p = compiled_.pathway_names.find(pathway);
        std::erase_if(all_.items,
                      [&](const Item& i) { return std::find(i.pathways.begin(), i.pathways.end(), p) == i.pathways.end(); });
    }
    void score(Item& item) {
        Aim& aim = all_.aims[item.ways[0][0]];
        if (sets_) within_budget([&] { sets_->nearest_points(aim, item.steps); });
        item.what += (aim.part == 0 ? ": at least, and exactly, " : ": at most, and exactly, ") + shortest(aim.number) +
                     (aim.number == 1 ? " point" : " points");
    }

    RuleSet rules_;
    const Rules& compiled_;
    Reads reads_;
    PatternSpace space_;
    Diagram diagram_;
    Items all_;
    std::optional<Decision> decision_;
    std::optional<AimSets> sets_;
    std::optional<Visits> visits_;
    std::vector<std::optional<Function>> met_by_pattern_;
};

}  // namespace triage::coverage_detail
