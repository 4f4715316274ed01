// SPDX-License-Identifier: Apache-2.0
// triage test --coverage: how much of the rules the cases put to the test.
#include <filesystem>

#include <triage/review/coverage/render.hpp>

#include "cli.hpp"

namespace cli {

namespace {

/// What stands in front of the names of rule files: the folder, with its slash.
std::string folder_of(const std::string& rules) {
    const std::filesystem::path path(rules);
    const std::filesystem::path folder = std::filesystem::is_directory(path) ? path / "" : path.parent_path() / "";
    return folder.generic_string() == "/" && path.is_relative() ? "" : folder.generic_string();
}

}  // namespace

int coverage(const Options& options, const LoadedCases& loaded) {
    const std::string format = choose_format(options, {"text", "json", "html", "lcov"});
    triage::CoverageOptions wanted;
    wanted.pathway = known_pathway(loaded.rules, options.pathway);
    if (options.budget != 0) wanted.budget = options.budget;
    const triage::CoverageReport report = triage::coverage(loaded.rules, loaded.cases, wanted);
    std::string text;
    for (const triage::CaseResult& r : report.results.results) text += failures_text(r);
    text += report.results.text() + "\n\n";
    write_output(options, format == "json"   ? triage::render_coverage_json(report)
                          : format == "html" ? triage::render_coverage_html(report)
                          : format == "lcov" ? triage::render_coverage_lcov(report, folder_of(loaded.path))
                                             : text + triage::render_coverage_text(report));
    return !report.results.good() ? found : report.all_proved() ? done : not_proved;
}

}  // namespace cli
