// SPDX-License-Identifier: Apache-2.0
// What docs/diff.md shows is what the program prints, and its shell lines do in a git repository what they say.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

std::string block(const std::string& language) {
    const std::string page = read_file(TRIAGE_SOURCE_DIR "/docs/diff.md"), fence = "```" + language + "\n";
    const std::size_t from = page.find(fence) + fence.size();
    return page.substr(from, page.find("```", from) - from);
}

int shell(const std::string& script) {
    const int status = std::system(("bash -euo pipefail -c '" + script + "'").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("what docs/diff.md shows of triage diff is what it prints", "[docs][diff]") {
    const std::string console = block("console");
    const Run run = run_program({"diff", "examples/diff/before.yaml", "examples/diff/after.yaml"});
    REQUIRE(console.rfind("$ triage diff examples/diff/before.yaml examples/diff/after.yaml\n", 0) == 0);
    const std::size_t from = console.find('\n') + 1, until = console.find("…\n");
    CHECK(run.code == 1);
    CHECK(run.out.substr(0, until - from) == console.substr(from, until - from));
}

TEST_CASE("the shell lines of docs/diff.md take the old rules from git and fail on a downgrade", "[docs][diff]") {
    if (std::system("git --version >/dev/null 2>&1") != 0) {
        WARN("git is not installed, the lines were not run");
        return;
    }
    const TemporaryFolder folder;
    const std::string rules = folder.path() + "/rules/lower_leg_pain";
    // A repository as a pull request sees it: origin/main holds the old rules, the branch the new ones.
    const std::string git = "git -C " + folder.path() + " -c user.name=t -c user.email=t@example.org ";
    REQUIRE(shell("mkdir -p " + rules + " " + folder.path() + "/bin; ln -s " TRIAGE_CLI " " + folder.path() +
                  "/bin/triage; git init -q " + folder.path() + "; cp " TRIAGE_SOURCE_DIR "/examples/diff/before.yaml " + rules +
                  "/ruleset.yaml; " + git + "add rules; " + git + "commit -qm before; " + git +
                  "update-ref refs/remotes/origin/main HEAD; cp " TRIAGE_SOURCE_DIR "/examples/diff/after.yaml " + rules +
                  "/ruleset.yaml; " + git + "commit -qam after") == 0);
    write_file(folder.path() + "/check.sh", block("sh"));
    const int code = shell("cd " + folder.path() + "; PATH=" + folder.path() + "/bin:$PATH bash -eu check.sh");
    CHECK(code == 1);
    CHECK(read_file(folder.path() + "/diff.md").find("**MILDER for 6 patterns (about 1 in 18 patterns).**") != std::string::npos);
}
