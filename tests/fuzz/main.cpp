// SPDX-License-Identifier: Apache-2.0
// One libFuzzer program for each target, named by TRIAGE_FUZZ_TARGET. At its end it says how many inputs were good ones.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "targets.hpp"

namespace {

struct Count {
    std::size_t all = 0, good = 0;
    ~Count() { std::fprintf(stderr, "executions: %zu, good input: %zu\n", all, good); }
};

const triage::fuzz::Target& this_target() {
    static const triage::fuzz::Target& target = []() -> const triage::fuzz::Target& {
        for (const triage::fuzz::Target& t : triage::fuzz::targets())
            if (t.name == TRIAGE_FUZZ_TARGET) return t;
        std::abort();
    }();
    return target;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

/// What is good input in the corpus that is kept.
static const std::vector<std::string>& good_ones() {
    static const std::vector<std::string> all = [] {
        namespace fs = std::filesystem;
        std::vector<std::string> out;
        for (const auto& entry : fs::directory_iterator(fs::path(TRIAGE_SOURCE_DIR) / "tests/fuzz/corpus" / this_target().name)) {
            std::ifstream in(entry.path(), std::ios::binary);
            std::string bytes{std::istreambuf_iterator<char>(in), {}};
            if (this_target().run(bytes)) out.push_back(std::move(bytes));
        }
        return out;
    }();
    return all;
}

/// Seven times of eight as the target wants it, and five times of these from good input, since libFuzzer changes what it has
/// just changed once more, up to five times.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    using Change = triage::fuzz::Target::Change;
    const Change change = this_target().change;
    if (seed % 8 == 0) return LLVMFuzzerMutate(data, size, most);
    if (change == Change::drawn) {  // an even first byte: rules are drawn by what follows
        size = LLVMFuzzerMutate(data, size, most);
        for (; size < 9 && size < most; ++size) data[size] = static_cast<std::uint8_t>(seed >> size);
        data[0] &= 0xFE;
        return size;
    }
    const bool afresh = seed % 8 > 2 && !good_ones().empty();
    const std::string before = afresh ? good_ones()[seed / 8 % good_ones().size()] : std::string(data, data + size);
    const std::string after =
        change == Change::words ? triage::fuzz::with_other_words(before, seed) : triage::fuzz::with_other_bytes(before, seed);
    std::copy_n(after.data(), std::min(after.size(), most), data);
    return std::min(after.size(), most);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Count count;
    ++count.all;
    count.good += this_target().run({reinterpret_cast<const char*>(data), size}) ? 1U : 0U;
    return 0;
}
