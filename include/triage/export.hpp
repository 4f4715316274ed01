// SPDX-License-Identifier: Apache-2.0
// A rule set in a form that runs elsewhere: as a C++ header of its own, for devices that are too small for a rule file, and as
// one page that asks and explains in a browser.
// Refuses to need anything beside: neither has a dependency, and the page makes no request.
#pragma once

#include <string>

#include <triage/model/rule_set.hpp>

namespace triage {

/// A header that needs nothing but <cstdint>: no allocation, no exceptions, no library. It holds the answers as one small
/// number a finding and `walk(answers)`, which ends as `triage::walk` does, in every field of the trace. Ids are names in it.
/// Complexity: linear in the rules.
///
///     write_file("rules.hpp", triage::export_cpp(rules));
[[nodiscard]] std::string export_cpp(const RuleSet& rules);

struct PageOptions {
    std::string engine_gzip{};  ///< the module for browsers (docs/embedding.md), packed with gzip
    std::string rules_gzip{};   ///< `write_compiled_without_sources(rules)`, packed with gzip
    std::string emergency_number = "your local emergency number";
    bool author = false;  ///< also show the rules beside the answers, for those who write them
};

/// One HTML file with everything inside: the interview, the explained recommendation, the engine and the rules. It works without a
/// network, from a disk too; its policy lets it run its own script and nothing else. The texts of the rules are data, never markup.
[[nodiscard]] std::string export_page(const RuleSet& rules, const PageOptions& options);

}  // namespace triage
