// SPDX-License-Identifier: Apache-2.0
// A small pseudo-random generator (splitmix64, Steele 2014), so that a seed means the same on every machine.
// Refuses to look at a clock: there is no default seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace triage::testing {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1U) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// 0 … n - 1; n at least 1.
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    int between(int from, int to) { return from + static_cast<int>(below(static_cast<std::size_t>(to - from) + 1)); }
    bool chance(double p) { return static_cast<double>(next() >> 11U) * 0x1.0p-53 < p; }
    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }

private:
    std::uint64_t state_;
};

}  // namespace triage::testing
