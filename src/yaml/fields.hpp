// SPDX-License-Identifier: Apache-2.0
// Typed access to the nodes of a document: texts, numbers, booleans, ids, lists, and maps with a fixed set of keys.
// Refuses silently wrong values: what has the wrong type is reported where it stands, and reading goes on.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>

#include "node.hpp"

namespace triage::yaml {

/// A number in plain decimal form, the whole text; nothing for anything else.
[[nodiscard]] std::optional<double> decimal(std::string_view text);

class Fields {
public:
    /// Reports a node that is not a map, keys that are not allowed, and required keys (those with a "!" in front) that
    /// are missing.
    Fields(const Node& node, std::string what, std::initializer_list<std::string_view> keys, Problems& problems);

    [[nodiscard]] bool is_map() const { return node_.kind == Node::Kind::map; }
    [[nodiscard]] const Node* get(std::string_view key) const { return node_.find(key); }
    [[nodiscard]] Text text(std::string_view key) const;
    [[nodiscard]] Text id(std::string_view key) const;
    [[nodiscard]] bool boolean(std::string_view key) const;
    [[nodiscard]] std::optional<Number> number(std::string_view key) const;
    [[nodiscard]] std::vector<Text> texts(std::string_view key) const;
    [[nodiscard]] std::vector<Text> ids(std::string_view key) const;
    /// The position of the word in `words`; reports any other word. `fallback` where the key is missing.
    [[nodiscard]] std::size_t word(std::string_view key, std::initializer_list<std::string_view> words, std::size_t fallback) const;
    [[nodiscard]] Mark at() const { return node_.at; }

private:
    const Node& node_;
    std::string what_;
    Problems& problems_;
};

[[nodiscard]] Text read_text(const Node& node, std::string_view key, Problems& problems);
[[nodiscard]] Text read_id(const Node& node, std::string_view key, Problems& problems);
[[nodiscard]] std::optional<Number> read_number(const Node& node, std::string_view key, Problems& problems);
/// The items of a list; reports a node that is not one.
[[nodiscard]] const std::vector<Node>& read_list(const Node& node, std::string_view key, Problems& problems);

}  // namespace triage::yaml
