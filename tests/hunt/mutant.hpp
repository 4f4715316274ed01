// SPDX-License-Identifier: Apache-2.0
// What the mutated copy of the sources asks at run time: is this the mutant that is let loose now? (./dev hunt)
// Refuses to be part of any other build.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <type_traits>

// The program is not built in the copy: a test that needs it is no judge there.
#ifndef TRIAGE_CLI
#define TRIAGE_CLI ""
#endif

namespace triage_hunt {

/// The number of the mutant in the environment; -1: none.
[[nodiscard]] inline int chosen() {
    const char* const number = std::getenv("TRIAGE_MUTANT");
    return number == nullptr ? -1 : std::atoi(number);
}
inline const int active = chosen();

inline constexpr int most = 8192;
inline bool reached[most];

/// Adds the numbers of the mutants that were come to, at the end of the process, to the file that the environment names.
struct Record {
    ~Record() {
        const char* const name = std::getenv("TRIAGE_REACHED");
        std::FILE* const file = name == nullptr ? nullptr : std::fopen(name, "a");
        if (file == nullptr) return;
        for (int n = 0; n < most; ++n)
            if (reached[n]) std::fprintf(file, "%d\n", n);
        std::fclose(file);
    }
};
inline const Record record;

template <int N>
[[nodiscard]] inline bool mutant() {
    static_assert(N < most);
    reached[N] = true;
    return active == N;
}

template <class T>
[[nodiscard]] bool truth(T&& value) {
    return value ? true : false;
}

/// `Not<N>()->*x` is `!x`, or x itself.
template <int N>
struct Not {};
template <int N, class T>
[[nodiscard]] auto operator->*(Not<N>, const T& value) {
    if constexpr (std::is_same_v<decltype(!value), T>)
        return mutant<N>() ? value : !value;
    else
        return mutant<N>() ? truth(value) : !truth(value);
}

template <int N, class T>
[[nodiscard]] T max(const T& a, const T& b) {
    return (mutant<N>() ? b < a : a < b) ? b : a;
}
template <int N, class T>
[[nodiscard]] T min(const T& a, const T& b) {
    return (mutant<N>() ? a < b : b < a) ? b : a;
}

// An operator and what stands in for it; of a relation the near miss and the opposite (-1: not that one).
#define TRIAGE_HUNT_RELATION(name, op, near, opposite) \
    template <int N, int M, class A, class B>          \
    [[nodiscard]] bool name(const A& a, const B& b) {  \
        if constexpr (N >= 0)                          \
            if (mutant<N>()) return a near b;          \
        if constexpr (M >= 0)                          \
            if (mutant<M>()) return a opposite b;      \
        return a op b;                                 \
    }
TRIAGE_HUNT_RELATION(less, <, <=, >=)
TRIAGE_HUNT_RELATION(less_equal, <=, <, >)
TRIAGE_HUNT_RELATION(greater, >, >=, <=)
TRIAGE_HUNT_RELATION(greater_equal, >=, >, <)
#undef TRIAGE_HUNT_RELATION

#define TRIAGE_HUNT_INFIX(name, op, other)            \
    template <int N, class A, class B>                \
    [[nodiscard]] auto name(const A& a, const B& b) { \
        return mutant<N>() ? a other b : a op b;      \
    }
TRIAGE_HUNT_INFIX(equal, ==, !=)
TRIAGE_HUNT_INFIX(not_equal, !=, ==)
TRIAGE_HUNT_INFIX(plus, +, -)
TRIAGE_HUNT_INFIX(minus, -, +)
TRIAGE_HUNT_INFIX(times, *, /)
TRIAGE_HUNT_INFIX(divided, /, *)
TRIAGE_HUNT_INFIX(remainder, %, /)
TRIAGE_HUNT_INFIX(bit_and, &, |)
TRIAGE_HUNT_INFIX(bit_or, |, &)
TRIAGE_HUNT_INFIX(bit_xor, ^, |)
TRIAGE_HUNT_INFIX(shift_left, <<, >>)
TRIAGE_HUNT_INFIX(shift_right, >>, <<)
#undef TRIAGE_HUNT_INFIX

#define TRIAGE_HUNT_ASSIGNMENT(name, op, other) \
    template <int N, class A, class B>          \
    void name(A&& a, const B& b) {              \
        if (mutant<N>())                        \
            a other b;                          \
        else                                    \
            a op b;                             \
    }
TRIAGE_HUNT_ASSIGNMENT(add_to, +=, -=)
TRIAGE_HUNT_ASSIGNMENT(take_from, -=, +=)
TRIAGE_HUNT_ASSIGNMENT(multiply, *=, /=)
TRIAGE_HUNT_ASSIGNMENT(divide, /=, *=)
TRIAGE_HUNT_ASSIGNMENT(or_to, |=, &=)
TRIAGE_HUNT_ASSIGNMENT(and_to, &=, |=)
#undef TRIAGE_HUNT_ASSIGNMENT

}  // namespace triage_hunt
