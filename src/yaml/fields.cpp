// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <charconv>
#include <cmath>
#include <utility>

#include <triage/model/names.hpp>

namespace triage::yaml {

std::optional<double> decimal(std::string_view text) {
    if (text.empty()) return std::nullopt;
    for (const char c : text)
        if (!((c >= '0' && c <= '9') || c == '.' || c == '-' || c == 'e' || c == 'E' || c == '+')) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

Fields::Fields(const Node& node, std::string what, std::initializer_list<std::string_view> keys, Problems& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
    if (!is_map()) {
        problems.error(node.at, "wrong-type", what_ + " must be a map of keys, but this is " + kind_text(node));
        return;
    }
    std::vector<std::string_view> known;
    for (const std::string_view key : keys) known.push_back(key[0] == '!' ? key.substr(1) : key);
    for (const auto& [key, value] : node.entries) {
        bool found = false;
        for (const std::string_view k : known) found = found || k == key.value;
        if (found || problems.full()) continue;
        std::string hint = did_you_mean(nearest_name(key.value, known));
        if (hint.empty()) {
            hint = "known here:";
            for (const std::string_view k : known) hint += " " + std::string(k);
        }
        problems.error(key.at, "unknown-key", what_ + " has no key \"" + key.value + "\"", hint);
    }
    for (const std::string_view key : keys)
        if (key[0] == '!' && get(key.substr(1)) == nullptr)
            problems.error(node.at, "missing-key", what_ + " needs the key \"" + std::string(key.substr(1)) + "\"");
}

Text read_text(const Node& node, std::string_view key, Problems& problems) {
    if (node.kind == Node::Kind::scalar && !node.value.empty()) return {node.value, node.at};
    problems.error(node.at, "wrong-type",
                   "\"" + std::string(key) + "\" must be a text, but this is " +
                       (node.kind == Node::Kind::scalar ? "empty" : kind_text(node)),
                   "put the text in double quotes");
    return {{}, node.at};
}

Text read_id(const Node& node, std::string_view key, Problems& problems) {
    Text id = read_text(node, key, problems);
    if (!id.value.empty() && !is_snake_case(id.value))
        problems.error(id.at, "bad-id", "\"" + id.value + "\" cannot be an id",
                       "ids are lower-case letters, digits and underscores, beginning with a letter");
    return id;
}

std::optional<Number> read_number(const Node& node, std::string_view key, Problems& problems) {
    if (node.kind == Node::Kind::scalar && !node.quoted)
        if (const auto value = decimal(node.value)) return Number{*value, node.at};
    problems.error(node.at, "wrong-type", "\"" + std::string(key) + "\" must be a number" +
                                              (node.kind == Node::Kind::scalar ? ", but this is \"" + node.value + "\""
                                                                               : std::string(", but this is ") + kind_text(node)),
                   "write a plain number, without quotes");
    return std::nullopt;
}

const std::vector<Node>& read_list(const Node& node, std::string_view key, Problems& problems) {
    static const std::vector<Node> none;
    if (node.kind == Node::Kind::sequence) return node.items;
    problems.error(node.at, "wrong-type", "\"" + std::string(key) + "\" must be a list, but this is " + kind_text(node),
                   "write [a, b], or one item a line with a dash in front");
    return none;
}

Text Fields::text(std::string_view key) const {
    const Node* node = get(key);
    return node == nullptr ? Text{{}, node_.at} : read_text(*node, key, problems_);
}

Text Fields::id(std::string_view key) const {
    const Node* node = get(key);
    return node == nullptr ? Text{{}, node_.at} : read_id(*node, key, problems_);
}

bool Fields::boolean(std::string_view key) const {
    const Node* node = get(key);
    if (node == nullptr) return false;
    if (node->kind == Node::Kind::scalar && !node->quoted && (node->value == "true" || node->value == "false"))
        return node->value == "true";
    problems_.error(node->at, "wrong-type", "\"" + std::string(key) + "\" must be true or false", "write true or false, without quotes");
    return false;
}

std::optional<Number> Fields::number(std::string_view key) const {
    const Node* node = get(key);
    return node == nullptr ? std::nullopt : read_number(*node, key, problems_);
}

std::vector<Text> Fields::texts(std::string_view key) const {
    std::vector<Text> out;
    if (const Node* node = get(key))
        for (const Node& item : read_list(*node, key, problems_)) out.push_back(read_text(item, key, problems_));
    return out;
}

std::vector<Text> Fields::ids(std::string_view key) const {
    std::vector<Text> out;
    if (const Node* node = get(key))
        for (const Node& item : read_list(*node, key, problems_)) out.push_back(read_id(item, key, problems_));
    return out;
}

std::size_t Fields::word(std::string_view key, std::initializer_list<std::string_view> words, std::size_t fallback) const {
    const Node* node = get(key);
    if (node == nullptr) return fallback;
    const Text text = read_text(*node, key, problems_);
    std::size_t i = 0;
    for (const std::string_view w : words) {
        if (w == text.value) return i;
        ++i;
    }
    if (!text.value.empty()) {
        std::string hint = did_you_mean(nearest_name(text.value, words));
        if (hint.empty()) {
            hint = "write one of:";
            for (const std::string_view w : words) hint += " " + std::string(w);
        }
        problems_.error(text.at, "wrong-type", "\"" + text.value + "\" is not a value of \"" + std::string(key) + "\"", hint);
    }
    return fallback;
}

}  // namespace triage::yaml
