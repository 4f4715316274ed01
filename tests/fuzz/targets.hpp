// SPDX-License-Identifier: Apache-2.0
// What is fuzzed: each target takes bytes, does with them what the program does with a file of them, and stops the program
// where something does not hold. One libFuzzer program a target (./dev fuzz); the tests replay the corpus of each.
// Refuses to judge texts: only what must hold for any input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triage::fuzz {

struct Target {
    std::string_view name;
    /// Whether the bytes were good input: rules that load, answers that are read.
    bool (*run)(std::string_view bytes);
    /// How most inputs are changed, so that some stay good: bytes that draw rules; words of a text; a few bytes of good
    /// input.
    enum class Change { drawn, words, few_bytes } change = Change::drawn;
};

/// rules, answers, cases, rows, log_import, log_file, workbench.
[[nodiscard]] const std::vector<Target>& targets();

/// The rules that bytes stand for. An odd first byte: what follows is the text. An even one: the next eight draw a rule set
/// from the grammar of the language (a small one if the byte is not a multiple of four), and what is left changes words of it,
/// so that most inputs load.
[[nodiscard]] std::string rules_of_bytes(std::string_view bytes);

/// A text with a few of its words or lines put in each other's place, left out, repeated, or become words of the formats.
[[nodiscard]] std::string with_other_words(std::string_view text, std::uint64_t seed);

/// As many bytes, of which one to four are others.
[[nodiscard]] std::string with_other_bytes(std::string_view bytes, std::uint64_t seed);

}  // namespace triage::fuzz
