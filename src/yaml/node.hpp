// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree in which every value keeps its place. The only room that sees yaml-cpp fills it.
// Refuses what a rule file must not use: anchors, aliases, tags, merge keys, duplicate keys, a second document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/limits.hpp>

namespace triage::yaml {

struct Entry;

struct Node {
    enum class Kind : std::uint8_t { null, scalar, sequence, map };
    Kind kind = Kind::null;
    Mark at;
    std::string value;    ///< scalar
    bool quoted = false;  ///< scalar: quoted or block text, so never a number or a boolean
    std::vector<Node> items;
    std::vector<Entry> entries;

    [[nodiscard]] inline const Node* find(std::string_view key) const;
    /// How many values the tree holds, itself included.
    [[nodiscard]] inline std::size_t size() const;
};

/// A key of a map with its value.
struct Entry {
    Text key;
    Node value;
};

const Node* Node::find(std::string_view key) const {
    for (const Entry& entry : entries)
        if (entry.key.value == key) return &entry.value;
    return nullptr;
}

std::size_t Node::size() const {
    std::size_t total = 1;
    for (const Node& item : items) total += item.size();
    for (const Entry& entry : entries) total += 1 + entry.value.size();
    return total;
}

/// What a node is, in words: "a list", "a text", …
[[nodiscard]] const char* kind_text(const Node& node);

/// Parses one document; `file` is its number in the marks. Nothing where the text is not even YAML; everything wrong
/// is reported.
[[nodiscard]] std::optional<Node> parse(std::string_view text, std::uint32_t file, const LoadOptions& limits, Problems& problems);

}  // namespace triage::yaml
