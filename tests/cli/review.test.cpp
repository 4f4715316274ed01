// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include "catch.hpp"
#include "program.hpp"
#include "support/copies.hpp"

#include <triage/load.hpp>
#include <triage/review/sign_off.hpp>

namespace {

// A small rule set in a folder of its own; without its points off, which can make a result milder.
std::string rules_in(const TemporaryFolder& folder) {
    const std::string path = folder.path() + "/ruleset.yaml", from = "      - {points: -2,";
    std::string text = read_file(TRIAGE_SOURCE_DIR "/tests/good/small.yaml");
    const std::size_t at = text.find(from);
    text.erase(at, text.find('\n', at) + 1 - at);
    write_file(path, text);
    return path;
}
// What a packet prints for a part (empty: the frame) as the rules in this folder are now.
std::string code_now(const TemporaryFolder& folder, const std::string& pathway) {
    const triage::RuleSet rules = triage::load(folder.path()).value();
    return triage::code_of(pathway.empty() ? triage::frame_digest(rules.document())
                                           : triage::pathway_digest(rules.document(), pathway));
}
std::string part_now(const TemporaryFolder& folder, const std::string& pathway) {
    return pathway + "=" + code_now(folder, pathway);
}
// Changes the rules in a folder.
void change(const TemporaryFolder& folder, const std::string& from, const std::string& to) {
    std::string rules = read_file(folder.path() + "/ruleset.yaml");
    REQUIRE(rules.find(from) != std::string::npos);
    rules.replace(rules.find(from), from.size(), to);
    write_file(folder.path() + "/ruleset.yaml", rules);
}
Run sign(const TemporaryFolder& folder, std::vector<std::string> more) {
    std::vector<std::string> words{"review", folder.path(), "--sign", "--who", "Dr A", "--role", "Physician"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
}
std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

}  // namespace

TEST_CASE("triage review writes a packet with every pathway", "[cli][review]") {
    const TemporaryFolder folder;
    (void)rules_in(folder);
    const Run run = run_program({"review", folder.path(), "-o", folder.path() + "/review.html"});
    INFO(run.err);
    CHECK(run.code == 0);
    const std::string html = read_file(folder.path() + "/review.html");
    CHECK(html.find("id=\"p-dvt\"") != std::string::npos);
    CHECK(html.find("id=\"p-strain\"") != std::string::npos);
    CHECK(html.find("never milder than") != std::string::npos);                           // the proofs
    if (run.err.find("Graphviz") == std::string::npos) CHECK(count(html, "<svg ") == 4);  // each wide, and for a phone
}

TEST_CASE("triage review shows what changed since older rules", "[cli][review]") {
    const TemporaryFolder folder, old;
    (void)rules_in(folder);
    std::string text = read_file(rules_in(old));
    text.replace(text.find("at_least: 40"), 12, "at_least: 30");
    write_file(old.path() + "/ruleset.yaml", text);
    const Run run = run_program({"review", folder.path(), "--since", old.path()});
    INFO(run.err);
    CHECK(run.code == 1);  // the rules differ and their version does not
    CHECK(run.err.find("the version is still 0.1.0") != std::string::npos);
    CHECK(run.out.find("Not fit to sign") != std::string::npos);
    CHECK(run.out.find("class=\"fill\"") == std::string::npos);  // no lines for ink
    CHECK(run.out.find("Compared with <code>") != std::string::npos);
    change(folder, "version: 0.1.0", "version: 0.2.0");
    CHECK(run_program({"review", folder.path(), "--since", old.path()}).code == 0);
}

TEST_CASE("triage review --sign records a sign-off beside the earlier ones and keeps comments", "[cli][review]") {
    const TemporaryFolder folder;
    (void)rules_in(folder);
    const std::string file = folder.path() + "/review.yaml";
    const Run first = run_program({"review", folder.path(), "--sign", "--who", "Dr \"A\" Example", "--role", "Physician",
                                   "--date", "2026-05-03", "--pathway", part_now(folder, "dvt")});
    INFO(first.err);
    REQUIRE(first.code == 0);
    CHECK(first.out.find("partly signed") != std::string::npos);
    struct stat status {};
    REQUIRE(stat(file.c_str(), &status) == 0);
    const mode_t mask = umask(0);
    umask(mask);
    CHECK((status.st_mode & 0777U) == (0666U & ~mask));
    write_file(file, "# Kept.\n" + read_file(file));
    const Run second = run_program({"review", folder.path(), "--sign", "--who", "Dr B", "--role", "Physician", "--date",
                                    "2026-05-04", "--pathway", part_now(folder, "strain"), "--frame", code_now(folder, {})});
    REQUIRE(second.code == 0);
    CHECK(second.out.find("is now: signed") != std::string::npos);
    const std::string text = read_file(file);
    CHECK(text.rfind("# Kept.\n", 0) == 0);
    CHECK(count(text, "  - who: ") == 2);
    CHECK(text.find("who: \"Dr \\\"A\\\" Example\"") != std::string::npos);

    const Run answer = run_program({"assess", "-", "--rules", folder.path(), "--format", "json"}, "{}");
    CHECK(answer.out.find("\"review\": \"signed\"") != std::string::npos);

    std::string rules = read_file(folder.path() + "/ruleset.yaml");
    rules.replace(rules.find("at_least: 40"), 12, "at_least: 30");
    write_file(folder.path() + "/ruleset.yaml", rules);
    const Run check = run_program({"check", folder.path()});
    CHECK(check.out.find(
              "signed by Dr \"A\" Example (Physician) on 2026-05-03 at version 0.1.0, but pathway \"dvt\" changed since") !=
          std::string::npos);
    CHECK(count(check.out, "sign-off-void") == 1);
    CHECK(check.out.find("changed since: condition of pathway dvt, steps.") != std::string::npos);
    CHECK(check.out.find("the version is still 0.1.0: raise it") != std::string::npos);
}

TEST_CASE("a text that was changed after the packet was made is not signed, and the refusal says what changed", "[cli][review]") {
    const TemporaryFolder folder;
    (void)rules_in(folder);
    const Run packet = run_program({"review", folder.path(), "--pathway", "dvt", "-o", folder.path() + "/dvt.html"});
    REQUIRE(packet.code == 0);
    const std::string html = read_file(folder.path() + "/dvt.html"), read = part_now(folder, "dvt");
    CHECK(html.find("--pathway " + read) != std::string::npos);
    CHECK(html.find("id=\"p-strain\"") == std::string::npos);
    CHECK(html.find("id=\"frame\"") == std::string::npos);
    const std::string was = "See a doctor today.";
    change(folder, was, "Be checked some day.");
    const Run refused = sign(folder, {"--pathway", read});
    INFO(refused.err);
    CHECK(refused.code == 1);
    CHECK(refused.err.find("text to the person of outcome ") != std::string::npos);
    CHECK(refused.err.find("“" + was + "” → “Be checked some day.”") != std::string::npos);
    for (const std::string& part : {std::string("dvt"), std::string("dvt="), std::string("dvt=12345678"), std::string("dvt=1")})
        CHECK(sign(folder, {"--pathway", part}).code == 1);
    CHECK(sign(folder, {"--frame", "0123456789abcdef"}).code == 1);
    CHECK(sign(folder, {"--all", "0123456789abcdef"}).code == 1);
    CHECK(sign(folder, {}).code == 2);
    CHECK(run_program({"check", folder.path()}).out.find("sign-off") == std::string::npos);  // nothing was recorded
    CHECK(sign(folder, {"--pathway", part_now(folder, "dvt")}).code == 0);
}

TEST_CASE("a reworded question asks for one look at the words and not for new signatures", "[cli][review]") {
    const TemporaryFolder folder;
    (void)rules_in(folder);
    REQUIRE(sign(folder, {"--all", triage::testing::digest_of(triage::load(folder.path()).value())}).code == 0);
    change(folder, "ask: \"Is one", "ask: \"Tell us: is one");
    change(folder, "version: 0.1.0", "version: 0.2.0");
    const Run check = run_program({"check", folder.path()});
    INFO(check.out);
    CHECK(count(check.out, "warning[sign-off-words]") == 1);
    CHECK(count(check.out, "sign-off-void") == 0);
    CHECK(check.out.find("wording of question ") != std::string::npos);
    const Run packet = run_program({"review", folder.path(), "--changed"});
    CHECK(packet.code == 0);
    CHECK(packet.out.find("Tell us: ") != std::string::npos);
    CHECK(packet.out.find("id=\"p-") == std::string::npos);
    const triage::WordsToRead look = triage::words_to_read(triage::load(folder.path()).value());
    REQUIRE(look.changes.size() == 1);
    CHECK(packet.out.find("--words " + look.code) != std::string::npos);
    CHECK(sign(folder, {"--words", "0123456789abcdef"}).code == 1);
    CHECK(sign(folder, {"--words", look.code}).out.find("is now: signed") != std::string::npos);
    CHECK(run_program({"check", folder.path()}).out.find("sign-off") == std::string::npos);
    CHECK(run_program({"review", folder.path(), "--changed"}).code == 2);  // nothing is left to read
    change(folder, "at_least: 40", "at_least: 30");
    CHECK(count(run_program({"check", folder.path()}).out, "sign-off-void") == 1);
    const Run changed = run_program({"review", folder.path(), "--changed"});
    CHECK(changed.out.find("Changed since it was signed") != std::string::npos);
}

TEST_CASE("the open questions of what is signed are answered, and an answer is kept with the name", "[cli][review]") {
    const TemporaryFolder folder;
    (void)rules_in(folder);
    change(folder, "    title: \"Clot in a leg vein\"\n", "    title: \"Clot in a leg vein\"\n    review: \"Is this all?\"\n");
    const std::string part = part_now(folder, "dvt");
    CHECK(sign(folder, {"--pathway", part, "--reply", "pathways.dvt=maybe"}).code == 2);
    CHECK(sign(folder, {"--pathway", part, "--reply", "pathways.strain=accept"}).code == 2);
    // Refused before any question is called recorded, and the place that was meant is named.
    const Run misplaced = sign(folder, {"--pathway", part, "--reply", "pathways.dvd=accept"});
    CHECK(misplaced.code == 2);
    CHECK(misplaced.err ==
          "triage: --reply pathways.dvd: no part that is signed has an open question there; did you mean \"pathways.dvt\"?\n");
    CHECK(sign(folder, {"--pathway", "nothing_like_it=0"}).err == "triage: no pathway is called \"nothing_like_it\"\n");
    const Run deferred = sign(folder, {"--pathway", part});
    CHECK(deferred.err.find("recorded as deferred: pathways.dvt: Is this all?") != std::string::npos);
    REQUIRE(sign(folder, {"--pathway", part, "--reply", "pathways.dvt=change"}).code == 0);
    const std::vector<triage::SignOff> all = triage::sign_offs_of(triage::load(folder.path()).value());
    REQUIRE(all.size() == 2);
    REQUIRE(all[1].answers.size() == 1);
    CHECK(all[0].answers[0].kind == triage::ReviewAnswer::Kind::defer);
    CHECK(all[1].answers[0].kind == triage::ReviewAnswer::Kind::change);
    CHECK(all[1].answers[0].question.value == "Is this all?");
}

TEST_CASE("open questions are answered in a file, and check and packet tell what was answered", "[cli][review]") {
    const TemporaryFolder folder;
    (void)rules_in(folder);
    change(folder, "    title: \"Clot in a leg vein\"\n", "    title: \"Clot in a leg vein\"\n    review: \"Is this all?\"\n");
    const std::string file = folder.path() + "/../replies-" + std::to_string(getpid());
    REQUIRE(run_program({"review", folder.path(), "--pathway", "dvt", "--questions", "-o", file}).code == 0);
    std::string text = read_file(file);
    CHECK(text.find("\n# Is this all?\npathways.dvt=defer\n") != std::string::npos);
    const auto signed_with = [&](const std::string& from, const std::string& to) {
        text.replace(text.find(from), from.size(), to);
        write_file(file, text);
        return sign(folder, {"--pathway", part_now(folder, "dvt"), "--replies", file});
    };
    CHECK(signed_with("dvt=defer", "dvt=maybe").code == 2);
    const Run accepted = signed_with("dvt=maybe", "dvt=accept");
    CHECK(accepted.code == 0);
    CHECK(accepted.err.find("deferred") == std::string::npos);
    const std::string said = "accepted by Dr A on ";
    CHECK(run_program({"check", folder.path()}).out.find(said) != std::string::npos);
    CHECK(run_program({"review", folder.path(), "--pathway", "dvt"}).out.find("(" + said) != std::string::npos);
    const std::string again = run_program({"review", folder.path(), "--questions"}).out;
    CHECK(again.find("# Last time: " + said) != std::string::npos);
    CHECK(again.find("pathways.dvt=accept\n") != std::string::npos);
    // Another question at the same place was not answered yet.
    change(folder, "Is this all?", "Is that all?");
    CHECK(run_program({"check", folder.path()}).out.find(said) == std::string::npos);
    CHECK(sign(folder, {"--pathway", part_now(folder, "dvt"), "--replies", folder.path() + "/none"}).code == 2);
    unlink(file.c_str());
}

TEST_CASE("check tells the two numbers of a changed threshold whose signature is void", "[cli][review]") {
    const TemporaryFolder folder;
    (void)rules_in(folder);
    const triage::RuleSet rules = triage::load(folder.path()).value();
    REQUIRE(sign(folder, {"--all", rules.digest()}).code == 0);
    change(folder, "at_least: 40", "at_least: 30");
    change(folder, "version: 0.1.0", "version: 0.2.0");
    const Run check = run_program({"check", folder.path()});
    INFO(check.out);
    CHECK(check.out.find("at_least: 40}}” → “") != std::string::npos);
}

TEST_CASE("triage review --sign refuses while a case or a safety property fails", "[cli][review]") {
    const TemporaryFolder folder;
    const std::string rules = rules_in(folder);
    mkdir((folder.path() + "/cases").c_str(), 0755);
    write_file(
        folder.path() + "/cases/a.cases.yaml",
        "format: triage-cases/1\nruleset: small\ncases:\n  - {id: c1, title: \"T\", answers: {onset: running}, expect: {disposition: {at_least: same_day}}}\n");
    for (const std::string& given : {folder.path(), rules}) {  // the top file stands for its folder
        const Run failing = run_program({"review", given, "--sign", "--who", "A", "--role", "B"});
        CHECK(failing.code == 1);
        CHECK(failing.err.find("case c1 fails") != std::string::npos);
    }
    write_file(
        folder.path() + "/cases/a.cases.yaml",
        "format: triage-cases/1\nruleset: small\ncases:\n  - {id: c1, title: \"T\", answers: {onset: running}, expect: {disposition: {at_least: self_care}}}\n");
    std::string text = read_file(rules);
    text.insert(text.find("safety:\n") + 8,
                "  - {id: runs, hazard: \"H\", when: {onset: running}, require: {disposition: {at_least: same_day}}}\n");
    write_file(rules, text);
    const Run violated = run_program({"review", folder.path(), "--sign", "--who", "A", "--role", "B"});
    CHECK(violated.code == 1);
    CHECK(violated.err.find("safety property runs is violated") != std::string::npos);
    CHECK(violated.err.find("case c1 is vacuous") != std::string::npos);  // at least the mildest level judges nobody
    const std::string nobody = "when: {all: [pregnant, {not: pregnant}]}";
    text.replace(text.find("when: {onset: running}"), std::string("when: {onset: running}").size(), nobody);
    write_file(rules, text);
    const Run vacuous = run_program({"review", folder.path(), "--sign", "--who", "A", "--role", "B"});
    CHECK(vacuous.code == 1);
    CHECK(vacuous.err.find("safety property runs is vacuous") != std::string::npos);
    CHECK(run_program({"check", folder.path()}).out.find("sign-off") == std::string::npos);
}

TEST_CASE("triage review --sign says what is missing or wrong", "[cli][review]") {
    const TemporaryFolder folder;
    (void)rules_in(folder);
    struct Row {
        std::vector<std::string> words;
        const char* said;
    };
    const std::string f = folder.path();
    const std::vector<Row> rows{
        {{"review", f, "--sign", "--role", "B"}, "needs --who"},
        {{"review", f, "--sign", "--who", "A"}, "needs --role"},
        {{"review", f, "--sign", "--who", "A\x1b", "--role", "B"}, "cannot be shown"},
        {{"review", f, "--sign", "--who", "A", "--role", "B", "--date", "2026-02-30"}, "--date takes a date"},
        {{"review", f, "--sign", "--who", "A", "--role", "B", "--date", "9999-01-01"}, "in the future"},
        {{"review", f, "--sign", "--who", "A", "--role", "B", "--pathway", "dvd"}, "did you mean \"dvt\"?"},
        {{"review", "tests/good/small.yaml", "--sign", "--who", "A", "--role", "B"}, "kept in a rule folder"},
        {{"review", f, "--who", "A"}, "belongs to triage review --sign"}};
    for (const Row& row : rows) {
        const Run run = run_program(row.words);
        INFO(row.said << ": " << run.err);
        CHECK(run.code == 2);
        CHECK(run.err.find(row.said) != std::string::npos);
    }
}
