// SPDX-License-Identifier: Apache-2.0
// Reading rule sets: files and their order, the digest, memory and disk.
#include "load/broken_file.hpp"

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <triage/triage.hpp>

#include "catch.hpp"
#include "cli/program.hpp"
#include "support/copies.hpp"

using triage::SourceFile;
using triage::testing::read_bytes;
using triage::testing::source_path;

namespace {

std::string demo() { return read_bytes(source_path("tests/good/calf_demo.yaml")); }

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

std::string digest(const std::string& text) {
    return triage::testing::digest_of(triage::load(std::vector<SourceFile>{{"ruleset.yaml", text}}).value());
}

/// The demonstration in several files, each from one section to the next.
std::vector<SourceFile> split() {
    const std::string text = demo();
    const auto cut = [&](const char* from, const char* until) {
        const std::size_t a = text.find(std::string("\n") + from) + 1,
                          b = *until == 0 ? text.size() : text.find(std::string("\n") + until) + 1;
        return text.substr(a, b - a);
    };
    return {{"ruleset.yaml", replaced(text.substr(0, text.find("\nfindings:")), "include: []",
                                      "include: [findings.yaml, more/pathways.yaml, rest.yaml]")},
            {"findings.yaml", cut("findings:", "pathways:")},
            {"more/pathways.yaml", cut("pathways:", "outcomes:")},
            {"rest.yaml", cut("outcomes:", "")}};
}

}  // namespace

TEST_CASE("the good files and the shipped rules load without any diagnostic", "[load][rules]") {
    for (const std::string path :
         {"tests/good/calf_demo.yaml", "tests/good/small.yaml", "rules/lower_leg_pain", "rules/return_to_running"}) {
        INFO(path);
        const auto loaded = triage::load(source_path(path));
        INFO(triage::format(loaded.diagnostics()));
        CHECK(loaded.ok());
        CHECK(loaded.diagnostics().empty());
    }
    CHECK(triage::load_shipped().diagnostics().empty());
}

TEST_CASE("the rules that are built in are those of the folder", "[load][rules]") {
    const auto built_in = triage::load_shipped().value(), folder = triage::load(source_path("rules/lower_leg_pain")).value();
    CHECK(built_in.id() == folder.id());
    CHECK(built_in.digest() == folder.digest());
}

TEST_CASE("rules from memory are the rules from the disk", "[load][rules]") {
    std::vector<SourceFile> files{{"ruleset.yaml", read_bytes(source_path("rules/lower_leg_pain/ruleset.yaml"))}};
    const auto disk = triage::load(source_path("rules/lower_leg_pain")).value();
    for (std::size_t i = 1; i < disk.document().files.size(); ++i)
        files.push_back(
            {disk.document().files[i].path, read_bytes(source_path("rules/lower_leg_pain/" + disk.document().files[i].path))});
    const auto memory = triage::load(files).value();
    CHECK(memory.digest() == disk.digest());
    const auto assessed = [](const triage::RuleSet& rules) {
        triage::Answers answers{rules};
        answers.set("calf_swelling", triage::yes).set("chest_pain", triage::unknown).set("age_years", 44);
        return triage::render_json(triage::assess(answers));
    };
    CHECK(assessed(memory) == assessed(disk));
}

TEST_CASE("a rule folder and its ruleset.yaml are the same rule set", "[load][rules]") {
    CHECK(triage::testing::digest_of(triage::load(source_path("rules/lower_leg_pain")).value()) ==
          triage::testing::digest_of(triage::load(source_path("rules/lower_leg_pain/ruleset.yaml")).value()));
    CHECK(triage::load(source_path("rules/lower_leg_pain/")).ok());
}

TEST_CASE("included files come behind the top file in the order of the list", "[load][rules]") {
    std::vector<SourceFile> files = split();
    files[0].text = replaced(files[0].text, "include: [findings.yaml, more/pathways.yaml, rest.yaml]",
                             "include: [rest.yaml, z.yaml, findings.yaml, a.yaml, more/pathways.yaml]");
    files.push_back({"a.yaml", "conditions: [{id: from_a, label: \"A\"}]\nsources: [{id: source_a, cite: \"A\"}]\n"});
    files.push_back({"z.yaml", "conditions: [{id: from_z, label: \"Z\"}]\n"});
    const auto rules = triage::load(files).value();
    std::vector<std::string> order;
    for (const auto& c : rules.document().conditions) order.push_back(c.id.value);
    CHECK(order == std::vector<std::string>{"dvt", "soleus_strain", "unexplained", "from_z", "from_a"});
    CHECK(rules.document().files[1].path == "rest.yaml");
    CHECK(triage::place(rules.document(), rules.document().conditions[3].id.at) == "z.yaml:1");
}

TEST_CASE("problems of several files come in the order of the files and of their lines", "[load][rules]") {
    std::vector<SourceFile> files = split();
    files[3].text = replaced(files[3].text, "disposition: same_day", "disposition: sameday");
    files[1].text = replaced(files[1].text, "polarity: worrying", "polarity: worying");
    files[2].text = replaced(files[2].text, "condition: dvt", "condition: dvd");
    files[2].text = replaced(files[2].text, "then: soleus_at_home", "then: soleus");
    files[0].text = replaced(files[0].text, "otherwise: not_covered", "otherwise: not_coverd");
    const auto loaded = triage::load(files);
    std::vector<std::string> order;
    for (const auto& d : loaded.diagnostics()) order.push_back(d.file + " " + d.code);
    CHECK(order == std::vector<std::string>{"ruleset.yaml unknown-id", "findings.yaml wrong-type",
                                            "more/pathways.yaml unknown-id", "more/pathways.yaml unknown-id",
                                            "rest.yaml unknown-id"});
}

TEST_CASE("the digest does not see comments or the split into files or the order of criteria", "[load][rules][digest]") {
    const std::string text = demo(), plain = digest(text);
    CHECK(plain.size() == 7 + 64);
    CHECK(plain.rfind("sha256:", 0) == 0);
    CHECK(digest("# another comment\n" + text + "\n# and one more\n") == plain);
    CHECK(triage::testing::digest_of(triage::load(split()).value()) == plain);
    const std::string one = "  aa: {title: \"A\", if: pregnant, sources: [judgement]}\n",
                      two = "  zz: {title: \"Z\", if: pregnant, sources: [judgement]}\n";
    CHECK(digest(replaced(text, "criteria:\n", "criteria:\n" + one + two)) ==
          digest(replaced(text, "criteria:\n", "criteria:\n" + two + one)));
    CHECK(digest(replaced(text, "{at_least: 60}", "{at_least: 60.0}")) == plain);
    CHECK(digest(replaced(text, "set: {pregnant: \"no\"}", "set: {pregnant: false}")) == plain);
    CHECK(digest(replaced(text, "        else: next                         # the default\n", "")) == plain);
}

TEST_CASE("the digest sees every change of meaning", "[load][rules][digest]") {
    const std::string text = demo(), plain = digest(text);
    const auto differs = [&](const std::string& what, const std::string& with) {
        INFO(what << " -> " << with);
        CHECK(digest(replaced(text, what, with)) != plain);
    };
    differs("{at_least: 60}", "{at_least: 61}");
    differs("{at_least: 60}", "{above: 60}");
    differs("polarity: worrying", "polarity: worrying\n    review: \"Look here\"");
    differs("points: -2", "points: -1");
    differs("unless: {onset", "not: {onset");
    differs("unknown: {floor: dvt_not_excluded}", "unknown: dvt_not_excluded");
    differs("withhold: [massage]", "withhold: []");
    differs("within_hours: 72", "within_hours: 71");
    differs("recheck_days: 7", "recheck_days: 8");
    differs("\"Swelling of the calf\", \"Breathlessness or chest pain\"",
            "\"Breathlessness or chest pain\", \"Swelling of the calf\"");
    differs("when: calf_swelling, require: {raised: dvt}", "when: calf_swelling, require: {raised: soleus_strain}");
    differs("\"Nobody over 60 is pregnant.\"", "\"Nobody over 61 is pregnant.\"");
    differs("set: {pregnant: \"no\"}", "set: {pregnant: \"yes\"}");
    differs("kind: avoid", "kind: seek_help");
    differs("version: 0.1.0", "version: 0.1.1");
}

TEST_CASE("a document can be read without being compiled", "[load][rules]") {
    const auto document = triage::read_document(source_path("tests/good/calf_demo.yaml")).value();
    CHECK(document.findings.size() == 11);
    CHECK(document.findings[0].ask.at.line == 33);
    CHECK(document.digest == triage::testing::digest_of(triage::load(source_path("tests/good/calf_demo.yaml")).value()));
}

TEST_CASE("a value without errors is there and one with errors is not", "[load][rules]") {
    const auto loaded = triage::load(std::vector<SourceFile>{});
    CHECK_FALSE(loaded.ok());
    CHECK_THROWS_AS(loaded.value(), triage::LoadError);
    try {
        (void)loaded.value();
    } catch (const triage::LoadError& error) {
        CHECK(std::string(error.what()).find("unreadable-file") != std::string::npos);
    }
}

TEST_CASE("a rule folder with too many files to look at is refused, for some rules might be silently ignored", "[load][rules]") {
    const TemporaryFolder folder;
    write_file(folder.path() + "/ruleset.yaml", read_file(source_path("tests/good/calf_demo.yaml")));
    CHECK(triage::load(folder.path()).ok());
    const std::string many = folder.path() + "/many";
    std::filesystem::create_directory(many);
    for (int i = 0; i < 20001; ++i) write_file(many + "/" + std::to_string(i), "");
    const auto loaded = triage::load(folder.path());
    REQUIRE(loaded.diagnostics().size() == 1);
    CHECK(loaded.diagnostics()[0].code == "stray-file");
    CHECK(loaded.diagnostics()[0].message.find("more than 20000 files") != std::string::npos);
}

TEST_CASE("an include that becomes a link while it is read is never read", "[load][rules]") {
    const TemporaryFolder folder;
    namespace fs = std::filesystem;
    const std::string rules = folder.path() + "/rules", secret = folder.path() + "/secret", part = rules + "/part.yaml";
    fs::create_directory(rules);
    write_file(secret, "SECRET_TOKEN: 1\n");
    const std::string top = rules + "/top.yaml";  // by itself: the folder is not listed
    write_file(top, replaced(demo(), "include: []", "include: [part.yaml]"));
    write_file(rules + "/plain", "# nothing\n");
    fs::create_symlink(secret, rules + "/link");
    std::atomic<bool> stop = false;
    std::thread swapping([&] {
        for (bool link = false; !stop; link = !link) {
            const std::string next = rules + "/next";
            std::error_code ignored;
            if (link)
                fs::copy_symlink(rules + "/link", next, ignored);
            else
                fs::create_hard_link(rules + "/plain", next, ignored);
            fs::rename(next, part, ignored);
        }
    });
    for (int i = 0; i < 400; ++i) {
        const auto loaded = triage::load(top);
        for (const triage::Diagnostic& d : loaded.diagnostics())
            CHECK((d.message + d.source_line).find("SECRET_TOKEN") == std::string::npos);
    }
    stop = true;
    swapping.join();
}

TEST_CASE("a link inside the rule folder is followed", "[load][rules]") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() + "/real");
    std::filesystem::create_directory_symlink("real", folder.path() + "/other");
    write_file(folder.path() + "/ruleset.yaml", replaced(demo(), "include: []", "include: [other/part.yaml, real/part.yaml]"));
    write_file(folder.path() + "/real/part.yaml", "criteria:\n");
    const auto loaded = triage::load(folder.path());
    INFO(triage::format(loaded.diagnostics()));
    CHECK(loaded.ok());
}
