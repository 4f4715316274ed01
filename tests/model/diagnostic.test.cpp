// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "catch.hpp"

#include <triage/model/diagnostic.hpp>
#include <triage/text/text.hpp>

using namespace triage;

namespace {

Diagnostic unknown_id(std::string line, std::uint32_t column) {
    Diagnostic d;
    d.code = "unknown-id";
    d.message = "no finding is called \"calf_sweling\"";
    d.file = "pathways/dvt.yaml";
    d.line = 14;
    d.column = column;
    d.source_line = std::move(line);
    d.hint = "did you mean \"calf_swelling\"?";
    return d;
}

// The character of the source line above the caret, as a reader sees it.
std::string above_caret(const std::string& text) {
    const std::size_t first = text.find('\n') + 1, second = text.find('\n', first) + 1;
    const std::size_t caret = text.find('^', second) - second;
    std::size_t at = first;
    for (std::size_t column = 0; column < caret; ++column) do
            ++at;
        while ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    return text.substr(at, 1);
}

}  // namespace

TEST_CASE("a problem is shown with its place, its line, a caret and a hint", "[model][diagnostic]") {
    CHECK(format(unknown_id("    if: calf_sweling", 9)) ==
          "pathways/dvt.yaml:14:9: error[unknown-id]: no finding is called \"calf_sweling\"\n"
          "   14 |     if: calf_sweling\n"
          "      |         ^\n"
          "  hint: did you mean \"calf_swelling\"?\n");
}

TEST_CASE("the caret stands under the right letter, behind accents and in long lines too", "[model][diagnostic]") {
    CHECK(above_caret(format(unknown_id("if: Xcalf", 5))) == "X");
    CHECK(above_caret(format(unknown_id("\xC3\xA9t\xC3\xA9: Xcalf", 8))) == "X");
    for (const std::size_t before : {3U, 79U, 80U, 81U, 200U, 5000U})
        for (const std::size_t after : {0U, 10U, 500U}) {
            const std::string text = format(
                unknown_id(std::string(before, 'a') + "X" + std::string(after, 'b'), static_cast<std::uint32_t>(before + 1)));
            INFO(before << " before, " << after << " after");
            CHECK(above_caret(text) == "X");
            CHECK(text.size() < 500);
        }
}

TEST_CASE("a problem of the whole file has no line and no caret", "[model][diagnostic]") {
    Diagnostic d;
    d.code = "stray-file";
    d.message = "nobody includes this";
    d.file = "old.yaml";
    d.severity = Severity::warning;
    CHECK(format(d) == "old.yaml: warning[stray-file]: nobody includes this\n");
}

TEST_CASE("nothing that a terminal would obey leaves a message", "[model][diagnostic]") {
    const std::string hostile =
        "\x1B[2Jx\r\x07\x7F\xC2\x9B"
        "31m\xE2\x80\xAE"
        "evil\xE2\x81\xA6\xE2\x80\x8F";
    Diagnostic d = unknown_id(hostile, 5);
    d.message = d.hint = d.file = hostile;
    const std::string text = format(d);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        CHECK((byte == '\n' || (byte >= 0x20 && byte != 0x7F)));
    }
    CHECK(text.find("\xC2\x9B") == std::string::npos);
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(text.find("\xE2\x81\xA6") == std::string::npos);
    CHECK(text.find("\xE2\x80\x8F") == std::string::npos);
    CHECK(visible(hostile).find("\\x1b[2Jx\\x0d\\x07\\x7f\\x9b31m\\u{202e}evil\\u{2066}\\u{200f}") == 0);
}

TEST_CASE("a caret beyond the end of its line, or in cut-off UTF-8, harms nobody", "[model][diagnostic]") {
    for (const std::uint32_t column : {0U, 1U, 2U, 7U, 1000U, 4'000'000'000U})
        for (const std::string line : {"", "a", "\xE2", "\xE2\x80", "\xC2", "\x80\x80\x80"})
            CHECK_NOTHROW(format(unknown_id(line, column)));
    CHECK(format(unknown_id("abc", 4'000'000'000U)).size() < 10'000);
}

TEST_CASE("a value with an error is no value, and value() throws with every problem", "[model][diagnostic]") {
    const Loaded<int> good{7, {}}, bad{7, {unknown_id("x", 1), unknown_id("y", 1)}};
    CHECK(good.value() == 7);
    CHECK_FALSE(bad.ok());
    CHECK(bad.diagnostics().size() == 2);
    try {
        (void)bad.value();
        FAIL("no exception");
    } catch (const LoadError& e) {
        CHECK(e.diagnostics().size() == 2);
        CHECK(std::string(e.what()) == format(bad.diagnostics()));
    }
    Diagnostic warning = unknown_id("x", 1);
    warning.severity = Severity::warning;
    CHECK(Loaded<int>{7, {warning}}.ok());
}
