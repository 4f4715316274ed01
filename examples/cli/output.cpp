// SPDX-License-Identifier: Apache-2.0
// Where results go, and what a person typed.
// Refuses to lose either: what cannot be written there is written or shown elsewhere, and the person is told.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "support.hpp"

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

Kept keep_answers(const Call& call, const triage::Answers& answers) {
    return keep(call.text(call.has(flag::save) ? flag::save : flag::resume), "triage-answers", ".yaml",
                triage::render_answers(answers));
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

}  // namespace cli
