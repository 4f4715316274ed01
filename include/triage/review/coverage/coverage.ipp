// SPDX-License-Identifier: Apache-2.0
// The bodies of coverage.hpp.
#pragma once

#include <algorithm>
#include <tuple>
#include <variant>

#include <triage/header_only.hpp>
#include <triage/review/coverage/analysis.hpp>
#include <triage/review/coverage/coverage.hpp>

namespace triage {

namespace coverage_detail {

[[nodiscard]] inline std::string missing_text(const MentionDecides& goal) {
    constexpr const char* values[] = {"anything but yes", "a yes", "a no", "not sure"};
    return std::string("no case where ") + values[static_cast<std::size_t>(goal.value)] + " decides";
}

[[nodiscard]] inline CoverageItem report_item(Analysis& analysis, const Obligation& o, const std::vector<std::size_t>& reached) {
    CoverageItem out;
    out.kind = o.kind;
    out.what = o.what;
    out.at = o.at;
    for (const PathwayId p : o.pathways) out.pathways.push_back(analysis.rules().document().pathways[p].id.value);
    const Analysis::Next next = analysis.next(o);
    out.state = next.state;
    out.cases = out.reached = next.cases;
    for (const StepId s : o.steps) out.reached = std::max(out.reached, reached[s]);
    std::tie(out.red_flag, out.gravest) = analysis.gravity(o);
    if (o.kind <= CoverageKind::unknown_branch) out.step = o.steps[0];
    if (o.kind == CoverageKind::decision && next.state == CoverageState::possible)
        out.missing = next.goals.size() > 1 ? "no case where it decides, in either direction"
                                            : missing_text(std::get<MentionDecides>(analysis.goals()[next.goals[0]].goal));
    return out;
}

[[nodiscard]] inline std::vector<CoverageTotal> totals_of(const std::vector<CoverageItem>& items) {
    std::vector<CoverageTotal> out(coverage_kinds.size() + 1);
    for (const CoverageKind kind : coverage_kinds) out[static_cast<std::size_t>(kind)].kind = kind;
    for (const CoverageItem& i : items)
        for (CoverageTotal* t : {&out[static_cast<std::size_t>(i.kind)], &out.back()})
            ++(i.state == CoverageState::covered      ? t->covered
               : i.state == CoverageState::possible   ? t->uncovered
               : i.state == CoverageState::impossible ? t->impossible
                                                      : t->not_proved);
    return out;
}

}  // namespace coverage_detail

TRIAGE_BODY CoverageReport coverage(const RuleSet& rules, const std::vector<Case>& cases, const CoverageOptions& options) {
    CoverageReport out{rules, options.pathway, 0, 0, {}, {}, {}, options.budget};
    coverage_detail::Analysis analysis(rules, options.pathway, options.budget);
    out.results = run_cases(rules, cases);
    find_vacuous(out.results, rules, cases, analysis.can_happen());
    out.cases = cases.size();
    out.judged = analysis.judge(out.results, cases);
    std::vector<std::size_t> reached(rules.compiled().steps.size());  // by step: how many cases
    for (const coverage_detail::GoalHits& g : analysis.goals())
        if (const auto* step = std::get_if<coverage_detail::StepReached>(&g.goal)) reached[step->step] = g.cases;
    for (const coverage_detail::Obligation& o : analysis.obligations())
        out.items.push_back(coverage_detail::report_item(analysis, o, reached));
    std::stable_sort(out.items.begin(), out.items.end(), [](const CoverageItem& a, const CoverageItem& b) {
        return std::tuple(!a.red_flag, -a.gravest, a.at.file, a.at.line) <
               std::tuple(!b.red_flag, -b.gravest, b.at.file, b.at.line);
    });
    out.totals = coverage_detail::totals_of(out.items);
    return out;
}

}  // namespace triage
