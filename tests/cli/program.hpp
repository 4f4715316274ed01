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

/// What a run finds around it.
struct Surroundings {
    std::string folder;            ///< where it runs; empty: the source tree
    std::string home;              ///< HOME; empty: that of the tests
    long largest_file = -1;        ///< bytes that a file may have, as on a disk that is full, for root as well; -1: any number
    bool folder_vanishes = false;  ///< the folder is taken away before the program starts: nobody can write there, not even root
    bool nobody = false;           ///< as a user whom permissions bind, where the tests run as root
    std::string out;               ///< where stdout goes instead of `Run::out`
};

/// Runs the program with these arguments and this input; `folder` is where it runs (default: the source tree).
Run run_program(const std::vector<std::string>& arguments, const std::string& input = "", const std::string& folder = "");
Run run_program(const std::vector<std::string>& arguments, const std::string& input, const Surroundings& around);

/// A run that is still going on.
class Session {
public:
    explicit Session(const std::vector<std::string>& arguments, const Surroundings& around);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    /// Waits until the prompts hold this text.
    void wait_for(const std::string& text);
    void type(const std::string& text);
    void interrupt();
    /// Ends the input, and waits for the end of the program.
    [[nodiscard]] Run end();

private:
    bool read_some();

    int child_ = -1, in_ = -1, out_ = -1, err_ = -1;
    Run run_;
};

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
