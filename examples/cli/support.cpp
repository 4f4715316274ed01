// SPDX-License-Identifier: Apache-2.0
// Rules, cases, answers and options, as the verbs take them; where results go, and what a person typed.
// Refuses to lose either: what cannot be written there is written or shown elsewhere, and the person is told.
#include "support.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <triage/review/cases.hpp>

namespace cli {

namespace {

bool to_stdout(std::string_view text) {
    std::cout << text << std::flush;
    return static_cast<bool>(std::cout);
}

}  // namespace

void write_output(const Call& call, std::string_view text) {
    const std::string path = call.text(flag::output);
    if (is_file(path)) return call.verb->result == Result::about_rules ? write_public(path, text) : write_private(path, text);
    if (!to_stdout(text)) throw Failure("cannot write to stdout");
}

int deliver(const Call& call, std::string_view text, const std::function<std::string()>& plain) {
    if (!is_file(call.text(flag::output))) {
        if (to_stdout(text)) return done;
        std::cerr << plain() << "triage: cannot write to stdout\n";
        return bad_input;
    }
    try {
        write_private(call.text(flag::output), text);
        return done;
    } catch (const Failure& failure) {
        const std::string instead = plain();
        if (!to_stdout(instead)) std::cerr << instead;
        std::cerr << "triage: " << triage::visible(failure.what()) << "; it stands here instead\n";
        return bad_input;
    }
}

int recommend(const Call& call, const triage::Assessment& result) {
    using triage::Format;
    const std::string name = call.format();
    const Format format = name == "json"       ? Format::json
                          : name == "markdown" ? Format::markdown
                          : name == "html"     ? Format::html
                                               : Format::text;
    return deliver(call, triage::render(result, format, text_options(call)),
                   [&] { return triage::render(result, Format::text, text_options(call)); });
}

Kept keep(const std::string& named, const std::string& stem, const std::string& ending, std::string_view text) {
    Kept kept;
    const auto attempt = [&](auto&& write) {
        try {
            kept.path = write();
        } catch (const Failure& failure) {
            kept.problems.emplace_back(failure.what());
        }
    };
    if (is_file(named))
        attempt([&] {
            write_private(named, text);
            return named;
        });
    kept.as_asked = kept.problems.empty();
    if (kept.path.empty()) attempt([&] { return write_fresh("", stem, ending, text); });
    const char* home = std::getenv("HOME");
    std::error_code ignored;
    if (kept.path.empty() && home != nullptr && home[0] == '/' && !std::filesystem::equivalent(home, ".", ignored))
        attempt([&] { return write_fresh(home, stem, ending, text); });
    if (kept.path.empty()) kept.as_asked = false;
    return kept;
}

std::vector<std::string> where_kept(const Kept& kept, const std::string& what, const std::string& go_on) {
    std::vector<std::string> out;
    for (const std::string& problem : kept.problems) out.push_back("triage: " + triage::visible(problem));
    if (kept.path.empty()) {
        out.push_back(what + " are NOT kept: there is no place to write them.");
        return out;
    }
    const std::string path = triage::visible(kept.path);
    out.push_back(what + " are in " + path + (kept.problems.empty() ? "" : " instead") +
                  (go_on.empty() ? "" : "; go on with: " + go_on + " " + path));
    return out;
}

std::string place_of_rules(const Call& call) {
    namespace fs = std::filesystem;
    if (call.inputs.empty()) return {};
    const fs::path named(call.inputs[0]);
    std::error_code error;
    const fs::path folder = (fs::is_directory(named, error) ? named / "" : named.parent_path() / "").lexically_normal();
    const fs::path here = fs::current_path(error);
    // What lies below the present folder is named from there, everything else from the root.
    const fs::path whole = (here / folder).lexically_normal(), below = whole.lexically_relative(here);
    const bool outside = error || below.empty() || *below.begin() == "..";
    const std::string out = (outside ? whole : below).generic_string();
    return out == "." ? "" : out.ends_with('/') ? out : out + "/";
}

std::string trimmed(const std::string& text) {
    const std::size_t from = text.find_first_not_of(" \t");
    return from == std::string::npos ? std::string() : text.substr(from, text.find_last_not_of(" \t") + 1 - from);
}

std::string or_rather(const std::string& nearest) { return nearest.empty() ? "" : "; " + triage::did_you_mean(nearest); }

std::string known_pathway(const triage::RuleSet& rules, const std::string& id) {
    if (!id.empty() && rules.compiled().pathway_names.find(id) == triage::npos)
        throw Failure("no pathway is called \"" + id + "\"" +
                      or_rather(triage::nearest_name(id, rules.compiled().pathway_names)));
    return id;
}

std::vector<triage::Case> load_cases(const triage::RuleSet& rules, const std::string& path, std::vector<std::string> files,
                                     bool may_be_none) {
    if (files.empty()) files = triage::case_files(path);
    if (files.empty() && !may_be_none)
        throw Failure(std::filesystem::is_directory(path)
                          ? "there are no cases: " + path + "/cases/*.cases.yaml"
                          : "there are no cases: " + path +
                                " is no folder; name case files after it, or make it FOLDER/ruleset.yaml");
    std::vector<triage::Case> cases;
    std::vector<triage::Diagnostic> problems;
    for (const std::string& file : files) {
        const auto loaded = triage::load_cases(rules, file);
        problems.insert(problems.end(), loaded.diagnostics().begin(), loaded.diagnostics().end());
        if (loaded.ok()) cases.insert(cases.end(), loaded.value().begin(), loaded.value().end());
    }
    if (triage::has_error(problems)) throw triage::LoadError(problems);
    return cases;
}

std::string read_text(const std::string& path, std::size_t most) {
    std::ifstream file;
    if (path != "-") {
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored)) throw Failure("cannot read " + path + ": it is a folder");
        file.open(path, std::ios::binary);
        if (!file) throw Failure("cannot read " + path + ": " + std::strerror(errno));
    }
    std::istream& in = path == "-" ? std::cin : file;
    std::string text;
    // One byte more than is allowed is enough to refuse it.
    for (std::size_t piece = 1U << 16U; in && text.size() <= most; piece *= 2) {
        const std::size_t before = text.size();
        text.resize(std::min(before + piece, most + 1));
        in.read(text.data() + before, static_cast<std::streamsize>(text.size() - before));
        text.resize(before + static_cast<std::size_t>(in.gcount()));
    }
    const std::string name = path == "-" ? "stdin" : path;
    if (in.bad()) throw Failure("cannot read " + name);
    if (text.size() > most) throw Failure(name + " has more than " + std::to_string(most) + " bytes");
    return std::string(triage::without_mark(text));
}

triage::AnswerSheet read_answers(const triage::RuleSet& rules, const std::string& path) {
    if (path != "-") return triage::load_answers(rules, path).value();
    return triage::read_answers(rules, read_text(path, triage::LoadOptions{}.bytes_per_file), "stdin").value();
}

std::size_t screen_width(int file) {
    winsize size{};
    if (isatty(file) == 0 || ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return std::clamp<std::size_t>(size.ws_col - 1U, 20, 100);
}

triage::TextOptions text_options(const Call& call) {
    triage::TextOptions text;
    text.for_clinician = call.text(flag::as) == "clinician";
    text.detail = call.has(flag::detail);
    const bool terminal = isatty(STDOUT_FILENO) != 0 && !call.has(flag::output);
    const char* no_color = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    const bool wanted = (no_color == nullptr || *no_color == '\0') && (term == nullptr || std::strcmp(term, "dumb") != 0);
    text.colour = call.text(flag::color) == "always" || (call.text(flag::color) == "auto" && terminal && wanted);
    if (terminal) text.width = screen_width(STDOUT_FILENO);
    return text;
}

triage::AssessOptions assess_options(const Call& call) {
    triage::AssessOptions out;
    if (call.has(flag::emergency_number)) out.emergency_number = call.text(flag::emergency_number);
    out.interview.examiner = call.text(flag::as) == "clinician";
    return out;
}

triage::Date today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

}  // namespace cli
