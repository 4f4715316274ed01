// SPDX-License-Identifier: Apache-2.0
// The bodies of diff.hpp.
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/cases.hpp>
#include <triage/review/diff/compare.hpp>
#include <triage/review/diff/diff.hpp>
#include <triage/review/diff/example.hpp>

namespace triage {

TRIAGE_BODY RuleDiff diff(const RuleSet& before, const RuleSet& after, const DiffOptions& options) {
    RuleDiff out;
    out.before = {before.id(), before.version(), before.digest()};
    out.after = {after.id(), after.version(), after.digest()};
    out.budget = options.budget;
    const std::vector<diff_detail::LocatedChange> written = diff_detail::written_changes(before.document(), after.document());
    for (const diff_detail::LocatedChange& c : written) out.written.push_back(c.change);
    out.one_sided = diff_detail::one_sided(before.compiled(), after.compiled());
    if (out.written.empty() && before.digest() != after.digest())
        out.written.push_back(
            {WrittenChange::Kind::other, "ruleset", "digest " + before.digest(), "digest " + after.digest(), {}, {}});
    diff_detail::Comparison comparison(before, after, written, options.sentences, out);
    if (!before.digest().empty() && before.digest() == after.digest() && out.written.empty()) {
        out.unchanged = out.patterns;  // the same rules: nothing to compare
        out.compared.emplace_back("what is written");
    } else {
        comparison.run();
    }
    return out;
}

namespace diff_detail {

/// A case that was read for one rule set, as another one takes it.
[[nodiscard]] inline Case translated(const Case& one, const RuleDocument& from, const Rules& to) {
    Case out = one;
    out.answers.clear();
    for (const auto& [finding, answer] : one.answers)
        if (const FindingId f = to.finding_names.find(from.findings[finding].id.value); f != npos)
            out.answers.emplace_back(f, answer);
    for (Text* level : {&out.expect.at_least, &out.expect.at_most})
        if (to.disposition_names.find(level->value) == npos) level->value.clear();
    return out;
}

/// The outcomes that are raised for a case, as answered; with the unmentioned absent where the case fixes that.
[[nodiscard]] inline std::vector<std::string> raised_in(const RuleSet& rules, const Case& one) {
    Answers answers = review_detail::mentioned_in(rules, one);
    if (one.unmentioned == Unmentioned::as_absent) review_detail::fill_in_absent(answers);
    std::vector<std::string> out;
    for (const Outcome& o : rules.document().outcomes)
        if (has(answers, GainLoss::What::raised, o.id.value)) out.push_back(o.id.value);
    return out;
}

}  // namespace diff_detail

TRIAGE_BODY CaseChanges diff_cases(const RuleSet& before, const RuleSet& after, const std::vector<Case>& cases) {
    CaseChanges out;
    const auto without = [](const std::vector<std::string>& all, const std::vector<std::string>& others) {
        std::vector<std::string> left;
        for (const std::string& x : all)
            if (!contains(others, x)) left.push_back(x);
        return left;
    };
    for (const Case& now : cases) {
        const Case then = diff_detail::translated(now, after.document(), before.compiled());
        const CaseResult a = run_case(before, then), b = run_case(after, now);
        const std::vector<std::string> was = diff_detail::raised_in(before, then), is = diff_detail::raised_in(after, now);
        CaseChange c{b.id,
                     b.at,
                     a.as_answered,
                     b.as_answered,
                     a.absent,
                     b.absent,
                     without(is, was),
                     without(was, is),
                     a.covered && a.failures.empty(),
                     b.covered && b.failures.empty(),
                     b.failures};
        ++out.run;
        if (c.old_disposition != c.new_disposition || c.old_absent != c.new_absent || was != is || c.old_passed != c.new_passed)
            out.changed.push_back(std::move(c));
    }
    return out;
}

}  // namespace triage
