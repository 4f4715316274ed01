// SPDX-License-Identifier: Apache-2.0
// One answer to one question, and the truth bits of all answers as conditions read them.
// Refuses to guess: there is no answer that stands for "not asked"; that is the absence of one.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <triage/model/ids.hpp>
#include <triage/model/kleene.hpp>
#include <triage/text/text.hpp>

namespace triage {

inline constexpr Kleene yes = Kleene::yes;
inline constexpr Kleene no = Kleene::no;
inline constexpr Kleene unknown = Kleene::unknown;

/// Whole numbers of any type; a bool and a character are none.
template <class T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
                      !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

/// One answer to one question: yes, no, unknown, an option id, or a number. It is made from just what it means: `true` is
/// yes, any number is a number; a character and a null pointer do not compile, because nobody can tell what they mean.
///
///     answers.set("calf_swelling", "yes");  // to a yes_no finding this means yes
///     answers.set("vomiting", "yes");       // of a choice with the options no, once, yes it is the option `yes`
class Answer {
public:
    /// `word`: a text that no finding has taken yet; the type of the finding decides what it means (model/value.hpp).
    enum class Kind : std::uint8_t { not_sure, yes_no, option, number, word };

    Answer(Kleene value) : kind_(value == Kleene::unknown ? Kind::not_sure : Kind::yes_no), yes_(value == Kleene::yes) {}
    /// A template, so that no pointer becomes a bool.
    template <std::same_as<bool> Bool>
    Answer(Bool value) : kind_(Kind::yes_no), yes_(value) {}
    template <class T>
    requires WholeNumber<T> || std::floating_point<T> Answer(T value)
        : kind_(Kind::number), number_(static_cast<double>(value)) {}
    template <class T>
    requires(std::integral<T> && !std::same_as<T, bool> && !WholeNumber<T>) Answer(T character)
    = delete;
    Answer(std::nullptr_t) = delete;
    /// "unknown" is "not sure", whatever the finding; any other text stays a word until a finding takes it.
    Answer(std::string_view word) : kind_(word == "unknown" ? Kind::not_sure : Kind::word), word_(word) {}
    Answer(const std::string& word) : Answer(std::string_view(word)) {}
    /// A null pointer is an empty word, which no finding takes.
    Answer(const char* word) : Answer(word == nullptr ? std::string_view() : std::string_view(word)) {}
    /// An option of a choice, whatever its id looks like.
    [[nodiscard]] static Answer of_option(std::string_view id) {
        Answer out(id);
        out.kind_ = Kind::option;
        return out;
    }

    [[nodiscard]] Kind kind() const { return kind_; }
    /// Never of an option, even one that is called `yes`.
    [[nodiscard]] bool is_yes() const { return kind_ != Kind::option && word() == "yes"; }
    [[nodiscard]] double number() const { return number_; }
    /// `yes`, `no`, `unknown`, or the option id, as it is written in files; empty for a number.
    [[nodiscard]] std::string_view word() const& {
        switch (kind_) {
            case Kind::not_sure: return "unknown";
            case Kind::yes_no: return yes_ ? "yes" : "no";
            case Kind::option:
            case Kind::word: return word_;
            case Kind::number: break;
        }
        return {};
    }
    std::string_view word() && = delete;  // it would look into an answer that is gone; `text()` is a copy
    /// As it is written in files: `yes`, `no`, `unknown`, the option id, or the number.
    [[nodiscard]] std::string text() const { return kind_ == Kind::number ? shortest(number_) : std::string(word()); }
    /// Whether both are written alike, as answers to the same finding: a text equals what a finding makes of it.
    friend bool operator==(const Answer& a, const Answer& b) {
        if (a.kind_ == Kind::number || b.kind_ == Kind::number) return a.kind_ == b.kind_ && a.text() == b.text();
        return a.word() == b.word();
    }

private:
    Kind kind_ = Kind::not_sure;
    bool yes_ = false;
    double number_ = 0;
    std::string word_;
};

/// Why an answer was not taken. `code` is one of unknown-id, wrong-type, number-out-of-range, unknown-option.
struct AnswerProblem {
    std::string code, message, hint;
    [[nodiscard]] std::string text() const { return hint.empty() ? message : message + "; " + hint; }
    friend bool operator==(const AnswerProblem&, const AnswerProblem&) = default;
};

/// Thrown by `Answers::set`.
class AnswerError : public std::invalid_argument {
public:
    explicit AnswerError(AnswerProblem problem) : std::invalid_argument(problem.text()), problem_(std::move(problem)) {}
    [[nodiscard]] const AnswerProblem& problem() const { return problem_; }

private:
    AnswerProblem problem_;
};

/// The truth of every clause, as the walk reads it.
struct TruthBits {
    std::span<const std::uint64_t> is_true, is_false;

    [[nodiscard]] KleeneSet at(ClauseId clause) const {
        const std::uint64_t bit = std::uint64_t{1} << (clause & 63U);
        const std::uint32_t word = clause >> 6U;
        if ((is_true[word] & bit) != 0) return KleeneSet{Kleene::yes};
        if ((is_false[word] & bit) != 0) return KleeneSet{Kleene::no};
        return KleeneSet{Kleene::unknown};
    }
};

}  // namespace triage
