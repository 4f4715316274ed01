// SPDX-License-Identifier: Apache-2.0
#include "values.hpp"

#include <charconv>
#include <cmath>
#include <string>

#include <triage/model/names.hpp>
#include <triage/text/text.hpp>

namespace triage::document {

std::optional<double> decimal(std::string_view text) {
    if (text.empty()) return std::nullopt;
    for (const char c : text)
        if (!((c >= '0' && c <= '9') || c == '.' || c == '-' || c == 'e' || c == 'E' || c == '+')) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string split_number_hint(const Node& map, std::size_t at) {
    if (at == 0 || map.entries[at].value.kind != Node::Kind::null) return {};
    const Node& before = map.entries[at - 1].value;
    const std::string& rest = map.entries[at].key.value;
    if (!is_number(before) || rest.find_first_not_of("0123456789") != std::string::npos) return {};
    return comma_hint(before.value + "," + rest);
}

Text read_text(const Node& node, std::string_view key, Problems& problems) {
    if (node.kind == Node::Kind::scalar && !node.value.empty()) return {node.value, node.at};
    problems.error(node.at, "wrong-type",
                   "\"" + std::string(key) + "\" must be a text, but this is " +
                       (node.kind == Node::Kind::scalar ? "empty" : kind_text(node)),
                   "put the text in double quotes");
    return {{}, node.at};
}

bool check_id(const Text& id, Problems& problems) {
    if (is_snake_case(id.value)) return true;
    problems.error(id.at, "bad-id", "\"" + id.value + "\" cannot be an id",
                   "ids are lower-case letters, digits and underscores, beginning with a letter");
    return false;
}

Text read_id(const Node& node, std::string_view key, Problems& problems) {
    Text id = read_text(node, key, problems);
    if (!id.value.empty()) (void)check_id(id, problems);
    return id;
}

bool is_number(const Node& node) { return node.kind == Node::Kind::scalar && !node.quoted && decimal(node.value); }

std::optional<Number> read_number(const Node& node, std::string_view key, Problems& problems) {
    if (is_number(node)) return Number{*decimal(node.value), node.at};
    problems.error(node.at, "wrong-type",
                   "\"" + std::string(key) + "\" must be a number" +
                       (node.kind == Node::Kind::scalar ? ", but this is \"" + node.value + "\""
                                                        : std::string(", but this is ") + kind_text(node)),
                   node.kind == Node::Kind::scalar && !comma_hint(node.value).empty() ? comma_hint(node.value)
                                                                                      : "write a plain number, without quotes");
    return std::nullopt;
}

bool read_flag(const Node& node, std::string_view key, Problems& problems) {
    if (node.kind == Node::Kind::scalar && !node.quoted && (node.value == "true" || node.value == "false"))
        return node.value == "true";
    problems.error(node.at, "wrong-type", "\"" + std::string(key) + "\" must be true or false",
                   "write true or false, without quotes");
    return false;
}

const std::vector<Node>& read_list(const Node& node, std::string_view key, Problems& problems) {
    static const std::vector<Node> none;
    if (node.kind == Node::Kind::sequence) return node.items;
    problems.error(node.at, "wrong-type", "\"" + std::string(key) + "\" must be a list, but this is " + kind_text(node),
                   "write [a, b], or one item per line, each after a dash");
    return none;
}

}  // namespace triage::document
