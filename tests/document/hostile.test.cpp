// SPDX-License-Identifier: Apache-2.0
// Hostile input: nothing may crash, hang or allocate without bound, whatever the bytes are. What is refused is looked at
// only as far as it is certain; that it comes back at all, soon, and under the sanitizers, is the test.
#include "load/broken_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "catch.hpp"

using triage::Diagnostic;
using triage::LoadOptions;
using triage::SourceFile;
using triage::testing::read_bytes;
using triage::testing::source_path;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t megabyte = (1U << 20U) - 64U;

std::string repeat(const std::string& piece, std::size_t bytes = megabyte) {
    std::string out;
    out.reserve(bytes);
    while (out.size() + piece.size() <= bytes) out += piece;
    return out;
}

/// small.yaml with something put in front of one of its sections.
std::string small_with(const std::string& section, const std::string& added) {
    std::string text = read_bytes(source_path("tests/good/small.yaml"));
    const std::size_t at = text.find("\n" + section + ":\n") + section.size() + 3;
    return text.insert(at, added);
}

/// Everything that can be done with a text that somebody sends: as rules, answers, a row and cases.
std::size_t read_everywhere(const triage::RuleSet& rules, const std::string& text) {
    std::size_t problems = 0;
    problems += triage::load(std::vector<SourceFile>{{"ruleset.yaml", text}}).diagnostics().size();
    problems += triage::read_answers(rules, text, "answers").diagnostics().size();
    problems += triage::read_row(rules, text).error.size();
    problems += triage::read_cases(rules, text, "cases").diagnostics().size();
    return problems;
}

bool refused(const std::string& text) {
    const auto result = triage::load(std::vector<SourceFile>{{"ruleset.yaml", text}});
    std::size_t shown = 0;
    for (const Diagnostic& d : result.diagnostics()) shown += triage::format(d).size();
    return !result.ok() && result.diagnostics().size() <= 2 * LoadOptions{}.diagnostics + 2 && shown > 0;
}

struct Folder {
    fs::path path;
    Folder() {
        path = fs::temp_directory_path() / ("triage_hostile_" + std::to_string(::getpid()));
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(const std::string& name, const std::string& text) const { std::ofstream(path / name, std::ios::binary) << text; }
    [[nodiscard]] std::vector<Diagnostic> load() const { return triage::load(path.string()).diagnostics(); }
};

std::string including(const std::string& name) {
    std::string text = read_bytes(source_path("tests/good/small.yaml"));
    return text.replace(text.find("otherwise: not_covered\n"), 0, "include: [" + name + "]\n");
}

bool has(const std::vector<Diagnostic>& all, const std::string& code) {
    return std::any_of(all.begin(), all.end(), [&](const Diagnostic& d) { return d.code == code; });
}

}  // namespace

TEST_CASE("a megabyte of any piece of YAML syntax is refused", "[load][hostile]") {
    const auto rules = triage::load(source_path("tests/good/small.yaml")).value();
    for (const std::string piece : {"[",    "{",      "- ",        "? ",      ": ",          "\"",       "'",   "&a ",    "*a",
                                    "*a ",  "!!",     "! ",        "%",       "|",           ">",        "\t",  " ",      "\n",
                                    "#",    "a: ",    "[a,",       "{a: ",    "[[],",        "{?",       "[? ", "{? a: ", "a: [",
                                    "- [",  "[{",     "[\"",       "{\"a\":", "[\n",         "- \n",     "?\n", "---\n",  "...\n",
                                    "%a\n", "a",      "a\n",       "a:\n",    "\\",          "\"\\",     "]",   "}",      ",",
                                    "@",    "a: |\n", "a: >\n \n", "[a]: ",   "k: [a, b]\n", "\xc3\xa9", "\xff"}) {
        INFO(piece);
        CHECK(read_everywhere(rules, repeat(piece)) > 0);
    }
}

TEST_CASE("long lines and long lists and deep indentation are refused", "[load][hostile]") {
    std::string stairs;
    for (std::size_t depth = 0; stairs.size() < megabyte; ++depth) stairs += std::string(depth, ' ') + "a:\n";
    stairs.resize(megabyte);
    CHECK(refused(stairs));
    CHECK(refused("[" + repeat("a,") + "]"));
    CHECK(refused("[" + repeat("\"a\",") + "]"));
    CHECK(refused("{" + repeat("a: b,") + "}"));
    CHECK(refused("title: \"" + repeat("x") + "\"\n"));
    CHECK(refused("title: " + repeat("x ") + "\n"));
    CHECK(refused("title: |\n  \"'[\nfindings: " + repeat("[")));
    CHECK(refused("findings:\n" + repeat("  - [a, b]\n")));
    CHECK(refused(small_with("findings", repeat("  -\n", 900000))));
    CHECK(refused("a: [" + repeat("[[[[[[[[]]]]]]]],") + "]"));
    CHECK(refused("a: {" + repeat("k: [],") + "}"));
}

TEST_CASE("a hundred thousand keys and unknown ids and equal ids are refused", "[load][hostile]") {
    std::string keys, maps = "findings:\n";
    for (int i = 0; keys.size() < megabyte; ++i) keys += "k" + std::to_string(i) + ": x\n";
    CHECK(refused(keys));
    while (maps.size() < megabyte - 30000) {
        maps += "  - {";
        for (int i = 0; i < 3900; ++i) maps += "k" + std::to_string(i) + ",";
        maps += "}\n";
    }
    CHECK(refused(maps));

    std::string unknown = "  many: {title: \"Many\", if: {all: [";
    for (int i = 0; i < 150; ++i) unknown += "{any: [" + repeat("zzzzz,", 900) + "pregnant]},";
    CHECK(refused(small_with("criteria", unknown + "pregnant]}, sources: [nice]}\n")));

    const std::string tail(56, 'a');
    std::string sources, wanted;
    for (int i = 0; sources.size() < 800000; ++i) sources += "  - {id: s" + std::to_string(i) + tail + ", cite: x}\n";
    for (int i = 0; wanted.size() < 150000; ++i) wanted += "t" + std::to_string(i) + tail + ", ";
    std::string text = small_with("sources", sources);
    text.replace(text.find("sources: [nice]"), 15, "sources:\n" + repeat("      - unknown_" + tail + "\n", 100000));
    CHECK(refused(text));

    std::string equal;
    while (equal.size() < 900000) equal += "  - {id: same, label: x}\n";
    CHECK(refused(small_with("conditions", equal)));
}

TEST_CASE("forty thousand steps with one id are refused", "[load][hostile]") {
    std::vector<SourceFile> files{{"ruleset.yaml", including("a.yaml, b.yaml, c.yaml, d.yaml, e.yaml")}};
    for (const char* name : {"a", "b", "c", "d", "e"}) {
        std::string text = std::string("pathways:\n  - id: long_") + name + "\n    title: t\n    condition: strain\n    steps:\n";
        for (int i = 0; i < 8000; ++i) text += "      - {id: s, if: pregnant, because: b, sources: [nice], then: next}\n";
        files.push_back({std::string(name) + ".yaml", text});
    }
    const auto result = triage::load(files);
    CHECK_FALSE(result.ok());
    CHECK((has(result.diagnostics(), "too-many-steps") || has(result.diagnostics(), "duplicate-id")));
}

TEST_CASE("eight megabytes of conditions are refused", "[load][hostile]") {
    std::vector<SourceFile> files{{"ruleset.yaml", including("a.yaml, b.yaml, c.yaml, d.yaml, e.yaml, f.yaml, g.yaml")}};
    for (const char* name : {"a", "b", "c", "d", "e", "f", "g"}) {
        std::string text = std::string("criteria:\n");
        for (int i = 0; text.size() < megabyte - 20000; ++i)
            text += "  c_" + std::string(name) + std::to_string(i % 140) + (i < 140 ? "" : std::to_string(i)) +
                    ": {title: t, sources: [nice], if: {any: [" + repeat("{any: [" + repeat("a,", 396) + "a]},", 7000) + "a]}}\n";
        files.push_back({std::string(name) + ".yaml", text});
    }
    CHECK_FALSE(triage::load(files).ok());
}

TEST_CASE("criteria that double or chain or meet scores in a chain are refused before anybody walks them", "[load][hostile]") {
    const auto criteria = [](int i, const std::string& condition) {
        return "  c" + std::to_string(i) + ": {title: \"C\", if: " + condition + ", sources: [nice]}\n";
    };
    const auto named = [](int i) { return "{criteria: c" + std::to_string(i) + "}"; };
    std::string doubling = criteria(0, "pregnant"), chain = criteria(0, "pregnant"), reversed, wide;
    for (int i = 1; i < 200; ++i) doubling += criteria(i, "{any: [" + named(i - 1) + ", {not: " + named(i - 1) + "}]}");
    CHECK(refused(small_with("criteria", doubling)));
    for (int i = 1; i < 2000; ++i) chain += criteria(i, named(i - 1));
    CHECK(refused(small_with("criteria", chain)));
    // Whichever end of the chain is looked at first: the walk would follow it to its end.
    chain = criteria(0, "pregnant");
    for (int i = 1; i < 1000; ++i) chain += criteria(i, named(i - 1));
    for (int i = 999; i > 0; --i) reversed += criteria(i, named(i - 1));
    reversed += criteria(0, "pregnant");
    for (const std::string& text : {chain, reversed}) {
        const auto result = triage::load(std::vector<SourceFile>{{"ruleset.yaml", small_with("criteria", text)}});
        REQUIRE(result.diagnostics().size() == 1);
        CHECK(result.diagnostics()[0].code == "nesting-too-deep");
    }
    for (int i = 1; i < 60; ++i) wide += criteria(i, "{any: [" + repeat(named(i - 1) + ",", 1500) + named(i - 1) + "]}");
    CHECK(refused(small_with("criteria", criteria(0, "pregnant") + wide)));

    std::string scores, tests;
    for (int i = 0; i < 300; ++i) {
        tests += criteria(i, "{score: s" + std::to_string(i) + ", at_least: 1}");
        scores += "  s" + std::to_string(i) + ": {title: \"S\", sources: [nice], items: [{points: 1, if: " +
                  (i == 0 ? std::string("pregnant") : named(i - 1)) + ", because: \"b\"}]}\n";
    }
    std::string text = small_with("criteria", tests);
    text.insert(text.find("scores:\n") + 8, scores);
    const auto result = triage::load(std::vector<SourceFile>{{"ruleset.yaml", text}});
    REQUIRE(result.diagnostics().size() == 1);
    CHECK(result.diagnostics()[0].code == "nesting-too-deep");
}

TEST_CASE("a chain of five hundred implications is put in order and a circle of them is refused", "[load][hostile]") {
    std::string findings, forwards, backwards;
    const auto implies = [](int from, int to) {
        return "  - {when: f" + std::to_string(from) + ", set: {f" + std::to_string(to) + ": \"yes\"}}\n";
    };
    for (int i = 0; i <= 490; ++i)
        findings += "  - {id: f" + std::to_string(i) + ", type: yes_no, polarity: context, ask: \"a?\"}\n";
    for (int i = 0; i < 490; ++i) forwards += implies(i, i + 1);
    for (int i = 489; i >= 0; --i) backwards += implies(i, i + 1);
    const auto rules_with = [&](const std::string& implications) {
        std::string text = small_with("findings", findings);
        return text.insert(text.find("implies:\n") + 9, implications);
    };
    for (const std::string& order : {forwards, backwards}) {
        const auto rules = triage::load(std::vector<SourceFile>{{"ruleset.yaml", rules_with(order)}}).value();
        triage::Answers answers{rules};
        answers.set("f0", triage::yes);
        CHECK(answers.effective(triage::FindingId{490}) == triage::Answer(triage::yes));
    }
    const auto circle = triage::load(std::vector<SourceFile>{{"ruleset.yaml", rules_with(backwards + implies(490, 0))}});
    REQUIRE(circle.diagnostics().size() == 1);
    CHECK(circle.diagnostics()[0].code == "implies-cycle");
}

TEST_CASE("what is not a plain file inside the folder is refused", "[load][hostile]") {
    const Folder folder;
    const auto rules = triage::load(source_path("tests/good/small.yaml")).value();
    folder.write("ruleset.yaml", including("more.yaml"));

    fs::create_directory(folder.path / "more.yaml");
    CHECK(has(folder.load(), "include-missing"));
    fs::remove(folder.path / "more.yaml");

    REQUIRE(::mkfifo((folder.path / "more.yaml").c_str(), 0600) == 0);
    CHECK(has(folder.load(), "include-missing"));
    CHECK(has(triage::load((folder.path / "more.yaml").string()).diagnostics(), "unreadable-file"));
    CHECK(has(triage::load_answers(rules, (folder.path / "more.yaml").string()).diagnostics(), "unreadable-file"));
    CHECK(has(triage::load_cases(rules, (folder.path / "more.yaml").string()).diagnostics(), "unreadable-file"));
    fs::remove(folder.path / "more.yaml");

    fs::create_symlink("more.yaml", folder.path / "more.yaml");
    CHECK(has(folder.load(), "include-link"));
    fs::remove(folder.path / "more.yaml");

    fs::create_symlink("/dev/zero", folder.path / "more.yaml");
    CHECK(has(folder.load(), "include-link"));
    CHECK(has(triage::load((folder.path / "more.yaml").string()).diagnostics(), "unreadable-file"));
    CHECK(has(triage::load_answers(rules, "/dev/zero").diagnostics(), "unreadable-file"));
    fs::remove(folder.path / "more.yaml");

    // A folder that is a link to its own parent is neither followed nor included from.
    fs::create_symlink("..", folder.path / "loop");
    folder.write("ruleset.yaml", including("loop/more.yaml"));
    CHECK(has(folder.load(), "include-link"));
    fs::create_symlink(".", folder.path / "self");
    folder.write("ruleset.yaml", including("self/self/self/ruleset.yaml"));
    CHECK_FALSE(triage::load(folder.path.string()).ok());

    CHECK(has(triage::load((folder.path / "nowhere").string()).diagnostics(), "unreadable-file"));
    CHECK(has(triage::load("").diagnostics(), "unreadable-file"));
    CHECK(has(triage::load(std::string(5000, 'x')).diagnostics(), "unreadable-file"));
    CHECK(has(triage::load(std::string("a\0b", 3)).diagnostics(), "unreadable-file"));
}

TEST_CASE("hostile JSON rows are refused in a sentence", "[load][hostile][json]") {
    const auto rules = triage::load(source_path("tests/good/small.yaml")).value();
    std::string keys = "{\"answers\":{";
    for (int i = 0; i < 100000; ++i) keys += "\"k" + std::to_string(i) + "\":\"yes\",";
    for (const std::string& line : {std::string(),
                                    std::string("{"),
                                    std::string("[]"),
                                    std::string("null"),
                                    std::string("{}"),
                                    std::string("{\"answers\":[]}"),
                                    std::string("{\"answers\":{}} x"),
                                    std::string("{\"answers\":{}}{}"),
                                    std::string("{\"answers\":{\"age_years\":1e999}}"),
                                    std::string("{\"answers\":{\"age_years\":01}}"),
                                    std::string("{\"answers\":{\"age_years\":NaN}}"),
                                    std::string("{\"answers\":{\"onset\":\"\\u0000\"}}"),
                                    std::string("{\"id\":\"\\u202e\",\"answers\":{}}"),
                                    std::string("{\"answers\":{\"onset\":\"\\ud800\"}}"),
                                    std::string("{\"answers\":{\"onset\":\"\xff\"}}"),
                                    std::string("\xef\xbb\xbf{\"answers\":{}}"),
                                    keys + "\"k\":1}}",
                                    "{\"answers\":" + repeat("{\"a\":") + "1" + repeat("}", 100),
                                    "{\"answers\":{\"onset\":" + repeat("[") + "}}",
                                    "{\"id\":\"" + repeat("x") + "\",\"answers\":{}}",
                                    "{\"answers\":{\"onset\":\"" + repeat("\\\\") + "\"}}",
                                    repeat(" "),
                                    repeat("\""),
                                    std::string(3U << 20U, '{')}) {
        INFO(line.substr(0, 80));
        const triage::BatchRow row = triage::read_row(rules, line);
        CHECK_FALSE(row.error.empty());
        CHECK_FALSE(row.answers.has_value());
        CHECK(row.error.size() < 200000);
    }
}

TEST_CASE("mutated bytes of the shipped files never crash the readers", "[load][hostile][fuzz]") {
    const auto rules = triage::load_shipped().value();
    std::vector<std::string> seeds;
    for (const SourceFile& file : triage::shipped_files()) seeds.push_back(file.text.substr(0, 12000));
    for (const char* name : {"tests/good/calf_demo.yaml", "tests/good/small.yaml", "examples/answers/possible_dvt.yaml"})
        seeds.push_back(read_bytes(source_path(name)));
    seeds.push_back(
        "{\"id\": \"c-1\", \"answers\": {\"calf_swelling\": \"yes\", \"age_years\": 34, \"onset\": \"unknown\", \"pregnant\": false}}");
    seeds.push_back(read_bytes(source_path("rules/lower_leg_pain/cases/traps.cases.yaml")).substr(0, 8000));
    const std::vector<std::string> pieces{
        "[",  "]",  "{", "}",     ": ", "- ",   "\n",   "\"",    "'",  "&a ",          "*a", "!!str ", "<<: ", "? ",
        "| ", "\t", "#", "---\n", "\\", "\xff", "null", "1e308", "-1", "\xe2\x80\xae", ",",  "  ",     "any",  "not"};
    std::mt19937 dice(20240229);  // the same mutations on every machine
    const auto roll = [&](std::size_t n) { return static_cast<std::size_t>(dice() % n); };
    std::size_t problems = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string text = seeds[roll(seeds.size())];
        for (std::size_t k = 1 + roll(4); k > 0; --k) {
            const std::size_t at = roll(text.size() + 1);
            switch (roll(5)) {
                case 0: text.insert(at, pieces[roll(pieces.size())]); break;
                case 1: text.erase(at, 1 + roll(20)); break;
                case 2:
                    if (at < text.size()) text[at] = static_cast<char>(roll(256));
                    break;
                case 3: text.insert(at, text.substr(roll(text.size() + 1), roll(200))); break;
                default: text.resize(at); break;
            }
        }
        problems += read_everywhere(rules, text);
    }
    CHECK(problems > 3000);
}
