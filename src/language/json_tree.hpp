// SPDX-License-Identifier: Apache-2.0
// A JSON value that is built up in any order and printed for people to read.
// It is only written, never read back.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace triage::language {

class Json {
public:
    [[nodiscard]] static Json text(std::string_view value);
    [[nodiscard]] static Json number(double value);
    [[nodiscard]] static Json boolean(bool value);
    [[nodiscard]] static Json texts(std::initializer_list<std::string_view> all);
    [[nodiscard]] static Json object() { return Json(Form::object); }
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
    [[nodiscard]] std::string on_one_line() const;

    Form form_;
    std::string atom_;
    std::vector<std::string> keys_;  ///< object: of the children
    std::vector<Json> children_;
};

}  // namespace triage::language
