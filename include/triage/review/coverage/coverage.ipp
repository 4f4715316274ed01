// SPDX-License-Identifier: Apache-2.0
// The bodies of coverage.hpp.
#pragma once

#include <algorithm>
#include <tuple>

#include <triage/header_only.hpp>
#include <triage/review/coverage/analysis.hpp>
#include <triage/review/coverage/coverage.hpp>

namespace triage {

namespace coverage_detail {

[[nodiscard]] inline CoverageItem report_item(Analysis& analysis, const Item& item, const std::vector<std::size_t>& come) {
    CoverageItem out;
    out.kind = item.kind;
    out.what = item.what;
    out.at = item.at;
    for (const std::uint32_t p : item.pathways) out.pathways.push_back(analysis.rules().document().pathways[p].id.value);
    const Analysis::Next next = analysis.next(item);
    out.state = next.state;
    out.cases = out.come = next.cases;
    for (const std::uint32_t s : item.steps) out.come = std::max(out.come, come[s]);
    std::tie(out.red_flag, out.gravest) = analysis.gravity(item);
    if (item.kind <= CoverageKind::unknown_branch) out.step = item.steps[0];
    constexpr const char* shown[] = {"anything but yes", "a yes", "a no", "not sure"};
    if (item.kind == CoverageKind::decision && next.state == CoverageState::possible)
        out.missing = next.aims.size() > 1
                          ? "no case where it decides, in either direction"
                          : std::string("no case where ") + shown[analysis.aim(next.aims[0]).part / 2U] + " decides";
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
    std::vector<std::size_t> come(rules.compiled().steps.size());
    for (const coverage_detail::Aim& aim : analysis.aims())
        if (aim.kind == CoverageKind::step) come[aim.subject] = aim.cases;
    for (const coverage_detail::Item& item : analysis.items())
        out.items.push_back(coverage_detail::report_item(analysis, item, come));
    std::stable_sort(out.items.begin(), out.items.end(), [](const CoverageItem& a, const CoverageItem& b) {
        return std::tuple(!a.red_flag, -a.gravest, a.at.file, a.at.line) <
               std::tuple(!b.red_flag, -b.gravest, b.at.file, b.at.line);
    });
    out.totals = coverage_detail::totals_of(out.items);
    return out;
}

}  // namespace triage
