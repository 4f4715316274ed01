// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "catch.hpp"

#include <triage/model/names.hpp>

using namespace triage;

TEST_CASE("a misspelt id is answered with the nearest one", "[model][names]") {
    const std::vector<std::string> known{"calf_swelling", "calf_tenderness", "foot_cold", "fever"};
    const std::vector<std::vector<std::string>> rows{
        {"calf_sweling", "calf_swelling"},    // a letter left out
        {"calf_swellling", "calf_swelling"},  // a letter too many
        {"claf_swelling", "calf_swelling"},   // neighbours swapped
        {"calfswelling", "calf_swelling"},    // the underscore forgotten
        {"feever", "fever"},
        {"fevre", "fever"},
        {"foot_could", "foot_cold"},
        {"something_else_entirely", ""},
        {"", ""},
    };
    for (const auto& row : rows) {
        INFO(row[0]);
        CHECK(nearest_name(row[0], known) == row[1]);
    }
}

TEST_CASE("distance counts single edits, and a swap of neighbours as one", "[model][names]") {
    CHECK(edit_distance("fever", "fever") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("abc", "") == 3);
    CHECK(edit_distance("fever", "fevre") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("abcd", "badc") == 2);
    for (const std::string a : {"calf", "clof", "", "xx"})
        for (const std::string b : {"calf", "flac", "y"}) CHECK(edit_distance(a, b) == edit_distance(b, a));
}

TEST_CASE("a hostile name of any length is simply not near", "[model][names]") {
    const std::vector<std::string> known{"fever"};
    CHECK(nearest_name(std::string(1'000'000, 'f'), known).empty());
}

TEST_CASE("of two ids that are the same the first one defined is found", "[model][names]") {
    NameIndex<> index;
    index.add("pain", 7);
    index.add("fever", 3);
    index.add("pain", 9);
    index.sort();
    CHECK(index.find("pain") == 7);
    CHECK(index.find("fever") == 3);
    CHECK(index.find("pai") == npos);
    CHECK(index.find("") == npos);
    CHECK(nearest_name("pian", index) == "pain");
}

TEST_CASE("ids are lower case words joined by underscores", "[model][names]") {
    for (const char* good : {"a", "calf_swelling", "t4", "a_"}) CHECK(is_snake_case(good));
    for (const char* bad : {"", "A", "4t", "_a", "calf-swelling", "calf swelling", "caf\xC3\xA9"})
        CHECK_FALSE(is_snake_case(bad));
}
