// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstddef>
#include <istream>
#include <memory>
#include <streambuf>
#include <string>
#include <vector>

#include "characters.hpp"
#include "node.hpp"

namespace triage::yaml {

namespace {

struct Stop {};  // leaves the parser once a limit is met; never crosses this file

// Reads a string in place.
class View : public std::streambuf {
public:
    explicit View(std::string_view text) {
        char* begin = const_cast<char*>(text.data());  // NOLINT: never written through
        setg(begin, begin, begin + text.size());
    }
};

class Builder : public YAML::EventHandler {
public:
    Builder(std::uint32_t file, const LoadOptions& limits, Problems& problems)
        : file_(file), limits_(limits), problems_(problems) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse(mark, "?", anchor);
        put(make(Node::Kind::null, mark));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        problems_.error(place_of(mark), "alias", "rule files may not use aliases (*name)",
                        "write the text again where it is needed");
        put(make(Node::Kind::null, mark));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
        refuse(mark, tag, anchor);
        if (value.size() > limits_.string_length) {
            problems_.error(place_of(mark), "string-too-long",
                            "this text has " + std::to_string(value.size()) + " bytes; at most " +
                                std::to_string(limits_.string_length) + " are allowed");
        }
        Node node = make(Node::Kind::scalar, mark);
        node.value = value.substr(0, limits_.string_length);
        node.quoted = tag == "!";
        put(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        refuse(mark, tag, anchor);
        open(Node::Kind::sequence, mark);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        refuse(mark, tag, anchor);
        open(Node::Kind::map, mark);
    }
    void OnMapEnd() override { close(); }

    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] Node take() { return std::move(root_); }

private:
    struct Frame {
        Node node;
        bool has_key = false;
        Text key;
    };

    [[nodiscard]] Mark place_of(const YAML::Mark& mark) const {
        return {file_, static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
    }
    [[nodiscard]] Node make(Node::Kind kind, const YAML::Mark& mark) const {
        Node node;
        node.kind = kind;
        node.at = place_of(mark);
        return node;
    }
    void refuse(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != 0)
            problems_.error(place_of(mark), "anchor", "rule files may not use anchors (&name)",
                            "write the text again where it is needed");
        if (!tag.empty() && tag != "?" && tag != "!")
            problems_.error(place_of(mark), "tag", "rule files may not use tags (" + tag + ")", "remove the tag");
    }
    void open(Node::Kind kind, const YAML::Mark& mark) {
        if (frames_.size() >= limits_.nesting_depth) {
            problems_.error(place_of(mark), "nesting-too-deep",
                            "lists and maps are nested more than " + std::to_string(limits_.nesting_depth) + " deep",
                            "name inner parts as criteria, or flatten the steps");
            throw Stop{};
        }
        frames_.push_back({make(kind, mark), false, {}});
    }
    void close() {
        Node node = std::move(frames_.back().node);
        frames_.pop_back();
        put(std::move(node));
    }
    void put(Node node) {
        if (problems_.full()) throw Stop{};
        if (frames_.empty()) {
            root_ = std::move(node);
            complete_ = true;
            return;
        }
        Frame& frame = frames_.back();
        if (frame.node.kind == Node::Kind::sequence) {
            frame.node.items.push_back(std::move(node));
        } else if (!frame.has_key) {
            key(frame, node);
        } else {
            // The mark of an empty value is on the next line: the key says where it is.
            if (node.kind == Node::Kind::null) node.at = frame.key.at;
            frame.node.entries.emplace_back(std::move(frame.key), std::move(node));
            frame.has_key = false;
        }
    }
    void key(Frame& frame, const Node& node) {
        frame.has_key = true;
        frame.key = {node.value, node.at};
        if (node.kind != Node::Kind::scalar) {
            problems_.error(node.at, "wrong-type", "a key must be a word", "write key: value");
            frame.key.value = "?" + std::to_string(frame.node.entries.size());  // keeps the place, matches nothing
            return;
        }
        if (node.value == "<<" && !node.quoted) {
            problems_.error(node.at, "merge-key", "rule files may not use merge keys (<<)", "write the keys out");
            return;
        }
        // Small maps are searched; a map with thousands of keys is a list of answers at most, and limited by its bytes.
        for (const auto& entry : frame.node.entries)
            if (entry.first.value == node.value) {
                problems_.error(node.at, "duplicate-key", "\"" + node.value + "\" stands twice in this map",
                                "first at line " + std::to_string(entry.first.at.line) + "; keep one of them");
                return;
            }
        if (frame.node.entries.size() >= most_keys) {
            problems_.error(node.at, "too-many-items", "a map may hold at most " + std::to_string(most_keys) + " keys");
            throw Stop{};
        }
    }

    static constexpr std::size_t most_keys = 4000;
    std::uint32_t file_;
    const LoadOptions& limits_;
    Problems& problems_;
    std::vector<Frame> frames_;
    Node root_;
    bool complete_ = false;
};

// yaml-cpp looks ahead without bound inside flow brackets: refuse what nests too deep before it does.
bool flow_depth_is_bounded(std::string_view text, std::uint32_t file, const LoadOptions& limits, Problems& problems) {
    std::size_t depth = 0, indicators = 0;
    std::uint32_t line = 1;
    std::size_t line_start = 0;
    char quote = 0;
    bool fresh = true;  // at a place where a token can begin
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            ++line;
            line_start = i + 1;
            indicators = 0;
            if (quote == '#') quote = 0;
            fresh = true;
            continue;
        }
        if (quote == '#') continue;
        if (quote != 0) {
            if (c == '\\' && quote == '"') ++i;
            else if (c == quote) quote = 0;
            continue;
        }
        if ((c == '"' || c == '\'') && fresh) quote = c;
        else if (c == '#' && (i == line_start || text[i - 1] == ' ' || text[i - 1] == '\t')) quote = '#';
        else if (c == '[' || c == '{') ++depth;
        else if ((c == ']' || c == '}') && depth > 0) --depth;
        else if ((c == '-' || c == '?' || c == ':') && i + 1 < text.size() && text[i + 1] == ' ') ++indicators;
        fresh = c == ' ' || c == '\t' || c == '[' || c == '{' || c == ',' || c == ':' || c == '-';
        if (depth > limits.nesting_depth + 8 || indicators > 20 * limits.nesting_depth) {
            problems.error({file, line, static_cast<std::uint32_t>(i - line_start + 1)}, "nesting-too-deep",
                           "lists and maps are nested more than " + std::to_string(limits.nesting_depth) + " deep",
                           "name inner parts as criteria, or flatten the steps");
            return false;
        }
    }
    return true;
}

}  // namespace

const char* kind_text(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null: return "nothing";
        case Node::Kind::scalar: return "a text";
        case Node::Kind::sequence: return "a list";
        case Node::Kind::map: return "a map";
    }
    return "";
}

std::optional<Node> parse(std::string_view text, std::uint32_t file, const LoadOptions& limits, Problems& problems) {
    if (!check_characters(text, file, problems)) return std::nullopt;
    if (!flow_depth_is_bounded(text, file, limits, problems)) return std::nullopt;
    View view(text);
    std::istream stream(&view);
    Builder builder(file, limits, problems);
    try {
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder) || !builder.complete()) {
            problems.error({file, 1, 1}, "empty-file", "there is nothing in this file");
            return std::nullopt;
        }
        struct Ignore : YAML::EventHandler {
            Mark first{};
            void see(const YAML::Mark& m) {
                if (first.line == 0) first = {0, static_cast<std::uint32_t>(m.line + 1), static_cast<std::uint32_t>(m.column + 1)};
            }
            void OnDocumentStart(const YAML::Mark& m) override { see(m); }
            void OnDocumentEnd() override { throw Stop{}; }
            void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
            void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
            void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
            void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
            void OnSequenceEnd() override {}
            void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
            void OnMapEnd() override {}
        } second;
        bool more = false;
        try {
            more = parser.HandleNextDocument(second);
        } catch (const Stop&) {
            more = true;
        }
        if (more) {
            problems.error({file, second.first.line, second.first.column}, "second-document",
                           "a second document (---) begins here", "one file holds one document; put the rest into a file of its own");
            return std::nullopt;
        }
    } catch (const Stop&) {
        return std::nullopt;
    } catch (const YAML::Exception& e) {
        const bool placed = e.mark.line >= 0 && !e.mark.is_null();
        problems.error({file, placed ? static_cast<std::uint32_t>(e.mark.line + 1) : 1U,
                        placed ? static_cast<std::uint32_t>(e.mark.column + 1) : 1U},
                       "yaml-syntax", "this is not valid YAML: " + e.msg,
                       "check the indentation, quotes and brackets here and just above");
        return std::nullopt;
    }
    return builder.take();
}

}  // namespace triage::yaml
