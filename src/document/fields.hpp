// SPDX-License-Identifier: Apache-2.0
// A map of a document, read as src/language describes it: which keys there are, and what may stand behind each.
// Refuses to differ from the description: asked for a key that it does not have, or of another kind, it throws
// std::logic_error, so that the reader, the description and the editor's schema cannot part without a test noticing.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/words.hpp>

#include "../language/shapes.hpp"
#include "tree.hpp"
#include "values.hpp"

namespace triage::document {

class Fields {
public:
    /// Reports a node that is not a map, keys that are not described, and required keys that are missing. `what`: what
    /// messages call it.
    Fields(const Node& node, const language::Shape& shape, const std::string& what, Problems& problems);
    Fields(const Node& node, const language::Shape& shape, Problems& problems) : Fields(node, shape, shape.what, problems) {}

    [[nodiscard]] bool is_map() const { return node_->kind == Node::Kind::map; }
    [[nodiscard]] Mark at() const { return node_->at; }
    /// The value as it stands; null where the key is missing.
    [[nodiscard]] const Node* get(std::string_view key) const;

    // Whatever is missing is empty, false or nothing; whatever is wrong is reported.
    [[nodiscard]] Text text(std::string_view key) const;                      ///< text, id, name, format
    [[nodiscard]] std::vector<Text> texts(std::string_view key) const;        ///< texts, ids, names
    [[nodiscard]] bool flag(std::string_view key) const;                      ///< flag, only_true
    [[nodiscard]] std::optional<Number> number(std::string_view key) const;   ///< kept when it is out of range
    [[nodiscard]] Number number(std::string_view key, Number instead) const;  ///< `instead` of a missing or wrong one
    [[nodiscard]] std::vector<Number> numbers(std::string_view key) const;
    /// The value that a word stands for; nothing for a missing or wrong one.
    template <class Enum>
    [[nodiscard]] std::optional<Enum> word(std::string_view key) const {
        return from_word<Enum>(described_word(key));
    }
    /// The map behind a key, even where something else stands there; nothing where the key is missing.
    [[nodiscard]] std::optional<Fields> map(std::string_view key) const;
    /// Reports a list without items.
    void refuse_empty(std::string_view key, const std::string& message, const std::string& hint = {}) const;

    /// Calls `read(fields)` for each map of a list.
    template <class Read>
    void each(std::string_view key, Read&& read) const {
        const language::Shape& shape = shape_of(key);
        for (const Node& item : maps(key)) {
            const Fields fields(item, shape, *problems_);
            if (fields.is_map()) read(fields);
        }
    }
    /// Calls `read(id, fields)` for each entry of a map from ids.
    template <class Read>
    void each_named(std::string_view key, Read&& read) const {
        const language::Shape& shape = shape_of(key);
        for (const auto& [id, value] : named_maps(key)) {
            if (!check_id(id, *problems_)) continue;
            const Fields fields(value, shape, std::string(shape.what) + " \"" + id.value + "\"", *problems_);
            if (fields.is_map()) read(id, fields);
        }
    }

private:
    [[nodiscard]] const language::Key& described(std::string_view key, std::initializer_list<language::Kind> kinds = {}) const;
    [[nodiscard]] std::string described_word(std::string_view key) const;
    [[nodiscard]] const language::Shape& shape_of(std::string_view key) const { return *described(key).shape; }
    [[nodiscard]] const std::vector<Node>& maps(std::string_view key) const;
    [[nodiscard]] const std::vector<Entry>& named_maps(std::string_view key) const;
    [[nodiscard]] bool in_range(const language::Key& key, const Number& number) const;

    const Node* node_;
    const language::Shape* shape_;
    Problems* problems_;
};

}  // namespace triage::document
