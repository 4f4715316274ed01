// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <filesystem>

#include "catch.hpp"
#include "log/diary.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

/// `triage log …` in a folder of its own, with the rules of these tests.
Run run_log(const TemporaryFolder& folder, std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), "log");
    arguments.insert(arguments.end(), {"--rules", diary_path()});
    return run_program(arguments, input, folder.path());
}

std::string sheet(double during, const std::string& pop = "no") {
    return "calf_swelling: \"no\"\npop: \"" + pop + "\"\nactivity: run\nminutes: 20\npain_during_run: " + shortest(during) +
           "\npain_after_run: 1\npain_next_morning: 0\n";
}

unsigned mode_of(const std::string& path) {
    struct stat found {};
    return stat(path.c_str(), &found) == 0 ? found.st_mode & 0777U : 0;
}

}  // namespace

TEST_CASE("answers from stdin become an entry, and the person is told at once what it means", "[cli][log]") {
    const TemporaryFolder folder;
    const Run good = run_log(folder, {"add", "--date", "2026-05-03", "--answers", "-"}, sheet(1));
    CHECK(good.code == 0);
    CHECK(good.out.rfind("Entry 1 (Sun 2026-05-03) is in triage-log.db.\nGo on: Well taken. Go on.\n", 0) == 0);
    CHECK(mode_of(folder.path() + "/triage-log.db") == 0600U);
    const Run stop = run_log(folder, {"add", "--date", "2026-05-04", "--answers", "-"}, sheet(1, "yes"));
    CHECK(stop.code == 0);
    CHECK(holds(stop.out, "Go back to triage first."));
    const Run denied = run_log(folder, {"add", "--date", "2026-05-05", "--answers", "-"}, sheet(0));
    CHECK(holds(denied.out, "Go back to triage first."));
    CHECK(holds(denied.out, "your entry of Mon 2026-05-04 (number 2)"));
    const Run cleared = run_log(folder, {"add", "--date", "2026-05-06", "--reassessed", "--answers", "-"}, sheet(0));
    CHECK_FALSE(holds(cleared.out, "Go back to triage first."));
}

TEST_CASE("of a log that others can read every verb says so once, and goes on", "[cli][log]") {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/calf.db", said = "triage: calf.db is not for its owner only (its mode is 0";
    CHECK_FALSE(holds(run_log(folder, {"add", "calf.db", "--date", "2026-05-03", "--answers", "-"}, sheet(1)).err, said));
    REQUIRE(run_log(folder, {"export", "calf.db", "-o", "calf.csv"}).code == 0);
    const std::vector<std::vector<std::string>> verbs{{"add", "calf.db", "--date", "2026-05-04", "--answers", "-"},
                                                      {"show", "calf.db"},
                                                      {"review", "calf.db"},
                                                      {"export", "calf.db"},
                                                      {"import", "calf.db", "calf.csv"}};
    for (const unsigned mode : {0600U, 0644U, 0640U, 0602U})
        for (const std::vector<std::string>& words : verbs) {
            INFO(words[0] << " " << mode);
            REQUIRE(chmod(path.c_str(), mode) == 0);
            const Run run = run_log(folder, words, sheet(1));
            CHECK(run.code == 0);
            CHECK(holds(run.err, said) == (mode != 0600U));
            CHECK(run.err.find(said) == run.err.rfind(said));
            CHECK_FALSE(holds(run.out, "owner"));
            CHECK(mode_of(path) == mode);
        }
    REQUIRE(chmod(path.c_str(), 0644) == 0);
    CHECK(holds(run_log(folder, {"show", "calf.db"}).err, said + "644); chmod 600 changes that\n"));
}

TEST_CASE("a wrong answer is refused with its place, and nothing is added", "[cli][log]") {
    const TemporaryFolder folder;
    const Run wrong = run_log(folder, {"add", "calf.db", "--answers", "-"}, "pain_during_run: 11\nshoes: new\n");
    CHECK(wrong.code == 2);
    CHECK(holds(wrong.err, "stdin:1:18: error[number-out-of-range]"));
    CHECK(holds(wrong.err, "stdin:2:1: error[unknown-id]"));
    CHECK(run_log(folder, {"show", "calf.db"}).out == "There is no entry.\n");
}

TEST_CASE("an entry is completed the morning after, and the first one is kept", "[cli][log]") {
    const TemporaryFolder folder;
    write_file(folder.path() + "/note.txt", "hills, \"windy\"\r\n");
    std::string evening = sheet(1);
    evening.replace(evening.find("pain_next_morning: 0"), 20, "pain_next_morning: \"unknown\"");
    CHECK(holds(run_log(folder, {"add", "calf.db", "--date", "2026-05-03", "--note", "note.txt", "--answers", "-"}, evening).out,
                "Hold"));
    const Run morning = run_log(folder, {"add", "calf.db", "--replace", "1", "--answers", "-"}, "pain_next_morning: 2\n");
    CHECK(holds(morning.out, "Entry 2 (Sun 2026-05-03)"));
    CHECK(holds(morning.out, "Go on"));
    const std::string shown = run_log(folder, {"show", "calf.db"}).out;
    CHECK(holds(shown, "   2  Sun 2026-05-03  progress"));
    CHECK(holds(shown, "\"hills, \"windy\"\""));
    CHECK_FALSE(holds(shown, "   1  Sun"));
    CHECK(holds(run_log(folder, {"show", "calf.db", "--full"}).out, "   1  Sun 2026-05-03  now 2"));
    const Run again = run_log(folder, {"add", "calf.db", "--replace", "1", "--answers", "-"}, "pain_next_morning: 2\n");
    CHECK(again.code == 2);
    CHECK(holds(again.err, "entry 1 was replaced already, by entry 2; replace that one"));
}

TEST_CASE("without a file the questions are asked, also those that are only kept, and a note", "[cli][log]") {
    const TemporaryFolder folder;
    const Run run = run_log(folder, {"add", "--date", "2026-05-03"}, "none\n1\n2\n3\n30\n1.5\nflat, easy\n");
    INFO(run.err);
    CHECK(run.code == 0);
    CHECK(holds(run.err, "Diary for Sun 2026-05-03, kept in triage-log.db"));
    const auto kept = RecoveryLog(folder.path() + "/triage-log.db").entries();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].note == "flat, easy");
    CHECK(kept[0].answers.size() == 7);
    CHECK(holds(run.out, "Go on"));
}

TEST_CASE("a diary continues after a warning sign, so that the scores are kept, and then asks about a reassessment",
          "[cli][log]") {
    const TemporaryFolder folder;
    const Run stop = run_log(folder, {"add", "--date", "2026-05-03"}, "2\n3\n5\n8\n7\n8\n\n");
    INFO(stop.err);
    CHECK(stop.err.find(">>> Stop and go through triage again <<<") < stop.err.find("For how many minutes?"));
    CHECK(holds(stop.out, "Go back to triage first."));
    const Run next = run_log(folder, {"add", "--date", "2026-05-04"}, "none\n0\n0\n3\n10\n0\nperhaps\nyes\n\n");
    INFO(next.err);
    CHECK(holds(next.err, "An earlier entry said stop."));
    CHECK(holds(next.out, "Go on"));
    CHECK(RecoveryLog(folder.path() + "/triage-log.db").entries().back().reassessed);
}

TEST_CASE("who leaves the diary early loses no answer, and can go on", "[cli][log]") {
    const TemporaryFolder folder;
    const Run left = run_log(folder, {"add"}, "none\n2\nquit\n");
    CHECK(left.code == 0);
    CHECK(holds(left.err, "Nothing was added. Your answers are in triage-answers.yaml"));
    CHECK(mode_of(folder.path() + "/triage-answers.yaml") == 0600U);
    const Run on = run_log(folder, {"add", "--date", "2026-05-03", "--resume", "triage-answers.yaml"}, "1\n3\n30\n1.5\n\n");
    INFO(on.err);
    CHECK(on.code == 0);
    CHECK_FALSE(holds(on.err, "Is one calf swollen?"));
    CHECK(run_log(folder, {"add", "other.db"}, "none\n2\n").code == 2);  // the input ended
}

TEST_CASE("export and import give the same bytes again through files", "[cli][log]") {
    const TemporaryFolder folder;
    for (const char* day : {"2026-05-03", "2026-05-05"})
        (void)run_log(folder, {"add", "a.db", "--date", day, "--answers", "-"}, sheet(2));
    (void)run_log(folder, {"add", "a.db", "--replace", "2", "--answers", "-"}, "pain_after_run: 4\n");
    for (const std::string format : {"csv", "json"}) {
        const std::string out = folder.path() + "/out." + format, copy = format + ".db";
        CHECK(run_log(folder, {"export", "a.db", "--format", format, "-o", out}).code == 0);
        CHECK(mode_of(out) == 0600U);
        CHECK(run_log(folder, {"import", copy, out}).out == "3 entries added to " + copy + ", 0 there already\n");
        CHECK(run_log(folder, {"export", copy, "--format", format}).out == read_file(out));
        CHECK(run_log(folder, {"import", copy, "-"}, read_file(out)).out == "0 entries added to " + copy + ", 3 there already\n");
    }
    CHECK(mode_of(folder.path() + "/csv.db") == 0600U);
}

TEST_CASE("review shows the trend as text, JSON and a page", "[cli][log]") {
    const TemporaryFolder folder;
    (void)run_log(folder, {"add", "--date", "2026-05-03", "--answers", "-"}, sheet(2));
    (void)run_log(folder, {"add", "--date", "2026-05-05", "--answers", "-"}, sheet(6));
    CHECK(holds(run_log(folder, {"review", "--to", "2026-05-05"}).out, "Tue 2026-05-05  ██████···· 6"));
    CHECK(holds(run_log(folder, {"review", "--to", "2026-05-03"}).out, "Go on"));
    CHECK(holds(run_log(folder, {"review", "--format", "json"}).out, "\"schema\": \"triage.log-review/1\""));
    CHECK(holds(run_log(folder, {"review", "--format", "html"}).out, "<svg"));
    CHECK(run_log(folder, {"review", "--from", "2026-05-04"}).code == 2);
}

TEST_CASE("reading a log that is not there creates none, and says so", "[cli][log]") {
    const TemporaryFolder folder;
    for (const char* verb : {"show", "review", "export"}) {
        const Run run = run_log(folder, {verb, "none.db"});
        CHECK(run.code == 2);
        CHECK(run.err == "triage: there is no log none.db\n");
    }
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/none.db"));
    CHECK(run_log(folder, {}).code == 2);
    CHECK(run_log(folder, {"burn"}).code == 2);
    CHECK(run_log(folder, {"add", "--date", "yesterday", "--answers", "-"}, sheet(1)).code == 2);
}

TEST_CASE("the diary that is built in takes a day", "[cli][log]") {
    const TemporaryFolder folder;
    const Run run = run_program({"log", "add", "--date", "2026-05-03", "--answers", "-"}, "{}\n", folder.path());
    CHECK(run.code == 0);
    CHECK(holds(run.out, "Go back to triage first."));  // nothing was ruled out
}

namespace {

/// What the person hears of a day that the log does not take.
void told_but_not_kept(const Run& run, const std::string& why) {
    INFO(run.out << run.err);
    CHECK(run.code == 2);
    CHECK(holds(run.out, "Go back to triage first."));
    CHECK_FALSE(holds(run.out, " is in "));
    CHECK(holds(run.err, "was NOT kept"));
    CHECK(holds(run.err, why));
}

}  // namespace

TEST_CASE("a stop is said even if the log cannot be written, and so is that the entry was not kept", "[cli][log][save]") {
    const TemporaryFolder folder;
    const std::string sheets = folder.path() + "/stop.yaml", file = folder.path() + "/file";
    write_file(sheets, sheet(1, "yes"));
    write_file(file, "I am a file\n");
    const std::vector<std::string> words{"log", "add", "calf.db", "--answers", sheets, "--rules", diary_path()};
    Surroundings around;
    around.folder = folder.path();
    for (const long bytes : {0L, 5000L}) {  // no room at all, and room for the beginning of a log
        around.largest_file = bytes;
        told_but_not_kept(run_program(words, "", around), "calf.db");
        CHECK(run_log(folder, {"show", "calf.db"}).out.find("2026") == std::string::npos);
    }
    std::vector<std::string> nowhere = words;
    nowhere[2] = file + "/calf.db";
    told_but_not_kept(run_program(nowhere, "", around), "cannot create " + file + "/calf.db");
    nowhere[2] = file;
    told_but_not_kept(run_program(nowhere, "", around), "is not a recovery log");
}

TEST_CASE("an entry that a full disk refuses does not hide an earlier stop, nor the answers that were typed",
          "[cli][log][save]") {
    const TemporaryFolder folder;
    CHECK(run_log(folder, {"add", "--date", "2026-05-03", "--answers", "-"}, sheet(1, "yes")).code == 0);
    Surroundings around;
    around.folder = folder.path();
    around.largest_file = 0;  // then nobody is asked anything
    const std::vector<std::string> words{"log", "add", "--date", "2026-05-04", "--rules", diary_path()};
    const Run none = run_program(words, "none\n", around);
    CHECK(none.code == 2);
    CHECK(none.err == "triage: cannot write triage-log.db-journal: File too large\n");
    around.largest_file = 4096;  // room for the answers, none for the log and its journal
    const std::string note(800, 'x');
    const Run run = run_program(words, "none\n0\n0\n3\n10\n0\nno\n" + note + "\n", around);
    told_but_not_kept(run, "triage-log.db");
    CHECK(holds(run.out, "your entry of Sun 2026-05-03 (number 1)"));
    CHECK(holds(run.err, "Your answers are in triage-answers.yaml"));
    CHECK(holds(run.err, "--note triage-note.txt"));
    CHECK(read_file(folder.path() + "/triage-note.txt") == note + "\n");
    for (const char* file : {"/triage-note.txt", "/triage-answers.yaml"}) CHECK(mode_of(folder.path() + file) == 0600U);
    // Later, as it says, nothing has to be typed again.
    CHECK(
        run_log(folder, {"add", "--date", "2026-05-04", "--note", "triage-note.txt", "--answers", "triage-answers.yaml"}).code ==
        0);
    const auto kept = RecoveryLog(folder.path() + "/triage-log.db").entries();
    REQUIRE(kept.size() == 2);
    CHECK(kept[1].note == note);
    CHECK(kept[1].answers.size() == 7);
}

TEST_CASE("who leaves the diary early with no place for the answers hears what they say so far", "[cli][log][save]") {
    const TemporaryFolder folder;
    write_file(folder.path() + "/file", "I am a file\n");
    std::filesystem::create_directory(folder.path() + "/gone");
    Surroundings around;
    around.folder = folder.path() + "/gone";
    around.folder_vanishes = true;
    around.home = folder.path() + "/file";
    const Run run = run_program({"log", "add", folder.path() + "/calf.db", "--rules", diary_path()}, "2\n3\nquit\n", around);
    INFO(run.out << run.err);
    CHECK(run.code == 2);
    CHECK(holds(run.err, "Your answers are NOT kept"));
    CHECK(holds(run.out, "Go back to triage first."));
}

TEST_CASE("a sheet with decimal commas is refused whole, place by place", "[cli][log][import]") {
    const TemporaryFolder folder;
    CHECK(run_log(folder, {"add", "--date", "2026-05-03", "--answers", "-"}, sheet(2)).code == 0);
    std::string csv = run_log(folder, {"export"}).out;
    csv.replace(csv.find("1,2026-05-03"), 1, "2");
    const std::string good = csv;
    csv.replace(csv.find(",2,"), 3, ",\"8,0\",");
    write_file(folder.path() + "/comma.csv", csv + "3,2026-13-01,diary,1.0.0,no,,\r\n");
    const Run run = run_log(folder, {"import", "comma.csv"});
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    CHECK(holds(run.err, "\"8,0\" is not an answer to pain_during_run; write 8.0, with a decimal point, not a comma\n"));
    CHECK(run.err.rfind("comma.csv:2:", 0) == 0);
    CHECK(holds(run.err, "\ncomma.csv:3: there are 7 columns"));
    CHECK(holds(run.err, "\ntriage: nothing was imported\n"));
    CHECK(RecoveryLog(folder.path() + "/triage-log.db").entries().size() == 1);
    CHECK(run_log(folder, {"import", "-"}, good).out == "1 entry added to triage-log.db, 0 there already\n");
    std::string old = good;
    old.replace(old.find("1.0.0"), 5, "0.9.0");
    old.replace(old.find("2,2026"), 1, "3");
    CHECK(holds(run_log(folder, {"import", "-"}, old).err, "1 entry is not for diary 1.0.0; the answers were taken as they are"));
    CHECK(holds(run_log(folder, {"import", "calf.db", "."}).err, "it is a folder"));
}
