// SPDX-License-Identifier: Apache-2.0
// What something costs in processor time, as medians. What is compared takes turns, so that a busy machine hits all alike.
// Refuses to look at the time of day: what other programs do in between is not counted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <functional>
#include <utility>
#include <vector>

namespace bench {

inline double seconds_of(clockid_t clock) {
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}
/// Of all threads of this process.
inline double processor_seconds() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

/// Tells the compiler that somebody reads this, whole.
template <class T>
void keep(const T& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

template <class Work>
double seconds_for(Work&& work) {
    const double begin = processor_seconds();
    work();
    return processor_seconds() - begin;
}

/// The value that `share` of all are not above. `all` must hold something.
inline double quantile(std::vector<double> all, double share) {
    std::sort(all.begin(), all.end());
    return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
}
inline double median(std::vector<double> all) { return quantile(std::move(all), 0.5); }

/// Each of `works` once without being timed, then in turn, `repeats` times: the median of each, in seconds.
inline std::vector<double> take_turns(const std::vector<std::function<void()>>& works, int repeats = 7) {
    std::vector<std::vector<double>> taken(works.size());
    for (int r = -1; r < repeats; ++r)
        for (std::size_t w = 0; w < works.size(); ++w) {
            const double seconds = seconds_for(works[w]);
            if (r >= 0) taken[w].push_back(seconds);
        }
    std::vector<double> out(taken.size());
    std::transform(taken.begin(), taken.end(), out.begin(), median);
    return out;
}

}  // namespace bench
