// SPDX-License-Identifier: Apache-2.0
// Runs the command line program as a person would, from the top of the source tree.
// Refuses a shell: arguments are passed as they are.
#pragma once

#include <string>
#include <vector>

/// What a run gave. `code` is 128 + signal where it was killed.
struct Run {
    int code = -1;
    std::string out, err;
};

/// Runs the program with these arguments and this input; `folder` is where it runs (default: the source tree).
Run run_program(const std::vector<std::string>& arguments, const std::string& input = "", const std::string& folder = "");

/// A fresh folder below the system's temporary one, removed with everything in it at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& text);
