// SPDX-License-Identifier: Apache-2.0
// From the words of the command line to the call of one verb.
#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>
#include <sstream>

#include <triage/model/names.hpp>
#include <triage/text/text.hpp>
#include <triage/version.hpp>

#include "verbs/verbs.hpp"

namespace cli {

namespace {

std::vector<std::string> split(std::string_view text, char by) {
    std::istringstream in{std::string(text)};
    std::vector<std::string> out;
    for (std::string word; std::getline(in, word, by);) out.push_back(word);
    return out;
}

/// What was meant, or where the help is.
std::string hint(const std::string& wrong, const std::vector<std::string>& known, const std::string& verb = "") {
    const std::string near = triage::nearest_name(wrong, known);
    return "; " + (near.empty() ? "try triage " + verb + (verb.empty() ? "" : " ") + "--help" : triage::did_you_mean(near));
}

void check_value(const Flag& flag, const std::string& value) {
    const auto refuse = [&](const std::string& takes) {
        throw Failure("--" + std::string(flag.name) + " takes " + takes + ", not \"" + value + "\"");
    };
    const std::vector<std::string> words = split(flag.value, '|');
    if (flag.takes == Takes::word && std::find(words.begin(), words.end(), value) == words.end())
        refuse(triage::joined(words, words.size() == 2 ? " or " : ", "));
    if (flag.takes == Takes::day && !triage::parse_date(value)) refuse("a date like 2026-03-01");
    if (flag.takes == Takes::count && !number_in<std::size_t>(value)) refuse("a whole number");
    if (flag.takes == Takes::number && !triage::number_of(value)) refuse("a number");
}

/// The verbs that the first words name, which are taken away: one, or all of a group ("log") of which none is named.
std::vector<const Verb*> named_by(std::vector<std::string>& words) {
    const std::string first = words[0];
    std::vector<std::string> firsts, seconds;
    std::vector<const Verb*> named;
    for (const Verb* verb : verbs::all) {
        const std::vector<std::string> name = split(verb->name, ' ');
        firsts.push_back(name[0]);
        if (name[0] != first) continue;
        named.push_back(verb);
        if (name.size() > 1) seconds.push_back(name[1]);
    }
    if (named.empty()) throw Failure("there is no verb \"" + first + "\"" + hint(first, firsts));
    words.erase(words.begin());
    if (seconds.empty() || words.empty()) return named;
    auto second = words.begin();
    if (second->rfind('-', 0) == 0)  // flags may come before it
        second = std::find_first_of(second, words.end(), seconds.begin(), seconds.end());
    if (second == words.end()) return named;
    const auto place = std::find(seconds.begin(), seconds.end(), *second);
    if (place == seconds.end())
        throw Failure("triage " + first + " has no verb \"" + *second + "\"" + hint(*second, seconds, first));
    words.erase(second);
    return {named[static_cast<std::size_t>(place - seconds.begin())]};
}

/// Throws unless there are as many arguments as the usage line of the verb says.
void count_arguments(const Call& call) {
    const std::vector<std::string> words = split(call.verb->arguments, ' ');
    const auto optional = [](const std::string& word) { return word[0] == '['; };
    const auto least = words.size() - static_cast<std::size_t>(std::count_if(words.begin(), words.end(), optional));
    const bool any_number = call.verb->arguments.find("...") != std::string_view::npos;
    if (call.inputs.size() >= least && (any_number || call.inputs.size() <= words.size())) return;
    throw Failure("triage " + std::string(call.verb->name) + " takes " +
                  (words.empty() ? "no argument" : std::string(call.verb->arguments)) + ", not " +
                  std::to_string(call.inputs.size()) + " arguments; try triage " + std::string(call.verb->name) + " --help");
}

/// Throws where a file that would be written is one that is read, or two that would be written are one.
void check_apart(const Call& call) {
    const auto same = [](const std::string& a, const std::string& b) {
        std::error_code ignored;
        const bool files = !a.empty() && a != "-" && !b.empty() && b != "-";
        return files && (a == b || (std::filesystem::equivalent(a, b, ignored) && std::filesystem::is_regular_file(a, ignored)));
    };
    const std::vector<Flag> flags = flags_of(*call.verb);
    for (const Flag& written : flags) {
        if (written.takes != Takes::output) continue;
        const bool is_output = written.name == flag::output.name;
        std::vector<std::string> others = call.inputs;
        for (const Flag& other : flags) {
            const bool apart = is_output || other.name != flag::resume.name;  // answers may go back where they came from
            if (other.takes == Takes::input ? apart
                                            : other.takes == Takes::output && is_output && other.name != flag::output.name)
                others.push_back(call.text(other));
        }
        for (const std::string& path : others)
            if (same(call.text(written), path))
                throw Failure((is_output ? "-o" : "--" + std::string(written.name)) + " would replace " + path +
                              ", which is needed itself; name another file");
    }
}

}  // namespace

std::vector<Flag> flags_of(const Verb& verb, bool shared) {
    std::vector<Flag> out = verb.flags;
    if (!verb.formats.empty()) out.push_back(verb.format());
    if (shared) out.insert(out.end(), {flag::output, flag::as, flag::emergency_number, flag::color, flag::help, flag::version});
    return out;
}

std::string why_refused(const Verb& verb, const std::string& flag) {
    const std::string verb_name(verb.name), name = flag.substr(std::min(flag.find_first_not_of('-'), flag.size()));
    std::vector<std::string> owners, known;
    for (const Verb* other : verbs::all)
        for (const Flag& own : flags_of(*other))
            if (own.name == name) owners.push_back("`triage " + std::string(other->name) + "`");
    if (!owners.empty()) return "--" + name + " belongs to " + triage::joined(owners) + ", not to `triage " + verb_name + "`";
    for (const Flag& own : flags_of(verb)) known.push_back("--" + std::string(own.name));
    return "triage " + verb_name + " has no option " + flag + hint("--" + name, known, verb_name);
}

std::vector<std::string> Call::all(const Flag& flag) const {
    const auto given = values.find(std::string(flag.name));
    return given == values.end() ? std::vector<std::string>{} : given->second;
}
std::string Call::text(const Flag& flag) const {
    return has(flag) ? all(flag)[0] : flag.takes == Takes::word ? split(flag.value, '|')[0] : "";
}

/// Prints help and version; then nothing is returned. Throws Failure on any flag, verb, value or number of arguments that is
/// wrong, and where a file that would be written is one that is read.
static std::optional<Call> parse(int argc, const char* const* argv) {
    std::vector<std::string> words(argv + 1, argv + argc);
    if (!words.empty() && words[0] == "help") {  // triage help VERB
        words.erase(words.begin());
        words.emplace_back("--help");
    }
    const bool no_verb = words.empty() || words[0].rfind('-', 0) == 0;
    const std::vector<const Verb*> named = no_verb ? std::vector<const Verb*>{&verbs::interview} : named_by(words);
    Call call;
    call.verb = named[0];
    call.values = read_flags(*call.verb, words);
    call.inputs = call.all({""});
    if (call.has(flag::help) || call.has(flag::version)) {
        std::cout << (!call.has(flag::help) ? "triage " TRIAGE_VERSION_STRING "\n"
                                            : help_text(no_verb ? std::vector<const Verb*>{} : named));
        return std::nullopt;
    }
    if (named.size() > 1) {
        std::vector<std::string> names;
        for (const Verb* verb : named) names.push_back("triage " + std::string(verb->name));
        throw Failure("a word is missing: one of " + triage::joined(names));
    }
    for (const Flag& flag : flags_of(*call.verb)) {
        const std::vector<std::string> given = call.all(flag);
        if (given.size() > 1 && !flag.many) throw Failure("--" + std::string(flag.name) + " may be given once");
        for (const std::string& value : given) check_value(flag, value);
    }
    if (call.has(flag::rules) && call.verb->arguments.find("RULES") < 2)
        call.inputs.insert(call.inputs.begin(), call.text(flag::rules));
    count_arguments(call);
    check_apart(call);
    return call;
}

}  // namespace cli

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is then an error, not the end of the program
    try {
        const auto call = cli::parse(argc, argv);
        if (!call && !std::cout.flush()) throw cli::Failure("cannot write to stdout");
        if (!call) return cli::done;
        if (call->verb->result != cli::Result::urgent)
            cli::check_writable(call->text(cli::flag::output));  // before the work begins
        return call->verb->run(*call);
    } catch (const triage::LoadError& error) {
        std::cerr << error.what();
    } catch (const std::exception& error) {
        std::cerr << "triage: " << triage::visible(error.what()) << '\n';
    }
    return cli::bad_input;
}
