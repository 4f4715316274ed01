// SPDX-License-Identifier: Apache-2.0
#include "recovery_log.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace cli {

using triage::LogEntry;
using triage::RecoveryLog;

triage::RuleSet diary_rules(const Call& call) {
    return call.has(flag::rules) ? load_rules(call.text(flag::rules)) : triage::load_shipped("return_to_running").value();
}

triage::LogRange range_of(const Call& call) { return {call.day(flag::from), call.day(flag::to)}; }

std::string log_path(const Call& call) { return call.inputs.empty() ? "triage-log.db" : call.inputs[0]; }

triage::ReviewOptions review_options(const Call& call) {
    triage::ReviewOptions review;
    review.emergency_number = assess_options(call).emergency_number;
    return review;
}

std::string read_text(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
        if (std::filesystem::is_directory(path)) throw Failure("cannot read " + path + ": it is a folder");
        file.open(path, std::ios::binary);
        if (!file) throw Failure("cannot read " + path);
    }
    std::istream& in = path == "-" ? std::cin : file;
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) throw Failure("cannot read " + path);
    return text;
}

std::string day_text(triage::Date date) { return std::string(triage::weekday_name(date)) + " " + triage::format_date(date); }

static constexpr triage::LogRange everything{std::nullopt, std::nullopt, true};

OpenLog open_log(const std::string& path, bool asked) {
    OpenLog out;
    try {
        if (asked) {
            check_writable(path + "-journal");
            if (access(path.c_str(), F_OK) == 0 && access(path.c_str(), W_OK) != 0)
                throw Failure("cannot write " + path + ": " + std::strerror(errno));
        }
        out.log.emplace(path, RecoveryLog::Open::create);
        out.present = out.log->entries(everything);
    } catch (const triage::LogError& error) {
        if (asked) throw;
        out.log.reset();
        out.problem = error.what();
    }
    return out;
}

void write_entry(OpenLog& open, LogEntry& entry) {
    if (!open.log) return;
    try {
        entry.id = open.log->add(entry);
        // What others wrote meanwhile counts too.
        open.present = open.log->entries(everything);
        std::erase_if(open.present, [&](const LogEntry& e) { return e.id == entry.id; });
    } catch (const triage::LogError& error) {
        if (entry.id != 0) return;
        open.problem = error.what();
        try {
            for (const LogEntry& e : open.log->entries(everything)) {
                const bool new_here =
                    std::none_of(open.present.begin(), open.present.end(), [&](const LogEntry& old) { return old.id == e.id; });
                LogEntry same = entry;
                same.id = e.id;
                if (new_here && same == e) entry.id = e.id;
            }
        } catch (const triage::LogError&) {
            return;  // it cannot even be read now
        }
    }
}

}  // namespace cli
