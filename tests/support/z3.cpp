// SPDX-License-Identifier: Apache-2.0
#include "support/z3.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace triage::testing {

namespace {

std::string output_of(const std::string& command) {
    struct Close {
        void operator()(FILE* f) const { (void)pclose(f); }
    };
    const std::unique_ptr<FILE, Close> pipe(popen(command.c_str(), "r"));
    if (!pipe) throw std::runtime_error("cannot start " + command);
    std::string out;
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) out.append(buffer, n);
    return out;
}

// A text in a file that is gone with this object.
struct TemporaryFile {
    explicit TemporaryFile(const std::string& text)
        : path((std::filesystem::temp_directory_path() / "triage-z3-XXXXXX").string()) {
        const int file = mkstemp(path.data());
        if (file < 0) throw std::runtime_error("cannot make a temporary file");
        (void)close(file);
        std::ofstream(path) << text;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { (void)std::remove(path.c_str()); }
    std::string path;
};

// What z3 prints: words, and lists of them in brackets.
struct Printed {
    std::string word;
    std::vector<Printed> items;
};

struct Reader {
    const std::string& text;
    std::size_t at = 0;

    bool next(Printed& out) {
        while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
        if (at == text.size() || text[at] == ')') return false;
        if (text[at] == '(') {
            ++at;
            for (Printed item; next(item); item = {}) out.items.push_back(item);
            ++at;
            return true;
        }
        const bool quoted = text[at] == '"';
        const std::size_t end = quoted ? text.find('"', at + 1) : text.find_first_of(" \n()", at);
        const std::size_t from = quoted ? at + 1 : at;
        out.word = text.substr(from, end - from);
        at = end == std::string::npos ? text.size() : end + (quoted ? 1U : 0U);
        return true;
    }
};

// `2.0`, `(- 2.0)`, `(/ 5.0 2.0)`.
double number(const Printed& p) {
    if (p.items.empty()) return std::strtod(p.word.c_str(), nullptr);
    if (p.items.size() == 2) return -number(p.items[1]);
    return number(p.items[1]) / number(p.items[2]);
}

// What is said of each finding, in the order in which `person` reads it back.
std::vector<Term> asked_back(const RuleDocument& document, const SmtPerson& person) {
    std::vector<Term> out;
    for (const Finding& f : document.findings) {
        const SmtSaid& said = person.said(f.id.value);
        out.insert(out.end(), said.options.begin(), said.options.end());
        if (f.type != FindingType::choice) out.insert(out.end(), {said.known, said.value});
    }
    return out;
}

Said person_in(const RuleDocument& document, const std::vector<Printed>& values) {
    Said out;
    std::size_t i = 0;
    const auto next = [&]() -> const Printed& { return values.at(i++).items.at(1); };
    for (const Finding& f : document.findings) {
        for (const Option& option : f.options)
            if (next().word == "true") out.emplace(f.id.value, Answer(option.id.value));
        if (f.type == FindingType::choice) continue;
        const bool known = next().word == "true";
        const Printed& value = next();
        if (!known) continue;
        if (f.type == FindingType::number)
            out.emplace(f.id.value, Answer(number(value)));
        else
            out.emplace(f.id.value, value.word == "true" ? yes : no);
    }
    return out;
}

}  // namespace

bool z3_installed() {
    static const bool found = output_of("z3 --version 2>/dev/null").rfind("Z3", 0) == 0;
    return found;
}

std::vector<SmtAnswer> ask_z3(const RuleDocument& document, const SmtPerson& person, const std::vector<SmtQuestion>& questions,
                              int seconds) {
    std::string values;
    for (const Term& term : asked_back(document, person)) values += " " + term;
    std::string text = "(set-option :produce-models true)\n" + person.declarations() + person.definitions();
    for (std::size_t q = 0; q < questions.size(); ++q)
        text += "(echo \"question\")\n(push 1)\n" + questions[q].definitions + "(assert " + questions[q].term +
                ")\n(check-sat)\n(get-value (" + values + "))\n(pop 1)\n";
    const TemporaryFile file(text);
    const std::string printed = output_of("z3 -T:" + std::to_string(seconds) + " '" + file.path + "' 2>&1");

    std::vector<SmtAnswer> out;
    Reader reader{printed};
    for (Printed p; reader.next(p); p = {}) {
        if (p.word == "question")
            out.emplace_back();
        else if (!out.empty() && p.word == "sat")
            out.back().kind = SmtAnswer::Kind::sat;
        else if (!out.empty() && p.word == "unsat")
            out.back().kind = SmtAnswer::Kind::unsat;
        else if (p.word == "timeout" || p.word == "unknown")
            continue;
        else if (!p.items.empty() && p.items[0].word == "error") {
            // After "unsat" there are no values to be read back; every other error is one.
            if (out.empty() || out.back().kind == SmtAnswer::Kind::sat ||
                p.items.at(1).word.find("model is not available") == std::string::npos)
                throw std::runtime_error("z3: " + p.items.at(1).word);
        } else if (!out.empty() && out.back().kind == SmtAnswer::Kind::sat) {
            out.back().person = person_in(document, p.items);
        } else if (out.empty()) {
            throw std::runtime_error("z3: " + printed.substr(0, 500));
        }
    }
    out.resize(questions.size());
    return out;
}

}  // namespace triage::testing
