// SPDX-License-Identifier: Apache-2.0
// YAML and JSON to the same tree; only parse_yaml.cpp sees yaml-cpp, only parse_json.cpp sees simdjson.
// Refuses what a file must not use (anchors, aliases, tags, merge keys, a key twice, a second document), and to repair.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <triage/compile/problems.hpp>
#include <triage/model/limits.hpp>

#include "tree.hpp"

namespace triage::document {

/// Parses one document; `file` is its number in the marks. Nothing where the text is not even YAML; everything wrong
/// is reported.
[[nodiscard]] std::optional<Node> parse_yaml(std::string_view text, std::uint32_t file, const LoadOptions& limits,
                                             Problems& problems);

/// Parses one JSON object. Nothing where the text is not one, nests too deep or repeats a key; `why`, where given, then
/// says so in a few words.
[[nodiscard]] std::optional<Node> parse_json(std::string_view text, std::uint32_t file, const LoadOptions& limits,
                                             std::string* why = nullptr);

}  // namespace triage::document
