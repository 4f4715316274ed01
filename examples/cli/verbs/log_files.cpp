// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include "recovery_log.hpp"
#include "verbs.hpp"

namespace cli {

constexpr const char* export_help = R"(Writes everything in a diary as a sheet or as JSON.
  triage log export calf.db --format csv -o calf.csv)";
constexpr const char* import_help = R"(Reads back what export wrote.
  triage log import copy.db calf.csv)";

using triage::LogEntry;

static int export_log(const Call& call) {
    const std::string format = call.format();
    triage::LogRange range = range_of(call);
    range.replaced = true;
    warn_of_others(log_path(call));
    const std::vector<LogEntry> entries = triage::RecoveryLog(log_path(call)).entries(range);
    write_output(call, format == "csv" ? triage::log_csv(entries) : triage::log_json(entries));
    return done;
}

static int import_log(const Call& call) {
    const std::string& source = call.inputs.back();
    const std::string path = call.inputs.size() == 2 ? log_path(call) : "triage-log.db";
    const triage::RuleSet rules = diary_rules(call);
    std::vector<LogEntry> entries;
    try {
        entries = triage::read_log(rules, read_text(source, triage::most_log_bytes), source == "-" ? "stdin" : source);
    } catch (const triage::LogError& error) {
        if (error.problems().empty()) throw;
        for (const std::string& problem : error.problems()) std::cerr << triage::visible(problem) << '\n';
        std::cerr << "triage: nothing was imported\n";
        return bad_input;
    }
    warn_of_others(path);
    const auto others = std::count_if(entries.begin(), entries.end(),
                                      [&](const LogEntry& e) { return e.ruleset != rules.id() || e.version != rules.version(); });
    const std::size_t added = triage::RecoveryLog(path, triage::RecoveryLog::Open::create).import(entries);
    write_output(call, triage::counted(added, "entry", "entries") + " added to " + triage::visible(path) + ", " +
                           std::to_string(entries.size() - added) + " there already\n");
    if (others != 0)
        std::cerr << "triage: " << triage::counted(static_cast<std::size_t>(others), "entry is", "entries are") << " not for "
                  << rules.id() << " " << rules.version() << "; the answers were taken as they are\n";
    return done;
}

const Verb verbs::log_export{"log export",   "[LOG]",    "csv|json", {flag::from, flag::to, flag::rules},
                             Result::urgent, export_log, export_help};

const Verb verbs::log_import{"log import", "[LOG] FILE|-", "text", {flag::rules}, Result::urgent, import_log, import_help};

}  // namespace cli
