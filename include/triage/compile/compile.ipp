// SPDX-License-Identifier: Apache-2.0
// The bodies of compile.hpp.
#pragma once

#include <memory>
#include <utility>

#include <triage/compile/compile.hpp>
#include <triage/compile/problems.hpp>
#include <triage/compile/sections.hpp>
#include <triage/header_only.hpp>

namespace triage {

TRIAGE_BODY Loaded<RuleSet> compile(RuleDocument document, const LoadOptions& limits, std::vector<Diagnostic> earlier) {
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
