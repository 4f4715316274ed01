// SPDX-License-Identifier: Apache-2.0
#include "screens.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <sstream>

#include <triage/text/text.hpp>

namespace cli {

namespace {

volatile sig_atomic_t stopped = 0;
void on_signal(int) { stopped = 1; }

std::optional<std::size_t> position(const std::string& word, std::size_t count) {
    const auto n = number_in<std::size_t>(word);
    return n && *n >= 1 && *n <= count ? std::optional(*n - 1) : std::nullopt;
}

}  // namespace

void catch_signals() {
    struct sigaction action {};
    action.sa_handler = on_signal;  // without SA_RESTART, so that a waiting read returns
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
    action.sa_handler = SIG_IGN;  // whoever closes our stdout gets no result, but the answers are still kept
    sigaction(SIGPIPE, &action, nullptr);
}

Line read_line(const std::string& hint) {
    std::cerr << hint << "\n> " << std::flush;
    // Reads byte by byte, so that nothing is swallowed that a later program on the same input should see.
    constexpr std::size_t longest = 1000;
    Line line;
    for (;;) {
        if (stopped != 0) return {Next::interrupted, {}};
        char c = 0;
        const ssize_t n = ::read(STDIN_FILENO, &c, 1);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            if (stopped != 0) return {Next::interrupted, {}};  // it came just before the read
            if (line.text.empty()) line.next = Next::closed;
            return line;
        }
        if (c == '\n') return line;
        if (line.text.size() < longest) line.text += c;
    }
}

std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\r';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::optional<triage::Kleene> yes_no_word(const std::string& text) {
    for (const char* word : {"yes", "y"})
        if (text == word) return triage::yes;
    for (const char* word : {"no", "n"})
        if (text == word) return triage::no;
    for (const char* word : {"not sure", "unsure", "unknown", "don't know", "dont know", "do not know", "ns"})
        if (text == word) return triage::unknown;
    return std::nullopt;
}

ListReply read_list_reply(const std::string& text, std::size_t count) {
    ListReply reply;
    reply.values.resize(count);
    std::string spaced = text;
    std::replace(spaced.begin(), spaced.end(), ',', ' ');
    for (const char* joint : {"not sure", "don't know", "dont know", "do not know", "unsure", "unknown"})
        for (std::size_t at = spaced.find(joint); at != std::string::npos; at = spaced.find(joint))
            spaced.replace(at, std::string(joint).size(), "?sure");
    std::istringstream words(spaced);
    std::string word;
    triage::Kleene meaning = triage::yes;
    bool named = false, whole_list = false, pending = false, none = false;
    const auto set = [&](std::size_t i, triage::Kleene value) {
        if (reply.values[i] && *reply.values[i] != value) reply.error = "you named " + std::to_string(i + 1) + " twice";
        reply.values[i] = value;
    };
    while (words >> word) {
        if (word == "and" || word == "but" || word == "to" || word == "about") continue;
        if (word == "none") {
            none = whole_list = true;
        } else if (word == "all") {
            for (std::size_t i = 0; i < count; ++i) set(i, meaning);
            named = true;
            pending = false;
        } else if (word == "yes" || word == "no" || word == "?sure") {
            if (pending) break;
            meaning = word == "yes" ? triage::yes : word == "no" ? triage::no : triage::unknown;
            pending = true;
        } else if (const auto i = position(word, count)) {
            set(*i, meaning);
            named = true;
            pending = false;
            if (meaning == triage::yes) whole_list = true;
        } else {
            reply.error = "\"" + word + "\" is not one of the numbers 1 to " + std::to_string(count);
        }
    }
    if (pending && meaning == triage::unknown && !named && !none) {
        for (auto& value : reply.values) value = triage::unknown;  // "not sure" by itself: about all of them
        named = true;
    } else if (pending) {
        // A lone yes or no could mean the whole list or one of it.
        reply.error = "say which ones: numbers, or \"none\"";
    }
    if (reply.error.empty() && !named && !none) reply.error = "say which ones: numbers, or \"none\"";
    for (const auto& value : reply.values)
        if (none && value == triage::yes) reply.error = "\"none\" and a number contradict each other";
    if (whole_list)
        for (auto& value : reply.values) value = value.value_or(triage::no);
    return reply;
}

std::optional<triage::Answer> read_choice(const std::string& text, const std::vector<triage::QuestionOption>& options) {
    if (yes_no_word(text) == triage::unknown) return triage::Answer(triage::unknown);
    if (const auto i = position(text, options.size())) return triage::Answer(options[*i].id);
    for (const triage::QuestionOption& option : options)
        if (text == folded(option.label) || text == option.id || text == triage::spaced(option.id))
            return triage::Answer(option.id);
    return std::nullopt;
}

std::optional<triage::Answer> read_number(const std::string& text) {
    if (yes_no_word(text) == triage::unknown) return triage::Answer(triage::unknown);
    const std::string plain = triage::with_decimal_point(text).value_or(text);
    const auto value = triage::number_of(plain);
    return value ? std::optional(triage::Answer(*value)) : std::nullopt;
}

}  // namespace cli
