// SPDX-License-Identifier: Apache-2.0
// One answer to one question, and the truth bits of all answers as conditions read them.
// Refuses to guess: there is no answer that stands for "not asked"; that is the absence of one.
#pragma once

#include <charconv>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <triage/model/kleene.hpp>

namespace triage {

inline constexpr Kleene yes = Kleene::yes;
inline constexpr Kleene no = Kleene::no;
inline constexpr Kleene unknown = Kleene::unknown;

/// A number in the shortest form that reads back the same: 0.9, 34, 1.41.
[[nodiscard]] inline std::string shortest(double value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

/// One answer to one question: yes, no, unknown, an option id, or a number.
class Answer {
public:
    enum class Kind : std::uint8_t { not_sure, yes_no, option, number };

    Answer(Kleene value) : kind_(value == Kleene::unknown ? Kind::not_sure : Kind::yes_no), yes_(value == Kleene::yes) {}
    Answer(double value) : kind_(Kind::number), number_(value) {}
    Answer(int value) : Answer(static_cast<double>(value)) {}
    /// "yes", "no" and "unknown" mean what they say; any other word is an option id.
    Answer(std::string_view word)
        : kind_(word == "unknown"               ? Kind::not_sure
                : word == "yes" || word == "no" ? Kind::yes_no
                                                : Kind::option),
          yes_(word == "yes"),
          word_(word) {}
    Answer(const std::string& word) : Answer(std::string_view(word)) {}
    Answer(const char* word) : Answer(std::string_view(word)) {}

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_yes() const { return kind_ == Kind::yes_no && yes_; }
    [[nodiscard]] double number() const { return number_; }
    /// As it is written in files: `yes`, `no`, `unknown`, the option id, or the number.
    [[nodiscard]] std::string text() const {
        switch (kind_) {
            case Kind::not_sure: return "unknown";
            case Kind::yes_no: return yes_ ? "yes" : "no";
            case Kind::option: return word_;
            case Kind::number: return shortest(number_);
        }
        return {};
    }
    friend bool operator==(const Answer& a, const Answer& b) { return a.kind_ == b.kind_ && a.text() == b.text(); }

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

    [[nodiscard]] KleeneSet at(std::uint32_t clause) const {
        const std::uint64_t bit = std::uint64_t{1} << (clause & 63U);
        const std::uint32_t word = clause >> 6U;
        if ((is_true[word] & bit) != 0) return KleeneSet{Kleene::yes};
        if ((is_false[word] & bit) != 0) return KleeneSet{Kleene::no};
        return KleeneSet{Kleene::unknown};
    }
};

}  // namespace triage
