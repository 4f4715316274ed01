// SPDX-License-Identifier: Apache-2.0
// Coverage: how much of a rule set the cases put to the test, of what can be put to the test at all.
// Refuses to round up, and to drop what cannot be covered without saying that it was proved.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <triage/review/coverage/analysis.hpp>
#include <triage/review/share.hpp>

namespace triage {

struct CoverageOptions {
    std::string pathway;             ///< id; only what belongs to it. Empty: everything
    std::size_t budget = 8'000'000;  ///< nodes of the decision diagram; about 40 bytes each
};

/// One thing to cover.
struct CoverageItem {
    CoverageKind kind = CoverageKind::step;
    CoverageState state = CoverageState::possible;
    std::string what;                   ///< "then of vein_sign"
    std::string missing;                ///< a decision that is not covered: which half is missing
    std::vector<std::string> pathways;  ///< that it belongs to
    Mark at;
    std::size_t cases = 0;      ///< how many judged cases met it
    bool red_flag = false;      ///< belongs to a red-flag pathway
    int gravest = -1;           ///< rank of the gravest outcome of its pathways; -1: it belongs to none
    std::size_t come = 0;       ///< how many came to a step that holds or reads it; outcome, advice: as `cases`
    std::uint32_t step = npos;  ///< step, then, else, unknown: the step
};

struct CoverageTotal {
    CoverageKind kind = CoverageKind::step;
    std::size_t covered = 0, uncovered = 0, impossible = 0, not_proved = 0;
    /// What can be covered, or was not proved to be impossible.
    [[nodiscard]] std::size_t whole() const { return covered + uncovered + not_proved; }
};

struct CoverageReport {
    RuleSet rules;
    std::string pathway;
    std::size_t cases = 0, judged = 0;  ///< read; judged in at least one reading
    CaseReport results;
    std::vector<CoverageItem> items;    ///< gravest pathways first, then by place
    std::vector<CoverageTotal> totals;  ///< one a kind, in the order of `coverage_kinds`; the last adds them up

    std::size_t budget = 0;  ///< nodes that the diagram was allowed

    [[nodiscard]] bool all_proved() const { return totals.back().not_proved == 0; }
};

namespace coverage_detail {

inline void add_cases(Analysis& analysis, const std::vector<Case>& cases, CoverageReport& out) {
    out.results = run_cases(out.rules, cases);
    find_vacuous(out.results, out.rules, cases, analysis.can_happen());
    out.cases = cases.size();
    for (std::size_t c = 0; c < cases.size(); ++c) {
        if (!out.results.results[c].covered) continue;  // about something that the rules do not know: nothing is judged
        const std::vector<Answers> people = judged_people(out.rules, cases[c]);
        for (const Answers& person : people) analysis.person(person, c);
        out.judged += people.empty() ? 0 : 1;
    }
}

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
                          ? "no case where it decides, either way"
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

/// What the judged readings of the cases cover. Complexity: two walks and an assessment for each case; the decision diagram
/// for what is left over. `options.pathway` must be the id of a pathway, or empty.
///
///     const triage::CoverageReport report = triage::coverage(rules, cases);
///     report.totals.back().covered;  // 2104
[[nodiscard]] inline CoverageReport coverage(const RuleSet& rules, const std::vector<Case>& cases,
                                             const CoverageOptions& options = {}) {
    CoverageReport out{rules, options.pathway, 0, 0, {}, {}, {}, options.budget};
    coverage_detail::Analysis analysis(rules, options.pathway, options.budget);
    coverage_detail::add_cases(analysis, cases, out);
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
