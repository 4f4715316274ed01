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

TEST_CASE("every input in the corpus of a fuzz target holds, and some are good input", "[fuzz]") {
    for (const triage::fuzz::Target& target : triage::fuzz::targets()) {
        INFO(target.name);
        std::size_t good = 0, all = 0;
        for (const auto& entry : fs::directory_iterator(fs::path(TRIAGE_SOURCE_DIR) / "tests/fuzz/corpus" / target.name)) {
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            ++all;
            good += target.run(bytes) ? 1U : 0U;
        }
        CHECK(all > 0);
        CHECK(good > 0);
    }
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
