// SPDX-License-Identifier: Apache-2.0
// triage mutate: which small mistakes in the rules the cases would not notice.
#include <unistd.h>

#include <iostream>
#include <string>

#include <triage/review/mutate/mutate.hpp>
#include <triage/review/mutate/render.hpp>

#include "cli.hpp"

namespace cli {

int mutate(const Options& options) {
    const std::string format = choose_format(options, {"text", "json"});
    const LoadedCases loaded = load_cases(options);
    triage::MutateOptions limits;
    limits.pathway = known_pathway(loaded.rules, options.pathway);
    if (options.budget != 0) limits.budget = options.budget;
    check_writable(options.suggest);
    limits.suggest = !options.suggest.empty();
    const bool terminal = isatty(STDERR_FILENO) != 0;
    const triage::MutationReport report =
        triage::mutate(loaded.rules, loaded.cases, limits, [&](std::size_t done, std::size_t all) {
            if (terminal && done % 20 == 0) std::cerr << '\r' << done << " of " << all << " mutations" << std::flush;
        });
    if (terminal) std::cerr << "\r\033[K";
    if (limits.suggest) {
        std::string file =
            "# Cases for what no other case notices. Each expects what the rules say today: judge it, and say who it is.\n"
            "format: triage-cases/1\nruleset: " +
            loaded.rules.id() + "\ncases:" + (report.suggested.empty() ? " []\n" : "\n");
        for (const std::string& entry : report.suggested) file += entry;
        write_private(options.suggest, file);
    }
    write_output(options, format == "json" ? triage::render_json(report) : triage::render_text(report));
    using Status = triage::MutantResult::Status;
    if (report.count(Status::survived) != 0) return found;
    return report.count(Status::undecided) == 0 ? done : not_proved;
}

}  // namespace cli
