// SPDX-License-Identifier: Apache-2.0
#include "tree.hpp"

#include <simdjson.h>

#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace triage::document {

namespace {

namespace sj = simdjson;

struct Refused {
    std::string why;
};

template <class T>
T got(sj::simdjson_result<T>&& result) {
    T value{};
    if (const sj::error_code error = std::move(result).get(value); error != sj::SUCCESS)
        throw Refused{std::string("not valid JSON: ") + sj::error_message(error)};
    return value;
}

class Tree {
public:
    Tree(std::string_view text, const LoadOptions& limits) : text_(text), limits_(limits) {}

    Node object(sj::ondemand::object object, std::size_t depth, Mark begins) {
        Node node;
        node.kind = Node::Kind::map;
        node.at = begins;
        std::set<std::string> keys;
        for (auto field : object) {
            const Mark at = place(got(field.key()).raw() - 1);  // the quote before it
            Text name{std::string(got(field.unescaped_key())), at};
            refuse_hidden(name.value);
            if (!keys.insert(name.value).second) throw Refused{"\"" + name.value + "\" appears twice in one object"};
            if (keys.size() > most_entries) throw Refused{"an object has too many keys"};
            Node child = value(field.value(), depth + 1);
            node.entries.push_back({std::move(name), std::move(child)});
        }
        return node;
    }

private:
    static constexpr std::size_t most_entries = 4000;

    Node value(sj::simdjson_result<sj::ondemand::value> result, std::size_t depth) {
        if (depth > limits_.nesting_depth) throw Refused{"nested too deeply"};
        sj::ondemand::value v = got(std::move(result));
        Node node;
        node.at = place(v.raw_json_token().data());
        switch (got(v.type())) {
            case sj::ondemand::json_type::object: return object(got(v.get_object()), depth, node.at);
            case sj::ondemand::json_type::array:
                node.kind = Node::Kind::sequence;
                for (auto item : got(v.get_array())) node.items.push_back(value(std::move(item), depth + 1));
                break;
            case sj::ondemand::json_type::string: scalar(node, got(v.get_string()), true); break;
            case sj::ondemand::json_type::number: {
                // As it was written: an id of many digits is a name, and would be another one as a double.
                const std::string_view token = v.raw_json_token();  // with the blanks behind it
                (void)got(v.get_double());
                scalar(node, token.substr(0, token.find_last_not_of(" \t\r\n") + 1), false);
                break;
            }
            case sj::ondemand::json_type::boolean: scalar(node, got(v.get_bool()) ? "true" : "false", false); break;
            case sj::ondemand::json_type::null:
                if (!v.is_null()) throw Refused{"not valid JSON: expected null"};
                break;
        }
        return node;
    }
    void scalar(Node& node, std::string_view value, bool quoted) {
        if (value.size() > limits_.string_length) throw Refused{"a text is too long"};
        refuse_hidden(value);
        node.kind = Node::Kind::scalar;
        node.value = std::string(value);
        node.quoted = quoted;
    }
    // What an escape (\u0000, \u202e) stands for must be as harmless as what is written plainly.
    static void refuse_hidden(std::string_view value) {
        if (const auto hidden = hidden_character(value)) throw Refused{"in a text, " + hidden->message};
    }
    // Keys and values are met in order, so the place is counted on from the last one.
    [[nodiscard]] Mark place(const char* token) {
        const auto offset = static_cast<std::size_t>(token - text_.data());
        for (; counted_ < offset && counted_ < text_.size(); ++counted_) {
            ++here_.column;
            if (text_[counted_] == '\n') {
                ++here_.line;
                here_.column = 1;
            }
        }
        return here_;
    }

    std::string_view text_;
    const LoadOptions& limits_;
    Mark here_{0, 1, 1};
    std::size_t counted_ = 0;
};

}  // namespace

std::optional<Node> parse_json(std::string_view text, const LoadOptions& limits, std::string* why) {
    const auto refuse = [&](const std::string& reason) -> std::optional<Node> {
        if (why != nullptr) *why = reason;
        return std::nullopt;
    };
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '{') return refuse("not valid JSON: a row is an object, {…}");
    const sj::padded_string padded(text);
    sj::ondemand::parser parser;
    try {
        sj::ondemand::document document = got(parser.iterate(padded));
        Node root = Tree(std::string_view(padded.data(), padded.size()), limits).object(got(document.get_object()), 0, {0, 1, 1});
        if (document.current_location().error() != sj::OUT_OF_BOUNDS)
            return refuse("not valid JSON: there is text after the object");
        return root;
    } catch (const Refused& refused) {
        return refuse(refused.why);
    } catch (const sj::simdjson_error& error) {
        return refuse(std::string("not valid JSON: ") + error.what());
    }
}

}  // namespace triage::document
