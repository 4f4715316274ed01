// SPDX-License-Identifier: Apache-2.0
// The bodies of report.hpp.
#pragma once

#include <triage/header_only.hpp>
#include <triage/review/report.hpp>

namespace triage {

TRIAGE_BODY Share share_of(std::size_t part, std::size_t whole) {
    Share s{part, whole, 0, 1};
    if (whole == 0) return s;
    constexpr double z = 1.959964;
    const auto n = static_cast<double>(whole);
    const double p = static_cast<double>(part) / n, scale = 1 + z * z / n, middle = p + z * z / (2 * n);
    double root = p * (1 - p) / n + z * z / (4 * n * n), guess = 1;
    for (int i = 0; i < 60; ++i) guess = (guess + root / guess) / 2;  // square root, so that no <cmath> is needed
    s.low = part == 0 ? 0 : (middle - z * guess) / scale;
    s.high = part == whole ? 1 : (middle + z * guess) / scale;
    return s;
}

TRIAGE_BODY std::string share_text(std::size_t part, std::size_t whole) {
    if (whole == 0) return "-";
    if (part == whole) return "100 %";
    const std::size_t permille = part * 1000 / whole;
    return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

TRIAGE_BODY TriageReport triage_report(const RuleSet& rules, const std::vector<CaseResult>& results) {
    TriageReport out;
    const int levels = static_cast<int>(rules.document().dispositions.size());
    const auto count = [&](auto&& which) {
        std::size_t n = 0;
        for (const CaseResult& r : results) n += r.at_least >= 0 && which(r) ? 1 : 0;
        return n;
    };
    const auto row = [&](const std::string& name, auto&& in) {
        const std::size_t all = count(in);
        const auto over = [](const CaseResult& r) { return r.at_most >= 0 && r.judged > r.at_most; };
        const auto under = [](const CaseResult& r) { return r.judged < r.at_least; };
        out.levels.push_back({name, share_of(count([&](const CaseResult& r) { return in(r) && !over(r) && !under(r); }), all),
                              share_of(count([&](const CaseResult& r) { return in(r) && over(r); }), all),
                              share_of(count([&](const CaseResult& r) { return in(r) && under(r); }), all)});
    };
    for (int level = levels - 1; level >= 0; --level)
        row(rules.compiled().disposition(static_cast<Rank>(level)).id.value,
            [&](const CaseResult& r) { return r.at_least == level; });
    row("all", [](const CaseResult&) { return true; });
    const auto emergency = [&](const CaseResult& r) { return r.at_least == levels - 1; };
    out.emergencies_missed =
        share_of(count([&](const CaseResult& r) { return emergency(r) && r.judged < r.at_least; }), count(emergency));
    out.safe = share_of(count([](const CaseResult& r) { return r.judged + 1 >= r.at_least; }),
                        count([](const CaseResult&) { return true; }));
    const auto told = [](const CaseResult& r) { return r.has_condition && (r.information == "rich" || r.information == "fair"); };
    out.raised = share_of(count([&](const CaseResult& r) { return told(r) && r.raised_condition; }), count(told));
    out.leading = share_of(count([&](const CaseResult& r) { return told(r) && r.leading_condition; }), count(told));
    return out;
}

}  // namespace triage
