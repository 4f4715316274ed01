// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets have found, and a start for each, once more: nothing that was mended comes back.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "catch.hpp"
#include "fuzz/targets.hpp"
#include "support/deep.hpp"
#include "support/dice.hpp"
#include "support/generate.hpp"

namespace fs = std::filesystem;

static std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("every input in the corpus of a fuzz target holds, and some are good input", "[fuzz]") {
    for (const triage::fuzz::Target& target : triage::fuzz::targets()) {
        INFO(target.name);
        std::size_t good = 0, all = 0;
        for (const auto& entry : fs::directory_iterator(fs::path(TRIAGE_SOURCE_DIR) / "tests/fuzz/corpus" / target.name)) {
            ++all;
            good += target.run(bytes_of(entry.path())) ? 1U : 0U;
        }
        CHECK(all > 0);
        CHECK(good > 0);
    }
}

TEST_CASE("good input that is changed a little stays good input often enough", "[fuzz]") {
    for (const triage::fuzz::Target& target : triage::fuzz::targets()) {
        if (target.change == triage::fuzz::Target::Change::drawn) continue;
        std::size_t good = 0, all = 0, changed = 0;
        for (const auto& entry : fs::directory_iterator(fs::path(TRIAGE_SOURCE_DIR) / "tests/fuzz/corpus" / target.name)) {
            const std::string bytes = bytes_of(entry.path());
            if (!target.run(bytes)) continue;
            for (std::uint64_t seed = 0; seed < 10; ++seed, ++all) {
                const std::string other = target.change == triage::fuzz::Target::Change::words
                                              ? triage::fuzz::with_other_words(bytes, seed)
                                              : triage::fuzz::with_other_bytes(bytes, seed);
                changed += other != bytes ? 1U : 0U;
                good += target.run(other) ? 1U : 0U;
            }
        }
        INFO(target.name << ": " << good << " of " << all << " good, " << changed << " changed");
        CHECK((target.change == triage::fuzz::Target::Change::words ? 3 : 20) * good >= all);
        CHECK(2 * changed >= all);
    }
    CHECK(triage::fuzz::with_other_words("", 1).empty());
    CHECK(triage::fuzz::with_other_bytes("", 1).empty());
}

TEST_CASE("a seed draws the same rules by every compiler", "[fuzz]") {
    std::uint64_t all = 14695981039346656037U;  // FNV-1a
    const auto add = [&](const std::string& text) {
        for (const char c : text) all = (all ^ static_cast<unsigned char>(c)) * 1099511628211U;
    };
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        add(triage::testing::random_rules(seed));
        add(triage::testing::small_random_rules(seed));
    }
    CHECK(all == 0x14434BFFB7915E01U);
}

TEST_CASE("most rules that are drawn for the fuzz targets load, and what must hold of them holds", "[fuzz]") {
    for (const triage::fuzz::Target& target : triage::fuzz::targets()) {
        if (target.name != "rules" && target.name != "workbench") continue;
        const std::size_t many = triage::testing::several(target.name == "rules" ? 60 : 12, 5000);
        std::size_t good = 0;
        triage::testing::Dice dice(7);
        for (std::size_t i = 0; i < many; ++i) {
            std::string bytes(1, static_cast<char>(2 * dice.below(4)));
            for (std::size_t k = 0, length = 8 + 4 * dice.below(3); k < length; ++k) bytes += static_cast<char>(dice.below(256));
            if (target.name == "workbench") bytes += bytes;
            good += target.run(bytes) ? 1U : 0U;
        }
        INFO(target.name << ": " << good << " of " << many);
        CHECK(2 * good >= many);
    }
}
