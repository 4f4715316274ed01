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

TEST_CASE("a text whose words are put in each other's place stays good input often enough", "[fuzz]") {
    for (const triage::fuzz::Target& target : triage::fuzz::targets()) {
        if (!target.words) continue;
        std::size_t good = 0, all = 0, changed = 0;
        for (const auto& entry : fs::directory_iterator(fs::path(TRIAGE_SOURCE_DIR) / "tests/fuzz/corpus" / target.name)) {
            const std::string bytes = bytes_of(entry.path());
            if (!target.run(bytes)) continue;
            for (std::uint64_t seed = 0; seed < 10; ++seed, ++all) {
                const std::string other = triage::fuzz::with_other_words(bytes, seed);
                changed += other != bytes ? 1U : 0U;
                good += target.run(other) ? 1U : 0U;
            }
        }
        INFO(target.name << ": " << good << " of " << all << " good, " << changed << " changed");
        CHECK(20 * good >= all);
        CHECK(2 * changed >= all);
    }
    CHECK(triage::fuzz::with_other_words("", 1).empty());
}

TEST_CASE("most rules that are drawn for the fuzz targets load, and what must hold of them holds", "[fuzz]") {
    for (const triage::fuzz::Target& target : triage::fuzz::targets()) {
        if (target.name != "rules" && target.name != "workbench") continue;
        const std::size_t many = triage::testing::several(target.name == "rules" ? 60 : 8, 5000);
        std::size_t good = 0;
        triage::testing::Dice dice(7);
        for (std::size_t i = 0; i < many; ++i) {
            std::string bytes(1, '\0');
            for (std::size_t k = 0, length = 8 + 4 * dice.below(3); k < length; ++k) bytes += static_cast<char>(dice.below(256));
            if (target.name == "workbench") bytes += bytes;
            good += target.run(bytes) ? 1U : 0U;
        }
        INFO(target.name << ": " << good << " of " << many);
        CHECK(2 * good >= many);
    }
}
