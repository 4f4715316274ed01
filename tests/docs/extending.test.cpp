// SPDX-License-Identifier: Apache-2.0
// docs/extending.md names files: they exist, and those that handle each condition form are all there.
#include <filesystem>
#include <set>
#include <string>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

const std::filesystem::path root = TRIAGE_SOURCE_DIR;

/// What stands between backquotes and looks like a path without a blank to fill in.
std::set<std::string> paths_in(const std::string& page) {
    std::set<std::string> out;
    for (std::size_t from = page.find('`'); from != std::string::npos;) {
        const std::size_t to = page.find('`', from + 1);
        const std::string word = page.substr(from + 1, to - from - 1);
        const bool blank = word.find("CODE") != std::string::npos || word.find("NAME") != std::string::npos;
        if (word.find('/') != std::string::npos && word.find(' ') == std::string::npos && !blank) out.insert(word);
        from = to == std::string::npos ? to : page.find('`', to + 1);
    }
    return out;
}

}  // namespace

TEST_CASE("every file that the page on extending names exists", "[docs]") {
    const std::set<std::string> named = paths_in(read_file(root.string() + "/docs/extending.md"));
    CHECK(named.size() > 30);
    for (const std::string& path : named) CHECK((std::filesystem::exists(root / path) ? "" : path) == "");
}

TEST_CASE("every product file that handles each condition form is named on the page on extending", "[docs]") {
    const std::set<std::string> named = paths_in(read_file(root.string() + "/docs/extending.md"));
    std::set<std::string> missing, handling;
    for (const char* folder : {"include", "src", "examples"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            if (!entry.is_regular_file()) continue;
            const std::string path = std::filesystem::relative(entry.path(), root).generic_string();
            const std::string text = read_file(entry.path().string());
            if (text.find("Form::unless") == std::string::npos && text.find("Op::unless") == std::string::npos) continue;
            handling.insert(path);
            if (named.count(path) == 0) missing.insert(path);
        }
    CHECK(handling.size() > 5);
    CHECK(missing == std::set<std::string>{});
}
