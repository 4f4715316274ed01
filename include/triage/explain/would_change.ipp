// SPDX-License-Identifier: Apache-2.0
// What would change it (assess.hpp): the smallest sets of changed answers that lead to each other disposition.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/header_only.hpp>
#include <triage/model/value.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

namespace explain_detail {

/// Whether no rule tells two numbers apart.
[[nodiscard]] inline bool same(const Rules& rules, FindingId finding, double a, double b) {
    const CompiledFinding& compiled = rules.findings[finding];
    for (ClauseId c = compiled.first_clause; c < compiled.first_clause + compiled.clause_count; ++c)
        if (rules.clauses[c].holds(a) != rules.clauses[c].holds(b)) return false;
    return true;
}

/// One other answer that a finding could have.
struct Alternative {
    FindingId finding;
    Value value;
};

[[nodiscard]] inline std::vector<Alternative> alternatives(const Answers& answers) {
    const Rules& rules = answers.rules().compiled();
    std::vector<Alternative> out;
    for (FindingId f{0}; f < rules.findings.size(); ++f) {
        if (rules.findings[f].clause_count == 0 || answers.implied(f)) continue;
        const Finding& finding = rules.document.findings[f];
        const bool known = answers.state(f) == Answers::State::known;
        if (finding.type == FindingType::number) {
            for (const double x : distinct_values(rules, f, known ? answers.answer(f).number() : finding.min.value))
                if (!(finding.whole && !is_whole(x)) && !(known && same(rules, f, x, answers.answer(f).number())))
                    out.push_back({f, {0, x}});
        } else {
            const auto count = static_cast<std::uint32_t>(finding.type == FindingType::yes_no ? 2 : finding.options.size());
            const auto present = value_of(finding, answers.answer(f));  // nothing while it is not known
            for (std::uint32_t o = 0; o < count; ++o)
                if (!present || present->option != o) out.push_back({f, {o, 0}});
        }
    }
    return out;
}

inline void apply(Answers& answers, const Alternative& a) {
    if (answers.rules().document().findings[a.finding].type == FindingType::number)
        answers.set_number(a.finding, a.value.number);
    else
        answers.set_option(a.finding, a.value.option);
}

/// Puts back what `from` says about a finding.
inline void restore(Answers& answers, const Answers& from, FindingId finding) {
    if (from.state(finding) == Answers::State::not_asked)
        answers.clear(finding);
    else
        (void)answers.try_set(finding, from.answer(finding));
}

}  // namespace explain_detail

TRIAGE_BODY std::vector<double> distinct_values(const Rules& rules, FindingId finding, double near) {
    const Finding& f = rules.document.findings[finding];
    const CompiledFinding& compiled = rules.findings[finding];
    std::vector<double> cuts{f.min.value, f.max.value};
    for (ClauseId c = compiled.first_clause; c < compiled.first_clause + compiled.clause_count; ++c) {
        if (rules.clauses[c].has_low) cuts.push_back(rules.clauses[c].low);
        if (rules.clauses[c].has_high) cuts.push_back(rules.clauses[c].high);
    }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    // Every cut by itself, and next to each cut a value inside the interval that begins or ends there.
    std::vector<double> candidates;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        candidates.push_back(cuts[i]);
        if (i + 1 == cuts.size()) break;
        const double half = (cuts[i + 1] - cuts[i]) / 2, step = half > 1 || (f.whole && half == 1) ? 1 : half;
        candidates.push_back(cuts[i] + step);
        candidates.push_back(cuts[i + 1] - step);
    }
    // Where only whole numbers make sense, a fraction is the last choice.
    const auto away = [&](double x) {
        const double far = x > near ? x - near : near - x;
        return f.whole && !is_whole(x) ? far + (f.max.value - f.min.value) : far;
    };
    std::vector<double> out;
    for (const double x : candidates) {
        if (out.empty() || !explain_detail::same(rules, finding, out.back(), x))
            out.push_back(x);
        else if (away(x) < away(out.back()))
            out.back() = x;
    }
    return out;
}

TRIAGE_BODY WouldChangeResult would_change(const Answers& answers, int largest_set) {
    constexpr std::size_t shown = 3;
    const Rules& rules = answers.rules().compiled();
    const std::size_t levels = rules.document.dispositions.size();
    const Rank present = walk(answers).disposition;
    const std::vector<explain_detail::Alternative> all = explain_detail::alternatives(answers);
    std::vector<std::vector<WouldChange>> found(levels);
    Answers changed = answers;
    const auto change = [&](const explain_detail::Alternative& a) {
        const FindingId f = a.finding;
        return Change{rules.document.findings[f].id.value,
                      answers.state(f) == Answers::State::not_asked ? "not asked" : answers.answer(f).text(),
                      changed.answer(f).text()};
    };
    for (const auto& a : all) {
        explain_detail::apply(changed, a);
        const Rank rank = walk(changed).disposition;
        if (rank != present && found[rank].size() < shown) found[rank].push_back({rules.disposition(rank).id.value, {change(a)}});
        explain_detail::restore(changed, answers, a.finding);
    }
    std::vector<bool> wanted(levels);
    std::size_t open = 0;
    for (std::size_t r = 0; r < levels; ++r) {
        wanted[r] = r != present && found[r].empty();
        open += wanted[r] ? 1 : 0;
    }
    for (std::size_t i = 0; largest_set >= 2 && i < all.size() && open > 0; ++i) {
        explain_detail::apply(changed, all[i]);
        for (std::size_t k = i + 1; k < all.size() && open > 0; ++k) {
            if (all[k].finding == all[i].finding) continue;
            explain_detail::apply(changed, all[k]);
            const Rank rank = walk(changed).disposition;
            if (wanted[rank]) {
                found[rank].push_back({rules.disposition(rank).id.value, {change(all[i]), change(all[k])}});
                if (found[rank].size() == shown) {
                    wanted[rank] = false;
                    --open;
                }
            }
            explain_detail::restore(changed, answers, all[k].finding);
        }
        explain_detail::restore(changed, answers, all[i].finding);
    }
    WouldChangeResult result;
    for (std::size_t r = levels; r-- > 0;) {
        for (WouldChange& w : found[r]) result.sets.push_back(std::move(w));
        if (r != present && found[r].empty()) result.not_within_two.push_back(rules.disposition(static_cast<Rank>(r)).id.value);
    }
    return result;
}

}  // namespace triage
