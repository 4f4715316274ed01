// SPDX-License-Identifier: Apache-2.0
#include "hunt/process.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

extern char** environ;

namespace triage::hunt {

namespace {

std::string read_all(std::FILE* file) {
    std::string out;
    char buffer[65536];
    std::rewind(file);
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) out.append(buffer, n);
    return out;
}

void limit(int what, rlim_t most) {
    const rlimit both{most, most + (what == RLIMIT_CPU ? 2 : 0)};
    setrlimit(what, &both);
}

}  // namespace

Finished run(const std::vector<std::string>& command, const std::map<std::string, std::string>& more, const std::string& folder,
             const Limits& limits) {
    // All that needs memory is done before the fork: another thread may hold its lock.
    std::vector<std::string> environment;
    for (char** e = environ; *e != nullptr; ++e)
        if (const std::string entry = *e; more.count(entry.substr(0, entry.find('='))) == 0) environment.push_back(entry);
    for (const auto& [name, value] : more) environment.push_back(name + "=" + value);
    const auto pointers = [](const std::vector<std::string>& texts) {
        std::vector<char*> out;
        for (const std::string& t : texts) out.push_back(const_cast<char*>(t.c_str()));
        out.push_back(nullptr);
        return out;
    };
    const std::vector<char*> argv = pointers(command), envp = pointers(environment);
    std::FILE* const output = std::tmpfile();
    if (output == nullptr) throw std::runtime_error("no temporary file");
    const int out = fileno(output);
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("fork");
    if (child == 0) {
        setpgid(0, 0);
        limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu_seconds + 1));
        limit(RLIMIT_CORE, 0);
        if (limits.megabytes > 0) limit(RLIMIT_AS, static_cast<rlim_t>(limits.megabytes) << 20U);
        const int nothing = open("/dev/null", O_RDONLY);
        if (dup2(nothing, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0 || chdir(folder.c_str()) != 0) _exit(127);
        execvpe(argv[0], argv.data(), envp.data());
        _exit(127);
    }
    Finished done;
    const auto start = std::chrono::steady_clock::now();
    int status = 0;
    rusage used{};
    bool ended = false;
    for (useconds_t pause = 500; wait4(child, &status, WNOHANG, &used) == 0; pause = pause < 20000 ? pause * 2 : pause) {
        if (!ended && std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > limits.seconds) {
            ended = true;
            kill(-child, SIGKILL);
        }
        usleep(pause);
    }
    kill(-child, SIGKILL);  // what it left behind, if anything
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    done.seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    done.output = read_all(output);
    std::fclose(output);
    if (WIFEXITED(status))
        done.how = WEXITSTATUS(status) == 0 ? Finished::How::well : Finished::How::badly;
    else
        done.how = ended || WTERMSIG(status) == SIGXCPU || done.seconds > limits.cpu_seconds ? Finished::How::too_long
                                                                                             : Finished::How::crashed;
    return done;
}

}  // namespace triage::hunt
