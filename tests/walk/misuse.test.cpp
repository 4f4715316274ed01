// SPDX-License-Identifier: Apache-2.0
// An API that cannot be misheld: what compiles, what is refused, and what holds after a move.
#include <limits>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

RuleSet small() {
    return rules_of(preamble() + R"(
findings:
  - {id: swollen, type: yes_no, polarity: worrying, ask: "Is it swollen?"}
  - {id: onset, type: choice, options: [{id: sudden, label: "Sudden"}, {id: slow, label: "Slow"}], ask: "How did it begin?"}
  - {id: age_years, type: number, min: 0, max: 120, whole: true, unit: years, ask: "How old are you?"}
pathways:
  - id: clot
    title: "Clot"
    condition: clot
    steps:
      - {id: one, if: swollen, because: "It is.", sources: [judgement], then: today, else: clear, unknown: next}
      - {id: two, if: {all: [{onset: sudden}, {age_years: {at_least: 50}}]}, because: "It is.", sources: [judgement], then: today, else: clear, unknown: booked}
)");
}

template <class From>
constexpr bool answers_from = std::is_constructible_v<Answer, From>;

// An answer is made of just what it means.
static_assert(answers_from<bool> && answers_from<int> && answers_from<unsigned> && answers_from<long> &&
              answers_from<long long> && answers_from<unsigned long> && answers_from<std::int8_t> &&
              answers_from<std::uint64_t> && answers_from<float> && answers_from<double> && answers_from<Kleene> &&
              answers_from<const char*> && answers_from<std::string> && answers_from<std::string_view>);
static_assert(!answers_from<char> && !answers_from<wchar_t> && !answers_from<char8_t> && !answers_from<char16_t> &&
              !answers_from<std::nullptr_t> && !answers_from<int*> && !answers_from<const void*>);

// What a temporary would leave dangling does not compile.
template <class T>
constexpr bool hands_out_id = requires(T&& rules) {
    std::forward<T>(rules).id();
};
template <class T>
constexpr bool hands_out_document = requires(T&& rules) {
    std::forward<T>(rules).document();
};
template <class T>
constexpr bool hands_out_digest = requires(T&& rules) {
    std::forward<T>(rules).digest();
};
template <class T>
constexpr bool hands_out_bits = requires(T&& answers) {
    std::forward<T>(answers).bits();
};
template <class T>
constexpr bool hands_out_word = requires(T&& answer) {
    std::forward<T>(answer).word();
};
static_assert(hands_out_id<const RuleSet&> && !hands_out_id<RuleSet>);
static_assert(hands_out_document<const RuleSet&> && !hands_out_document<RuleSet>);
static_assert(hands_out_digest<RuleSet&> && !hands_out_digest<RuleSet>);
static_assert(hands_out_bits<Answers&> && !hands_out_bits<Answers>);
static_assert(hands_out_word<const Answer&> && !hands_out_word<Answer>);
static_assert(std::is_same_v<decltype(std::declval<Loaded<int>>().diagnostics()), std::vector<Diagnostic>>);
static_assert(std::is_same_v<decltype(std::declval<Answers>().rules()), RuleSet>);

}  // namespace

TEST_CASE("a bool is yes or no, and any whole number is a number", "[misuse]") {
    const RuleSet rules = small();
    Answers answers{rules};
    answers.set("swollen", true);
    CHECK(answers.answer("swollen") == Answer(yes));
    answers.set("swollen", false);
    CHECK(answers.answer("swollen") == Answer(no));
    CHECK(answers.try_set("age_years", true)->code == "wrong-type");
    CHECK(answers.try_set("swollen", 1)->code == "wrong-type");
    answers.set("age_years", 34L).set("age_years", 34U).set("age_years", std::uint64_t{34}).set("age_years", 34.0F);
    CHECK(answers.answer("age_years").number() == 34);
    CHECK(answers.try_set("age_years", std::numeric_limits<std::int64_t>::max())->code == "number-out-of-range");
    CHECK(answers.try_set("age_years", std::numeric_limits<double>::quiet_NaN())->code == "number-out-of-range");
    const char* nothing = nullptr;  // found at run time
    CHECK(answers.try_set("swollen", nothing)->code == "wrong-type");
    CHECK(answers.try_set(nothing, yes)->code == "unknown-id");
    CHECK(answers.answer("age_years").number() == 34);
}

TEST_CASE("every finding can be named by its id", "[misuse]") {
    const RuleSet rules = small();
    Answers answers{rules};
    answers.set("onset", "slow").set_unknown("swollen").set_number("age_years", 50);
    CHECK(answers.state("onset") == Answers::State::known);
    CHECK(answers.state("swollen") == Answers::State::unsure);
    CHECK(answers.effective("age_years").number() == 50);
    CHECK_FALSE(answers.implied("onset"));
    answers.set_option("onset", 0);
    CHECK(answers.answer("onset").text() == "sudden");
    answers.clear("onset");
    CHECK(answers.effective_state("onset") == Answers::State::not_asked);
    CHECK_THROWS_AS(answers.clear("onsett"), AnswerError);
    try {
        (void)answers.state("onsett");
    } catch (const AnswerError& error) {
        CHECK(error.problem().hint == "did you mean \"onset\"?");
    }
}

TEST_CASE("a position that names no finding, and an option that there is not, are refused", "[misuse]") {
    const RuleSet rules = small();
    Answers answers{rules};
    const FindingId missing = rules.compiled().finding_names.find("typo");
    CHECK_THROWS_AS(answers.clear(missing), AnswerError);
    CHECK_THROWS_AS(answers.set_unknown(FindingId{99}), AnswerError);
    CHECK_THROWS_AS(answers.state(FindingId{3}), AnswerError);
    CHECK_THROWS_AS(answers.effective(FindingId{3}), AnswerError);
    CHECK_THROWS_AS(answers.set_option("onset", 2), AnswerError);
    CHECK_THROWS_AS(answers.set_option("onset", 99), AnswerError);
    CHECK_THROWS_AS(answers.set_option("swollen", 2), AnswerError);
    CHECK_THROWS_AS(answers.set_option("age_years", 0), AnswerError);
    CHECK_THROWS_AS(answers.set_number("age_years", 300), AnswerError);
    CHECK_THROWS_AS(answers.set_number("swollen", 1), AnswerError);
    CHECK(answers == Answers{rules});
}

TEST_CASE("a key belongs to its rule set", "[misuse]") {
    const RuleSet rules = small(), others = shipped_rules();
    const auto age = rules.finding("age_years"), foreign = others.finding("chest_pain");
    REQUIRE(age);
    REQUIRE(foreign);
    CHECK_FALSE(rules.finding("chest_pain"));
    CHECK_FALSE(rules.finding_at(3));
    CHECK(rules.finding_at(age->position()) == age);
    Answers answers{rules};
    answers.set(*age, 34);
    CHECK(answers.answer(*age).number() == 34);
    CHECK(answers.try_set(*foreign, yes)->code == "unknown-id");
    CHECK_THROWS_AS(answers.clear(*foreign), AnswerError);
    CHECK_THROWS_AS(answers.set_option(*foreign, 1), AnswerError);
    const RuleSet copy = rules;
    CHECK(Answers{copy}.set(*age, 34) == answers);
}

TEST_CASE("after a move everything is as it was", "[misuse]") {
    RuleSet rules = small();
    const RuleSet taken = std::move(rules);
    CHECK(rules.version() == taken.version());  // NOLINT: that is the promise
    Answers answers{taken};
    answers.set("swollen", yes);
    const Answers moved = std::move(answers);
    CHECK(answers == moved);  // NOLINT
    CHECK(assess(answers) == assess(moved));
    answers.set("swollen", no);
    CHECK_FALSE(answers == moved);
    CHECK_THROWS_AS(RuleSet{nullptr}, std::invalid_argument);
}

TEST_CASE("rules, answers and results compare by what they say", "[misuse]") {
    const std::vector<SourceFile> text = {{"rules.yaml", preamble() + R"(
findings: [{id: swollen, type: yes_no, polarity: worrying, ask: "Is it swollen?"}]
pathways: [{id: clot, title: "Clot", condition: clot, steps: [{id: one, if: swollen, because: "It is.", sources: [judgement], then: today, else: clear, unknown: booked}]}]
)"}};
    const RuleSet one = load(text).value(), two = load(text).value();
    CHECK(one == two);
    CHECK_FALSE(one == shipped_rules());
    CHECK(Answers{one}.set("swollen", yes) == Answers{two}.set("swollen", true));
    CHECK_FALSE(Answers{one} == Answers{one}.set("swollen", unknown));
    CHECK(assess(Answers{one}) == assess(Answers{two}));
    CHECK_FALSE(assess(Answers{one}) == assess(Answers{one}.set("swollen", yes)));
    CHECK(next_screen(Answers{one}) == next_screen(Answers{two}));
    if (const auto loaded = load(text)) CHECK(loaded.value() == one);
}

TEST_CASE("answer_screen means the same to every front end", "[misuse][interview]") {
    const RuleSet& rules = shipped_rules();
    Answers answers{rules};
    const Screen screen = screen_of(answers);
    REQUIRE(screen.group);
    CHECK(screen.questions == next_screen(answers));
    CHECK(screen.screens_left == screens_left(answers));
    CHECK(render_json(screen).find("\"schema\": \"triage.screen/1\"") != std::string::npos);
    const std::string first = screen.questions.front().id;
    REQUIRE(screen.questions.front().type == FindingType::yes_no);
    REQUIRE_FALSE(answer_screen(answers, screen.questions, {first}, Rest::denied));
    CHECK(answers.answer(first) == Answer(yes));
    CHECK(answer_screen(answers, screen.questions, {"no_such_question"}, Rest::denied)->code == "unknown-id");
}

TEST_CASE("a screen where nothing is left has no group", "[interview]") {
    const RuleSet rules = small();
    const Screen none = screen_of(Answers{rules}.set("swollen", no));
    CHECK_FALSE(none.group);
    CHECK(render_json(none) ==
          "{\n  \"schema\": \"triage.screen/1\",\n  \"group\": null,\n  \"questions\": [],\n  \"screens_left\": 0\n}\n");
}

TEST_CASE("why_not has a twin that does not throw", "[why_not]") {
    const RuleSet& rules = shipped_rules();
    const Answers answers{rules};
    CHECK(try_why_not(answers, "dvt").value() == why_not(answers, "dvt"));
    const auto wrong = try_why_not(answers, "dvtt");
    REQUIRE_FALSE(wrong.ok());
    CHECK(wrong.diagnostics().front().code == "unknown-id");
    CHECK(wrong.diagnostics().front().hint == "did you mean \"dvt\"?");
    CHECK_THROWS_AS(why_not(answers, "dvtt"), AnswerError);
}

TEST_CASE("a bad row keeps each of its problems", "[batch]") {
    const BatchRow row = read_row(small(), R"({"id": "c-1", "answers": {"swolen": "yes", "age_years": 300}})");
    CHECK(row.id == "c-1");
    REQUIRE(row.diagnostics.size() == 2);
    CHECK(row.diagnostics[0].code == "unknown-id");
    CHECK(row.diagnostics[1].code == "number-out-of-range");
    CHECK(row.error.find(row.diagnostics[1].message) != std::string::npos);
    CHECK_FALSE(row.answers);
}
