// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <iostream>
#include <string>

#include <triage/review/mutate/mutate.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Makes every small mistake in the rules, and lists those that no case notices.
  triage mutate rules/lower_leg_pain --pathway dvt)";

constexpr Flag suggest{"suggest", Takes::output, "FILE", "write cases for the gaps there, for a clinician to judge"};

static int run(const Call& call) {
    const LoadedCases loaded = load_cases(call);
    auto limits = within_budget<triage::MutateOptions>(call);
    limits.pathway = known_pathway(loaded.rules, call.text(flag::pathway));
    check_writable(call.text(suggest));
    limits.suggest = !call.text(suggest).empty();
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
        write_public(call.text(suggest), file);
    }
    write_output(call, call.format() == "json" ? triage::render_json(report) : triage::render_text(report));
    using Status = triage::MutantResult::Status;
    if (report.count(Status::survived) != 0) return found;
    return report.count(Status::undecided) == 0 ? done : not_proved;
}

const Verb verbs::mutate{
    "mutate", "RULES [CASES...]", "text|json", {flag::pathway, suggest, flag::budget, flag::rules}, Result::about_rules, run,
    help};

}  // namespace cli
