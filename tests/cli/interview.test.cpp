// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <string>

#include "catch.hpp"
#include "load/broken_file.hpp"
#include "program.hpp"

namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

const std::string every_form = triage::testing::source_path("tests/good/every_form.yaml");

}  // namespace

TEST_CASE("the interview works over a pipe: prompts to stderr, result to stdout", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({}, "1\n\n", folder.path());
    CHECK(run.code == 0);
    CHECK(run.err.find("Do you have chest pain") != std::string::npos);
    CHECK(run.err.find(">>> Call emergency services") != std::string::npos);  // told at once
    CHECK(run.out.find(">>> Call emergency services") == 0);
}

TEST_CASE("Enter alone never means no", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({}, "\n\n\nquit\n", folder.path());
    CHECK(count(run.err, "Enter alone is not an answer") == 3);
    CHECK(read_file(folder.path() + "/triage-answers.yaml").find("\"no\"") == std::string::npos);
}

TEST_CASE("quit keeps the answers in a file for the owner only, and resume goes on from there", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({"interview"}, "not sure 2\n1 3\nquit\n", folder.path());
    CHECK(run.code == 0);
    CHECK(run.out.empty());
    const std::string path = folder.path() + "/triage-answers.yaml";
    const std::string kept = read_file(path);
    CHECK(kept.find("breathlessness: \"unknown\"") != std::string::npos);
    struct stat info {};
    REQUIRE(stat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    const Run again = run_program({"--resume", path}, "quit\n", folder.path());
    CHECK(read_file(path) == kept);
    CHECK(again.err.find("Have you coughed up blood?") == std::string::npos);
}

TEST_CASE("bad input asks again and loses nothing", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({}, "perhaps\n9\nnone 2\n1 not sure 1\nnone\nquit\n", folder.path());
    CHECK(count(run.err, "I did not understand") == 4);
    CHECK(read_file(folder.path() + "/triage-answers.yaml").find("chest_pain: \"no\"") != std::string::npos);
}

TEST_CASE("a question mark explains, back goes back, review changes one answer and leaves the others", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({}, "?\nnone\nback\n2\nback\nnone\nreview\n3\nnot sure\nquit\n", folder.path());
    CHECK(run.err.find("A clot from the leg can move to the lung.") != std::string::npos);
    CHECK(run.err.find("[now: no]") != std::string::npos);
    const std::string kept = read_file(folder.path() + "/triage-answers.yaml");
    CHECK(count(kept, "\"unknown\"") == 1);
    CHECK(kept.find("chest_pain: \"no\"") != std::string::npos);
}

TEST_CASE("when the input ends early the answers are kept and what is open counts as not sure", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({}, "none\n", folder.path());
    CHECK(run.code == 0);
    CHECK(run.err.find("counts as not sure") != std::string::npos);
    CHECK(run.out.find(">>> ") == 0);
    CHECK_FALSE(read_file(folder.path() + "/triage-answers.yaml").empty());
}

TEST_CASE("a decimal comma is understood where it can mean one thing, which is said, and is refused where it can mean two",
          "[cli][interview][comma]") {
    const TemporaryFolder folder;
    const std::string rules = std::string(TRIAGE_SOURCE_DIR) + "/tests/log/diary.rules.yaml";
    const Run run = run_program({"--rules", rules}, "none\n1,000\n1.0,5\n1,5\n0\n", folder.path());
    INFO(run.err);
    CHECK(run.code == 0);
    CHECK(count(run.err, "I did not understand") == 2);
    CHECK(run.err.find("I did not understand \"1,000\": a comma can mean two things here: write 1000, or") != std::string::npos);
    CHECK(count(run.err, "Understood as 1.5.") == 1);
    CHECK(run.out.find("Go on") != std::string::npos);
}

TEST_CASE("the hint of a whole number asks for one, and a fraction is taken all the same", "[cli][interview][whole]") {
    const TemporaryFolder folder;
    const std::string rules = triage::testing::source_path("tests/good/whole.yaml");
    const Run run = run_program({"interview", "--rules", rules}, "many\n6.9\n", folder.path());
    INFO(run.err);
    CHECK(run.code == 0);
    CHECK(count(run.err, "a whole number from 0 to 10, or not") == 3);  // twice asked, once explained
    CHECK(run.out.find("Book an appointment") != std::string::npos);    // not rounded to 7
}

TEST_CASE("not sure shows how to find out and asks again, once", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({"interview", "--rules", every_form}, "not sure\nnot sure\nquit\n", folder.path());
    CHECK(count(run.err, "You can find out like this:") == 1);
    CHECK(count(run.err, "Put both legs side by side.") == 1);
    CHECK(read_file(folder.path() + "/triage-answers.yaml").find("swollen: \"unknown\"") != std::string::npos);
}

TEST_CASE("what a person finds out then is the answer", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({"interview", "--rules", every_form}, "not sure\nno\nquit\n", folder.path());
    CHECK(read_file(folder.path() + "/triage-answers.yaml").find("swollen: \"no\"") != std::string::npos);
}

TEST_CASE("a person reads the label of an option and can type it", "[cli][interview]") {
    const TemporaryFolder folder;
    const Run run = run_program({"interview", "--rules", every_form}, "no\nlittle by little\nquit\n", folder.path());
    CHECK(run.err.find("Little by little") != std::string::npos);
    CHECK(read_file(folder.path() + "/triage-answers.yaml").find("onset: slow") != std::string::npos);
}

TEST_CASE("a closing round offers to check what keeps the person from care at home, and then the result stands",
          "[cli][interview]") {
    const TemporaryFolder folder;
    const auto answer = [&](const char* input) {
        write_file(folder.path() + "/answers.yaml", read_file(triage::testing::source_path("examples/answers/not_sure.yaml")));
        return run_program({"interview", "--resume", folder.path() + "/answers.yaml"}, input, folder.path());
    };
    const Run checked = answer("no\nyes\nno\n");
    INFO(checked.err);
    CHECK(count(checked.err, "One answer keeps you from a clear result:") == 1);
    CHECK(checked.err.find("You can find out like this:") != std::string::npos);
    CHECK(checked.out.find("Look after it at home") != std::string::npos);
    const Run refused = answer("no\nno\n");
    CHECK(refused.code == 0);
    CHECK(refused.out.find("What it probably is") != std::string::npos);
    // Back from a screen that came after it: it was a page without questions, so the screen before it is shown.
    const Run back = answer("no\nyes\nno\nback\nquit\n");
    INFO(back.err);
    CHECK(back.code == 0);
    CHECK(count(back.err, "--- Screen 1 ") == 2);
}
