// SPDX-License-Identifier: Apache-2.0
// RuleDocument -> RuleSet: resolves every id, checks every rule of the language, lays the trees out flat.
// Refuses to half-accept: with any error there is no rule set, and all errors are reported together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <triage/compile/conditions.hpp>
#include <triage/compile/dependencies.hpp>
#include <triage/compile/problems.hpp>
#include <triage/compile/sections.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

/// Compiles a document. `earlier` are the diagnostics of reading it; they are kept in front.
/// Complexity: linear in the size of the document, apart from looking up ids.
///
///     const triage::RuleSet rules = triage::compile(std::move(document)).value();
[[nodiscard]] inline Loaded<RuleSet> compile(RuleDocument document, const LoadOptions& limits = {},
                                             std::vector<Diagnostic> earlier = {}) {
    const auto rules = std::make_shared<Rules>();
    rules->document = std::move(document);
    Problems problems(rules->document.files, limits.diagnostics);

    compile_detail::SectionCompiler sections(*rules, problems, limits);
    sections.run();

    std::vector<Diagnostic> all = std::move(earlier);
    for (Diagnostic& d : problems.take()) all.push_back(std::move(d));
    return {RuleSet(rules), std::move(all)};
}

}  // namespace triage
