// SPDX-License-Identifier: Apache-2.0
#include "program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "support/sanitizers.hpp"

Session::Session(const std::vector<std::string>& arguments, const Surroundings& around) {
    std::signal(SIGPIPE, SIG_IGN);
    int in[2], out[2], err[2];
    // Close-on-exec, so that programs that run side by side do not hold each other's ends.
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    child_ = fork();
    if (child_ == 0) {
        const int other = around.out.empty() ? out[1] : open(around.out.c_str(), O_WRONLY);
        if (dup2(in[0], 0) < 0 || dup2(other, 1) < 0 || dup2(err[1], 2) < 0) _exit(127);
        std::signal(SIGPIPE, SIG_DFL);
        const std::string folder = around.folder.empty() ? TRIAGE_SOURCE_DIR : around.folder;
        if (chdir(folder.c_str()) != 0 || (around.folder_vanishes && rmdir(folder.c_str()) != 0)) _exit(127);
        if (!around.home.empty()) setenv("HOME", around.home.c_str(), 1);
        if (around.largest_file >= 0) {
            const rlimit limit{static_cast<rlim_t>(around.largest_file), static_cast<rlim_t>(around.largest_file)};
            if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(127);
#ifdef TRIAGE_SANITIZED
            // The thread sanitizer writes half a megabyte there before the program begins, and does without where it cannot.
            setenv("TMPDIR", "/nowhere", 1);
#endif
        }
        constexpr unsigned nobody = 65534;
        if (around.nobody && geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0)) _exit(127);
        std::vector<char*> argv{const_cast<char*>(TRIAGE_CLI)};
        for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
        argv.push_back(nullptr);
        execv(TRIAGE_CLI, argv.data());
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    in_ = in[1];
    out_ = out[0];
    err_ = err[0];
}

Session::~Session() {
    if (child_ > 0) {
        kill(child_, SIGKILL);
        waitpid(child_, nullptr, 0);
    }
    for (const int file : {in_, out_, err_})
        if (file >= 0) close(file);
}

bool Session::read_some() {
    std::array<pollfd, 2> wait{{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
    if (out_ < 0 && err_ < 0) return false;
    poll(wait.data(), wait.size(), -1);
    for (const bool is_out : {true, false}) {
        if (wait[is_out ? 0 : 1].fd < 0 || wait[is_out ? 0 : 1].revents == 0) continue;
        int& file = is_out ? out_ : err_;
        char buffer[4096];
        const ssize_t n = read(file, buffer, sizeof buffer);
        if (n > 0) {
            (is_out ? run_.out : run_.err).append(buffer, static_cast<std::size_t>(n));
            continue;
        }
        close(file);
        file = -1;
    }
    return true;
}

void Session::wait_for(const std::string& text) {
    while (run_.err.find(text) == std::string::npos)
        if (!read_some()) throw std::runtime_error("the program ended without saying: " + text + "\n" + run_.err);
}

void Session::type(const std::string& text) {
    for (std::size_t written = 0; written < text.size();) {
        std::array<pollfd, 3> wait{{{in_, POLLOUT, 0}, {out_, POLLIN, 0}, {err_, POLLIN, 0}}};
        poll(wait.data(), wait.size(), -1);
        if (wait[0].revents != 0) {
            // At most what a pipe takes at once, so that output is read while input waits.
            const ssize_t n = write(in_, text.data() + written, std::min<std::size_t>(text.size() - written, PIPE_BUF));
            if (n < 0) return;  // it has gone; its end says why
            written += static_cast<std::size_t>(n);
        } else if (!read_some()) {
            return;
        }
    }
}

void Session::interrupt() { kill(child_, SIGINT); }

Run Session::end() {
    close(in_);
    in_ = -1;
    while (read_some()) {
    }
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    run_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return run_;
}

Run run_program(const std::vector<std::string>& arguments, const std::string& input, const Surroundings& around) {
    Session session(arguments, around);
    session.type(input);
    return session.end();
}

Run run_program(const std::vector<std::string>& arguments, const std::string& input, const std::string& folder) {
    Surroundings around;
    around.folder = folder;
    return run_program(arguments, input, around);
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "triage-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void write_file(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
