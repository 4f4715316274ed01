// SPDX-License-Identifier: Apache-2.0
// Looks at the bytes of a file before anybody parses it.
// Refuses NUL, control and bidirectional characters and invalid UTF-8: they could make a reviewer read something else
// than the program does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <triage/compile/problems.hpp>

namespace triage::document {

/// Reports every offending character (the first of a line). True when there is none.
bool check_characters(std::string_view text, std::uint32_t file, Problems& problems);

/// The same question for a text that was read, whose escapes ("\x1b", "\u202e") have become characters.
struct HiddenCharacter {
    std::string code, message;
};
[[nodiscard]] std::optional<HiddenCharacter> hidden_character(std::string_view text);

}  // namespace triage::document
