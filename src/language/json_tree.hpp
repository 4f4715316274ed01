// SPDX-License-Identifier: Apache-2.0
// A JSON value that is built up in any order and printed for people to read.
// It is only written, never read back.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace triage::language {

/// Texts, numbers and booleans become one by themselves.
class Json {
public:
    using Member = std::pair<std::string_view, Json>;

    Json(std::string_view text);
    Json(const std::string& text) : Json(std::string_view(text)) {}
    Json(const char* text) : Json(std::string_view(text)) {}
    Json(double number);
    template <std::same_as<bool> Bool>
    Json(Bool value) : atom_(value ? "true" : "false") {}
    [[nodiscard]] static Json object(std::initializer_list<Member> members = {});
    [[nodiscard]] static Json array() { return Json(Form::array); }

    /// Object: adds a member, or replaces it where it stands.
    Json& set(std::string_view key, Json value);
    /// Object: sets all members of another.
    Json& merge(const Json& other);
    [[nodiscard]] bool has(std::string_view key) const;
    /// Array: adds an item.
    Json& add(Json value);
    [[nodiscard]] bool empty() const { return children_.empty(); }

    /// With an indent of two; what is short enough stands on one line. Ends without a newline.
    [[nodiscard]] std::string print(std::size_t indent = 0) const;

private:
    enum class Form { atom, object, array };
    explicit Json(Form form) : form_(form) {}
    /// On one line, or each child on lines of its own.
    [[nodiscard]] std::string written(std::size_t indent, bool several_lines) const;

    Form form_ = Form::atom;
    std::string atom_;
    std::vector<std::string> keys_;  ///< object: of the children
    std::vector<Json> children_;
};

}  // namespace triage::language
