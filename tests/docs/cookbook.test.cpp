// SPDX-License-Identifier: Apache-2.0
// Every recipe of docs/cookbook.md stands here word for word, and does what it says.
#include <triage/load.hpp>
#include <triage/record.hpp>
#include <triage/triage.hpp>

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

int broken_rules() {
    const auto loaded = triage::load("my_rules");
    if (!loaded) {
        std::cerr << triage::format(loaded.diagnostics());  // every problem with its place and a hint
        return 1;
    }
    return 0;
}

void recipes(const std::string& typed) {
    const triage::RuleSet rules = triage::load_shipped().value();  // or load("folder"), or read_compiled(bytes)
    triage::Answers answers{rules};
    {
        const triage::Screen screen = triage::screen_of(answers);
        if (screen.group) std::cout << screen.group->title << ": " << screen.group->ask << '\n';
        const std::vector<std::string> ticked = {screen.questions.front().id};  // what the person ticked
        if (const auto problem = triage::answer_screen(answers, screen.questions, ticked, triage::Rest::denied))
            std::cerr << problem->text() << '\n';
    }
    {
        if (const auto problem = answers.try_set("onset", typed)) std::cerr << problem->text() << '\n';
    }
    {
        answers.clear("calf_swelling");  // as if it had never been asked; or set it again
    }
    {
        const triage::FindingKey swelling = rules.finding("calf_swelling").value();  // looked up once, for these rules alone
        answers.set(swelling, true);
    }
    {
        const triage::Assessment result = triage::assess(answers, {.emergency_number = "112"});
        std::cout << triage::render(result, triage::Format::text);
        if (result.emergency) std::cout << "now\n";
    }
    {
        const auto why = triage::try_why_not(answers, "dvt");
        if (why) std::cout << triage::render_text(why.value());
    }
    {
        const std::string saved = triage::write_answers(answers);
        const triage::Restored back = triage::restore(rules, saved, "saved").value();
        for (const triage::LostAnswer& lost : back.lost) std::cerr << lost.problem.text() << '\n';  // ask again
    }
    {
        const std::string record = triage::write_record(answers);
        std::cout << triage::replay(rules, record, "record").value().same << '\n';  // 1
    }
    {
        const triage::BatchRow row = triage::read_row(rules, R"({"id": "c-1", "answers": {"calf_swelling": "yes"}})");
        for (const triage::Diagnostic& problem : row.diagnostics) std::cerr << problem.code << '\n';
    }
}

}  // namespace

TEST_CASE("the recipes of the cookbook do what they say", "[docs][api]") {
    std::ostringstream said, complained;
    std::streambuf* out = std::cout.rdbuf(said.rdbuf());
    std::streambuf* err = std::cerr.rdbuf(complained.rdbuf());
    const int broken = broken_rules();
    recipes("no_such_option");
    std::cout.rdbuf(out);
    std::cerr.rdbuf(err);
    CHECK(broken == 1);
    CHECK(complained.str().find("my_rules") != std::string::npos);
    CHECK(complained.str().find("no_such_option") != std::string::npos);
    CHECK(said.str().find("112") != std::string::npos);
    CHECK(said.str().find("\n1\n") != std::string::npos);
}

TEST_CASE("the recipes that are tested are those of the page", "[docs][api]") {
    const std::string page = read_file(TRIAGE_SOURCE_DIR "/docs/cookbook.md"),
                      here = read_file(TRIAGE_SOURCE_DIR "/tests/docs/cookbook.test.cpp");
    std::size_t recipes = 0;
    for (std::size_t at = page.find("```cpp\n"); at != std::string::npos; at = page.find("```cpp\n", at)) {
        at += 7;
        std::istringstream in(page.substr(at, page.find("```", at) - at));
        for (std::string line; std::getline(in, line);) {
            INFO(line);
            CHECK(here.find(line.substr(line.find_first_not_of(' '))) != std::string::npos);
        }
        ++recipes;
    }
    CHECK(recipes == 11);
}
