// SPDX-License-Identifier: Apache-2.0
// Runs a program within limits of time and memory, and collects what it prints.
// Refuses to wait for ever: what takes too long is ended, with all that it started.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace triage::hunt {

struct Limits {
    double cpu_seconds = 600, seconds = 1800;  ///< of the processor; by the clock
    std::size_t megabytes = 0;                 ///< 0: no limit
};

struct Finished {
    enum class How { well, badly, crashed, too_long } how = How::badly;
    double seconds = 0;  ///< of the processor, with all that it waited for
    std::string output;  ///< stdout and stderr
};

/// The environment is that of this process, with `more` over it.
[[nodiscard]] Finished run(const std::vector<std::string>& command, const std::map<std::string, std::string>& more,
                           const std::string& folder, const Limits& limits);

}  // namespace triage::hunt
