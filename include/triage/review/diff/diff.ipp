// SPDX-License-Identifier: Apache-2.0
// The bodies of diff.hpp.
#pragma once

#include <string>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/diff/compare.hpp>
#include <triage/review/diff/diff.hpp>

namespace triage {

TRIAGE_BODY RuleDiff diff(const RuleSet& before, const RuleSet& after, const DiffOptions& options) {
    RuleDiff out;
    const auto side = [](const RuleSet& r) { return DiffSide{r.id(), r.version(), r.digest(), r.document().pathways.size()}; };
    out.before = side(before);
    out.after = side(after);
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

}  // namespace triage
