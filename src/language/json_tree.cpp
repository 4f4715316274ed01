// SPDX-License-Identifier: Apache-2.0
#include "json_tree.hpp"

#include <utility>

#include <triage/explain/render/render.hpp>
#include <triage/text/escape.hpp>
#include <triage/text/text.hpp>

namespace triage::language {

namespace {

constexpr std::size_t widest = 120;

}  // namespace

Json Json::text(std::string_view value) {
    Json json(Form::atom);
    json.atom_ = json_string(value);
    return json;
}

Json Json::number(double value) {
    Json json(Form::atom);
    json.atom_ = shortest(value);
    return json;
}

Json Json::boolean(bool value) {
    Json json(Form::atom);
    json.atom_ = value ? "true" : "false";
    return json;
}

Json Json::texts(std::initializer_list<std::string_view> all) {
    Json json = array();
    for (const std::string_view one : all) json.add(text(one));
    return json;
}

Json& Json::set(std::string_view key, Json value) {
    for (std::size_t i = 0; i < keys_.size(); ++i)
        if (keys_[i] == key) {
            children_[i] = std::move(value);
            return *this;
        }
    keys_.emplace_back(key);
    children_.push_back(std::move(value));
    return *this;
}

Json& Json::merge(const Json& other) {
    for (std::size_t i = 0; i < other.keys_.size(); ++i) set(other.keys_[i], other.children_[i]);
    return *this;
}

bool Json::has(std::string_view key) const {
    for (const std::string& k : keys_)
        if (k == key) return true;
    return false;
}

Json& Json::add(Json value) {
    children_.push_back(std::move(value));
    return *this;
}

std::string Json::on_one_line() const {
    if (form_ == Form::atom) return atom_;
    std::string out;
    for (std::size_t i = 0; i < children_.size(); ++i)
        out += (i == 0 ? "" : ", ") + (form_ == Form::object ? json_string(keys_[i]) + ": " : std::string()) +
               children_[i].on_one_line();
    return form_ == Form::object ? "{" + out + "}" : "[" + out + "]";
}

std::string Json::print(std::size_t indent) const {
    std::string line = on_one_line();
    if (form_ == Form::atom || indent + line.size() <= widest) return line;
    const std::string margin(indent + 2, ' ');
    std::string out;
    for (std::size_t i = 0; i < children_.size(); ++i)
        out += (i == 0 ? "\n" : ",\n") + margin + (form_ == Form::object ? json_string(keys_[i]) + ": " : std::string()) +
               children_[i].print(indent + 2);
    out += "\n" + std::string(indent, ' ');
    return form_ == Form::object ? "{" + out + "}" : "[" + out + "]";
}

}  // namespace triage::language
