// SPDX-License-Identifier: Apache-2.0
#include <triage/text/text.hpp>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>

#include "catch.hpp"

TEST_CASE("a number is written out as a person would, with the fewest digits that read back the same", "[text]") {
    using triage::shortest;
    CHECK(shortest(0) == "0");
    CHECK(shortest(0.9) == "0.9");
    CHECK(shortest(34) == "34");
    CHECK(shortest(-2.5) == "-2.5");
    CHECK(shortest(100'000) == "100000");
    CHECK(shortest(-1'000'000) == "-1000000");
    CHECK(shortest(0.0001) == "0.0001");
    CHECK(shortest(1.2e-7) == "1.2e-07");
    CHECK(shortest(999'999'999'999'999) == "999999999999999");
    CHECK(shortest(1e15) == "1e+15");
    for (const double value :
         {0.1 + 0.2, 1.0 / 3, 123456.789012345, 2e-4 / 3, 1e15 / 7, -4e14 / 3, 5e-324, 1.7976931348623157e308})
        CHECK(std::strtod(shortest(value).c_str(), nullptr) == value);
}

TEST_CASE("a comma is a decimal comma where it can be nothing else", "[model][comma]") {
    using triage::with_decimal_point;
    CHECK(with_decimal_point("34,5") == "34.5");
    CHECK(with_decimal_point("8,0") == "8.0");
    CHECK(with_decimal_point("-1,25") == "-1.25");
    CHECK(with_decimal_point("+1,25") == "1.25");
    CHECK(with_decimal_point(",5") == ".5");
    CHECK(with_decimal_point("0,125") == "0.125");        // nobody parts thousands behind a zero
    CHECK(with_decimal_point("1234,567") == "1234.567");  // nor behind four digits
    CHECK(with_decimal_point("1,0005") == "1.0005");
    for (const char* text :
         {"1,000", "12,345", "-999,000", "34.5", "34", "", ",", "1,", "1,2,3", "1.234,5", "a,5", "1 ,5", "1,5 "})
        CHECK_FALSE(with_decimal_point(text).has_value());
}

TEST_CASE("a number with a comma gets a hint that can be typed as it stands, and nothing else gets one", "[model][comma]") {
    using triage::comma_hint;
    CHECK(comma_hint("8,0") == "write 8.0, with a decimal point, not a comma");
    CHECK(comma_hint("1,000") == "a comma can mean two things here: write 1000, or 1.000 with a decimal point");
    for (const char* text : {"1.234,5", "1,234.5", "1,2,3", "1,"})
        CHECK(comma_hint(text) == "write the number without commas, and with a decimal point where it has decimals");
    for (const char* text : {"", "8", "8.0", ",", "yes, no", "8,0 cm"}) CHECK(comma_hint(text).empty());
}

TEST_CASE("a number is the whole of a text, in the form of C", "[text]") {
    CHECK(triage::number_of("8.5") == 8.5);
    CHECK(triage::number_of("-2e3") == -2000.0);
    CHECK(triage::number_of("034") == 34.0);
    CHECK(triage::number_of("5.") == 5.0);
    for (const char* none : {"", "+34", " 34", "34 ", "34,5", "1e309", "nan", "inf", "0x10", "1e", "-", "3 4", "1_000", "8.5kg"})
        CHECK_FALSE(triage::number_of(none));
}

TEST_CASE("numbers have one shortest form, by std::to_chars and by hand", "[text]") {
    std::mt19937_64 random(7);  // NOLINT: the same numbers each time
    const auto both = [](double value) {
        const double size = value < 0 ? -value : value;
        const bool written_out = size == 0 || (size >= 1e-4 && size < 1e15);
        return std::pair(triage::shortest(value), triage::text_detail::shortest_by_hand(value, written_out));
    };
    for (const double value :
         {0.0, -0.0, 1.0, 0.5, 34.5, 1e-4, 9.9e-5, 1e15, 999999999999999.0, 1e300, 5e-324, -120.25, 0.1, 1.0 / 3})
        CHECK(both(value).first == both(value).second);
    for (int i = 0; i < 20000; ++i) {
        const double bits = std::bit_cast<double>(random()), plain = static_cast<double>(random() % 2000001) / 1000 - 1000;
        if (std::isfinite(bits)) REQUIRE(both(bits).first == both(bits).second);
        REQUIRE(both(plain).first == both(plain).second);
    }
}
