// SPDX-License-Identifier: Apache-2.0
#include "hunt/equivalent.hpp"

#include <sstream>
#include <stdexcept>

namespace triage::hunt {

const std::vector<std::string>& targets() {
    static const std::vector<std::string> files{
        "include/triage/model/kleene.hpp",
        "include/triage/walk/tally.hpp",
        "include/triage/walk/meaning.hpp",
        "include/triage/model/answer.hpp",
        "include/triage/model/value.hpp",
        "include/triage/walk/answers.hpp",
        "include/triage/walk/answers.ipp",
        "include/triage/walk/evaluate.hpp",
        "include/triage/walk/evaluate.ipp",
        "include/triage/walk/walk.hpp",
        "include/triage/walk/walk.ipp",
        "include/triage/walk/reach.hpp",
        "include/triage/walk/reach.ipp",
        "include/triage/compile/implications.hpp",
        "include/triage/review/diagram/nodes.hpp",
        "include/triage/review/diagram/nodes.ipp",
        "include/triage/review/diagram/diagram.hpp",
        "include/triage/review/diagram/diagram.ipp",
        "include/triage/review/diagram/cells.hpp",
        "include/triage/review/diagram/cells.ipp",
        "include/triage/review/diagram/conditions.hpp",
        "include/triage/review/diagram/conditions.ipp",
        "include/triage/review/diagram/decision.ipp",
    };
    return files;
}

std::string named(const Mutant& mutant) { return mutant.original + " -> " + mutant.mutation; }

std::vector<Equivalent> read_equivalents(const std::string& text) {
    std::vector<Equivalent> out;
    Equivalent now;
    std::vector<std::string> mutations;
    std::istringstream lines(text + "\n\n");
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const auto wrong = [&](const std::string& what) {
            throw std::runtime_error("equivalent.txt:" + std::to_string(number) + ": " + what);
        };
        if (!line.empty() && line[0] == '#') continue;
        if (line.empty()) {
            if (now.at == 0) continue;
            if (now.file.empty() || now.line.empty() || mutations.empty() || now.because.empty())
                wrong("an entry has file, line, mutation and because");
            for (const std::string& m : mutations) {
                now.mutation = m;
                out.push_back(now);
            }
            now = {};
            mutations.clear();
            continue;
        }
        const std::size_t colon = line.find(": ");
        const std::string key = line.substr(0, colon), value = colon == std::string::npos ? "" : line.substr(colon + 2);
        if (now.at == 0) now.at = number;
        if (value.empty())
            wrong("a key, a colon and a text");
        else if (key == "file")
            now.file = value;
        else if (key == "line")
            now.line = value;
        else if (key == "mutation")
            mutations.push_back(value);
        else if (key == "because")
            now.because = value;
        else
            wrong("no key is called \"" + key + "\"");
    }
    return out;
}

const Equivalent* entry_of(const std::vector<Equivalent>& entries, const std::string& file, const Source& source,
                           const Mutant& mutant) {
    const std::string line = source.line(mutant.line);
    for (const Equivalent& e : entries)
        if (e.file == file && e.line == line && (e.mutation == "any" || e.mutation == named(mutant))) {
            e.used = true;
            return &e;
        }
    return nullptr;
}

}  // namespace triage::hunt
