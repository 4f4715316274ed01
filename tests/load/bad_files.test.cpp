// SPDX-License-Identifier: Apache-2.0
// One broken file for each diagnostic code, in tests/bad/, and the docs row that goes with it.
#include "load/broken_file.hpp"

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"

using triage::Diagnostic;
using triage::testing::BrokenFile;
using triage::testing::read_bytes;
using triage::testing::source_path;

namespace {

/// The codes that stand as string literals behind the calls that report an error. What `check` warns of (src/check/)
/// refuses nothing: it has its own page and files.
std::set<std::string> codes_in_sources() {
    std::set<std::string> out;
    // error(mark, "code", …) · check(items, most, "code", …) · file_problem(file, "code", …) · wrong("code", …) ·
    // {"code", "message"} · code = large ? "code" : "code"
    const std::regex call(
        R"re((?:(?:error|check|file_problem|wrong|diagnose)\(|HiddenCharacter\{|AnswerProblem\{|\.code = )[^;"]*"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"(?:\s*:\s*"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)")?)re");
    const std::regex one_word(R"re(error\([^;"]*"(alias|anchor|tag)")re");
    for (const char* folder : {"src/document", "src/load", "src/sign", "include/triage/compile", "include/triage/walk"})
        for (const auto& entry : std::filesystem::directory_iterator(source_path(folder))) {
            const std::string text = read_bytes(entry.path());
            for (const std::regex& pattern : {call, one_word})
                for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
                    for (std::size_t group = 1; group < it->size(); ++group)
                        if ((*it)[group].matched) out.insert((*it)[group].str());
        }
    return out;
}

/// The codes of the table rows of docs/diagnostics.md: "| `code` | …".
std::set<std::string> codes_in_docs() {
    std::set<std::string> out;
    const std::string text = read_bytes(source_path("docs/diagnostics.md"));
    const std::regex row(R"re((?:^|\n)\| `([a-z0-9-]+)` \|)re");
    for (std::sregex_iterator it(text.begin(), text.end(), row), end; it != end; ++it) out.insert((*it)[1].str());
    return out;
}

std::set<std::string> without(const std::set<std::string>& all, const std::set<std::string>& some) {
    std::set<std::string> out;
    for (const std::string& one : all)
        if (some.count(one) == 0) out.insert(one);
    return out;
}

}  // namespace

TEST_CASE("every file in tests/bad is refused with just what its first line says", "[load][bad]") {
    for (const BrokenFile& file : BrokenFile::all()) {
        INFO(file.name());
        const std::vector<Diagnostic> found = file.diagnostics();
        INFO(triage::format(found));
        CHECK(found.size() == file.problems.size());
        for (std::size_t i = 0; i < found.size() && i < file.problems.size(); ++i) {
            const BrokenFile::Problem& expected = file.problems[i];
            CHECK(found[i].code == expected.code);
            CHECK(found[i].line == expected.line);
            CHECK(found[i].column == expected.column);
            CHECK(found[i].severity == triage::Severity::error);
            CHECK_FALSE(found[i].message.empty());
            if (!expected.file.empty()) CHECK(found[i].file == expected.file);
        }
    }
}

TEST_CASE("the caret stands under the offending word", "[load][bad]") {
    for (const BrokenFile& file : BrokenFile::all()) {
        INFO(file.name());
        for (const Diagnostic& d : file.diagnostics()) {
            if (d.line == 0) continue;
            const std::string shown = triage::format(d);
            INFO(shown);
            const std::size_t quoted = shown.find('\n') + 1, caret_line = shown.find('\n', quoted) + 1;
            if (d.source_line.empty()) continue;
            const std::string caret = shown.substr(caret_line, shown.find('\n', caret_line) - caret_line);
            CHECK(caret.back() == '^');
            CHECK(d.column <= d.source_line.size());
            // Short plain lines are quoted as they are, so that the caret's column can be compared.
            if (d.source_line.size() <= 160 && triage::visible(d.source_line) == d.source_line)
                CHECK(caret.size() - 1 - std::string("      | ").size() == d.column - 1);
        }
    }
}

TEST_CASE("a file in tests/bad is named after a code that it shows", "[load][bad]") {
    for (const BrokenFile& file : BrokenFile::all()) {
        INFO(file.name());
        bool shown = false;
        for (const BrokenFile::Problem& p : file.problems) shown = shown || p.code == file.code();
        CHECK(shown);
    }
}

TEST_CASE("every code in the sources has a broken file and a row in the docs and the other way round", "[load][bad][docs]") {
    const std::set<std::string> sources = codes_in_sources(), docs = codes_in_docs(), none;
    std::set<std::string> files;
    for (const BrokenFile& file : BrokenFile::all()) files.insert(file.code());
    CHECK(sources.size() > 60);
    CHECK(without(sources, files) == none);
    CHECK(without(files, sources) == none);
    CHECK(without(sources, docs) == none);
    CHECK(without(docs, sources) == none);
}

TEST_CASE("all problems of a file come in one run and in the order of the file", "[load][bad]") {
    const BrokenFile file(source_path("tests/bad/unknown-id--and-others.yaml"));
    const std::vector<Diagnostic> found = file.diagnostics();
    REQUIRE(found.size() == 5);
    for (std::size_t i = 1; i < found.size(); ++i) CHECK(found[i - 1].line <= found[i].line);
}
