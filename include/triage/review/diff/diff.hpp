// SPDX-License-Identifier: Apache-2.0
// Compares two rule sets over every answer pattern: who gets another recommendation, exactly how many, and why.
// Refuses to call anything unchanged that was not proved to be: past the node budget it says what it did not compare.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <triage/review/diff/compare.hpp>
#include <triage/review/diff/rule_diff.hpp>

namespace triage {

struct DiffOptions {
    std::size_t budget = 4'000'000;  ///< nodes of the diagram
    std::size_t sentences = 3;       ///< at most, about each changed cell
};

/// Everything that differs between two rule sets. Patterns are counted over the findings and answers that either of them
/// tells apart; an answer that one of them does not know is "not asked" for it.
/// Throws DiagramDisagrees when an example does not hold in the walk (a fault of the library).
/// Complexity: that of two decision diagrams, 0.4 s each for the shipped rules (117 findings).
///
///     const triage::RuleDiff d = triage::diff(triage::load("old").value(), triage::load("new").value());
///     d.moves[0].from + " -> " + d.moves[0].to;  // "same_day -> self_care"
[[nodiscard]] inline RuleDiff diff(const RuleSet& before, const RuleSet& after, const DiffOptions& options = {}) {
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
