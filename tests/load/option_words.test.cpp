// SPDX-License-Identifier: Apache-2.0
// Options that are called yes, no, true, null and the like, in answer files, JSON, batch rows, cases and implications.
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"

#include <triage/explain/render/render.hpp>
#include <triage/load.hpp>
#include <triage/log.hpp>
#include <triage/review/cases.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

constexpr const char* words[] = {"yes", "no", "true", "false", "on", "off", "none", "null", "y", "n"};

std::string rules_text(const std::string& more = {}) {
    return preamble() + "findings:\n" + yes_no("told") +
           choice("chosen", "\"yes\", \"no\", \"true\", \"false\", \"on\", \"off\", none, \"null\", y, n") + more +
           "pathways:\n  - {id: p, title: P, condition: clot, steps: [" + step("s", "{chosen: \"yes\"}", "then: today") + "]}\n";
}
const RuleSet& rules() {
    static const RuleSet all = rules_of(rules_text());
    return all;
}
std::string chosen(const Answers& answers) { return answers.answer(position(answers.rules(), "chosen")).text(); }
std::string told(const Answers& answers) { return answers.answer(position(answers.rules(), "told")).text(); }

// `code, line` of each problem of a rule set.
std::string problems(const std::string& yaml) {
    const auto loaded = load(std::vector<SourceFile>{{"rules.yaml", yaml}});
    std::string out;
    for (const Diagnostic& d : loaded.diagnostics()) out += d.code + " ";
    return out;
}

}  // namespace

TEST_CASE("an option is read as it is spelled, with quotes and without, from YAML and from JSON", "[load][answers]") {
    for (const std::string word : words) {
        INFO(word);
        CHECK(chosen(read_answers(rules(), "chosen: \"" + word + "\"\n", "a").value().answers) == word);
        if (word != "null") CHECK(chosen(read_answers(rules(), "chosen: " + word + "\n", "a").value().answers) == word);
        CHECK(chosen(read_answers(rules(), "{\"chosen\": \"" + word + "\"}", "a").value().answers) == word);
        CHECK(chosen(*read_row(rules(), "{\"answers\": {\"chosen\": \"" + word + "\"}}").answers) == word);
    }
}

TEST_CASE("true and false are options of a choice, and yes and no to a yes-or-no question", "[load][answers]") {
    const Answers from_yaml = read_answers(rules(), "chosen: true\ntold: true\n", "a").value().answers;
    const Answers from_json = read_answers(rules(), R"({"chosen": true, "told": true})", "a").value().answers;
    for (const Answers& answers : {from_yaml, from_json}) {
        CHECK(chosen(answers) == "true");
        CHECK(told(answers) == "yes");
    }
}

TEST_CASE("nothing and null without quotes answer nothing, even where an option is called null", "[load][answers]") {
    for (const char* text : {"chosen: null\n", "chosen: ~\n", "chosen:\n", "{\"chosen\": null}"}) {
        INFO(text);
        const auto loaded = read_answers(rules(), text, "a");
        REQUIRE(loaded.diagnostics().size() == 1);
        CHECK(loaded.diagnostics()[0].code == "wrong-type");
    }
}

TEST_CASE("answers that were written out are read back, whatever the options are called", "[load][answers]") {
    for (const std::string word : words) {
        const Answers answers = person(rules(), {{"chosen", word}, {"told", yes}});
        INFO(render_answers(answers));
        const Answers back = read_answers(rules(), render_answers(answers), "a").value().answers;
        CHECK(chosen(back) == word);
        CHECK(told(back) == "yes");
        const EntryAnswers diary = answers_of(rules(), entry_of(answers, {2026, 5, 3}));
        CHECK(diary.lost.empty());
        CHECK(chosen(diary.answers) == word);
    }
    // Other YAML readers make a truth value or nothing of these words.
    CHECK(render_answers(person(rules(), {{"chosen", "null"}})).find("chosen: \"null\"") != std::string::npos);
    CHECK(render_answers(person(rules(), {{"chosen", "on"}})).find("chosen: \"on\"") != std::string::npos);
    CHECK(render_answers(person(rules(), {{"chosen", "none"}})).find("chosen: none") != std::string::npos);
}

TEST_CASE("a case answers a choice by the name of the option", "[load][cases]") {
    const auto cases =
        read_cases(rules(),
                   "format: triage-cases/1\nruleset: small\ncases:\n  - {id: one, title: t, answers: {chosen: yes}, "
                   "expect: {disposition: {at_least: same_day}}}\n",
                   "cases")
            .value();
    CHECK(run_cases(rules(), cases).passed == 1);
}

TEST_CASE("what follows for a choice is the option of that name", "[load][implies]") {
    for (const std::string word : {"yes", "true", "false", "\"null\"", "\"true\""}) {
        INFO(word);
        const RuleSet set = rules_of(rules_text("implies:\n  - {when: told, set: {chosen: " + word + "}}\n"));
        const Answers answers = person(set, {{"told", yes}});
        const std::string bare = word[0] == '"' ? word.substr(1, word.size() - 2) : word;
        CHECK(answers.effective(position(set, "chosen")).text() == bare);
        CHECK(disposition_of(answers) == (bare == "yes" ? "same_day" : "routine"));
    }
    const auto set_told = [](const std::string& word) {
        return rules_text("implies:\n  - {when: {chosen: on}, set: {told: " + word + "}}\n");
    };
    for (const char* word : {"true", "yes", "\"yes\""}) {
        const RuleSet set = rules_of(set_told(word));
        CHECK(person(set, {{"chosen", "on"}}).effective(position(set, "told")).is_yes());
    }
    CHECK(problems(set_told("\"true\"")) == "wrong-type ");  // quoted, it is a word, and no answer to a yes-or-no question
    CHECK(problems(set_told("on")) == "wrong-type ");
}

TEST_CASE("what YAML takes for a number or nothing is no option, and neither is unknown", "[load]") {
    const auto with = [](const std::string& option) {
        return preamble() + "findings:\n" + choice("chosen", "left, " + option) +
               "pathways:\n  - {id: p, title: P, condition: clot, steps: [" + step("s", "{chosen: left}", "then: today") + "]}\n";
    };
    for (const char* option : {"1", "2.0", "\"1\"", "unknown", "\"unknown\"", "Yes", "\"~\""}) {
        INFO(option);
        CHECK(problems(with(option)).find("bad-id ") == 0);
    }
    for (const char* option : {"null", "~"}) {
        INFO(option);
        CHECK(problems(with(option)).find("wrong-type ") == 0);
    }
    for (const std::string word : words) {
        INFO(word);
        CHECK(problems(with("\"" + word + "\"")).empty());
    }
}
