// SPDX-License-Identifier: Apache-2.0
#include "program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

Run run_program(const std::vector<std::string>& arguments, const std::string& input, const std::string& folder) {
    std::signal(SIGPIPE, SIG_IGN);
    int in[2], out[2], err[2];
    if (pipe(in) != 0 || pipe(out) != 0 || pipe(err) != 0) throw std::runtime_error("pipe");
    const pid_t child = fork();
    if (child == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        dup2(err[1], 2);
        for (const int* pair : {in, out, err}) {
            close(pair[0]);
            close(pair[1]);
        }
        if (chdir(folder.empty() ? TRIAGE_SOURCE_DIR : folder.c_str()) != 0) _exit(127);
        std::vector<char*> argv{const_cast<char*>(TRIAGE_CLI)};
        for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
        argv.push_back(nullptr);
        execv(TRIAGE_CLI, argv.data());
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    Run run;
    std::size_t written = 0;
    std::array<pollfd, 3> wait{{{in[1], POLLOUT, 0}, {out[0], POLLIN, 0}, {err[0], POLLIN, 0}}};
    if (input.empty()) {
        close(in[1]);
        wait[0].fd = -1;
    }
    while (wait[1].fd >= 0 || wait[2].fd >= 0) {
        poll(wait.data(), wait.size(), -1);
        if (wait[0].fd >= 0 && wait[0].revents != 0) {
            const ssize_t n = write(in[1], input.data() + written, input.size() - written);
            if (n > 0) written += static_cast<std::size_t>(n);
            if (n < 0 || written == input.size()) {
                close(in[1]);
                wait[0].fd = -1;
            }
        }
        for (const int k : {1, 2}) {
            if (wait[static_cast<std::size_t>(k)].fd < 0 || wait[static_cast<std::size_t>(k)].revents == 0) continue;
            char buffer[4096];
            const ssize_t n = read(wait[static_cast<std::size_t>(k)].fd, buffer, sizeof buffer);
            if (n > 0)
                (k == 1 ? run.out : run.err).append(buffer, static_cast<std::size_t>(n));
            else {
                close(wait[static_cast<std::size_t>(k)].fd);
                wait[static_cast<std::size_t>(k)].fd = -1;
            }
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    run.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return run;
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
