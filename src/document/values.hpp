// SPDX-License-Identifier: Apache-2.0
// Single values of a document: texts, ids, numbers, true or false, lists.
// Refuses silently wrong values: what has the wrong type is reported where it stands, and reading goes on.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "tree.hpp"

namespace triage::document {

/// A number in plain decimal form, the whole text; nothing for anything else.
[[nodiscard]] std::optional<double> decimal(std::string_view text);
/// Whether a node is one, without quotes.
[[nodiscard]] bool is_number(const Node& node);

/// What to write where entry `at` of a map in braces is the rest of a number with a decimal comma: {minutes: 20,5} is
/// minutes: 20, and 5 without a value. Empty where it is not.
[[nodiscard]] std::string split_number_hint(const Node& map, std::size_t at);

// `key` is where the value stands, for the message.
[[nodiscard]] Text read_text(const Node& node, std::string_view key, Problems& problems);
[[nodiscard]] Text read_id(const Node& node, std::string_view key, Problems& problems);
[[nodiscard]] std::optional<Number> read_number(const Node& node, std::string_view key, Problems& problems);
[[nodiscard]] bool read_flag(const Node& node, std::string_view key, Problems& problems);
/// The items of a list; reports a node that is not one.
[[nodiscard]] const std::vector<Node>& read_list(const Node& node, std::string_view key, Problems& problems);
/// Whether a text is snake_case; reports one that is not.
[[nodiscard]] bool check_id(const Text& id, Problems& problems);

}  // namespace triage::document
