// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstddef>
#include <istream>
#include <optional>
#include <set>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/text/text.hpp>

#include "tree.hpp"

namespace triage::document {

namespace {

struct Stop {};  // leaves the parser once a limit is met; never crosses this file

// Hands a text to yaml-cpp piece by piece. Inside brackets yaml-cpp keeps a token for every word until it knows that no
// ":" makes a key of the whole; so this refuses to go on when too much was handed over without anything coming out.
class View : public std::streambuf {
public:
    View(std::string_view text, std::size_t farthest) : text_(text), farthest_(farthest) {}
    void something_came_out() { last_ = given_; }
    [[nodiscard]] bool too_far() const { return too_far_; }

protected:
    int_type underflow() override {
        if (given_ == text_.size()) return traits_type::eof();
        too_far_ = given_ - last_ > farthest_;
        if (too_far_) throw Stop{};
        char* from = const_cast<char*>(text_.data()) + given_;  // NOLINT: never written through
        const std::size_t count = std::min(piece, text_.size() - given_);
        setg(from, from, from + count);
        given_ += count;
        return traits_type::to_int_type(*from);
    }

private:
    static constexpr std::size_t piece = 2048;
    std::string_view text_;
    std::size_t farthest_, given_ = 0, last_ = 0;
    bool too_far_ = false;
};

class Builder : public YAML::EventHandler {
public:
    Builder(std::string_view text, View& view, std::uint32_t file, const LoadOptions& limits, Problems& problems)
        : text_(text), view_(view), file_(file), limits_(limits), problems_(problems) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (!complete_) return;
        second_ = mark;
        throw Stop{};
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse(mark, "?", anchor);
        Node node = make(Node::Kind::null, mark);
        if (!is_written(mark)) node.at = place_of_nothing(node.at);
        put(std::move(node));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        alias(place_of(mark));
        has_holes_ = true;
        put(make(Node::Kind::null, mark));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
        refuse(mark, tag, anchor);
        if (value.size() > limits_.string_length) {
            problems_.error(place_of(mark), "string-too-long",
                            "this text has " + std::to_string(value.size()) + " bytes; the limit is " +
                                std::to_string(limits_.string_length));
        } else if (const auto hidden = hidden_character(value)) {
            problems_.error(place_of(mark), hidden->code,
                            "this text has an escaped character that is not allowed: " + hidden->message, "remove the escape");
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
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        refuse(mark, tag, anchor);
        open(Node::Kind::map, mark);
    }
    void OnMapEnd() override { close(); }

    void alias(Mark at) {
        problems_.error(at, "alias", "no file that triage reads may use aliases (*name)",
                        "write the text again where it is needed; put a text that begins with * in quotes");
    }
    [[nodiscard]] Mark place_of(const YAML::Mark& mark) const {
        return {file_, static_cast<std::uint32_t>(mark.line + 1),
                static_cast<std::uint32_t>(mark.column + 1 + (mark.line == 0 ? unseen() : 0))};
    }
    [[nodiscard]] std::size_t offset_of(const YAML::Mark& mark) const { return static_cast<std::size_t>(mark.pos + unseen()); }
    [[nodiscard]] bool complete() const { return complete_; }
    /// Where a further document begins.
    [[nodiscard]] const std::optional<YAML::Mark>& second() const { return second_; }
    /// Where something came out last: what follows is what the parser could not make sense of.
    [[nodiscard]] Mark last() const { return last_; }
    /// Whether some value is not known, so that reading on would only find follow-up errors.
    [[nodiscard]] bool has_holes() const { return has_holes_; }
    [[nodiscard]] Node take() { return std::move(root_); }

private:
    struct Frame {
        Node node;
        bool dashes = false;  // a list of one item a line
        bool has_key = false;
        bool skip = false;  // the key is in error: its value is read, but not kept
        Text key;
        std::set<std::string> keys;
    };

    /// Bytes at the beginning that yaml-cpp does not count.
    [[nodiscard]] int unseen() const { return static_cast<int>(text_.size() - without_mark(text_).size()); }
    [[nodiscard]] Node make(Node::Kind kind, const YAML::Mark& mark) const {
        Node node;
        node.kind = kind;
        node.at = place_of(mark);
        return node;
    }
    void refuse(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != 0)
            problems_.error(place_of(mark), "anchor", "no file that triage reads may use anchors (&name)",
                            "write the text again where it is needed");
        // A quoted text has the tag "!", as has one behind a lone "!".
        const std::size_t at = offset_of(mark);
        const bool lone = tag == "!" && at < text_.size() && text_[at] == '!';
        if (lone || (!tag.empty() && tag != "?" && tag != "!"))
            problems_.error(place_of(mark), "tag", "no file that triage reads may use tags (" + tag + ")", "remove the tag");
    }
    void open(Node::Kind kind, const YAML::Mark& mark) {
        if (frames_.size() >= limits_.nesting_depth) {
            problems_.error(place_of(mark), "nesting-too-deep",
                            "lists and maps are nested more than " + std::to_string(limits_.nesting_depth) + " levels deep",
                            "name inner parts as criteria, or flatten the steps");
            throw Stop{};
        }
        const std::size_t at = offset_of(mark);
        const bool dashes = kind == Node::Kind::sequence && at < text_.size() && text_[at] == '-';
        frames_.push_back({make(kind, mark), dashes, false, false, {}, {}});
        view_.something_came_out();
        last_ = frames_.back().node.at;
    }
    void close() {
        Node node = std::move(frames_.back().node);
        frames_.pop_back();
        put(std::move(node));
    }
    // Whether a null stands in the text, as ~ or null.
    [[nodiscard]] bool is_written(const YAML::Mark& mark) const {
        const std::string_view rest = text_.substr(std::min(offset_of(mark), text_.size()));
        for (const std::string_view word : {"~", "null", "Null", "NULL"})
            if (rest.substr(0, word.size()) == word)
                return rest.size() == word.size() ||
                       std::string_view(" \t\r\n,]}#").find(rest[word.size()]) != std::string_view::npos;
        return false;
    }
    // The mark of an empty value is that of what comes next, often a line below: its key or its dash says where it is.
    [[nodiscard]] Mark place_of_nothing(Mark next) {
        if (frames_.empty()) return next;
        const Frame& frame = frames_.back();
        if (frame.node.kind == Node::Kind::map) return frame.has_key ? frame.key.at : next;
        if (!frame.dashes) return next;  // in brackets, where the mark is right
        if (frame.node.items.empty()) return frame.node.at;
        const std::size_t dash = frame.node.at.column - 1;
        for (std::uint32_t line = frame.node.items.back().at.line + 1; line <= next.line; ++line) {
            const std::string_view text = lines_.line_of(text_, line);  // from line to line downwards: linear in all
            if (text.find_first_not_of(' ') == dash && text[dash] == '-') return {file_, line, frame.node.at.column};
        }
        return next;
    }
    void put(Node node) {
        view_.something_came_out();
        last_ = node.at;
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
            frame.has_key = true;
            frame.skip = !key(frame, node);
        } else {
            if (!frame.skip) frame.node.entries.push_back({std::move(frame.key), std::move(node)});
            frame.has_key = false;
        }
    }
    // Takes a key; false where it cannot be one.
    bool key(Frame& frame, const Node& node) {
        frame.key = {node.value, node.at};
        if (node.kind != Node::Kind::scalar) {
            problems_.error(node.at, "wrong-type", "a key must be a word", "write key: value");
            has_holes_ = true;
            return false;
        }
        if (node.value == "<<" && !node.quoted) {
            problems_.error(node.at, "merge-key", "no file that triage reads may use merge keys (<<)", "write out the keys");
            has_holes_ = true;
            return false;
        }
        if (!frame.keys.insert(node.value).second) {
            std::string first;
            for (const auto& entry : frame.node.entries)
                if (entry.key.value == node.value) first = "first at line " + std::to_string(entry.key.at.line) + "; ";
            problems_.error(node.at, "duplicate-key", "\"" + node.value + "\" appears twice in this map",
                            first + "keep one of them");
            return false;
        }
        if (frame.keys.size() > most_keys) {
            problems_.error(node.at, "too-many-items", "a map may have at most " + std::to_string(most_keys) + " keys");
            throw Stop{};
        }
        return true;
    }

    static constexpr std::size_t most_keys = 4000;
    std::string_view text_;
    View& view_;
    std::uint32_t file_;
    const LoadOptions& limits_;
    Problems& problems_;
    LineFinder lines_;
    std::vector<Frame> frames_;
    Node root_;
    Mark last_{file_, 1, 1};
    bool complete_ = false, has_holes_ = false;
    std::optional<YAML::Mark> second_;
};

std::size_t blanks(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

// Whether a line is `key: text: more` without quotes: the second colon makes a map of the text.
bool unquoted_colon(std::string_view line) {
    const std::size_t key = line.find(": ");
    if (key == std::string_view::npos) return false;
    const std::size_t value = line.find_first_not_of(' ', key + 2);
    if (value == std::string_view::npos || std::string_view("\"'{[|>&*#").find(line[value]) != std::string_view::npos)
        return false;
    const std::size_t colon = line.find(": ", value), comment = line.find(" #", value);
    return colon != std::string_view::npos && colon < comment;
}

// What to look at where a text is not YAML, by the line in which the parser gave up.
std::string syntax_hint(std::string_view text, std::size_t at) {
    at = std::min(at, text.size());
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
    const std::string_view line = text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
    if (line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos)
        return "indent with blanks, not with a tab";
    if (unquoted_colon(line)) return "put the text in double quotes: a colon with a blank behind it would end it";
    std::string_view above;
    for (std::size_t end = begin; end > 0 && above.empty();) {
        const std::size_t from = end < 2 ? 0 : text.rfind('\n', end - 2) + 1;
        above = text.substr(from, end - 1 - from);
        if (blanks(above) == above.size() || above[blanks(above)] == '#') above = {};
        end = from;
    }
    const std::string general = "check the indentation, quotes and brackets here and just above";
    if (above.empty() || blanks(line) == blanks(above) || blanks(line) == line.size()) return general;
    return general + ": this line begins with " + counted(blanks(line), "blank") + ", the one above with " +
           std::to_string(blanks(above)) +
           "; keys of one map begin in the same column, what belongs to a key two blanks further right";
}

// Whether a document really begins at this place: yaml-cpp also calls it one when something follows the end of the root.
bool document_begins(std::string_view text, std::size_t at) {
    if (text.substr(std::min(at, text.size()), 3) == "---") return true;
    const std::size_t end = text.rfind("\n...", at);
    return end != std::string_view::npos && text.find_first_not_of(" \t\r\n", end + 4) >= at;
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, std::uint32_t file, const LoadOptions& limits, Problems& problems) {
    if (!check_characters(text, file, problems)) return std::nullopt;
    const std::size_t farthest = 32 * limits.string_length;
    View view(text, farthest);
    std::istream stream(&view);
    Builder builder(text, view, file, limits, problems);
    try {
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder) || !builder.complete()) {
            problems.error({file, 1, 1}, "empty-file", "this file has no content");
            return std::nullopt;
        }
        (void)parser.HandleNextDocument(builder);
    } catch (const Stop&) {
        if (builder.second() && document_begins(text, builder.offset_of(*builder.second())))
            problems.error(builder.place_of(*builder.second()), "second-document", "a second document (---) begins here",
                           "a file holds one document; put the rest in its own file");
        else if (builder.second())
            problems.error(builder.place_of(*builder.second()), "yaml-syntax", "this is not valid YAML: nothing may follow here",
                           syntax_hint(text, builder.offset_of(*builder.second())));
        else if (view.too_far())
            problems.error(
                builder.last(), "unbroken-text", "more than " + std::to_string(farthest) + " bytes follow without a break",
                "a closing bracket or quote may be missing; write long lists with one item per line, each after a dash");
        return std::nullopt;
    } catch (const YAML::Exception& e) {
        const bool placed = e.mark.line >= 0 && !e.mark.is_null();
        const std::size_t at = placed ? builder.offset_of(e.mark) : text.size();
        if (at < text.size() && text[at] == '*')
            builder.alias(builder.place_of(e.mark));  // to a name that no anchor has
        else
            problems.error(placed ? builder.place_of(e.mark) : Mark{file, 1, 1}, "yaml-syntax",
                           "this is not valid YAML: " + e.msg, syntax_hint(text, at));
        return std::nullopt;
    }
    if (builder.has_holes()) return std::nullopt;
    return builder.take();
}

}  // namespace triage::document
