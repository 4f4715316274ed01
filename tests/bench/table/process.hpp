// SPDX-License-Identifier: Apache-2.0
// Other programs: whether one is there, what a run of it costs in processor time, and what it prints.
// Refuses a shell: arguments go as they are.
#pragma once

#include <string>
#include <vector>

namespace bench {

/// A directory for files of a run, beside the benchmark itself; made when first asked for.
[[nodiscard]] std::string scratch();
[[nodiscard]] std::string read_whole(const std::string& path);
void write_whole(const std::string& path, const std::string& text);

/// Where a program is, by PATH; empty: nowhere.
[[nodiscard]] std::string find_program(const std::string& name);

/// User and system seconds of one run; its output goes into `out`. Throws std::runtime_error unless the exit code is 0.
double run_program(const std::vector<std::string>& command, const std::string& out = "/dev/null");

}  // namespace bench
