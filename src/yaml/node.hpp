// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree in which every value keeps its place. The only room that sees yaml-cpp fills it.
// Refuses what a rule file must not use: anchors, aliases, tags, merge keys, duplicate keys, a second document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/limits.hpp>

namespace triage::yaml {

struct Node {
    enum class Kind : std::uint8_t { null, scalar, sequence, map };
    Kind kind = Kind::null;
    Mark at;
    std::string value;    ///< scalar
    bool quoted = false;  ///< scalar: quoted or block text, so never a number or a boolean
    std::vector<Node> items;
    std::vector<std::pair<Text, Node>> entries;

    [[nodiscard]] const Node* find(std::string_view key) const {
        for (const auto& [name, node] : entries)
            if (name.value == key) return &node;
        return nullptr;
    }
    /// How many values the tree holds, itself included.
    [[nodiscard]] std::size_t size() const {
        std::size_t total = 1;
        for (const Node& item : items) total += item.size();
        for (const auto& entry : entries) total += 1 + entry.second.size();
        return total;
    }
};

/// What a node is, in words: "a list", "a text", …
[[nodiscard]] const char* kind_text(const Node& node);

/// Parses one document; `file` is its number in the marks. Nothing where the text is not even YAML; everything wrong
/// is reported.
[[nodiscard]] std::optional<Node> parse(std::string_view text, std::uint32_t file, const LoadOptions& limits,
                                        Problems& problems);

}  // namespace triage::yaml
