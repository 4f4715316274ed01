// SPDX-License-Identifier: Apache-2.0
#include "json_tree.hpp"

#include <algorithm>

#include <triage/text/escape.hpp>
#include <triage/text/text.hpp>

namespace triage::language {

namespace {

constexpr std::size_t widest = 120;

}  // namespace

Json::Json(std::string_view text) : atom_(json_string(text)) {}
Json::Json(double number) : atom_(shortest(number)) {}

Json Json::object(std::initializer_list<Member> members) {
    Json out(Form::object);
    for (const auto& [key, value] : members) out.set(key, value);
    return out;
}

Json& Json::set(std::string_view key, Json value) {
    const auto known = std::find(keys_.begin(), keys_.end(), key);
    if (known != keys_.end()) {
        children_[static_cast<std::size_t>(known - keys_.begin())] = std::move(value);
        return *this;
    }
    keys_.emplace_back(key);
    return add(std::move(value));
}

Json& Json::merge(const Json& other) {
    for (std::size_t i = 0; i < other.keys_.size(); ++i) set(other.keys_[i], other.children_[i]);
    return *this;
}

bool Json::has(std::string_view key) const { return std::find(keys_.begin(), keys_.end(), key) != keys_.end(); }

Json& Json::add(Json value) {
    children_.push_back(std::move(value));
    return *this;
}

std::string Json::written(std::size_t indent, bool several_lines) const {
    if (form_ == Form::atom) return atom_;
    std::string out;
    for (std::size_t i = 0; i < children_.size(); ++i) {
        out += i == 0 ? "" : several_lines ? "," : ", ";
        if (several_lines) out += "\n" + std::string(indent + 2, ' ');
        if (form_ == Form::object) out += json_string(keys_[i]) + ": ";
        out += several_lines ? children_[i].print(indent + 2) : children_[i].written(0, false);
    }
    if (several_lines) out += "\n" + std::string(indent, ' ');
    return form_ == Form::object ? "{" + out + "}" : "[" + out + "]";
}

std::string Json::print(std::size_t indent) const {
    const std::string line = written(0, false);
    return form_ == Form::atom || indent + line.size() <= widest ? line : written(indent, true);
}
}  // namespace triage::language
