// SPDX-License-Identifier: Apache-2.0
// Rules are immutable: eight threads that share them get what one gets. ./dev tsan "[threads]" looks at how they do it.
#include <array>
#include <string>
#include <thread>
#include <vector>

#include <triage/batch.hpp>
#include <triage/log.hpp>
#include <triage/record.hpp>
#include <triage/review.hpp>
#include <triage/triage.hpp>
#include <triage/walk/people.hpp>

#include "catch.hpp"
#include "support/generate.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

constexpr std::size_t threads_at_once = 8;

/// The same in eight threads at once, and in one alone.
template <class Work>
void alike(Work&& work) {
    const std::string alone = work();
    std::array<std::string, threads_at_once> each;
    std::vector<std::thread> threads;
    for (std::string& out : each) threads.emplace_back([&] { out = work(); });
    for (std::thread& thread : threads) thread.join();
    CHECK_FALSE(alone.empty());
    for (const std::string& out : each) CHECK(out == alone);
}

/// Everything that an app does with one person.
std::string one_person(const RuleSet& rules, const Answers& answers) {
    std::string out;
    for (const Question& q : next_screen(answers)) out += q.id + ' ';
    if (const auto question = next_question(answers)) out += question->id;
    out += std::to_string(screens_left(answers));
    AssessOptions options;
    options.largest_change = 1;
    const Assessment result = assess(answers, options);
    for (const Format format : {Format::text, Format::markdown, Format::html, Format::json}) out += render(result, format);
    out += render_text(why_not(answers, rules.document().pathways.front().id.value)) + write_record(answers, options);
    return out + render_answers(answers);
}

}  // namespace

TEST_CASE("eight threads that share rules ask and recommend as one does", "[walk][threads]") {
    const RuleSet rules = load_shipped().value();
    const AnyPeople any(rules.document());
    Dice dice(11);
    std::vector<Answers> people(1, Answers{rules});
    for (int i = 0; i < 3; ++i) people.push_back(answers_of(rules, any.either(dice)));
    alike([&] {
        std::string out;
        for (const Answers& answers : people) out += one_person(rules, answers);
        People all{PeopleProgram{rules}};
        for (const Answers& answers : people) all.add(answers);
        for (const Standing& s : walk_people(all)) out += std::to_string(s.rank);
        return out;
    });
}

TEST_CASE("eight threads answer for the same person", "[walk][threads]") {
    const RuleSet rules = load_shipped().value();
    const Answers start{rules};
    alike([&] {
        Answers mine = start;
        std::string out;
        while (const auto question = next_question(mine)) {
            out += question->id + ' ';
            if (mine.try_set(question->id, Answer(unknown))) break;
        }
        return out + assess(mine).disposition.id;
    });
}

TEST_CASE("eight threads may load, check, prove, draw and compile the same rules at once", "[walk][threads]") {
    const RuleSet rules = load(TRIAGE_SOURCE_DIR "/tests/good/every_form.yaml").value();
    alike([&] {
        const RuleSet again = load(TRIAGE_SOURCE_DIR "/tests/good/every_form.yaml").value();
        return again.digest() + format(check(rules)) + render_text(prove(rules)) + graph_dot(rules) + graph_mermaid(rules) +
               write_compiled(rules) + rules_schema();
    });
}

TEST_CASE("eight threads assess rows by the same rules", "[batch][threads]") {
    const RuleSet rules = load(TRIAGE_SOURCE_DIR "/tests/good/every_form.yaml").value();
    std::string rows;
    for (int i = 0; i < 200; ++i)
        rows += "{\"id\": " + std::to_string(i) + ", \"answers\": {\"swollen\": " + (i % 2 == 0 ? "\"yes\"" : "\"no\"") + "}}\n";
    alike([&] {
        BatchAssessor own(rules);
        return own.run(rows, 1).text;
    });
}
