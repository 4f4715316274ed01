// SPDX-License-Identifier: Apache-2.0
// Compiled rules stand in wherever a verb takes rules, and what cannot be used is refused as any other input.
#include <string>
#include <vector>

#include "catch.hpp"
#include "program.hpp"

namespace {

const std::string top = TRIAGE_SOURCE_DIR "/";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("every verb says the same of compiled rules as of their folder or file", "[cli][compile]") {
    const TemporaryFolder folder;
    const std::string yaml = top + "tests/good/calf_demo.yaml", compiled = folder.path() + "/no ending",
                      cases = top + "examples/cases/calf_demo.cases.yaml", after = top + "examples/diff/after.yaml";
    const Run made = run_program({"compile", yaml, "-o", compiled});
    INFO(made.err);
    REQUIRE(made.code == 0);
    CHECK(made.out.empty());
    CHECK(run_program({"compile", yaml}).out == read_file(compiled));
    CHECK(run_program({"compile", "--rules", compiled}).out == read_file(compiled));
    const std::vector<std::vector<std::string>> calls{
        {"assess", "-", "--rules", "RULES", "--format", "json"},
        {"check", "RULES"},
        {"test", "RULES", cases},
        {"test", "RULES", cases, "--coverage"},
        {"generate", "RULES", cases},
        {"prove", "RULES"},
        {"diff", "RULES", after},
        {"diff", after, "RULES"},
        {"mutate", "RULES", cases, "--pathway", "soleus_strain"},
        {"graph", "RULES", "--format", "graphml"},
        {"review", "RULES", cases, "--format", "csv"},
        {"interview", "--rules", "RULES"},
    };
    for (const std::vector<std::string>& call : calls) {
        const auto run = [&](const std::string& rules) {
            std::vector<std::string> words = call;
            for (std::string& word : words)
                if (word == "RULES") word = rules;
            return run_program(words, "{}\n");
        };
        const Run of_yaml = run(yaml), of_compiled = run(compiled);
        INFO(call[0] << ": " << of_compiled.err);
        CHECK(of_compiled.code == of_yaml.code);
        if (call[0] != "check" && call[0] != "diff" && call[0] != "interview") CHECK(of_compiled.out == of_yaml.out);
        CHECK_FALSE(has(of_compiled.err, "error["));
    }
}

TEST_CASE("rules that cannot be compiled, and compiled rules that cannot be read, end with exit code 2", "[cli][compile]") {
    const TemporaryFolder folder;
    const Run broken = run_program({"compile", top + "tests/bad/unknown-id.yaml", "-o", folder.path() + "/x"});
    CHECK(broken.code == 2);
    CHECK(has(broken.err, "error[unknown-id]"));
    const Run damaged = run_program({"check", top + "tests/bad/damaged-file"});
    CHECK(damaged.code == 2);
    CHECK(has(damaged.out + damaged.err, "error[damaged-file]"));
    CHECK(run_program({"compile"}).code == 2);
    const Run missing = run_program({"compile", "nowhere"});
    CHECK(missing.code == 2);
    CHECK(has(missing.err, "error[unreadable-file]"));
}

TEST_CASE("triage compile --cpp writes a header", "[cli][compile]") {
    const Run run = run_program({"compile", top + "tests/good/small.yaml", "--cpp"});
    CHECK(run.code == 0);
    for (const char* part : {"#pragma once\n", "#include <triage/compile/compiled_rules.hpp>\n",
                             "small_bytes[] = {\n    143,116,", "triage::Loaded<triage::RuleSet> load_small() {"})
        CHECK(has(run.out, part));
    CHECK_FALSE(has(run.out, top));
}
