// SPDX-License-Identifier: Apache-2.0
// Each verb owns its flags: what --help says of a verb is what the verb takes, and nothing else.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "program.hpp"

namespace {

using Words = std::vector<std::string>;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Words split(const std::string& text, char by = ' ') {
    std::istringstream in(text);
    Words out;
    for (std::string word; std::getline(in, word, by);)
        if (!word.empty()) out.push_back(word);
    return out;
}

Words with(const std::string& verb, const Words& more) {
    Words out = split(verb);
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

/// The verbs that `triage --help` lists.
Words verbs() {
    const std::string help = run_program({"--help"}).out;
    std::istringstream in(help.substr(help.find("one of these:\n\n") + 15));
    Words out;
    for (std::string line; std::getline(in, line) && !line.empty();) {
        const std::string name = line.substr(2, 12);
        out.push_back(name.substr(0, name.find_last_not_of(' ') + 1));
    }
    return out;
}

/// The flags in a part of a help text, with what they take.
std::map<std::string, std::string> flags_in(const std::string& help, const std::string& title) {
    std::map<std::string, std::string> out;
    std::istringstream in(help.substr(help.find("\n" + title + ":\n") + title.size() + 3));
    for (std::string line; std::getline(in, line) && !line.empty();) {
        const Words words = split(line);
        const auto name = std::find_if(words.begin(), words.end(), [](const auto& w) { return w.rfind("--", 0) == 0; });
        if (line[2] != '-' || name == words.end()) continue;
        const auto value = name + 1 != words.end() && name[1] == "]" ? name + 2 : name + 1;
        out[*name] = value == words.end() ? "" : *value;
    }
    return out;
}

std::string help_of(const std::string& verb) { return run_program(with(verb, {"--help"})).out; }

std::map<std::string, std::map<std::string, std::string>> own_flags() {
    std::map<std::string, std::map<std::string, std::string>> out;
    for (const std::string& verb : verbs()) out[verb] = flags_in(help_of(verb), "Options");
    return out;
}

Words with_one_letter_changed(const std::string& name) {
    Words out;
    for (std::size_t i = name.rfind("--", 0) == 0 ? 2 : 0; i < name.size(); ++i)
        if (name[i] != 'x' && name[i] != '-') out.push_back(std::string(name).replace(i, 1, "x"));
    return out;
}

}  // namespace

TEST_CASE("triage --help lists the verbs, and the help of each begins with its usage", "[cli][verbs]") {
    const Words all = verbs();
    CHECK(all.size() == 23);
    CHECK(run_program({"help"}).out == run_program({"--help"}).out);
    const std::string page = read_file(TRIAGE_SOURCE_DIR "/docs/cli.md");
    for (const std::string& verb : all) {
        const Run run = run_program(with(verb, {"--help"}));
        INFO(verb);
        CHECK(run.code == 0);
        CHECK(run.out.rfind("triage " + verb + " ", 0) == 0);
        for (const char* part : {"\nExamples:\n  triage", "\nOptions:\n", "\nOptions of every verb:\n", "\nExit codes: 0 done"})
            CHECK(has(run.out, part));
        CHECK(run.out == run_program(with("help " + verb, {})).out);
        CHECK(has(page, "`triage " + verb));
    }
}

TEST_CASE("a flag that belongs to another verb is refused, and every owner is named", "[cli][verbs]") {
    const auto all = own_flags();
    std::map<std::string, Words> owners;
    for (const auto& [verb, flags] : all)
        for (const auto& [flag, value] : flags) owners[flag].push_back(verb);
    std::size_t refused = 0;
    for (const auto& [flag, own] : owners)
        for (const auto& [verb, flags] : all) {
            if (flags.count(flag) != 0) continue;
            const Run run = run_program(with(verb, {flag, "x"}));
            INFO(verb << " " << flag << ": " << run.err);
            CHECK(run.code == 2);
            CHECK(run.out.empty());
            CHECK(has(run.err, flag + " belongs to `triage "));
            for (const std::string& owner : own) CHECK(has(run.err, "`triage " + owner + "`"));
            ++refused;
        }
    CHECK(refused > 400);
}

TEST_CASE("a verb takes every flag that its help names, and its help names no other", "[cli][verbs]") {
    for (const auto& [verb, flags] : own_flags()) {
        const std::string help = help_of(verb);
        auto known = flags_in(help, "Options of every verb");
        CHECK(known.size() == 6);
        known.insert(flags.begin(), flags.end());
        for (std::size_t at = help.find("--"); at != std::string::npos; at = help.find("--", at + 2)) {
            const std::string name = help.substr(at, help.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at) - at);
            const bool other_program = has(help.substr(at > 12 ? at - 12 : 0, 12), "genhtml ");
            INFO(verb << " " << name);
            CHECK((other_program || known.count(name) == 1));
        }
        for (const auto& [flag, value] : known) {
            const TemporaryFolder folder;  // some of them write a file
            const Run run = run_program(with(verb, value.empty() ? Words{flag} : Words{flag, "?"}), "", folder.path());
            INFO(verb << " " << flag << ": " << run.err);
            CHECK_FALSE(has(run.err, "belongs to `triage " + verb + "`,"));
            CHECK_FALSE(has(run.err, "has no option"));
            CHECK_FALSE(has(run.err, "required argument"));
        }
    }
}

TEST_CASE("a misspelt verb or flag is answered with the one that was meant", "[cli][verbs]") {
    for (const auto& [verb, flags] : own_flags()) {
        const Words name = split(verb);
        for (std::size_t w = 0; w < name.size(); ++w)
            for (const std::string& wrong : with_one_letter_changed(name[w])) {
                if (wrong == "ixport" || wrong == "text") continue;  // as near to export, to next
                Words words = name;
                words[w] = wrong;
                const Run run = run_program(words);
                INFO(wrong << ": " << run.err);
                CHECK(run.code == 2);
                CHECK(has(run.err, "did you mean \"" + name[w] + "\"?"));
            }
        for (const auto& [flag, value] : flags)
            for (const std::string& wrong : with_one_letter_changed(flag)) {
                const Run run = run_program(with(verb, {wrong}));
                INFO(verb << " " << wrong << ": " << run.err);
                CHECK(run.code == 2);
                CHECK(has(run.err, "did you mean \"" + flag + "\"?"));
            }
    }
    CHECK(has(run_program({"quux"}).err, "there is no verb \"quux\"; try triage --help"));
    CHECK(has(run_program({"prove", "--quuxes"}).err, "triage prove has no option --quuxes; try triage prove --help"));
    CHECK(has(run_program({"log"}).err, "triage log add, triage log show"));
}

TEST_CASE("a wrong format is answered with the formats of the verb, and each of these works", "[cli][verbs]") {
    const TemporaryFolder folder;
    const std::string top = TRIAGE_SOURCE_DIR "/", rules = top + "tests/good/calf_demo.yaml",
                      cases = top + "examples/cases/calf_demo.cases.yaml", strain = top + "examples/answers/soleus_strain.yaml";
    const std::string csv = [&] {
        (void)run_program({"log", "add", "--answers", "-", "--date", "2026-05-03"}, "{}\n", folder.path());
        return run_program({"log", "export"}, "", folder.path()).out;
    }();
    // Any module will do: the page is not opened here.
    const std::string module = folder.path() + "/engine.wasm", record = folder.path() + "/record.json";
    write_file(module, std::string("\0asm\1\0\0\0", 8));
    (void)run_program({"assess", strain, "--record", record});
    struct Example {
        Words words;
        std::string input = {};
    };
    const std::map<std::string, Example> examples{
        {"interview", {}},
        {"assess", {{strain}}},
        {"batch", {{"-"}, "{\"id\": \"a\", \"answers\": {}}\n"}},
        {"plan", {{strain}}},
        {"log add", {{"--answers", "-"}, "{}\n"}},
        {"log show", {}},
        {"log review", {}},
        {"log export", {}},
        {"log import", {{"-"}, csv}},
        {"check", {{rules}}},
        {"test", {{rules, cases, "--coverage"}}},
        {"generate", {{rules, cases}}},
        {"prove", {{rules}}},
        {"diff", {{top + "examples/diff/before.yaml", top + "examples/diff/after.yaml"}}},
        {"mutate", {{rules, cases, "--pathway", "soleus_strain"}}},
        {"review", {{rules}}},
        {"graph", {{rules}}},
        {"compile", {{rules}}},
        {"schema", {}},
        {"next", {{strain}}},
        {"replay", {{record}}},
        {"page", {{rules, "--engine", module}}},
        {"export cpp", {{rules}}},
    };
    std::size_t worked = 0;
    for (const auto& [verb, flags] : own_flags()) {
        INFO(verb);
        REQUIRE(examples.count(verb) == 1);
        const Example& example = examples.at(verb);
        const std::string listed = flags.at("--format");
        const Run wrong = run_program(with(verb, {"--format", "pdf"}), "", folder.path());
        CHECK(wrong.code == 2);
        CHECK(has(wrong.err, "triage: --format takes "));
        std::set<std::string> outs;
        for (const std::string& format : split(listed, '|')) {
            CHECK(has(wrong.err, format));
            Words words = with(verb, example.words);
            words.insert(words.end(), {"--format", format});
            const Run run = run_program(words, example.input, folder.path());
            INFO(format << ": " << run.err);
            if (format == "svg" && has(run.err, "Graphviz")) continue;  // not installed here
            CHECK((run.code == 0 || run.code == 1));
            CHECK_FALSE(run.out.empty());
            CHECK(outs.insert(run.out).second);  // no two formats are the same
            ++worked;
        }
    }
    CHECK(worked > 40);
    CHECK(has(run_program({"test", rules, cases, "--format", "html"}).err, "belong to `triage test --coverage`"));
    CHECK(run_program({"assess", strain, "--why-not", "dvt", "--format", "html"}).code == 2);
}

TEST_CASE("too few or too many arguments are answered with those that the verb takes", "[cli][verbs]") {
    for (const std::string& verb : verbs()) {
        const std::string usage = help_of(verb).substr(0, help_of(verb).find(" [OPTION...]\n"));
        const Words arguments = split(usage.substr(std::min(usage.size(), verb.size() + 8)));
        const auto refused = [&](std::size_t count) {
            const Run run = run_program(with(verb, Words(count, "no/such/file")));
            INFO(verb << " with " << count << ": " << run.err);
            CHECK(run.code == 2);
            CHECK(run.out.empty());
            CHECK(has(run.err, "triage: triage " + verb + " takes "));
            for (const std::string& argument : arguments) CHECK(has(run.err, argument));
        };
        if (!has(usage, "...")) refused(arguments.size() + 1);
        if (!arguments.empty() && arguments[0][0] != '[') refused(0);
    }
}

TEST_CASE("flags may stand before the second word of a verb, and --rules stands for the rule folder", "[cli][verbs]") {
    const TemporaryFolder folder;
    const std::string rules = TRIAGE_SOURCE_DIR "/tests/good/calf_demo.yaml";
    CHECK(has(run_program({"log", "--last", "3", "review"}, "", folder.path()).err, "there is no log triage-log.db"));
    CHECK(run_program({"check", "--rules", rules}).out == run_program({"check", rules}).out);
    CHECK(has(run_program({"check", rules, "--rules", rules}).err, "takes [RULES], not 2 arguments"));
    CHECK(has(run_program({"prove", "--rules", rules, "--rules", rules}).err, "--rules may be given once"));
}

TEST_CASE("what -o writes of rules is an ordinary file, what it writes of a person is for its owner only", "[cli][verbs]") {
    const TemporaryFolder folder;
    const mode_t mask = umask(022);
    const auto mode = [&](const Words& words) {
        CHECK(run_program(words).code == 0);
        struct stat found {};
        return stat(words.back().c_str(), &found) == 0 ? found.st_mode & 0777U : 0U;
    };
    CHECK(mode({"schema", "-o", folder.path() + "/schema.json"}) == 0644U);
    CHECK(mode({"graph", "-o", folder.path() + "/graph.dot"}) == 0644U);
    CHECK(mode({"assess", "examples/answers/soleus_strain.yaml", "-o", folder.path() + "/a.txt"}) == 0600U);
    umask(mask);
}

TEST_CASE("prove names places from the present folder, percent-encoded, as a path or from the root", "[cli][verbs][prove]") {
    const TemporaryFolder folder;
    const std::string rules = folder.path() + "/my rules#1";
    std::filesystem::create_directory(rules);
    std::string text = read_file(TRIAGE_SOURCE_DIR "/tests/good/calf_demo.yaml");
    const std::string from = "safety_properties:";
    write_file(rules + "/ruleset.yaml", text);
    const auto uris = [&](const std::string& named, const std::string& where) {
        std::set<std::string> out;
        const std::string sarif = run_program({"prove", named, "--format", "sarif"}, "", where).out;
        for (std::size_t at = sarif.find("\"uri\": \""); at != std::string::npos; at = sarif.find("\"uri\": \"", at + 1))
            out.insert(sarif.substr(at + 8, sarif.find('"', at + 8) - at - 8));
        return out;
    };
    const std::set<std::string> below{"my%20rules%231/ruleset.yaml"};
    CHECK(uris("my rules#1", folder.path()) == below);
    CHECK(uris("./my rules#1/", folder.path()) == below);
    CHECK(uris("my rules#1/ruleset.yaml", folder.path()) == below);
    CHECK(uris(rules, folder.path()) == below);
    CHECK(uris(".", rules) == std::set<std::string>{"ruleset.yaml"});
    const std::set<std::string> outside = uris("../my rules#1", rules.substr(0, 4) == "/tmp" ? "/usr" : "/tmp");
    CHECK(outside.empty());  // there is nothing there
    for (const std::string& uri : uris(rules, "/")) CHECK(uri.find("my%20rules%231/ruleset.yaml") != std::string::npos);
    for (const std::string& uri : uris(rules, "/usr")) CHECK(uri.rfind("file:///", 0) == 0);
}

TEST_CASE("a picture that Mermaid would not draw is named, and what to do instead", "[cli][verbs]") {
    const Run whole = run_program({"graph", "--format", "mermaid"});
    CHECK(whole.code == 0);
    CHECK(has(whole.err, "Mermaid draws at most 50000 characters and 500 edges"));
    CHECK(has(whole.err, "--pathway"));
    CHECK(run_program({"graph", "--format", "mermaid", "--pathway", "dvt"}).err.empty());
}

TEST_CASE("what is read whole is read up to a limit: a device never ends", "[cli][verbs]") {
    const TemporaryFolder folder;
    for (const Words& words : std::vector<Words>{{"log", "import", "l.db", "/dev/zero"},
                                                 {"log", "add", "l.db", "--note", "/dev/zero"},
                                                 {"assess", "/dev/zero"},
                                                 {"check", "/dev/zero"}}) {
        const Run run = run_program(words, "", folder.path());
        INFO(run.err);
        CHECK(run.code == 2);
        CHECK((has(run.err, "/dev/zero has more than ") || has(run.err, "not a regular file")));
    }
    const std::string much(2'000'000, 'x');
    write_file(folder.path() + "/a.yaml", "chest_pain: \"no\"\n");
    CHECK(has(run_program({"assess", "-"}, much, folder.path()).err, "stdin has more than 1048576 bytes"));
    CHECK(has(run_program({"log", "add", "l.db", "--answers", "a.yaml", "--note", "-"}, much, folder.path()).err,
              "stdin has more than 65536 bytes"));
}

TEST_CASE("schema --plain is draft-07 alone, with every required key among the properties", "[cli][verbs][schema]") {
    for (const bool of_cases : {false, true}) {
        Words words{"schema", "--plain"};
        if (of_cases) words.emplace_back("--cases");
        const Run run = run_program(words);
        CHECK(run.code == 0);
        for (const char* word : {"enumDescriptions", "errorMessage", "patternErrorMessage", "doNotSuggest"})
            CHECK_FALSE(has(run.out, word));
        CHECK(has(run.out, "\"$schema\": \"http://json-schema.org/draft-07/schema#\""));
    }
}
