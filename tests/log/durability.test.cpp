// SPDX-License-Identifier: Apache-2.0
// What was acknowledged survives SIGKILL at any moment, and two processes do not get in each other's way.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <map>
#include <memory>

#include <triage/explain/render/render.hpp>

#include "catch.hpp"
#include "log/diary.hpp"
#include "support/dice.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

/// The entry that a writer adds as its `n`th: every part of it follows from the writer and `n`, so that a broken one shows.
LogEntry numbered(int writer, int n) {
    const double score = n % 11;
    return a_day(add_days({2026, 1, 1}, n % 365), score, 10 - score, n % 3,
                 std::to_string(writer) + "/" + std::to_string(n) + std::string(static_cast<std::size_t>(n % 1500), 'x'));
}

/// Opens the log, which may not be there yet, and adds entries; the id of each goes into the pipe once `add` has returned.
[[noreturn]] void write_entries(const std::string& path, int writer, int count, int pipe) {
    try {
        RecoveryLog log(path, RecoveryLog::Open::create);
        for (int n = 0; n < count; ++n) {
            const std::int64_t id = log.add(numbered(writer, n));
            if (write(pipe, &id, sizeof id) != sizeof id) _exit(4);
        }
    } catch (...) {
        _exit(3);
    }
    _exit(0);
}

std::vector<std::int64_t> acknowledged(int pipe) {
    std::vector<std::int64_t> out;
    for (std::int64_t id = 0; read(pipe, &id, sizeof id) == sizeof id;) out.push_back(id);
    close(pipe);
    return out;
}

struct Kills {
    std::size_t entries = 0;          ///< acknowledged in all
    std::size_t mid_transaction = 0;  ///< kills that left a journal to roll back
    std::size_t before_first = 0;     ///< kills before the first entry was acknowledged
    std::size_t unacknowledged = 0;   ///< entries that are there whole though the kill came before their id was read
};

/// Kills a writer at `count` random moments, and after each looks for every entry that was ever acknowledged.
Kills kill_writers(std::size_t count, std::uint64_t seed) {
    Dice dice(seed);
    Kills kills;
    std::unique_ptr<TemporaryFolder> folder;
    std::map<std::int64_t, LogEntry> expected;
    std::string path;
    for (std::size_t k = 0; k < count; ++k) {
        if (k % 10 == 0) {  // a fresh file, so that some kills meet its creation
            folder = std::make_unique<TemporaryFolder>();
            path = folder->path() + "/calf.db";
            expected.clear();
        }
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        const int writer = static_cast<int>(k);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            close(ends[0]);
            write_entries(path, writer, 1000000, ends[1]);
        }
        close(ends[1]);
        usleep(static_cast<useconds_t>(dice.chance(0.3) ? dice.below(5000) : dice.below(150000)));
        REQUIRE(kill(child, SIGKILL) == 0);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));  // it was killed, and had not failed before
        const std::vector<std::int64_t> ids = acknowledged(ends[0]);
        std::error_code error;
        kills.mid_transaction += std::filesystem::file_size(path + "-journal", error) > 0 && !error ? 1 : 0;
        kills.before_first += ids.empty() ? 1 : 0;
        kills.entries += ids.size();
        for (std::size_t n = 0; n < ids.size(); ++n) {
            LogEntry entry = numbered(writer, static_cast<int>(n));
            entry.id = ids[n];
            CHECK(expected.emplace(ids[n], entry).second);
        }
        if (!std::filesystem::exists(path)) {
            CHECK(expected.empty());
            continue;
        }
        for (const LogEntry& e : everything(RecoveryLog(path))) {
            const auto known = expected.find(e.id);
            if (known == expected.end()) {
                // Committed, but killed before the id could be read: it must be whole, and the next of this writer.
                LogEntry next = numbered(writer, static_cast<int>(ids.size()));
                next.id = e.id;
                CHECK(e == next);
                expected.emplace(e.id, e);
                ++kills.unacknowledged;
            } else {
                CHECK(e == known->second);
            }
        }
        CHECK(everything(RecoveryLog(path)).size() == expected.size());
    }
    return kills;
}

void report(const Kills& kills, std::size_t count) {
    WARN(count << " kills: " << kills.entries << " entries acknowledged, none lost or broken; " << kills.mid_transaction
               << " kills left a transaction to roll back, " << kills.before_first << " came before the first entry, "
               << kills.unacknowledged << " entries were whole though not yet acknowledged");
}

}  // namespace

TEST_CASE("a kill at a random moment loses and breaks no entry", "[log][kill]") {
    const Kills kills = kill_writers(20, 1);
    CHECK(kills.entries > 0);
}

TEST_CASE("two hundred kills at random moments lose and break no entry", "[.deep][log][kill]") {
    const Kills kills = kill_writers(200, 2);
    CHECK(kills.entries > 200);
    CHECK(kills.mid_transaction > 0);
    report(kills, 200);
}

TEST_CASE("the program killed at a random moment keeps every entry that it spoke of", "[log][kill]") {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/calf.db", sheet = folder.path() + "/day.yaml", said = folder.path() + "/said";
    write_file(sheet, render_answers(answers_of(diary_rules(), a_day({2026, 5, 3}, 2, 1, 0)).answers));
    Dice dice(3);
    std::size_t spoken = 0, kept_before = 0;
    for (int k = 0; k < 15; ++k) {
        write_file(said, "");  // the last one's words; a child may die before it empties the file
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            const int out = open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
            dup2(out, 1);
            dup2(out, 2);
            execl(TRIAGE_CLI, TRIAGE_CLI, "log", "add", path.c_str(), "--date", "2026-05-03", "--rules", diary_path().c_str(),
                  "--answers", sheet.c_str(), static_cast<char*>(nullptr));
            _exit(127);
        }
        usleep(static_cast<useconds_t>(dice.below(40000)));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        if (read_file(said).find("Entry ") == 0) ++spoken;
        if (!std::filesystem::exists(path)) continue;
        const auto kept = everything(RecoveryLog(path));
        CHECK(kept.size() >= spoken);
        CHECK(kept.size() >= kept_before);
        kept_before = kept.size();
        for (const LogEntry& e : kept) CHECK(e.answers.size() == 7);
    }
}

TEST_CASE("two processes that add at once both keep all of their entries", "[log]") {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/calf.db";  // not there yet: they also race to create it
    constexpr int each = 40;
    pid_t children[2];
    int pipes[2];
    for (int writer = 0; writer < 2; ++writer) {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        children[writer] = fork();
        REQUIRE(children[writer] >= 0);
        if (children[writer] == 0) write_entries(path, writer, each, ends[1]);
        close(ends[1]);
        pipes[writer] = ends[0];
    }
    std::map<std::int64_t, LogEntry> expected;
    for (int writer = 0; writer < 2; ++writer) {
        const auto ids = acknowledged(pipes[writer]);
        int status = 0;
        waitpid(children[writer], &status, 0);
        CHECK(status == 0);
        REQUIRE(ids.size() == each);
        for (int n = 0; n < each; ++n) {
            LogEntry entry = numbered(writer, n);
            entry.id = ids[static_cast<std::size_t>(n)];
            CHECK(expected.emplace(entry.id, entry).second);  // no id was given twice
        }
    }
    const auto kept = everything(RecoveryLog(path));
    CHECK(kept.size() == 2 * each);
    for (const LogEntry& e : kept) CHECK(e == expected[e.id]);
}
