// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <triage/model/answer.hpp>
#include <triage/model/names.hpp>
#include <triage/text/text.hpp>

namespace triage::document {

using language::Key;
using language::Kind;

namespace {

/// The nearest of some names, or all of them.
template <class Named>
std::string hint_for(std::string_view wrong, const Named& all, const char* otherwise) {
    std::vector<std::string_view> names;
    for (const auto& one : all) names.push_back(one.name);
    std::string hint = did_you_mean(nearest_name(wrong, names));
    if (hint.empty()) {
        hint = otherwise;
        for (const std::string_view name : names) hint += " " + std::string(name);
    }
    return hint;
}

std::optional<Number> read_number(const Node& node, std::string_view key, Problems& problems) {
    if (is_number(node)) return Number{*number_of(node.value), node.at};
    problems.error(node.at, "wrong-type",
                   "\"" + std::string(key) + "\" must be a number" +
                       (node.kind == Node::Kind::scalar ? ", but this is \"" + node.value + "\""
                                                        : std::string(", but this is ") + kind_text(node)),
                   node.kind == Node::Kind::scalar && !comma_hint(node.value).empty() ? comma_hint(node.value)
                                                                                      : "write a plain number, without quotes");
    return std::nullopt;
}

}  // namespace

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

const std::vector<Node>& read_list(const Node* node, std::string_view key, Problems& problems) {
    static const std::vector<Node> none;
    if (node == nullptr) return none;
    if (node->kind == Node::Kind::sequence) return node->items;
    problems.error(node->at, "wrong-type", "\"" + std::string(key) + "\" must be a list, but this is " + kind_text(*node),
                   "write [a, b], or one item per line, each after a dash");
    return none;
}

Fields::Fields(const Node& node, const language::Shape& shape, const std::string& what, Problems& problems)
    : node_(&node), shape_(&shape), problems_(&problems) {
    if (!is_map()) {
        const bool text = node.kind == Node::Kind::scalar && !shape.keys.empty() && node.value.size() < 40;
        std::string hint = text ? "write {" + std::string(shape.keys[0].name) + ": " + node.value + "}" : "";
        if (text && std::string_view(shape.keys[0].name) == "at_least") hint += ", {at_most: " + node.value + "}, or both";
        problems.error(node.at, "wrong-type", what + " must be a map of keys, but this is " + kind_text(node), hint);
        return;
    }
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
        const Text& key = node.entries[i].key;
        if (shape.find(key.value) != nullptr || problems.full()) continue;
        const std::string comma = split_number_hint(node, i);
        problems.error(key.at, "unknown-key", what + " has no key \"" + key.value + "\"",
                       comma.empty() ? hint_for(key.value, shape.keys, "known here:") : comma);
    }
    for (const Key& key : shape.keys)
        if (key.need == language::Need::required && node.find(key.name) == nullptr)
            problems.error(node.at, "missing-key", what + " needs the key \"" + key.name + "\"");
    if (shape.one_key_hint != nullptr && node.entries.size() != 1)
        problems.error(node.at, "wrong-type", "\"" + what + "\" holds exactly one demand", shape.one_key_hint);
}

const Key& Fields::described(std::string_view key, std::initializer_list<Kind> kinds) const {
    const Key* found = shape_->find(key);
    if (found == nullptr || (kinds.size() != 0 && std::find(kinds.begin(), kinds.end(), found->kind) == kinds.end()))
        throw std::logic_error("the description of " + std::string(shape_->what) + " does not fit how \"" + std::string(key) +
                               "\" is read");
    return *found;
}

std::pair<const Key&, const Node*> Fields::look(std::string_view key, std::initializer_list<Kind> kinds) const {
    const Key& description = described(key, kinds);
    const Node* node = node_->find(key);
    const bool empty = node != nullptr && description.nullable && node->kind == Node::Kind::null;
    return {description, empty ? nullptr : node};
}

Text Fields::text(std::string_view key) const {
    const auto [description, node] = look(key, {Kind::text, Kind::id, Kind::name, Kind::format});
    if (node == nullptr) return {{}, node_->at};
    return description.kind == Kind::id ? read_id(*node, key, *problems_) : read_text(*node, key, *problems_);
}

std::vector<Text> Fields::texts(std::string_view key) const {
    const auto [description, node] = look(key, {Kind::texts, Kind::ids, Kind::names});
    std::vector<Text> out;
    for (const Node& item : read_list(node, key, *problems_))
        out.push_back(description.kind == Kind::ids ? read_id(item, key, *problems_) : read_text(item, key, *problems_));
    if (description.most_items != 0 && out.size() > description.most_items)
        problems_->error(out[description.most_items].at, "wrong-type",
                         "\"" + std::string(key) + "\" has " + std::to_string(out.size()) + " items; it may have " +
                             std::to_string(description.most_items),
                         "keep those that help most");
    return out;
}

bool Fields::flag(std::string_view key) const {
    const Node* node = look(key, {Kind::flag, Kind::only_true}).second;
    if (node == nullptr) return false;
    if (node->kind == Node::Kind::scalar && !node->quoted && (node->value == "true" || node->value == "false"))
        return node->value == "true";
    problems_->error(node->at, "wrong-type", "\"" + std::string(key) + "\" must be true or false",
                     "write true or false, without quotes");
    return false;
}

bool Fields::in_range(const Key& key, const Number& number) const {
    if (key.range == nullptr) return true;
    const language::Range& r = *key.range;
    const bool inside = (r.open ? number.value > r.least : number.value >= r.least) && number.value <= r.most;
    if (inside && (!r.whole || std::floor(number.value) == number.value)) return true;
    problems_->error(number.at, r.code,
                     r.message != nullptr ? std::string(r.message)
                                          : "\"" + std::string(key.name) + "\" must be a whole number from " + shortest(r.least) +
                                                " to " + shortest(r.most));
    return false;
}

std::optional<Number> Fields::number(std::string_view key) const {
    const auto [description, node] = look(key, {Kind::number});
    if (node == nullptr) return std::nullopt;
    const auto number = read_number(*node, key, *problems_);
    if (number) (void)in_range(description, *number);
    return number;
}

Number Fields::number(std::string_view key, Number instead) const {
    const auto [description, node] = look(key, {Kind::number});
    if (node == nullptr) return instead;
    const auto number = read_number(*node, key, *problems_);
    return number && in_range(description, *number) ? *number : instead;
}

std::vector<Number> Fields::numbers(std::string_view key) const {
    const auto [description, node] = look(key, {Kind::numbers});
    std::vector<Number> out;
    for (const Node& item : read_list(node, key, *problems_))
        if (const auto number = read_number(item, key, *problems_); number && in_range(description, *number))
            out.push_back(*number);
    return out;
}

std::string Fields::described_word(std::string_view key) const {
    const auto [description, node] = look(key, {Kind::word});
    if (node == nullptr) return {};
    const Text text = read_text(*node, key, *problems_);
    for (const language::Word& word : description.words)
        if (word.name == text.value) return text.value;
    if (!text.value.empty())
        problems_->error(text.at, "wrong-type", "\"" + text.value + "\" is not a value of \"" + std::string(key) + "\"",
                         hint_for(text.value, description.words, "write one of:"));
    return {};
}

std::optional<Fields> Fields::map(std::string_view key) const {
    const auto [description, node] = look(key, {Kind::map});
    return node == nullptr ? std::nullopt : std::optional(Fields(*node, *description.shape, *problems_));
}

void Fields::check_format(const char* format, const std::string& hint) const {
    if (const Text said = text("format"); !said.value.empty() && said.value != format)
        problems_->error(said.at, "wrong-format", "the format is \"" + said.value + "\", not \"" + format + "\"", hint);
}

void Fields::check_ruleset(const std::string& id, const std::string& what) const {
    if (const Text said = text("ruleset"); !said.value.empty() && said.value != id)
        problems_->error(said.at, "unknown-id", what + " are for \"" + said.value + "\", but the rules are \"" + id + "\"");
}

void Fields::refuse_empty(std::string_view key, const std::string& message, const std::string& hint) const {
    if (described(key).least_items == 0)
        throw std::logic_error("\"" + std::string(key) + "\" is described as a list that may be empty");
    const Node* node = node_->find(key);
    if (node != nullptr && node->kind == Node::Kind::sequence && node->items.empty())
        problems_->error(node->at, "wrong-type", message, hint);
}

const std::vector<Entry>& Fields::named_maps(std::string_view key) const {
    static const std::vector<Entry> none;
    const Node* node = look(key, {Kind::named_maps}).second;
    if (node == nullptr) return none;
    if (node->kind == Node::Kind::map) return node->entries;
    problems_->error(node->at, "wrong-type",
                     "\"" + std::string(key) + "\" must be a map from ids, but this is " + kind_text(*node),
                     "write the id as a key: my_id: {title: …}");
    return none;
}

}  // namespace triage::document
