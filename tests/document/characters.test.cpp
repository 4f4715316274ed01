// SPDX-License-Identifier: Apache-2.0
// Which characters a text may hold. What is refused has its files in tests/bad/; here is where the line runs.
#include <string>

#include <triage/load.hpp>
#include <triage/log.hpp>

#include "catch.hpp"
#include "load/broken_file.hpp"

using namespace triage;
using triage::testing::read_bytes;
using triage::testing::source_path;

namespace {

/// What is said of a question with this in it; empty: nothing.
std::string said_of(const std::string& words) {
    std::string text = read_bytes(source_path("tests/good/small.yaml"));
    const std::string ask = "Is one calf swollen";
    REQUIRE(text.find(ask) != std::string::npos);
    text.replace(text.find(ask), ask.size(), words);
    const Loaded<RuleSet> loaded = load({SourceFile{"small.yaml", text}});
    return loaded.ok() ? "" : loaded.diagnostics().front().code;
}

}  // namespace

TEST_CASE("symbols, letters with their accents and other alphabets may stand in a text", "[document]") {
    for (const char* words :
         {"\u26A0\uFE0F Is it swollen", "\u2764\uFE0F", "\u2764\uFE0E", "\U0001F9B5\uFE0F", "\u00A9\uFE0F",  // symbols
          "Vie\u0302\u0323t Nam", "\u05D1\u05BC\u05B0\u0596", "\u0E17\u0E35\u0E48",  // three and two marks
          "a\u0301\u0301\u0301\u0301", "\u8173\u304C\u3099", "\u0646\u064E\u0639\u064E\u0645\u0652"}) {
        INFO(words);
        CHECK(said_of(words).empty());
    }
}

TEST_CASE("what shows nothing, what every font shows otherwise and what covers its neighbours is refused in a text",
          "[document]") {
    for (const char* words :
         {"le\uFE0Fg", "\uFE0F", "\u26A0\uFE0F\uFE0F", "1\uFE0F", "leg\U000E0100", "leg\u180B", "\u26A0\n\uFE0F", "\uE000",
          "\uF8FF", "\U000F0000", "\U0010FFFD", "\uFDD0", "\uFFFE", "\U0001FFFF"}) {
        INFO(words);
        CHECK(said_of(words) == "control-character");
    }
    CHECK(said_of("a\u0301\u0301\u0301\u0301\u0301") == "stacked-accents");
    CHECK(said_of("\u0E17\u0E35\u0E35\u0E35\u0E35\u0E35") == "stacked-accents");
}

TEST_CASE("a note in a diary may have a heart, and no stack of accents", "[document][log]") {
    const auto imported = [](const std::string& note) {
        return read_log("id,date,ruleset,version,reassessed,replaces,note,pain\n1,2026-05-03,diary,1,no,," + note + ",5\n",
                        "a.csv");
    };
    CHECK(imported("good \u2764\uFE0F").size() == 1);
    CHECK_THROWS_AS(imported("bad a\u0301\u0301\u0301\u0301\u0301"), LogError);
    CHECK_THROWS_AS(imported("\uE000"), LogError);
}
