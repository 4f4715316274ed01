// SPDX-License-Identifier: Apache-2.0
// JSON in, through simdjson: a whole document as the same marked tree that YAML gives, and batch rows.
// Refuses to repair: what is not valid JSON is left to the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <triage/model/limits.hpp>

#include "../yaml/node.hpp"

namespace triage::json {

/// The document as a tree, each value with its line and column. Nothing where the text is not one valid JSON object,
/// nests too deep or repeats a key; `why`, where given, then says so in a few words.
[[nodiscard]] std::optional<yaml::Node> parse(std::string_view text, std::uint32_t file, const LoadOptions& limits,
                                              std::string* why = nullptr);

}  // namespace triage::json
