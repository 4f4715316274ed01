// SPDX-License-Identifier: Apache-2.0
// A document as a tree in which every value keeps its place, whether it was written in YAML or in JSON.
// Refuses to say what may stand where: src/language describes that, and `Fields` holds a map against it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <triage/model/document.hpp>

namespace triage::document {

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
[[nodiscard]] inline const char* kind_text(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null: return "nothing";
        case Node::Kind::scalar: return "a text";
        case Node::Kind::sequence: return "a list";
        case Node::Kind::map: return "a map";
    }
    return "";
}

}  // namespace triage::document
