// SPDX-License-Identifier: Apache-2.0
// A JSON value that is built up in any order and printed for people to read.
// It is only written, never read back.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/text/text.hpp>

namespace triage::language {

/// Texts, numbers and booleans become one by themselves.
class Json {
public:
    using Member = std::pair<std::string_view, Json>;

    Json(std::string_view text) : atom_(json_string(text)) {}
    Json(const std::string& text) : Json(std::string_view(text)) {}
    Json(const char* text) : Json(std::string_view(text)) {}
    Json(double number) : atom_(shortest(number)) {}
    template <std::same_as<bool> Bool>
    Json(Bool value) : atom_(value ? "true" : "false") {}
    [[nodiscard]] static Json object(std::initializer_list<Member> members = {}) {
        Json out(Form::object);
        for (const auto& [key, value] : members) out.set(key, value);
        return out;
    }
    [[nodiscard]] static Json array() { return Json(Form::array); }

    /// Object: adds a member, or replaces it where it stands.
    Json& set(std::string_view key, Json value) {
        const auto known = std::find(keys_.begin(), keys_.end(), key);
        if (known != keys_.end()) {
            children_[static_cast<std::size_t>(known - keys_.begin())] = std::move(value);
            return *this;
        }
        keys_.emplace_back(key);
        return add(std::move(value));
    }
    /// Object: sets all members of another.
    Json& merge(const Json& other) {
        for (std::size_t i = 0; i < other.keys_.size(); ++i) set(other.keys_[i], other.children_[i]);
        return *this;
    }
    [[nodiscard]] bool has(std::string_view key) const { return std::find(keys_.begin(), keys_.end(), key) != keys_.end(); }
    /// Array: adds an item.
    Json& add(Json value) {
        children_.push_back(std::move(value));
        return *this;
    }
    [[nodiscard]] bool empty() const { return children_.empty(); }
    /// Object: a member; null where there is none.
    [[nodiscard]] const Json* find(std::string_view key) const {
        const auto known = std::find(keys_.begin(), keys_.end(), key);
        return known == keys_.end() ? nullptr : &children_[static_cast<std::size_t>(known - keys_.begin())];
    }
    [[nodiscard]] std::vector<Json>& children() { return children_; }
    /// Object: takes members away.
    Json& erase(std::span<const std::string_view> keys) {
        for (std::size_t i = keys_.size(); i-- > 0;) {
            if (std::find(keys.begin(), keys.end(), keys_[i]) == keys.end()) continue;
            keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(i));
            children_.erase(children_.begin() + static_cast<std::ptrdiff_t>(i));
        }
        return *this;
    }
    /// Array of plain texts: these.
    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> out;
        for (const Json& item : children_) out.push_back(item.atom_.substr(1, item.atom_.size() - 2));
        return out;
    }

    /// With an indent of two; what is short enough stands on one line. Ends without a newline.
    [[nodiscard]] std::string print(std::size_t indent = 0) const {
        const std::string line = written(0, false);
        return form_ == Form::atom || indent + line.size() <= widest ? line : written(indent, true);
    }

private:
    static constexpr std::size_t widest = 120;
    enum class Form { atom, object, array };
    explicit Json(Form form) : form_(form) {}
    /// On one line, or each child on lines of its own.
    [[nodiscard]] std::string written(std::size_t indent, bool several_lines) const {
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

    Form form_ = Form::atom;
    std::string atom_;
    std::vector<std::string> keys_;  ///< object: of the children
    std::vector<Json> children_;
};

}  // namespace triage::language
