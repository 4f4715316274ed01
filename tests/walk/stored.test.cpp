// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

// The rules of a version: `findings` in the order of the file.
RuleSet version(const std::string& findings) {
    return rules_of(preamble() + "\nfindings:\n" + findings + R"(
pathways:
  - id: clot
    title: "Clot"
    condition: clot
    steps:
      - {id: one, if: swollen, because: "It is.", sources: [judgement], then: today, else: clear, unknown: booked}
)");
}

const std::string swollen = "  - {id: swollen, type: yes_no, polarity: worrying, ask: \"Is it swollen?\"}\n";

RuleSet old_rules() {
    return version(
        swollen +
        "  - {id: onset, type: choice, options: [{id: sudden_while_active, label: a}, {id: built_up_while_active, label: b}], ask: \"How?\"}\n"
        "  - {id: age_years, type: number, min: 0, max: 120, ask: \"How old?\"}\n"
        "  - {id: numb_foot, type: yes_no, polarity: worrying, ask: \"Numb?\"}\n"
        "  - {id: smoker, type: yes_no, polarity: worrying, ask: \"Smoke?\"}\n");
}
RuleSet new_rules() {
    return version(
        swollen +
        "  - {id: onset, type: choice, options: [{id: sudden_while_active, label: a}, {id: gradual_while_active, label: b, "
        "renamed_from: [built_up_while_active]}], ask: \"How?\"}\n"
        "  - {id: age_years, type: number, min: 0, max: 40, ask: \"How old?\"}\n"
        "  - {id: foot_numbness, type: yes_no, polarity: worrying, ask: \"Numb?\", renamed_from: [numb_foot]}\n");
}

Answers person() {
    Answers out{old_rules()};
    out.set("swollen", unknown)
        .set("onset", "built_up_while_active")
        .set("age_years", 50)
        .set("numb_foot", yes)
        .set("smoker", no);
    return out;
}

}  // namespace

TEST_CASE("stored answers name their rules and read back", "[stored]") {
    const Answers answers = person();
    const std::string text = write_answers(answers, "c-1");
    CHECK(text.find("\"schema\": \"triage.answers/1\"") != std::string::npos);
    CHECK(text.find(answers.rules().digest()) != std::string::npos);
    const auto sheet = read_answers(answers.rules(), text, "stored");
    INFO(format(sheet.diagnostics()));
    REQUIRE(sheet.ok());
    CHECK(sheet.value().answers == answers);
    CHECK(sheet.value().id == "c-1");
    const Restored same = restore(answers.rules(), text, "stored").value();
    CHECK(same.answers == answers);
    CHECK(same.lost.empty());
    CHECK(same.same_rules);
}

TEST_CASE("restoring into other rules keeps what holds and names the rest with its reason", "[stored]") {
    using Why = LostAnswer::Why;
    const Restored restored = restore(new_rules(), write_answers(person(), "c-1"), "stored").value();
    CHECK_FALSE(restored.same_rules);
    CHECK(restored.id == "c-1");
    CHECK(restored.ruleset == "small");
    CHECK(restored.answers.state("swollen") == Answers::State::unsure);
    REQUIRE(restored.lost.size() == 4);
    CHECK(restored.lost[0].why == Why::renamed_option);
    CHECK(restored.lost[0].now == "gradual_while_active");
    CHECK(restored.lost[1].why == Why::out_of_range);
    CHECK(restored.lost[1].value == "50");
    CHECK(restored.lost[2].why == Why::renamed_finding);
    CHECK(restored.lost[2].now == "foot_numbness");
    CHECK(restored.lost[3].why == Why::removed_finding);
    CHECK(restored.lost[3].now.empty());
    for (const LostAnswer& lost : restored.lost)
        if (restored.answers.rules().finding(lost.finding))
            CHECK(restored.answers.state(lost.finding) == Answers::State::not_asked);
    CHECK(render_json(restored).find("\"why\": \"renamed_option\", \"now\": \"gradual_while_active\"") != std::string::npos);
}

TEST_CASE("an option is never offered for another one that means something else", "[stored]") {
    Answers answers{new_rules()};
    const AnswerProblem renamed = *answers.try_set("onset", "built_up_while_active");
    CHECK(renamed.hint == "it is called \"gradual_while_active\" now");
    const AnswerProblem other = *answers.try_set("onset", "burst_while_active");
    CHECK(other.hint.find("did you mean") == std::string::npos);
    CHECK(other.hint.find("sudden_while_active") != std::string::npos);  // in the list of all
    CHECK(answers.try_set("onset", "suden_while_active")->hint == "did you mean \"sudden_while_active\"?");
    CHECK(answers.try_set("numb_foot", yes)->hint == "it is called \"foot_numbness\" now");
}

TEST_CASE("plain answer files restore too, and what is no answer is lost, not fatal", "[stored]") {
    const Restored restored =
        restore(new_rules(), R"({"swollen": true, "age_years": "34", "onset": ["sudden_while_active"], "foot_numbness": 1})",
                "stored")
            .value();
    CHECK(restored.answers.answer("swollen") == Answer(yes));
    REQUIRE(restored.lost.size() == 3);
    for (const LostAnswer& lost : restored.lost) CHECK(lost.why != LostAnswer::Why::removed_finding);
    CHECK_FALSE(restore(new_rules(), "[1, 2", "stored").ok());
}

TEST_CASE("an old id belongs to one thing", "[stored]") {
    const auto problems = [](const std::string& findings) {
        return load(std::vector<SourceFile>{{"rules.yaml", preamble() + "\nfindings:\n" + swollen + findings + R"(
pathways: [{id: clot, title: "Clot", condition: clot, steps: [{id: one, if: swollen, because: "It is.", sources: [judgement], then: today, else: clear, unknown: booked}]}]
)"}}).diagnostics();
    };
    for (const std::string& wrong :
         {std::string("  - {id: aa, type: yes_no, polarity: context, ask: \"A?\", renamed_from: [swollen]}\n"),
          std::string("  - {id: aa, type: yes_no, polarity: context, ask: \"A?\", renamed_from: [old]}\n"
                      "  - {id: bb, type: yes_no, polarity: context, ask: \"B?\", renamed_from: [old]}\n"),
          std::string(
              "  - {id: cc, type: choice, options: [{id: x, label: x, renamed_from: [y]}, {id: y, label: y}], ask: \"C?\"}\n")}) {
        const auto all = problems(wrong);
        REQUIRE(all.size() == 1);
        CHECK(all[0].code == "duplicate-id");
    }
}

TEST_CASE("an old id changes no meaning, so that it voids no signature", "[stored]") {
    // The canonical form has it, the meaning of the pathways has not (use `note`).
    CHECK_FALSE(digest_of(old_rules()) == digest_of(new_rules()));
    const RuleSet& rules = shipped_rules();
    Answers answers{rules};
    CHECK(write_answers(answers).find("\"answers\": {}") != std::string::npos);
}
