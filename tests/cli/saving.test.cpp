// SPDX-License-Identifier: Apache-2.0
// Nobody loses a recommendation or an answer, whatever becomes of the file.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include "catch.hpp"
#include "program.hpp"

namespace {

namespace fs = std::filesystem;

/// Whether a text says something, wherever its lines end.
bool holds(const std::string& text, const std::string& part) {
    std::string flat;
    for (const char c : text)
        if (c != '\n' || (!flat.empty() && flat.back() != ' ')) flat += c == '\n' ? ' ' : c;
    return flat.find(part) != std::string::npos;
}

/// Somewhere to run, with a plain file beside it: no folder can ever be made below that, not even by root.
struct Place {
    TemporaryFolder all;
    std::string here = all.path() + "/here", home = all.path() + "/home", file = all.path() + "/file",
                nowhere = file + "/below.yaml";
    Place() {
        fs::create_directory(here);
        fs::create_directory(home);
        write_file(file, "I am a file\n");
    }
    [[nodiscard]] Surroundings around() const {
        Surroundings out;
        out.folder = here;
        out.home = home;
        return out;
    }
    /// The present folder takes no file, nor does the home folder.
    [[nodiscard]] Surroundings barred() const {
        Surroundings out = around();
        out.folder_vanishes = true;
        out.home = file;
        return out;
    }
    /// A disk that takes a few bytes and no more, in both folders.
    [[nodiscard]] Surroundings full() const {
        Surroundings out = around();
        out.largest_file = 8;
        return out;
    }
    [[nodiscard]] std::set<std::string> files() const {
        std::set<std::string> out;
        std::error_code ignored;  // a folder may have been taken away
        for (const std::string& folder : {here, home})
            for (const auto& entry : fs::directory_iterator(folder, ignored)) out.insert(entry.path().filename().string());
        return out;
    }
};

unsigned mode_of(const std::string& path) {
    struct stat found {};
    return stat(path.c_str(), &found) == 0 ? found.st_mode & 0777U : 0;
}

const std::string emergency = ">>> Call emergency services or go to the emergency department now <<<",
                  strain = "examples/answers/soleus_strain.yaml", at_home = "Look after it at home";

std::string example(const std::string& path) { return std::string(TRIAGE_SOURCE_DIR) + "/" + path; }

}  // namespace

TEST_CASE("an emergency is recommended even if the answers cannot be saved", "[cli][save]") {
    const Place place;
    Surroundings full = place.full();
    full.home = place.file;
    const Run run = run_program({"--save", "mine.yaml"}, "1\n\n", full);
    INFO(run.err);
    CHECK(run.code == 2);
    CHECK(holds(run.out, emergency));
    CHECK(holds(run.err, "cannot write mine.yaml: File too large"));
    CHECK(holds(run.err, "Your answers are NOT kept"));
    CHECK(place.files().empty());
}

TEST_CASE("when the input ends in a folder that nobody can write there is a recommendation and a word about the answers",
          "[cli][save]") {
    const Place place;
    const Run run = run_program({}, "none\n", place.barred());
    CHECK(run.code == 2);
    CHECK(run.out.rfind(">>> ", 0) == 0);
    CHECK(holds(run.err, "what was not answered counts as not sure"));
    CHECK(holds(run.err, "cannot write triage-answers.yaml: "));
    CHECK(holds(run.err, "Your answers are NOT kept"));
}

TEST_CASE("who quits and whose answers cannot be kept is told what they say so far", "[cli][save]") {
    const Place place;
    const Run run = run_program({}, "1 2\nmore\nquit\n", place.barred());
    CHECK(run.code == 2);
    CHECK(holds(run.err, "Your answers are NOT kept"));
    CHECK(holds(run.out, emergency));
}

TEST_CASE("Ctrl-C keeps the answers, or says that they are not kept and what they say so far", "[cli][save]") {
    for (const bool barred : {false, true}) {
        const Place place;
        Session session({}, barred ? place.barred() : place.around());
        session.wait_for("> ");
        session.type("none\n");
        session.wait_for("Screen 2");
        session.interrupt();
        const Run run = session.end();
        INFO(run.err);
        CHECK(run.code == 130);
        CHECK(run.out.empty() != barred);
        CHECK(holds(run.err, barred ? "Your answers are NOT kept" : "Your answers are in triage-answers.yaml"));
        CHECK(place.files().count("triage-answers.yaml") == (barred ? 0 : 1));
    }
}

TEST_CASE("answers that do not fit the present folder go to the home folder, and the person is told", "[cli][save]") {
    const Place place;
    Surroundings around = place.around();
    around.folder_vanishes = true;
    const Run run = run_program({}, "none\nquit\n", around);
    INFO(run.err);
    CHECK(run.code == 0);
    CHECK(holds(run.err, "cannot write triage-answers.yaml: "));
    CHECK(holds(run.err, "Your answers are in " + place.home + "/triage-answers.yaml instead"));
    CHECK(holds(read_file(place.home + "/triage-answers.yaml"), "chest_pain: \"no\""));
    CHECK(mode_of(place.home + "/triage-answers.yaml") == 0600U);
}

TEST_CASE("a save that fails behind the last question leaves the answers in another file, and is a failure", "[cli][save]") {
    const Place place;
    const std::string folder = place.all.path() + "/stick";
    fs::create_directory(folder);
    Session session({"--save", folder + "/mine.yaml"}, place.around());
    session.wait_for("> ");
    fs::remove_all(folder);  // the memory stick is pulled out
    session.type("1\n\n");
    const Run run = session.end();
    INFO(run.err);
    CHECK(run.code == 2);
    CHECK(holds(run.out, emergency));
    CHECK(holds(run.err, "cannot write " + folder + "/mine.yaml: No such file or directory"));
    CHECK(holds(run.err, "Your answers are in triage-answers.yaml instead"));
    CHECK(holds(read_file(place.here + "/triage-answers.yaml"), "chest_pain: \"yes\""));
}

TEST_CASE("answers that cannot go back into the file that they came from go into a fresh one", "[cli][save]") {
    const Place place;
    const std::string folder = place.all.path() + "/stick";
    fs::create_directory(folder);
    write_file(folder + "/mine.yaml", "chest_pain: \"no\"\n");
    Session session({"--resume", folder + "/mine.yaml"}, place.around());
    session.wait_for("> ");
    fs::remove_all(folder);
    session.type("quit\n");
    const Run run = session.end();
    CHECK(run.code == 2);
    CHECK(holds(run.err, "Your answers are in triage-answers.yaml instead; go on with: triage --resume triage-answers.yaml"));
    CHECK(holds(read_file(place.here + "/triage-answers.yaml"), "chest_pain: \"no\""));
}

TEST_CASE("a file for the answers that cannot be written is refused before the first question", "[cli][save]") {
    const Place place;
    write_file(place.here + "/old.yaml", "chest_pain: \"no\"\n");
    for (const std::string& path : {place.nowhere, place.home, place.all.path() + "/no/such/folder/mine.yaml"}) {
        const Run run = run_program({"--save", path}, "1\n\n", place.around());
        INFO(run.err);
        CHECK(run.code == 2);
        CHECK(run.err.rfind("triage: cannot write " + path + ": ", 0) == 0);
        CHECK_FALSE(holds(run.err, "chest pain"));
    }
    Surroundings none = place.around();
    none.largest_file = 0;
    const Run full = run_program({"--save", "mine.yaml"}, "1\n\n", none);
    CHECK(full.code == 2);
    CHECK(full.err == "triage: cannot write mine.yaml: File too large\n");
    // Looking leaves nothing behind, and what is there stays as it is.
    CHECK(place.files() == std::set<std::string>{"old.yaml"});
    const Run killed = run_program({"--save", "old.yaml", "--format", "poem"}, "", place.around());
    CHECK(killed.code == 2);
    Session session({"--save", "old.yaml"}, place.around());
    session.wait_for("> ");
    CHECK(read_file(place.here + "/old.yaml") == "chest_pain: \"no\"\n");
    CHECK(place.files() == std::set<std::string>{"old.yaml"});
}

TEST_CASE("no result and no answers take the place of a file that was read", "[cli][save]") {
    const Place place;
    const std::string text = "chest_pain: \"no\"\n";
    write_file(place.here + "/mine.yaml", text);
    fs::create_symlink("mine.yaml", place.here + "/link.yaml");
    for (const char* out : {"mine.yaml", "./mine.yaml", "link.yaml"})
        for (const std::vector<std::string>& words : {std::vector<std::string>{"--save", "mine.yaml"},
                                                      {"--resume", "mine.yaml"},
                                                      {"assess", "mine.yaml"},
                                                      {"plan", "mine.yaml"},
                                                      {"batch", "mine.yaml"},
                                                      {"log", "add", "--answers", "mine.yaml"},
                                                      {"log", "review", "mine.yaml"}}) {
            std::vector<std::string> all = words;
            all.insert(all.end(), {"-o", out});
            const Run run = run_program(all, "quit\n", place.around());
            INFO(run.err);
            CHECK(run.code == 2);
            CHECK(holds(run.err, "-o would replace mine.yaml, which is needed itself; name another file"));
        }
    CHECK(holds(run_program({"log", "add", "mine.yaml", "--save", "link.yaml"}, "quit\n", place.around()).err,
                "--save would replace"));
    CHECK(read_file(place.here + "/mine.yaml") == text);
    CHECK(place.files() == std::set<std::string>{"mine.yaml", "link.yaml"});
    // Answers may go back where they came from.
    CHECK(run_program({"--resume", "mine.yaml", "--save", "mine.yaml"}, "quit\n", place.around()).code == 0);
}

TEST_CASE("six interviews that end at once in one folder write six files, each with its own answers", "[cli][save]") {
    const Place place;
    constexpr int people = 6;
    std::vector<std::unique_ptr<Session>> all;
    for (int p = 0; p < people; ++p) {
        all.push_back(std::make_unique<Session>(std::vector<std::string>{}, place.around()));
        all.back()->wait_for("> ");
    }
    for (int p = 0; p < people; ++p) all[static_cast<std::size_t>(p)]->type("not sure " + std::to_string(p % 3 + 1) + "\nquit\n");
    std::set<std::string> named;
    std::size_t right = 0;
    const char* first_three[] = {"chest_pain: \"unknown\"", "breathlessness: \"unknown\"", "haemoptysis: \"unknown\""};
    for (int p = 0; p < people; ++p) {
        const Run run = all[static_cast<std::size_t>(p)]->end();
        INFO(run.err);
        CHECK(run.code == 0);
        const std::string says = "Your answers are in ";
        const std::size_t at = run.err.find(says) + says.size();
        const std::string name = run.err.substr(at, run.err.find(';', at) - at);
        named.insert(name);
        const std::string kept = read_file(place.here + "/" + name);
        right += holds(kept, first_three[p % 3]) && std::count(kept.begin(), kept.end(), '\n') == 2 ? 1 : 0;
        CHECK(mode_of(place.here + "/" + name) == 0600U);
    }
    CHECK(named.size() == people);
    CHECK(right == people);
    CHECK(place.files() == named);
}

TEST_CASE("an assessment whose file cannot be written reaches the person on stdout", "[cli][save]") {
    const Place place;
    for (const std::string& path : {place.nowhere, place.home}) {
        const Run run = run_program({"assess", example(strain), "--format", "html", "-o", path}, "", place.around());
        CHECK(run.code == 2);
        CHECK(holds(run.out, at_home));
        CHECK_FALSE(holds(run.out, "<html"));
        CHECK(holds(run.err, "cannot write " + path + ": "));
        CHECK(holds(run.err, "it stands here instead"));
        CHECK(run_program({"assess", example(strain), "-o", path, "--exit-code"}, "", place.around()).code == 2);
    }
    Surroundings full = place.full();
    const Run run = run_program({"assess", example(strain), "-o", "result.txt"}, "", full);
    CHECK(run.code == 2);
    CHECK(holds(run.out, at_home));
    CHECK(holds(run.err, "cannot write result.txt: File too large"));
    CHECK(place.files().empty());
}

TEST_CASE("a programme whose file cannot be written reaches the person on stdout", "[cli][save]") {
    const Place place;
    const Run run = run_program({"plan", example(strain), "--start", "2026-03-02", "--format", "ics", "-o", place.nowhere}, "",
                                place.around());
    CHECK(run.code == 2);
    CHECK(holds(run.out, "2026-03-02"));
    CHECK_FALSE(holds(run.out, "BEGIN:VCALENDAR"));
    CHECK(holds(run.err, "cannot write " + place.nowhere));
}

TEST_CASE("an interview whose result cannot be written shows it", "[cli][save]") {
    const Place place;
    Surroundings around = place.around();
    around.out = "/dev/full";
    const Run run = run_program({"--save", "mine.yaml"}, "1\n\n", around);
    CHECK(run.code == 2);
    CHECK(holds(run.err, "cannot write to stdout"));
    CHECK(holds(run.err.substr(run.err.find("Enter for the full recommendation")), emergency));
    CHECK(holds(read_file(place.here + "/mine.yaml"), "chest_pain: \"yes\""));
    CHECK(run_program({"-o", place.nowhere}, "1\n\n", place.around()).err.rfind("triage: cannot write", 0) == 0);
}

TEST_CASE("a batch is refused before it begins where its file cannot be written, and kept where it fails behind", "[cli][save]") {
    const Place place;
    const std::string row = "{\"id\": \"a\", \"answers\": {\"calf_swelling\": \"yes\"}}\n";
    const Run before = run_program({"batch", "-", "-o", place.nowhere}, row, place.around());
    CHECK(before.code == 2);
    CHECK(before.out.empty());
    CHECK(before.err.rfind("triage: cannot write " + place.nowhere, 0) == 0);
    Surroundings little = place.around();
    little.largest_file = 200;
    const Run behind = run_program({"batch", "-", "-o", "out.ndjson"}, row, little);
    CHECK(behind.code == 2);
    CHECK(behind.out.empty());
    CHECK(holds(behind.err, "cannot write out.ndjson: File too large"));
    CHECK(holds(behind.err, "out.ndjson.part"));
    CHECK_FALSE(place.files().count("out.ndjson"));
    // With room again it goes on.
    CHECK(run_program({"batch", "-", "-o", "out.ndjson", "--resume"}, row, place.around()).code == 0);
    CHECK(holds(read_file(place.here + "/out.ndjson"), "{\"id\": \"a\", \"disposition\": \"same_day\""));
    CHECK(place.files() == std::set<std::string>{"out.ndjson"});
}

TEST_CASE("a pipe is written to, a link is followed, and neither is replaced", "[cli][save]") {
    const Place place;
    write_file(place.here + "/real.txt", "old");
    fs::create_symlink("real.txt", place.here + "/link.txt");
    CHECK(run_program({"assess", example(strain), "-o", "link.txt"}, "", place.around()).code == 0);
    CHECK(fs::is_symlink(place.here + "/link.txt"));
    CHECK(holds(read_file(place.here + "/real.txt"), at_home));
    fs::create_symlink("gone.txt", place.here + "/dangling.txt");
    CHECK(holds(run_program({"assess", example(strain), "-o", "dangling.txt"}, "", place.around()).err, "not there"));

    const std::string pipe = place.here + "/pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK);  // a pipe holds more than one result
    REQUIRE(reader >= 0);
    CHECK(run_program({"assess", example(strain), "-o", "pipe"}, "", place.around()).code == 0);
    std::string came(60000, '\0');
    const ssize_t n = read(reader, came.data(), came.size());
    close(reader);
    came.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
    CHECK(holds(came, at_home));
    CHECK(fs::is_fifo(pipe));
}

TEST_CASE("help and version that cannot be written are a failure", "[cli][save]") {
    Surroundings around;
    around.out = "/dev/full";
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"help"}, {"--help"}, {"--version"}, {"log", "add", "--help"}}) {
        const Run run = run_program(words, "", around);
        CHECK(run.code == 2);
        CHECK(run.err == "triage: cannot write to stdout\n");
    }
}

TEST_CASE("what holds answers is for its owner only, what says something of the rules is an ordinary file", "[cli][save]") {
    const Place place;
    const std::string rules = example("rules/return_to_running"), people = place.here + "/people.ndjson";
    write_file(people, "{\"id\": \"a\", \"answers\": {}}\n");
    const std::vector<std::vector<std::string>> personal{
        {"assess", example(strain)}, {"plan", example(strain), "--start", "2026-03-02"}, {"batch", people}};
    const std::vector<std::vector<std::string>> public_ones{{"check", rules}, {"diff", rules, rules}, {"graph", rules},
                                                            {"prove", rules}, {"review", rules},      {"schema"},
                                                            {"test", rules}};
    for (const bool about_rules : {false, true})
        for (std::vector<std::string> words : about_rules ? public_ones : personal) {
            INFO(words[0]);
            const std::string out = place.here + "/" + words[0];
            words.insert(words.end(), {"-o", out});
            CHECK(run_program(words, "", place.around()).code <= 1);
            CHECK(mode_of(out) == (about_rules ? 0644U : 0600U));
            // What is there keeps its permissions.
            fs::permissions(out, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
            CHECK(run_program(words, "", place.around()).code <= 1);
            CHECK(mode_of(out) == 0640U);
        }
}

TEST_CASE("a file of two names keeps both", "[cli][save]") {
    const Place place;
    const std::string one = place.here + "/one.txt", other = place.here + "/other.txt";
    write_file(one, std::string(100000, 'x'));
    fs::create_hard_link(one, other);
    CHECK(run_program({"assess", example(strain), "-o", "one.txt"}, "", place.around()).code == 0);
    CHECK(fs::hard_link_count(one) == 2);
    CHECK(read_file(other) == run_program({"assess", example(strain)}, "", place.around()).out);
}

TEST_CASE("a file that its owner may write is written in a folder that takes no other", "[cli][save]") {
    const Place place;
    fs::permissions(place.all.path(), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    const std::string mine = place.here + "/mine.yaml", read_only = place.here + "/read_only.txt";
    for (const std::string& path : {mine, read_only}) write_file(path, "chest_pain: \"no\"\n");
    fs::permissions(mine, fs::perms::owner_all | fs::perms::others_all);
    fs::permissions(read_only, fs::perms::owner_read | fs::perms::others_read);
    fs::permissions(place.here, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    Surroundings around = place.around();
    around.nobody = true;
    CHECK(run_program({"--save", "mine.yaml"}, "1\n\n", around).code == 0);
    CHECK(holds(read_file(mine), "chest_pain: \"yes\""));
    CHECK(run_program({"assess", example(strain), "-o", "mine.yaml"}, "", around).code == 0);
    CHECK(read_file(mine) == run_program({"assess", example(strain)}, "", around).out);
    for (const char* path : {"read_only.txt", "fresh.txt"}) {
        const Run run = run_program({"graph", "-o", path}, "", around);
        CHECK(run.code == 2);
        CHECK(run.err == std::string("triage: cannot write ") + path + ": Permission denied\n");
    }
    CHECK(read_file(read_only) == "chest_pain: \"no\"\n");
    fs::permissions(place.here, fs::perms::owner_all);
}

TEST_CASE("drafts that a killed program left behind go with the next result of that name", "[cli][save]") {
    const Place place;
    const std::string dead = place.here + "/r.txt.new-999999999";  // larger than any process id
    for (const std::string& path : {dead, dead + "-3", place.here + "/r.txt.new-" + std::to_string(getpid()),
                                    place.here + "/r.txt.new-version", place.here + "/q.txt.new-999999999"})
        write_file(path, "half");
    fs::create_symlink("q.txt.new-999999999", place.here + "/r.txt.new-999999998");
    CHECK(run_program({"assess", example(strain), "-o", "r.txt"}, "", place.around()).code == 0);
    CHECK(place.files() == std::set<std::string>{"q.txt.new-999999999", "r.txt", "r.txt.new-" + std::to_string(getpid()),
                                                 "r.txt.new-version", "r.txt.new-999999998"});
}

TEST_CASE("each verb that writes leaves the old file whole on a full disk and in a folder that takes nothing", "[cli][save]") {
    const Place place;
    const std::string rules = example("tests/good/small.yaml"), people = place.here + "/people.ndjson",
                      log = place.here + "/calf.db", answers = place.here + "/answers.yaml", module = place.here + "/engine",
                      out = place.here + "/out", old = "what was there\n";
    write_file(people, "{\"id\": \"a\", \"answers\": {}}\n");
    write_file(answers, "calf_swelling: \"no\"\n");
    write_file(module, std::string("\0asm", 4));
    REQUIRE(run_program({"log", "add", log, "--date", "2026-05-03", "--answers", answers}, "", place.around()).code == 0);
    const std::string entries = run_program({"log", "export", log}, "", place.around()).out;
    write_file(out, old);
    const std::vector<std::vector<std::string>> verbs{{"assess", answers, "-o", out},
                                                      {"assess", answers, "--record", out},
                                                      {"plan", example(strain), "--start", "2026-03-02", "-o", out},
                                                      {"batch", people, "-o", out},
                                                      {"log", "export", log, "-o", out},
                                                      {"log", "show", log, "-o", out},
                                                      {"compile", rules, "-o", out},
                                                      {"schema", "-o", out},
                                                      {"graph", rules, "-o", out},
                                                      {"export", "cpp", rules, "-o", out},
                                                      {"generate", rules, "-o", out},
                                                      {"review", rules, "-o", out},
                                                      {"page", rules, "--engine", module, "-o", out},
                                                      {"log", "add", log, "--date", "2026-05-04", "--answers", answers}};
    for (const bool full : {true, false}) {
        Surroundings around = place.around();
        if (full) around.largest_file = 16;
        around.nobody = !full;
        if (!full) {
            fs::permissions(place.all.path(), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
            for (const std::string& path : {people, log, answers, module, out})
                fs::permissions(path, fs::perms::owner_read | fs::perms::others_read);
            fs::permissions(place.here,
                            fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
        }
        const std::set<std::string> files = place.files();
        for (const std::vector<std::string>& words : verbs) {
            const Run run = run_program(words, "", around);
            INFO((full ? "full: " : "read-only: ") << words[0] << ' ' << words[1] << '\n' << run.err);
            CHECK(run.code == 2);
            CHECK(holds(run.err, words[1] == "add" ? "was NOT kept" : "cannot write"));
            CHECK(read_file(out) == old);
            // A batch keeps what it has for --resume.
            std::set<std::string> now = place.files();
            for (const char* part : {"out.part", "out.part.rules"}) now.erase(part);
            CHECK(now == files);
            for (const char* part : {"/out.part", "/out.part.rules"}) fs::remove(place.here + part);
            if (words[0] == "log") CHECK(run_program({"log", "export", log}, "", place.around()).out == entries);
        }
    }
    fs::permissions(place.here, fs::perms::owner_all);
}
