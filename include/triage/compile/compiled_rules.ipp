// SPDX-License-Identifier: Apache-2.0
// The bodies of compiled_rules.hpp. `Layout` says once, for writing and reading, what follows what.
#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstring>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <triage/compile/compile.hpp>
#include <triage/compile/compiled_rules.hpp>
#include <triage/header_only.hpp>
#include <triage/model/fields.hpp>
#include <triage/model/words.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace compiled_detail {

/// Eight bytes, the lowest first.
[[nodiscard]] inline std::uint64_t word_at(const char* bytes) {
    std::uint64_t out = 0;
    if constexpr (std::endian::native == std::endian::little)
        std::memcpy(&out, bytes, sizeof out);
    else
        for (unsigned i = 0; i < 8; ++i) out |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return out;
}
inline void append_little_endian(std::string& out, std::uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

/// Four sums, each of every fourth word of 8 bytes, one behind the other; zeros fill the last words. Each step can be undone,
/// so that a change of one word is always seen.
[[nodiscard]] inline std::uint64_t checksum(std::string_view bytes) {
    const auto add = [](std::uint64_t& sum, std::uint64_t word) {
        sum = (sum ^ word) * 0x9E3779B97F4A7C15U;
        sum ^= sum >> 32U;
    };
    std::uint64_t sums[4] = {};
    const auto add_block = [&](const char* block) {
        for (unsigned i = 0; i < 4; ++i) add(sums[i], word_at(block + 8 * i));
    };
    std::size_t at = 0;
    for (; at + 32 <= bytes.size(); at += 32) add_block(bytes.data() + at);
    char rest[32] = {};
    bytes.copy(rest, sizeof rest, at);
    add_block(rest);
    std::uint64_t out = bytes.size();
    for (const std::uint64_t sum : sums) add(out, sum);
    return out;
}

template <class Enum>
constexpr unsigned number_of_words = [] {
    unsigned n = 0;
    while (word(static_cast<Enum>(n)) != nullptr) ++n;
    return n;
}();

/// The parts of a document in the order of the file. A Stream moves single values, in one direction or the other.
template <class Stream>
class Layout : public Stream {
public:
    using Stream::Stream;

    // The visitor of `describe`. Fields without a use are kept too: they compare equal afterwards.
    void operator()(Use, const char*, auto& x, bool = true) { value(x); }
    void operator()(Use, const char*, auto& min, const char*, auto& max, bool) {
        value(min);
        value(max);
    }
    void operator()(Use, const char*, auto& require, const char*, auto& target) {
        value(require);
        value(target);
    }

    void document(Like<RuleDocument> auto& x) {
        describe_identity(x, *this);
        describe_sections(x, *this);
        value(x.digest);
        value(x.review);
        value(x.files);
    }

private:
    // Structured bindings name every member, so that none can be forgotten.
    template <class T>
    void value(T& x) {
        using Plain = std::remove_const_t<T>;
        if constexpr (std::is_enum_v<Plain>) {
            this->one_of(x, number_of_words<Plain>);
        } else if constexpr (std::is_arithmetic_v<Plain> || std::same_as<Plain, std::string> || std::same_as<Plain, Mark>) {
            this->single(x);
        } else if constexpr (std::same_as<Plain, Text> || std::same_as<Plain, Number>) {
            auto& [what, at] = x;
            value(what);
            value(at);
        } else if constexpr (std::same_as<Plain, SourceFile>) {
            auto& [path, text] = x;
            this->single(path);
            this->whole_file(text);
        } else if constexpr (std::same_as<Plain, Implication::Set>) {
            auto& [finding, what, number, flag] = x;
            value(finding);
            value(what);
            value(number);
            value(flag);
        } else if constexpr (std::same_as<Plain, Branch>) {
            auto& [kind, at, outcome, steps] = x;
            value(kind);
            value(at);
            value(outcome);
            value(steps);
            this->check(x);
        } else if constexpr (std::same_as<Plain, Condition>) {
            auto& [form, at, name, options, at_least, at_most, above, below, order, items] = x;
            auto& [order_at_least, order_at_most, order_above, order_below] = order;
            value(form);
            value(at);
            value(name);
            value(options);
            value(at_least);
            value(at_most);
            value(above);
            value(below);
            value(order_at_least);
            value(order_at_most);
            value(order_above);
            value(order_below);
            value(items);
            this->check(x);
        } else {
            if constexpr (requires { x.at; }) value(x.at);
            describe(x, *this);
            if constexpr (requires { this->check(x); }) this->check(x);
        }
    }
    template <class T>
    void value(std::vector<T>& all) {
        if (!this->open(all)) return;
        for (T& one : all) value(one);
        this->close();
    }
    template <class T>
    void value(const std::vector<T>& all) {
        (void)this->open(all);
        for (const T& one : all) value(one);
    }
    template <class T>
    void value(std::optional<T>& x) {
        bool there = false;
        this->single(there);
        if (there) value(x.emplace());
    }
    template <class T>
    void value(const std::optional<T>& x) {
        const bool there = x.has_value();
        this->single(there);
        if (there) value(*x);
    }
};

class Writer {
public:
    /// Columns are of use only beside the source text.
    explicit Writer(bool columns) : columns_(columns) {}
    [[nodiscard]] std::string take() { return std::move(out_); }

protected:
    void single(bool value) { out_ += static_cast<char>(value); }
    void single(double value) { append_little_endian(out_, std::bit_cast<std::uint64_t>(value), 8); }
    void single(const std::string& text) {
        count(text.size());
        out_ += text;
    }
    void whole_file(const std::string& text) { single(text); }
    /// One byte where no place is known. Lines are told by how far they are from the last one, so that they pack well.
    void single(const Mark& at) {
        if (at.file == 0 && at.line == 0 && at.column == 0) return count(0);
        const std::int64_t on = std::int64_t{at.line} - line_;
        count((on < 0 ? 2 * static_cast<std::uint64_t>(-on) - 1 : 2 * static_cast<std::uint64_t>(on)) + 1);
        count(at.file);
        count(columns_ ? at.column : 0);
        line_ = at.line;
    }
    void one_of(auto value, unsigned) { out_ += static_cast<char>(value); }
    template <class T>
    bool open(const std::vector<T>& all) {
        count(all.size());
        return true;
    }
    void check(const auto&) {}

private:
    void count(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) out_ += static_cast<char>((value & 0x7FU) | 0x80U);
        out_ += static_cast<char>(value);
    }

    std::string out_;
    std::uint32_t line_ = 0;
    bool columns_;
};

/// Invariant: after the first problem everything is empty, so that reading ends by itself.
class Reader {
public:
    Reader(std::string_view bytes, const LoadOptions& limits)
        : at_(bytes.data()), end_(at_ + bytes.size()), may_allocate_(128 * bytes.size()), limits_(limits) {}

    struct Problem {
        std::string code, message;
    };
    [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }
    void end() {
        if (left() != 0) wrong("damaged-file", "something stands behind the last field");
    }

protected:
    void single(bool& value) { value = byte(2) != 0; }
    void single(double& value) {
        if (left() < 8) return cut_off();
        value = std::bit_cast<double>(word_at(at_));
        at_ += 8;
        if (!std::isfinite(value)) wrong("damaged-file", "a number is not finite");
    }
    void single(std::string& text) { read_text(text, limits_.string_length, "string-too-long", "a text"); }
    void whole_file(std::string& text) {
        read_text(text, limits_.bytes_per_file, "file-too-large", "a source file");
        source_bytes_ += text.size();
        if (source_bytes_ > limits_.bytes_in_all)
            wrong("rules-too-large", "the source files have more than " + std::to_string(limits_.bytes_in_all) + " bytes");
    }
    void single(Mark& at) {
        const std::uint64_t code = count(std::uint64_t{1} << 33U);
        if (code == 0) return;
        const auto far = static_cast<std::int64_t>(code / 2);
        const std::int64_t line = std::int64_t{line_} + (code % 2 == 0 ? -far : far);
        if (line < 0 || line > 0xFFFFFFFF) return wrong("damaged-file", "a line has an impossible number");
        at.line = line_ = static_cast<std::uint32_t>(line);
        at.file = static_cast<std::uint32_t>(count(0xFFFFFFFFU));
        at.column = static_cast<std::uint32_t>(count(0xFFFFFFFFU));
    }
    template <class Enum>
    void one_of(Enum& value, unsigned values) {
        value = static_cast<Enum>(byte(values));
    }
    /// Makes room for all items; false where there is none.
    template <class T>
    bool open(std::vector<T>& all) {
        const std::uint64_t items = size();
        values_ += items;
        if (depth_ >= limits_.nesting_depth)
            wrong("nesting-too-deep", "lists are nested more than " + std::to_string(limits_.nesting_depth) + " levels deep");
        if (values_ > limits_.compiled_size)
            wrong("compiled-too-large", "it has more than " + std::to_string(limits_.compiled_size) + " values");
        if (!allocate(items * sizeof(T))) return false;
        if constexpr (std::same_as<T, SourceFile>)
            if (items > limits_.includes + 3 + spare_files)
                wrong("too-many-includes", "it has " + std::to_string(items) + " source files");
        if (problem_ || items == 0) return false;
        ++depth_;
        all.resize(static_cast<std::size_t>(items));
        return true;
    }
    void close() { --depth_; }
    /// What the compiler takes for granted, because the reader of YAML sees to it.
    void check(const Condition& c) {
        using Form = Condition::Form;
        const bool one = c.form == Form::negate || c.form == Form::unless,
                   many = c.form == Form::all || c.form == Form::any || c.form == Form::at_least;
        if (one ? c.items.size() != 1 : c.items.empty() == many) wrong("damaged-file", "a condition has no such parts");
        if (c.at_least && (c.form == Form::at_least || c.form == Form::score)) countable(*c.at_least, -most_counted);
    }
    void check(const Branch& branch) { needed(branch.steps, branch.kind == Branch::Kind::steps); }
    void check(const Pathway& pathway) { needed(pathway.steps, true); }
    void check(const Score& score) { needed(score.items, true); }
    void check(const Finding& finding) { needed(finding.options, finding.type == FindingType::choice); }
    void check(const ScoreItem& item) { countable(item.points, -most_counted); }
    void check(const PlanSession& session) {
        countable(session.minutes);
        for (const Number& day : session.days) countable(day);
    }
    void check(const PlanStage& stage) {
        countable(stage.weeks);
        if (stage.grow_percent) countable(*stage.grow_percent);
    }

private:
    /// More than any loaded rules have; it fits an int.
    static constexpr double most_counted = 1000;
    void countable(const Number& number, double least = 0) {
        if (number.value < least || number.value > most_counted) wrong("damaged-file", "a number is too large to count with");
    }
    void needed(const auto& list, bool is_needed) {
        if (list.empty() == is_needed) wrong("damaged-file", "a list is empty that may not be, or the other way round");
    }
    static constexpr std::size_t spare_files = 1000;  // rules that were read when they were signed

    [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    void wrong(const char* code, std::string message) {
        if (!problem_) problem_ = Problem{code, std::move(message)};
        at_ = end_;
    }
    void cut_off() { wrong("damaged-file", "it ends in the middle of a field"); }
    [[nodiscard]] unsigned byte(unsigned values) {
        if (left() == 0) return cut_off(), 0;
        const auto out = static_cast<unsigned char>(*at_++);
        if (out < values) return out;
        wrong("damaged-file", "a field has a value that does not exist");
        return 0;
    }
    /// At most `most`.
    [[nodiscard]] std::uint64_t count(std::uint64_t most) {
        if (at_ != end_ && static_cast<unsigned char>(*at_) < 0x80 && static_cast<unsigned char>(*at_) <= most)
            return static_cast<unsigned char>(*at_++);
        std::uint64_t out = 0;
        for (unsigned shift = 0; shift < 63; shift += 7) {
            if (left() == 0) return cut_off(), 0;
            const auto next = static_cast<unsigned char>(*at_++);
            out |= std::uint64_t{next & 0x7FU} << shift;
            if (next < 0x80) {
                if (out <= most) return out;
                break;
            }
        }
        wrong("damaged-file", "a count is too large");
        return 0;
    }
    /// Of a text or a list, whose items have a byte each at least.
    [[nodiscard]] std::uint64_t size() {
        const std::uint64_t out = count(~std::uint64_t{0});
        if (out <= left()) return out;
        wrong("damaged-file", "a text or a list goes on behind the end");
        return 0;
    }
    [[nodiscard]] bool allocate(std::uint64_t bytes) {
        if (bytes > may_allocate_) wrong("damaged-file", "a list is longer than the file");
        may_allocate_ -= problem_ ? 0 : bytes;
        return !problem_;
    }
    void read_text(std::string& text, std::size_t most, const char* code, const char* what) {
        const std::uint64_t length = size();
        if (length > most) return wrong(code, std::string(what) + " has more than " + std::to_string(most) + " bytes");
        if (!allocate(length)) return;
        text.assign(at_, static_cast<std::size_t>(length));
        at_ += length;
        if (!is_utf8(text)) wrong("damaged-file", std::string(what) + " is not valid UTF-8");
    }
    [[nodiscard]] static bool is_utf8(std::string_view text) {
        constexpr std::uint64_t beyond_ascii = 0x8080808080808080U;
        for (std::size_t i = 0; i < text.size();) {
            if (i + 8 <= text.size() && (word_at(text.data() + i) & beyond_ascii) == 0) {
                i += 8;
            } else if (static_cast<unsigned char>(text[i]) < 0x80) {
                ++i;
            } else {
                const std::size_t length = utf8_length(text, i);
                if (length == 0) return false;
                i += length;
            }
        }
        return true;
    }

    const char* at_;
    const char* end_;
    std::uint64_t may_allocate_;
    const LoadOptions& limits_;
    std::optional<Problem> problem_;
    std::size_t depth_ = 0, values_ = 0, source_bytes_ = 0;
    std::uint32_t line_ = 0;  // of the last mark
};

}  // namespace compiled_detail

namespace compiled_detail {

inline std::string written(const RuleDocument& document, bool columns) {
    Layout<Writer> writer(columns);
    writer.document(document);
    const std::string fields = writer.take();
    std::string out(compiled_format::magic);
    append_little_endian(out, compiled_format::version, 4);
    append_little_endian(out, fields.size(), 8);
    append_little_endian(out, checksum(fields), 8);
    return out + fields;
}

}  // namespace compiled_detail

TRIAGE_BODY std::string write_compiled(const RuleSet& rules) { return compiled_detail::written(rules.document(), true); }

TRIAGE_BODY std::string write_compiled_without_sources(const RuleSet& rules) {
    RuleDocument document = rules.document();
    for (SourceFile& file : document.files) file.text.clear();
    return compiled_detail::written(document, false);
}

TRIAGE_BODY Loaded<RuleDocument> read_compiled_document(std::string_view bytes, const LoadOptions& options,
                                                        const std::string& name) {
    const auto refuse = [&](std::string code, std::string message, std::string hint) -> Loaded<RuleDocument> {
        return {
            std::nullopt,
            {{.code = std::move(code), .message = std::move(message), .file = name, .source_line = {}, .hint = std::move(hint)}}};
    };
    const auto damaged = [&](std::string message) {
        return refuse("damaged-file", std::move(message), "copy the file again, or compile the rules again");
    };
    if (!is_compiled(bytes))
        return refuse("wrong-format", "these are not compiled rules", "write them with `triage compile RULES -o FILE`");
    if (bytes.size() < compiled_format::header_size) return damaged("it ends in its header");
    const std::uint64_t version = compiled_detail::word_at(bytes.data() + 8) & 0xFFFFFFFFU,
                        length = compiled_detail::word_at(bytes.data() + 12), sum = compiled_detail::word_at(bytes.data() + 20);
    if (version != compiled_format::version)
        return refuse("wrong-format",
                      "these rules are compiled in format " + std::to_string(version) + "; this version of triage reads format " +
                          std::to_string(compiled_format::version),
                      "compile the rules again, with this version of triage");
    const std::string_view fields = bytes.substr(compiled_format::header_size);
    if (fields.size() != length)
        return damaged(std::string(fields.size() < length ? "its end is missing" : "something stands behind its end") +
                       ": it has " + counted(fields.size(), "byte") + " behind its header, not " + std::to_string(length));
    if (bytes.size() / compiled_format::most_of_bytes_in_all > options.bytes_in_all)
        return refuse(
            "rules-too-large",
            "it has more than " + std::to_string(compiled_format::most_of_bytes_in_all * options.bytes_in_all) + " bytes", "");
    if (compiled_detail::checksum(fields) != sum) return damaged("its checksum does not match what it holds");
    compiled_detail::Layout<compiled_detail::Reader> reader(fields, options);
    RuleDocument document;
    reader.document(document);
    reader.end();
    if (!reader.problem()) return {std::move(document), {}};
    const auto& [code, message] = *reader.problem();
    return code == "damaged-file" ? damaged(message) : refuse(code, message, "");
}

TRIAGE_BODY Loaded<RuleSet> read_compiled(std::string_view bytes, const LoadOptions& options, const std::string& name) {
    Loaded<RuleDocument> read = read_compiled_document(bytes, options, name);
    if (!read.ok()) return {std::nullopt, read.diagnostics()};
    return compile(std::move(read).value(), options);
}

TRIAGE_BODY std::string write_compiled_header(const RuleSet& rules) {
    std::string id = rules.id();
    for (char& c : id)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) c = '_';
    const std::string bytes = write_compiled(rules);
    std::string out = "// The rules \"" + id + "\", compiled: " + visible(rules.digest()) + ".\n" +
                      "// Written by `triage compile --cpp`. Do not edit it: change the rules and compile them again.\n"
                      "#pragma once\n\n"
                      "#include <string_view>\n\n"
                      "#include <triage/compile/compiled_rules.hpp>\n\n"
                      "namespace triage_rules {\n\n"
                      "inline constexpr unsigned char " +
                      id + "_bytes[] = {";
    out.reserve(out.size() + 4 * bytes.size() + 1000);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % 32 == 0) out += "\n    ";
        out += std::to_string(static_cast<unsigned char>(bytes[i]));
        out += ',';
    }
    return out + "\n};\n\n[[nodiscard]] inline triage::Loaded<triage::RuleSet> load_" + id +
           "() {\n"
           "    // The bytes of an array of unsigned char may be looked at as char.\n"
           "    return triage::read_compiled({reinterpret_cast<const char*>(" +
           id + "_bytes), sizeof " + id + "_bytes}, {}, \"" + id +
           "\");\n"
           "}\n\n"
           "}  // namespace triage_rules\n";
}

}  // namespace triage
