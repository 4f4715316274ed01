// SPDX-License-Identifier: Apache-2.0
// The mutants of a C++ source: every small mistake that its text could hold, and one text that holds all of them at once.
// Refuses to parse C++: it goes by tokens, and by the blanks that clang-format sets. What does not compile is found by compiling.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace triage::hunt {

/// One small mistake.
struct Mutant {
    std::string kind;                ///< operator, condition, logic, constant, statement
    std::string original, mutation;  ///< what stands there, and what would stand there instead
    std::size_t line = 0;            ///< where, from 1
    std::size_t begin = 0, end = 0;  ///< what is rewritten, as bytes of the source
};

/// A source and its mutants. `original` and `mutation` tell those of one line apart: a second alike has " (2)" behind it.
///
///     Source s("bool f(int a) { return a < 3; }\n");
///     s.mutants()[0].mutation;  // "a <= 3"
class Source {
public:
    explicit Source(std::string text);

    [[nodiscard]] const std::vector<Mutant>& mutants() const { return mutants_; }
    /// The text of a line, without the blanks around it.
    [[nodiscard]] std::string line(std::size_t number) const;
    [[nodiscard]] std::size_t line_at(std::size_t offset) const;

    /// The source with every mutant that is in `in` written into it, numbered from `first`. `mutant.hpp` must be included
    /// before. Each line stays where it is. A constexpr function is an inline one there: what the mutants ask is not constant.
    [[nodiscard]] std::string schema(std::size_t first, const std::vector<bool>& in) const;

private:
    struct Token;
    class Finder;
    /// One place and its mutants: `before` and `after` are written around it; `middle` replaces what stands between `from` and
    /// `to`.
    struct Change {
        enum class Form { infix, logic, condition, negation, constant, extreme, deletion, function } form;
        std::size_t begin, end, from, to;
        std::vector<std::string> words;  ///< the names that the form needs
        std::size_t mutant = 0, mutants = 0;
    };
    struct Written {
        std::string before, middle, after;
    };
    [[nodiscard]] static Written written(const Change& change, const std::string& operation, std::size_t first,
                                         const std::vector<bool>& in);

    std::string text_;
    std::vector<Mutant> mutants_;
    std::vector<Change> changes_;
};

}  // namespace triage::hunt
