// SPDX-License-Identifier: Apache-2.0
// One libFuzzer program for each target, named by TRIAGE_FUZZ_TARGET. At its end it says how many inputs were good ones.
#include <cstdio>
#include <cstdlib>

#include "targets.hpp"

namespace {

struct Count {
    std::size_t all = 0, good = 0;
    ~Count() { std::fprintf(stderr, "executions: %zu, good input: %zu\n", all, good); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Count count;
    static const triage::fuzz::Target* const target = [] {
        for (const triage::fuzz::Target& t : triage::fuzz::targets())
            if (t.name == TRIAGE_FUZZ_TARGET) return &t;
        std::abort();
    }();
    ++count.all;
    count.good += target->run({reinterpret_cast<const char*>(data), size}) ? 1U : 0U;
    return 0;
}
