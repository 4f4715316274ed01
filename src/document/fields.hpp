// SPDX-License-Identifier: Apache-2.0
// A map of a document, read as src/language describes it: which keys there are, and what may stand behind each. What has the
// wrong type is reported where it stands, and reading goes on. Refuses to differ from the description: asked for a key that it
// does not have, or of another kind, it throws std::logic_error, so that the reader, the description and the editor's schema
// cannot part without a test noticing.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/words.hpp>
#include <triage/text/text.hpp>

#include "../language/shapes.hpp"
#include "tree.hpp"

namespace triage::document {

/// Whether a node is a number, without quotes.
[[nodiscard]] inline bool is_number(const Node& node) {
    return node.kind == Node::Kind::scalar && !node.quoted && number_of(node.value).has_value();
}

/// What to write where entry `at` of a map in braces is the rest of a number with a decimal comma: {minutes: 20,5} is
/// minutes: 20, and 5 without a value. Empty where it is not.
[[nodiscard]] std::string split_number_hint(const Node& map, std::size_t at);

// `key` is where the value stands, for the message.
[[nodiscard]] Text read_text(const Node& node, std::string_view key, Problems& problems);
[[nodiscard]] Text read_id(const Node& node, std::string_view key, Problems& problems);
/// The items of a list, none of null; reports a node that is not one.
[[nodiscard]] const std::vector<Node>& read_list(const Node* node, std::string_view key, Problems& problems);
/// Whether a text is snake_case; reports one that is not.
[[nodiscard]] bool check_id(const Text& id, Problems& problems);

class Fields {
public:
    /// Reports a node that is not a map, keys that are not described, and required keys that are missing. `what`: what
    /// messages call it.
    Fields(const Node& node, const language::Shape& shape, const std::string& what, Problems& problems);
    Fields(const Node& node, const language::Shape& shape, Problems& problems) : Fields(node, shape, shape.what, problems) {}

    [[nodiscard]] bool is_map() const { return node_->kind == Node::Kind::map; }
    [[nodiscard]] Mark at() const { return node_->at; }
    /// The value as it stands; null where the key is missing.
    [[nodiscard]] const Node* get(std::string_view key) const {
        (void)described(key);
        return node_->find(key);
    }

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
    /// Reports another format than this one.
    void check_format(const char* format, const std::string& hint = {}) const;
    /// Reports another rule set than this one. `what`: "these cases".
    void check_ruleset(const std::string& id, const std::string& what) const;
    /// Reports a list without items.
    void refuse_empty(std::string_view key, const std::string& message, const std::string& hint = {}) const;

    /// Calls `read(fields)` for each map of a list.
    template <class Read>
    void each(std::string_view key, Read&& read) const {
        const language::Shape& shape = shape_of(key);
        for (const Node& item : read_list(look(key, {language::Kind::maps}).second, key, *problems_)) {
            const Fields fields(item, shape, *problems_);
            if (fields.is_map()) read(fields);
        }
    }
    /// Calls `name(id)` or `read(fields)` for each item of a list of options.
    template <class Name, class Read>
    void each_option(std::string_view key, Name&& name, Read&& read) const {
        const language::Shape& shape = shape_of(key);
        for (const Node& item : read_list(look(key, {language::Kind::options}).second, key, *problems_)) {
            if (item.kind != Node::Kind::map)
                name(read_text(item, key, *problems_));
            else
                read(Fields(item, shape, *problems_));
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
    /// The description of a key, and the value behind it; null where there is none.
    [[nodiscard]] std::pair<const language::Key&, const Node*> look(std::string_view key,
                                                                    std::initializer_list<language::Kind> kinds) const;
    [[nodiscard]] std::string described_word(std::string_view key) const;
    [[nodiscard]] const language::Shape& shape_of(std::string_view key) const { return *described(key).shape; }
    [[nodiscard]] const std::vector<Entry>& named_maps(std::string_view key) const;
    [[nodiscard]] bool in_range(const language::Key& key, const Number& number) const;

    const Node* node_;
    const language::Shape* shape_;
    Problems* problems_;
};

/// Adds what stands in the tree of one rule file to the document; keeps everything that could be read, so that later checks see
/// it too. `top`: the file that carries identity and includes. Returns the include list (top file only). In read.cpp.
std::vector<Text> read_sections(const Node& root, bool top, RuleDocument& document, Problems& problems);

}  // namespace triage::document
