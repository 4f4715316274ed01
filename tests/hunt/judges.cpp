// SPDX-License-Identifier: Apache-2.0
#include "hunt/judges.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

namespace triage::hunt {

namespace {

// The text of the literals that stand at `at`, side by side; `at` is then behind them.
std::string literal(const std::string& text, std::size_t& at) {
    std::string out;
    for (;;) {
        at = text.find_first_not_of(" \n", at);
        if (at == std::string::npos || text[at] != '"') return out;
        for (++at; at < text.size() && text[at] != '"'; ++at) {
            if (text[at] == '\\') ++at;
            out += text[at];
        }
        ++at;
    }
}

}  // namespace

std::vector<Judge> judges_in(const std::string& tests) {
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    for (const fs::directory_entry& e : fs::recursive_directory_iterator(tests))
        if (e.path().string().size() > 9 && e.path().string().substr(e.path().string().size() - 9) == ".test.cpp")
            files.push_back(e.path());
    std::sort(files.begin(), files.end());
    std::vector<Judge> out;
    for (const fs::path& file : files) {
        std::ifstream in(file);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        const std::string begin = "\nTEST_CASE(";
        for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
            at += begin.size();
            Judge judge;
            judge.name = literal(text, at);
            at = std::min(text.find('"', at), text.size());
            if (literal(text, at).find("[.") == std::string::npos) {
                judge.text = text;
                judge.room = fs::relative(file.parent_path(), tests).generic_string();
                out.push_back(std::move(judge));
            }
        }
    }
    return out;
}

std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\' || c == ',') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string last_case(const std::string& xml) {
    const std::string_view begin = "<TestCase name=\"";
    const std::size_t at = xml.rfind(begin);
    if (at == std::string::npos) return {};
    const std::size_t from = at + begin.size();
    std::string out = xml.substr(from, xml.find('"', from) - from);
    for (const auto& [mark, plain] :
         {std::pair<std::string_view, std::string_view>{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
        for (std::size_t i = out.find(mark); i != std::string::npos; i = out.find(mark, i + plain.size()))
            out.replace(i, mark.size(), plain);
    return out;
}

}  // namespace triage::hunt
