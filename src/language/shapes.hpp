// SPDX-License-Identifier: Apache-2.0
// What may stand in the rule files, the case files and the answer files, as plain tables: maps, their keys, and for each key the
// kind of its value and one line of help.
// Knows one map at a time: that names exist, and what they mean together, is the compiler's to check. Neither reads nor
// prints: the readers (src/document, src/load) and the editor's schema both ask these tables.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <triage/model/document.hpp>
#include <triage/model/words.hpp>

namespace triage::language {

struct Shape;

/// What the value of a key may be.
enum class Kind : std::uint8_t {
    text,       ///< anything but a list or a map, and not empty
    id,         ///< a text in snake_case
    name,       ///< an id that is looked up: whatever else stands here is reported as unknown
    word,       ///< one of `Key::words`
    format,     ///< the one of `Key::words`, reported by a code of its own
    flag,       ///< true or false, without quotes
    only_true,  ///< true
    number,     ///< without quotes, in `Key::range`
    texts,      ///< lists of these
    ids,
    names,
    numbers,
    map,         ///< a map of `Key::shape`
    maps,        ///< a list of such maps
    named_maps,  ///< a map from ids to such maps
    options,     ///< a list of such maps, or of names alone
    condition,
    conditions,  ///< a list of them
    branch,      ///< where a step goes on
    answers,     ///< a map from findings to answers
    implied,     ///< the same, nothing left out
};

/// Who says that a key is missing.
enum class Need : std::uint8_t {
    optional,
    required,  ///< the reader: missing-key
    compiled,  ///< the compiler, by a code of its own
};

struct Word {
    const char* name;
    const char* help;
};

/// Whether some words are those of an enum, each once, in its order.
template <class Enum>
[[nodiscard]] constexpr bool names_all(std::span<const Word> words) {
    unsigned i = 0;
    for (; i < words.size(); ++i)
        if (from_word<Enum>(words[i].name) != static_cast<Enum>(i)) return false;
    return word(static_cast<Enum>(i)) == nullptr;
}

/// The numbers that are allowed. Where `message` is null, it is made from the bounds.
struct Range {
    double least, most;
    bool open = false;  ///< `least` itself is not allowed
    bool whole = false;
    const char* code = "number-out-of-range";
    const char* message = nullptr;
};

/// "Where `key` is `word`."
struct Where {
    std::string_view key;  ///< empty: nowhere
    std::string_view word;
};

struct Key {
    const char* name;
    Kind kind;
    Need need;
    const char* help;               ///< one line, without a full stop at its end
    std::span<const Word> words{};  ///< word; for a text merely what is usual
    const Range* range = nullptr;   ///< number, numbers
    const Shape* shape = nullptr;   ///< map, maps, named_maps, options
    bool nullable = false;          ///< an empty value is an empty list
    std::size_t least_items = 0;    ///< of a list
    std::size_t most_items = 0;     ///< 0: any number
    Where only_where{};             ///< refused elsewhere, with this hint
    const char* hint = nullptr;
    Where needed_where{};  ///< required there

    // The same key, with more said about it.
    template <class T>
    [[nodiscard]] constexpr Key with(T Key::*member, T value) const {
        Key copy = *this;
        copy.*member = value;
        return copy;
    }
    [[nodiscard]] constexpr Key one_of(std::span<const Word> w) const { return with(&Key::words, w); }
    [[nodiscard]] constexpr Key in(const Range& r) const { return with(&Key::range, &r); }
    [[nodiscard]] constexpr Key of(const Shape& s) const { return with(&Key::shape, &s); }
    [[nodiscard]] constexpr Key may_be_empty() const { return with(&Key::nullable, true); }
    [[nodiscard]] constexpr Key not_empty() const { return with(&Key::least_items, std::size_t{1}); }
    [[nodiscard]] constexpr Key at_most(std::size_t n) const { return with(&Key::most_items, n); }
    [[nodiscard]] constexpr Key needed_if(const char* key, const char* word) const {
        return with(&Key::needed_where, Where{key, word});
    }
    [[nodiscard]] constexpr Key only_if(const char* key, const char* word, const char* otherwise) const {
        return with(&Key::only_where, Where{key, word}).with(&Key::hint, otherwise);
    }
};

[[nodiscard]] constexpr Key required(const char* name, Kind kind, const char* help) { return {name, kind, Need::required, help}; }
[[nodiscard]] constexpr Key optional(const char* name, Kind kind, const char* help) { return {name, kind, Need::optional, help}; }
/// Required, but the compiler says so.
[[nodiscard]] constexpr Key compiled(const char* name, Kind kind, const char* help) { return {name, kind, Need::compiled, help}; }

/// A map with a fixed set of keys.
struct Shape {
    const char* name;  ///< of its definition in the schema
    const char* what;  ///< as messages call it: "a finding"
    std::span<const Key> keys;
    const char* one_key_hint = nullptr;  ///< exactly one of the keys is allowed; the hint that says so

    [[nodiscard]] constexpr const Key* find(std::string_view key) const {
        for (const Key& k : keys)
            if (key == k.name) return &k;
        return nullptr;
    }
};

/// The keys of two maps, one after the other.
template <std::size_t A, std::size_t B>
[[nodiscard]] constexpr std::array<Key, A + B> joined(const std::array<Key, A>& a, const std::array<Key, B>& b) {
    std::array<Key, A + B> out{};
    for (std::size_t i = 0; i < A; ++i) out[i] = a[i];
    for (std::size_t i = 0; i < B; ++i) out[A + i] = b[i];
    return out;
}

// ---- every map, by name; what stands in them is in the .cpp files

inline constexpr const char* rules_format = "triage-rules/1";
inline constexpr const char* answers_schema = "triage.answers/1";
inline constexpr const char* cases_format = "triage-cases/1";

// files.cpp
extern const Shape rule_set;  ///< the top file
extern const Shape included_file;
extern const Shape disposition, source, medical_condition, assumption, safety_property, hazard, safety_demand, least_disposition;
extern const Shape case_file, one_case, case_source, expectation, expected_disposition;
extern const Shape answer_file, answers_ruleset, batch_row;

// findings.cpp
extern const Shape finding, option, group, implication;
extern const Shape criteria, score, score_item;
/// Pairs of keys of a range that are the same end.
extern const std::array<std::array<const char*, 2>, 2> range_ends;

/// One way to write a condition as a map, told from the others by the key `word(form)`, and what stands in it.
struct ConditionForm {
    Condition::Form form;
    Shape shape;
    const char* example;
};
/// Looked through in this order. A map of one other key asks a finding: {finding: option, options or range}.
extern const std::span<const ConditionForm> condition_forms;
/// What a range may be: maps with the same keys, told from each other by the kind of their values. The first is the usual one.
extern const std::span<const ConditionForm> range_forms;

// pathways.cpp
extern const Shape pathway, step;
/// What a branch may be: one of these words, an outcome id, or one of these maps.
extern const std::array<Word, 2> branch_words;
extern const Shape floor_branch, nested_steps;
extern const Shape outcome, remark, safety_net, advice;
extern const Shape plan, entry_criterion, plan_rule, stage, session;

}  // namespace triage::language
