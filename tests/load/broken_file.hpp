// SPDX-License-Identifier: Apache-2.0
// A file of tests/bad/ with what its first line says must be reported.
// Refuses a first line that it does not understand: a test that expects nothing would always pass.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <triage/load.hpp>

namespace triage::testing {

[[nodiscard]] inline std::string source_path(const std::string& relative) {
    return std::string(TRIAGE_SOURCE_DIR) + "/" + relative;
}

[[nodiscard]] inline std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// `# expect 14:9 unknown-id, advice.yaml:2:1 unknown-key with steps=3 findings=9`
struct BrokenFile {
    struct Problem {
        std::string file;  ///< empty: not said
        std::uint32_t line = 0, column = 0;
        std::string code;
    };
    std::filesystem::path path;
    std::vector<Problem> problems;
    LoadOptions options;

    explicit BrokenFile(const std::filesystem::path& p) : path(p) {
        std::filesystem::path where = p;
        if (std::filesystem::is_directory(p)) where = std::filesystem::exists(p / "expect") ? p / "expect" : p / "ruleset.yaml";
        const std::string text = read_bytes(where);
        const std::string first = text.substr(0, text.find('\n'));
        const std::string begin = "# expect ";
        if (first.substr(0, begin.size()) != begin)
            throw std::runtime_error(where.string() + ": no expectation on its first line");
        const std::size_t with = first.find(" with ");
        std::istringstream list(first.substr(begin.size(), with == std::string::npos ? with : with - begin.size()));
        for (std::string one; std::getline(list, one, ',');) problems.push_back(problem(one));
        if (with != std::string::npos) {
            std::istringstream words(first.substr(with + 6));
            for (std::string word; words >> word;) option(word);
        }
    }

    [[nodiscard]] std::string name() const { return path.filename().string(); }
    /// The code that the file is named after: what stands before "--" or the first dot.
    [[nodiscard]] std::string code() const {
        const std::string n = name();
        return n.substr(0, std::min(n.find("--"), n.find('.')));
    }

    /// Everything that is said about it. Answers and cases are read against tests/good/small.yaml.
    [[nodiscard]] std::vector<Diagnostic> diagnostics() const {
        const bool answers = name().find(".answers.") != std::string::npos, cases = name().find(".cases.") != std::string::npos;
        if (!answers && !cases) return load(path.string(), options).diagnostics();
        const RuleSet rules = load(source_path("tests/good/small.yaml")).value();
        return answers ? load_answers(rules, path.string(), options).diagnostics()
                       : load_cases(rules, path.string(), options).diagnostics();
    }

    [[nodiscard]] static std::vector<BrokenFile> all() {
        std::vector<std::filesystem::path> paths;
        for (const auto& entry : std::filesystem::directory_iterator(source_path("tests/bad"))) paths.push_back(entry.path());
        std::sort(paths.begin(), paths.end());
        std::vector<BrokenFile> out;
        for (const auto& path : paths) out.emplace_back(path);
        return out;
    }

private:
    [[nodiscard]] static Problem problem(const std::string& text) {
        std::istringstream words(text);
        std::string place;
        Problem p;
        words >> place >> p.code;
        const std::size_t column = place.rfind(':'), line = place.rfind(':', column - 1);
        if (p.code.empty() || column == std::string::npos) throw std::runtime_error("not an expectation: " + text);
        p.column = static_cast<std::uint32_t>(std::stoul(place.substr(column + 1)));
        p.line = static_cast<std::uint32_t>(std::stoul(place.substr(line == std::string::npos ? 0 : line + 1)));
        if (line != std::string::npos) p.file = place.substr(0, line);
        return p;
    }
    void option(const std::string& word) {
        const std::size_t equals = word.find('=');
        const std::string key = word.substr(0, equals);
        const std::size_t value = std::stoul(word.substr(equals + 1));
        if (key == "bytes_per_file")
            options.bytes_per_file = value;
        else if (key == "bytes_in_all")
            options.bytes_in_all = value;
        else if (key == "nesting_depth")
            options.nesting_depth = value;
        else if (key == "string_length")
            options.string_length = value;
        else if (key == "includes")
            options.includes = value;
        else if (key == "findings")
            options.findings = value;
        else if (key == "steps")
            options.steps = value;
        else if (key == "items_per_condition")
            options.items_per_condition = value;
        else if (key == "compiled_size")
            options.compiled_size = value;
        else if (key == "diagnostics")
            options.diagnostics = value;
        else
            throw std::runtime_error("no such load option: " + key);
    }
};

}  // namespace triage::testing
