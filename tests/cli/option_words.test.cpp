// SPDX-License-Identifier: Apache-2.0
// A choice with the option yes, at the command line: no gate lets through what the walk would send home.
#include <string>

#include "catch.hpp"
#include "program.hpp"

namespace {

const char* const rules = "tests/good/option_words.yaml";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

}  // namespace

TEST_CASE("triage prove names the person who vomits and is sent home", "[cli][prove]") {
    const Run run = run_program({"prove", rules});
    INFO(run.out << run.err);
    CHECK(run.code == 1);
    CHECK(has(run.out, "VIOLATED    vomiting_not_home: never at home\n"));
    CHECK(has(run.out, "smallest person: vomiting: yes, drowsy: no; 1 pattern like this"));
    CHECK(has(run.out, " 1 violated, 0 not proved\n"));
    const Run person = run_program({"assess", "-", "--rules", rules}, "vomiting: \"yes\"\ndrowsy: \"no\"\n");
    CHECK(has(person.out, "Home"));
}

TEST_CASE("triage diff fails on a downgrade of those who answer a choice with yes", "[cli][diff]") {
    const TemporaryFolder folder;
    const std::string before = folder.path() + "/before.yaml";
    write_file(before, replaced(read_file(rules), "{vomiting: once}", "{vomiting: [once, yes]}"));
    const Run run = run_program({"diff", before, rules, "--fail-on", "downgrade"});
    INFO(run.out << run.err);
    CHECK(run.code == 1);
    CHECK(has(run.out, "MILDER for 2 patterns"));
    CHECK(has(run.out, "emergency -> home: 1 pattern"));
}

TEST_CASE("the exact range of the empty form holds the option yes", "[cli][assess]") {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/rules.yaml";
    write_file(path, replaced(read_file(rules), "{vomiting: once}", "{vomiting: yes}"));
    for (const bool exact : {false, true}) {
        std::vector<std::string> arguments{"assess", "-", "--rules", path, "--format", "json"};
        if (exact) arguments.push_back("--exact");
        const Run run = run_program(arguments, "drowsy: \"no\"\n");
        INFO(run.out << run.err);
        CHECK(run.code == 0);
        CHECK(has(run.out, "\"least\": \"home\""));
        CHECK(has(run.out, "\"most\": \"emergency\""));
    }
}

TEST_CASE("somebody who types yes at a choice takes the option yes", "[cli][interview]") {
    const TemporaryFolder folder;
    write_file(folder.path() + "/rules.yaml", read_file(rules));
    const Run run = run_program({"interview", "--rules", "rules.yaml"}, "yes\nquit\n", folder.path());
    INFO(run.out << run.err);
    CHECK(has(read_file(folder.path() + "/triage-answers.yaml"), "vomiting: \"yes\"\n"));
    const Run resumed =
        run_program({"interview", "--rules", "rules.yaml", "--resume", "triage-answers.yaml"}, "no\n", folder.path());
    CHECK(has(resumed.out, "Home"));
}

TEST_CASE("a proof and a case about nobody fail the run", "[cli][prove]") {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/rules.yaml", cases = folder.path() + "/head.cases.yaml";
    std::string text = replaced(read_file(rules), "{vomiting: once}", "{vomiting: [once, yes]}");
    write_file(path, replaced(text, "when: {vomiting: yes}", "when: {all: [drowsy, {not: drowsy}]}"));
    const Run proof = run_program({"prove", path});
    INFO(proof.out << proof.err);
    CHECK(proof.code == 1);
    CHECK(has(proof.out, "VACUOUS     vomiting_not_home: never at home\n"));
    CHECK(has(proof.out, " 0 violated, 0 not proved, 1 vacuous\n"));
    write_file(cases,
               "format: triage-cases/1\nruleset: option_words\ncases:\n  - id: nobody\n    title: Nobody\n    answers: {}\n"
               "    expect: {raised: [not_covered]}\n");
    for (const bool coverage : {false, true}) {
        std::vector<std::string> arguments{"test", "--rules", path, cases};
        if (coverage) arguments.push_back("--coverage");
        const Run run = run_program(arguments);
        INFO(run.out << run.err);
        CHECK(run.code == 1);
        CHECK(has(run.out, "VACUOUS nobody (" + cases + ":7): raised: "));
        CHECK(has(run.out, "0 passed, 1 failed, 0 not covered, 1 vacuous\n"));
    }
    const Run json = run_program({"test", "--rules", path, cases, "--format", "json"});
    CHECK(has(json.out, "\"result\": \"vacuous\""));
}
