// SPDX-License-Identifier: Apache-2.0
// The change that rules/README.md walks through works as the page says: each edit is made, each command is run.
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

namespace fs = std::filesystem;

struct Block {
    std::string language, text;
};

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

std::vector<Block> blocks_of(const std::string& page) {
    std::vector<Block> out;
    bool inside = false;
    for (const std::string& line : lines_of(page)) {
        if (line.rfind("```", 0) == 0) {
            inside = !inside;
            if (inside) out.push_back({line.substr(3), ""});
        } else if (inside) {
            out.back().text += line + "\n";
        }
    }
    return out;
}

/// The words of a command; double quotes keep words together.
std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> out;
    bool quoted = false, open = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ' ' && !quoted) {
            open = false;
            continue;
        } else {
            if (!open) out.emplace_back();
            out.back() += c;
        }
        open = open || c != '"';
    }
    return out;
}

/// `# FILE, at the end`, `# FILE, above the line "L"` or `# FILE, instead of the line "L"`; blanks before L do not count.
void edit(const std::string& folder, const std::string& block) {
    const std::size_t end = block.find('\n'), comma = block.find(", ");
    REQUIRE(block.rfind("# ", 0) == 0);
    const std::string path = folder + "/" + block.substr(2, comma - 2), where = block.substr(comma + 2, end - comma - 2),
                      text = block.substr(end + 1), old = read_file(path);
    if (where == "at the end") return write_file(path, old + text);
    const bool above = where.rfind("above the line \"", 0) == 0;
    REQUIRE((above || where.rfind("instead of the line \"", 0) == 0));
    const std::size_t from = where.find('"') + 1;
    const std::string sought = where.substr(from, where.size() - 1 - from);
    std::string made;
    std::size_t found = 0;
    for (const std::string& line : lines_of(old)) {
        const bool here = line.find_first_not_of(' ') != std::string::npos && line.substr(line.find_first_not_of(' ')) == sought;
        found += here ? 1U : 0U;
        if (here) made += text;
        if (!here || above) made += line + "\n";
    }
    REQUIRE(found == 1);
    write_file(path, made);
}

/// What is shown, with "…" for any lines.
bool shows(const std::string& shown, const std::string& printed) {
    std::size_t at = 0;
    std::string piece;
    bool gap = false;
    const auto place = [&](bool last) {
        const std::size_t from = at;
        if (!gap)
            at = printed.compare(at, piece.size(), piece) == 0 ? at : std::string::npos;
        else if (last && printed.size() >= at + piece.size())
            at = printed.compare(printed.size() - piece.size(), piece.size(), piece) == 0 ? printed.size() - piece.size()
                                                                                          : std::string::npos;
        else
            at = printed.find(piece, at);
        if (at == std::string::npos || (at > from && printed[at - 1] != '\n' && !piece.empty())) return false;
        at += piece.size();
        piece.clear();
        return true;
    };
    for (const std::string& line : lines_of(shown)) {
        if (line != "…") {
            piece += line + "\n";
            continue;
        }
        if (!place(false)) return false;
        gap = true;
    }
    return piece.empty() ? (gap || at == printed.size()) : place(true) && at == printed.size();
}

/// Machines without Graphviz get a packet without pictures.
std::string without_graphviz(const std::string& text) {
    std::string out;
    for (const std::string& line : lines_of(text))
        if (line.find("Graphviz") == std::string::npos) out += line + "\n";
    return out;
}

}  // namespace

TEST_CASE("what is shown of an output may leave lines out, and nothing else", "[docs]") {
    CHECK(shows("a\nb\n", "a\nb\n"));
    CHECK(shows("a\n…\n", "a\nb\n"));
    CHECK(shows("…\nb\n", "a\nb\n"));
    CHECK(shows("a\n…\nc\n…\ne\n", "a\nb\nc\nd\ne\n"));
    CHECK(shows("", ""));
    CHECK_FALSE(shows("", "a\n"));
    CHECK_FALSE(shows("a\n", "a\nb\n"));
    CHECK_FALSE(shows("…\nb\n", "a\nb\nc\n"));
    CHECK_FALSE(shows("…\nb\n", "ab\n"));
    CHECK_FALSE(shows("…\nb\n…\n", "ab\n"));
    CHECK_FALSE(shows("b\n…\n", "a\nb\n"));
}

TEST_CASE("the change in rules/README.md goes from question to signature as the page says", "[docs][review]") {
    const TemporaryFolder folder;
    const std::string home = folder.path() + "/home";
    fs::create_directories(folder.path() + "/examples");
    fs::create_directory(home);
    fs::copy(TRIAGE_SOURCE_DIR "/examples/sore_calf", folder.path() + "/examples/sore_calf", fs::copy_options::recursive);
    std::vector<std::string> verbs;
    for (const Block& block : blocks_of(read_file(TRIAGE_SOURCE_DIR "/rules/README.md"))) {
        INFO(block.text);
        if (block.language == "yaml") {
            edit(folder.path(), block.text);
            continue;
        }
        REQUIRE(block.language == "console");
        const std::size_t end = block.text.find('\n');
        REQUIRE(block.text.rfind("$ ", 0) == 0);
        std::vector<std::string> words = words_of(block.text.substr(2, end - 2));
        REQUIRE(words.size() > 1);
        if (words[0] == "cp") {
            REQUIRE(words.size() == 4);
            fs::copy(folder.path() + "/" + words[2], folder.path() + "/" + words[3], fs::copy_options::recursive);
            continue;
        }
        REQUIRE(words[0] == "triage");
        words.erase(words.begin());
        if (verbs.empty() || verbs.back() != words[0]) verbs.push_back(words[0]);
        Surroundings around;
        around.folder = folder.path();
        around.home = home;
        const Run run = run_program(words, "", around);
        const std::string printed = without_graphviz(run.err + run.out);
        INFO(printed);
        CHECK(shows(block.text.substr(end + 1), printed));
        if (words.back() == "clot.html") {  // the code that the text names and the later commands use
            const std::string packet = read_file(folder.path() + "/clot.html");
            CHECK(packet.find("--pathway clot=2d80a1733e1fa6b4") != std::string::npos);
        }
    }
    CHECK(verbs == std::vector<std::string>{"check", "test", "prove", "diff", "mutate", "review", "test", "check"});
}
