// SPDX-License-Identifier: Apache-2.0
// docs/api.md is complete: every function that a public header declares has a row, and every row is of something that is there.
#include <triage/version.hpp>

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

const std::set<std::string> headers = {"load.hpp",
                                       "record.hpp",

                                       "log.hpp",
                                       "export.hpp",
                                       "compile/compile.hpp",
                                       "compile/compiled_rules.hpp",
                                       "walk/answers.hpp",
                                       "walk/stored.hpp",
                                       "walk/interview.hpp",
                                       "walk/walk.hpp",
                                       "walk/reach.hpp",
                                       "walk/people.hpp",
                                       "explain/assess.hpp",
                                       "explain/why_not.hpp",
                                       "explain/record_text.hpp",
                                       "explain/render/render.hpp",
                                       "explain/plan.hpp",
                                       "model/value.hpp",
                                       "model/diagnostic.hpp",
                                       "review/check.hpp",
                                       "review/cases.hpp",
                                       "review/not_sure.hpp",
                                       "review/coverage/coverage.hpp",
                                       "review/prove/prove.hpp",
                                       "review/diff/diff.hpp",
                                       "review/mutate/mutate.hpp",
                                       "review/packet/packet.hpp",
                                       "review/sign_off.hpp",
                                       "review/graph.hpp",
                                       "review/schema.hpp"};

/// The functions that a header declares in namespace triage: lines that begin at the margin.
std::set<std::string> declared(const std::string& header) {
    static const std::regex declaration(
        R"(^\[\[nodiscard\]\] (?:inline |constexpr )*[A-Za-z_:][\w:<>,&* ]*[ &*>]([a-z_]\w*)\(.*)");
    std::istringstream in(read_file(TRIAGE_SOURCE_DIR "/include/triage/" + header));
    std::set<std::string> out;
    for (std::string line; std::getline(in, line);) {
        std::smatch match;
        if (std::regex_match(line, match, declaration)) out.insert(match[1]);
    }
    return out;
}

}  // namespace

TEST_CASE("docs/api.md has every public function", "[docs][api]") {
    const std::string page = read_file(TRIAGE_SOURCE_DIR "/docs/api.md");
    std::size_t functions = 0;
    for (const std::string& header : headers) {
        const std::set<std::string> names = declared(header);
        INFO(header);
        CHECK_FALSE(names.empty());
        for (const std::string& name : names) {
            INFO(name);
            CHECK(page.find("| `" + name + "` | ") != std::string::npos);
            ++functions;
        }
    }
    CHECK(functions > 120);
}

TEST_CASE("every row of docs/api.md is of something that a header has", "[docs][api]") {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(TRIAGE_SOURCE_DIR "/include/triage"))
        if (entry.path().extension() == ".hpp") all += read_file(entry.path().string());
    std::istringstream in(read_file(TRIAGE_SOURCE_DIR "/docs/api.md"));
    std::size_t rows = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("| `", 0) != 0) continue;
        const std::string name = line.substr(3, line.find('`', 3) - 3);
        INFO(name);
        CHECK((all.find(name + "(") != std::string::npos || all.find("class " + name) != std::string::npos));
        CHECK(line.size() > name.size() + 12);
        ++rows;
    }
    CHECK(rows > 150);
}

TEST_CASE("the npm package has the version of the library", "[docs][api]") {
    CHECK(read_file(TRIAGE_SOURCE_DIR "/examples/browser/package.json").find("\"version\": \"" TRIAGE_VERSION_STRING "\"") !=
          std::string::npos);
}
