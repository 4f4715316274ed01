// SPDX-License-Identifier: Apache-2.0
// What a person types at the interview: words into meanings.
// Refuses to read an empty line as an answer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/triage.hpp>

namespace cli {

/// One line from stdin.
struct Line {
    enum class End { text, closed, interrupted } end = End::text;
    std::string text;
};

/// Reads a line; gives up at a signal (see `catch_signals`).
[[nodiscard]] Line read_line();
/// Lets Ctrl-C and a hang-up end `read_line` instead of the program.
void catch_signals();

/// Lower case, blanks trimmed and folded.
[[nodiscard]] std::string folded(std::string_view text);

/// yes, no or not sure in one of their usual spellings.
[[nodiscard]] std::optional<triage::Kleene> yes_no_word(const std::string& folded_text);

/// What was said about a list of yes/no questions, by position from 0; nothing said about one: no value.
struct ListReply {
    std::vector<std::optional<triage::Kleene>> values;
    std::string error;  ///< what was not understood; then `values` means nothing
};

/// Understands "1 3", "none", "all", "not sure 2", "1, not sure 3", "not sure", "yes 1 no 2".
/// Numbers or "none" answer the whole list: what is not named is a "no". "not sure 2" by itself answers only that one.
[[nodiscard]] ListReply read_list_reply(const std::string& folded_text, std::size_t count);

/// A choice by number, by id or by its words; or "not sure".
[[nodiscard]] std::optional<triage::Answer> read_choice(const std::string& folded_text, const std::vector<std::string>& options);

/// A number, or "not sure". "34,5" is 34.5; "1,000" could be two numbers and is none.
[[nodiscard]] std::optional<triage::Answer> read_number(const std::string& folded_text);

}  // namespace cli
