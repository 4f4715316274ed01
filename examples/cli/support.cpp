// SPDX-License-Identifier: Apache-2.0
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <iterator>

#include "cli.hpp"

namespace cli {

triage::RuleSet load_rules(const std::string& path) {
    return path.empty() ? triage::load_shipped().value() : triage::load(path).value();
}

std::string rules_path(const Options& options) {
    if (options.inputs.size() > 1) throw Failure("triage " + options.command + " takes one rule folder");
    return options.inputs.empty() ? options.rules : options.inputs[0];
}

std::string known_pathway(const triage::RuleSet& rules, const std::string& id) {
    if (!id.empty() && rules.compiled().pathway_names.find(id) == triage::npos)
        throw Failure("no pathway is called \"" + id + "\"; " +
                      triage::did_you_mean(triage::nearest_name(id, rules.compiled().pathway_names)));
    return id;
}

LoadedCases load_cases(const Options& options, bool may_be_none) {
    if (options.inputs.empty() && options.rules.empty())
        throw Failure("triage " + options.command + " takes a rule folder, and case files if you like");
    const std::string path = options.rules.empty() ? options.inputs[0] : options.rules;
    LoadedCases out{load_rules(path), {}, path};
    std::vector<std::string> files(options.inputs.begin() + (options.rules.empty() ? 1 : 0), options.inputs.end());
    if (files.empty()) files = triage::case_files(path);
    if (files.empty() && !may_be_none) throw Failure("there are no cases: " + path + "/cases/*.cases.yaml");
    std::vector<triage::Diagnostic> problems;
    for (const std::string& file : files) {
        const auto loaded = triage::load_cases(out.rules, file);
        problems.insert(problems.end(), loaded.diagnostics().begin(), loaded.diagnostics().end());
        if (loaded.ok()) out.cases.insert(out.cases.end(), loaded.value().begin(), loaded.value().end());
    }
    if (triage::has_error(problems)) throw triage::LoadError(problems);
    return out;
}

triage::Answers read_answers(const triage::RuleSet& rules, const std::string& path, std::string& id) {
    triage::AnswerSheet sheet = [&] {
        if (path != "-") return triage::load_answers(rules, path).value();
        // One byte more than is allowed is enough to refuse it.
        const std::size_t most = triage::LoadOptions{}.bytes_per_file;
        std::string text(most + 1, '\0');
        std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(std::cin.gcount()));
        if (text.size() > most) throw Failure("stdin: more than " + std::to_string(most) + " bytes");
        return triage::read_answers(rules, text, "stdin").value();
    }();
    id = sheet.id;
    return std::move(sheet.answers);
}

std::size_t screen_width(int file) {
    winsize size{};
    if (isatty(file) == 0 || ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return std::clamp<std::size_t>(size.ws_col - 1U, 20, 100);
}

triage::TextOptions text_options(const Options& options) {
    triage::TextOptions text;
    text.for_clinician = options.clinician;
    const bool terminal = isatty(STDOUT_FILENO) != 0 && options.output.empty();
    const char* no_color = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    const bool wanted = (no_color == nullptr || *no_color == '\0') && (term == nullptr || std::strcmp(term, "dumb") != 0);
    text.colour = options.color == "always" || (options.color == "auto" && terminal && wanted);
    if (terminal) text.width = screen_width(STDOUT_FILENO);
    return text;
}

triage::AssessOptions assess_options(const Options& options) {
    triage::AssessOptions out;
    out.emergency_number = options.emergency_number;
    out.interview.examiner = options.clinician;
    return out;
}

std::string choose_format(const Options& options, std::initializer_list<const char*> known) {
    if (options.format.empty()) return *known.begin();
    std::string list;
    for (const char* format : known) {
        if (options.format == format) return format;
        list += (list.empty() ? "" : ", ") + std::string(format);
    }
    throw Failure("--format takes " + list + ", not \"" + options.format + "\"");
}

triage::Format format_of(const std::string& name) {
    return name == "json"       ? triage::Format::json
           : name == "markdown" ? triage::Format::markdown
           : name == "html"     ? triage::Format::html
                                : triage::Format::text;
}

}  // namespace cli
