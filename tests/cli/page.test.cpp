// SPDX-License-Identifier: Apache-2.0
// What `triage page` writes, as far as that shows without a browser; ./dev test-apps drives it in one.
#include <string>

#include "catch.hpp"
#include "program.hpp"

namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t out = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
    return out;
}

}  // namespace

TEST_CASE("the page is one file with everything inside, and no text of the rules becomes markup", "[cli][page]") {
    const TemporaryFolder folder;
    const std::string module = folder.path() + "/engine.wasm", rules = folder.path() + "/rules.yaml";
    write_file(module, std::string("\0asm\1\0\0\0", 8));
    std::string text = read_file(TRIAGE_SOURCE_DIR "/tests/good/small.yaml");
    const std::size_t title = text.find("title: ");
    REQUIRE(title != std::string::npos);
    text.replace(title, text.find('\n', title) - title, "title: \"</title><script>alert(1)</script>{{script}}\"");
    write_file(rules, text);
    const Run run =
        run_program({"page", rules, "--engine", module, "--emergency-number", "\"><b>112", "-o", folder.path() + "/page.html"});
    INFO(run.err);
    REQUIRE(run.code == 0);
    const std::string page = read_file(folder.path() + "/page.html");
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(page.find("<b>112") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(1)") != std::string::npos);
    CHECK(page.find("default-src 'none'; style-src 'sha256-") != std::string::npos);
    for (const char* placeholder : {"{{csp}}", "{{style}}", "{{engine}}", "{{rules}}", "{{author}}", "{{title}}", "{{language}}"})
        CHECK(page.find(placeholder) == std::string::npos);
    CHECK(page.find("data-author=\"false\"") != std::string::npos);
    CHECK(count(page, "<script") == 3);  // the program, the engine, the rules
    for (const char* outside : {" src=", "<link", "@import", "url(", "<iframe", " onclick=", " style="})
        CHECK(page.find(outside) == std::string::npos);
    for (const char* module_syntax : {"\nimport ", "\nexport "}) CHECK(page.find(module_syntax) == std::string::npos);
    CHECK(count(page, "SPDX-License-Identifier") == 2);  // of the style and of the script, not of each module
    CHECK(run_program({"page", rules, "--engine", module, "--author"}).out.find("data-author=\"true\"") != std::string::npos);
}

TEST_CASE("triage page says what it lacks", "[cli][page]") {
    const TemporaryFolder folder;
    const Run none = run_program({"page", "tests/good/small.yaml", "--engine", folder.path() + "/no.wasm"});
    CHECK(none.code == 2);
    CHECK(none.err.find("cannot read") != std::string::npos);
    write_file(folder.path() + "/text.wasm", "no module");
    CHECK(run_program({"page", "tests/good/small.yaml", "--engine", folder.path() + "/text.wasm"})
              .err.find("is no WebAssembly module") != std::string::npos);
}
