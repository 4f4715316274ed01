// SPDX-License-Identifier: Apache-2.0
// A document as a tree in which every value keeps its place, whether it was written in YAML or in JSON; only parse_yaml.cpp sees
// yaml-cpp, only parse_json.cpp sees simdjson.
// Refuses what a file must not use (anchors, aliases, tags, merge keys, a key twice, a second document, hidden characters), and
// to repair. What may stand where is not its to say: src/language describes that, and `Fields` holds a map against it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/document.hpp>
#include <triage/model/limits.hpp>

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

/// Loads what `read(problems)` makes of a text, where that is small enough to be looked at.
template <class T, class Read>
[[nodiscard]] Loaded<T> loaded(std::string_view text, const std::string& name, const LoadOptions& options, Read&& read) {
    const std::vector<SourceFile> file{{name, std::string(text.substr(0, options.bytes_per_file))}};
    Problems problems(file, options.diagnostics);
    if (text.size() > options.bytes_per_file) {
        problems.error({}, "file-too-large", "this has more than " + std::to_string(options.bytes_per_file) + " bytes");
        return {std::nullopt, problems.take()};
    }
    T value = read(problems);
    return {std::move(value), problems.take()};
}

/// Parses one document; `file` is its number in the marks. Nothing where the text is not even YAML; everything wrong
/// is reported.
[[nodiscard]] std::optional<Node> parse_yaml(std::string_view text, std::uint32_t file, const LoadOptions& limits,
                                             Problems& problems);

/// Parses one JSON object. Nothing where the text is not one, nests too deep or repeats a key; `why`, where given, then
/// says so in a few words.
[[nodiscard]] std::optional<Node> parse_json(std::string_view text, const LoadOptions& limits, std::string* why = nullptr);

/// Reports NUL, control and bidirectional characters and invalid UTF-8 (the first of a line): they could make a reviewer read
/// something else than the program does. True when there is none.
bool check_characters(std::string_view text, std::uint32_t file, Problems& problems);

/// The same question for a text that was read, whose escapes ("\x1b", "\u202e") have become characters.
struct HiddenCharacter {
    std::string code, message;
};
[[nodiscard]] std::optional<HiddenCharacter> hidden_character(std::string_view text);

}  // namespace triage::document
