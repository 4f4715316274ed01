// SPDX-License-Identifier: Apache-2.0
// Conditions against literal enumeration: every answer of every mention, one after another.
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/dice.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

// One mention of a finding of its own in each place: then "each mention by itself" is simply every possible person.
struct Items {
    std::vector<std::string> conditions;  // how each item is written
    std::string findings;

    // `form` of each item: p plain, n not, u unless, e examiner.
    explicit Items(const std::string& forms) {
        for (std::size_t i = 0; i < forms.size(); ++i) {
            const std::string id = "f" + std::to_string(i);
            findings += yes_no(id, forms[i] == 'e' ? "polarity: context, examiner: true" : "polarity: context");
            conditions.push_back(forms[i] == 'n' ? "{not: " + id + "}" : forms[i] == 'u' ? "{unless: " + id + "}" : id);
        }
    }
    [[nodiscard]] RuleSet rules(const std::string& condition, const std::string& scores = {}) const {
        return rules_of(preamble() + "findings:\n" + findings + scores +
                        "pathways:\n  - {id: p, title: P, condition: clot, steps: [" + step("s", condition, "then: today") +
                        "]}\n");
    }
};

NodeId node_of(const RuleSet& rules) { return rules.compiled().steps[0].node; }

// Calls `visit` for every way to fill in the findings from `f` on: yes, no, unknown.
void each_way(Answers& answers, FindingId f, const std::function<bool(FindingId)>& may_change,
              const std::function<void()>& visit) {
    if (f == answers.rules().document().findings.size()) return visit();
    each_way(answers, FindingId{f + 1}, may_change, visit);
    if (answers.state(f) == Answers::State::known || !may_change(f)) return;
    for (const std::uint32_t option : {0U, 1U}) {
        answers.set_option(f, option);
        each_way(answers, FindingId{f + 1}, may_change, visit);
    }
    answers.clear(f);
}

// What `future` says must be exactly what the further answers give.
void check_future(const RuleSet& rules) {
    Answers answers{rules};
    std::size_t people = 0;
    each_way(
        answers, FindingId{0}, [](FindingId) { return true; },
        [&] {
            Answers further = answers;
            KleeneSet expected{};
            each_way(
                further, FindingId{0}, [&](FindingId f) { return !rules.document().findings[f].examiner; },
                [&] { expected.add(Evaluator(rules.compiled(), further.bits()).now(node_of(rules))); });
            ++people;
            if (!(Evaluator(rules.compiled(), answers.bits()).future(node_of(rules)) == expected)) FAIL(render_answers(answers));
        });
    CHECK(people > 1);
}

}  // namespace

TEST_CASE("k of these is exact, also beside exemptions and what only an examiner knows", "[walk][evaluate]") {
    for (const char* forms : {"pp", "ppp", "ppu", "puu", "uuu", "nup", "epu", "eeu", "eepp", "uune"})
        for (std::size_t k = 1; k <= std::string(forms).size(); ++k) {
            INFO("at least " << k << " of " << forms);
            const Items items(forms);
            check_future(items.rules("{at_least: " + std::to_string(k) + ", of: [" + joined(items.conditions) + "]}"));
        }
}

TEST_CASE("all and any are exact, also beside exemptions and what only an examiner knows", "[walk][evaluate]") {
    for (const char* forms : {"p", "u", "e", "pp", "pu", "uu", "eu", "nue", "uupe"})
        for (const char* word : {"all", "any"}) {
            INFO(word << " of " << forms);
            const Items items(forms);
            check_future(items.rules("{" + std::string(word) + ": [" + joined(items.conditions) + "]}"));
        }
}

TEST_CASE("a score is exact over every combination of its items, negative and exempting ones too", "[walk][evaluate]") {
    Dice dice(5);
    for (int round = 0; round < 150; ++round) {
        std::string forms;
        const std::size_t count = 2 + dice.below(3);
        for (std::size_t i = 0; i < count; ++i) forms += "ppune"[dice.below(5)];
        const Items items(forms);
        std::string scores = "scores:\n  s:\n    title: S\n    sources: [judgement]\n    items:\n", points;
        int least = 0, most = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const int p = i > 0 && dice.chance(0.3) ? -dice.between(1, 3) : dice.between(1, 3);
            (p > 0 ? most : least) += p;
            points += " " + std::to_string(p);
            scores += "      - {points: " + std::to_string(p) + ", if: " + items.conditions[i] + ", because: b}\n";
        }
        for (int k = least + 1; k <= most; ++k) {
            INFO("points" << points << " on " << forms << ", at least " << k);
            check_future(items.rules("{score: s, at_least: " + std::to_string(k) + "}", scores));
        }
    }
}

TEST_CASE("an unknown item widens the score upwards, an unknown negative item does not lower it", "[walk][evaluate]") {
    const Items items("ppp");
    const RuleSet rules = items.rules("{score: s, at_least: 2}",
                                      "scores:\n  s:\n    title: S\n    sources: [judgement]\n    items:\n"
                                      "      - {points: 1, if: f0, because: b}\n      - {points: 2, if: f1, because: b}\n"
                                      "      - {points: -2, if: f2, because: b}\n");
    const auto interval = [&](const Answers& a) {
        const ScoreInterval i = Evaluator(rules.compiled(), a.bits()).interval(ScoreId{0});
        return std::to_string(i.least) + " to " + std::to_string(i.most);
    };
    CHECK(interval(person(rules)) == "0 to 3");
    CHECK(interval(person(rules, {{"f0", yes}})) == "1 to 3");
    CHECK(interval(person(rules, {{"f0", yes}, {"f1", no}})) == "1 to 1");
    CHECK(interval(person(rules, {{"f0", yes}, {"f1", yes}, {"f2", unknown}})) == "3 to 3");
    CHECK(interval(person(rules, {{"f0", yes}, {"f1", yes}, {"f2", yes}})) == "1 to 1");
    const auto now = [&](const Answers& a) { return Evaluator(rules.compiled(), a.bits()).now(node_of(rules)); };
    CHECK(now(person(rules, {{"f1", yes}})) == yes);
    CHECK(now(person(rules, {{"f1", yes}, {"f2", yes}})) == no);
    CHECK(now(person(rules, {{"f0", yes}})) == unknown);
}

TEST_CASE("an exemption that is not known does not exempt", "[walk][evaluate]") {
    const Items items("u");
    const RuleSet rules = items.rules("{unless: f0}");
    const auto now = [&](const Answers& a) { return Evaluator(rules.compiled(), a.bits()).now(node_of(rules)); };
    CHECK(now(person(rules)) == yes);
    CHECK(now(person(rules, {{"f0", unknown}})) == yes);
    CHECK(now(person(rules, {{"f0", no}})) == yes);
    CHECK(now(person(rules, {{"f0", yes}})) == no);
}

TEST_CASE("a number is in a range up to the last bit", "[walk][evaluate]") {
    struct Row {
        const char* range;
        double x;
        bool inside;
    };
    const double just_below = std::nextafter(3.0, 0.0), just_above = std::nextafter(3.0, 9.0);
    for (const Row& row : {Row{"at_least: 3", 3, true}, Row{"at_least: 3", just_below, false}, Row{"above: 3", 3, false},
                           Row{"above: 3", just_above, true}, Row{"at_most: 3", 3, true}, Row{"at_most: 3", just_above, false},
                           Row{"below: 3", 3, false}, Row{"below: 3", just_below, true}, Row{"at_least: 3, below: 4", 3, true},
                           Row{"at_least: 3, below: 4", 4, false}, Row{"above: 2, at_most: 3", just_above, false}}) {
        const RuleSet rules = rules_of(preamble() + "findings:\n" + number("n", "0", "10") +
                                       "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                                       step("s", "{n: {" + std::string(row.range) + "}}", "then: today") + "]}\n");
        INFO(row.range << " at " << row.x);
        const Answers somebody = person(rules, {{"n", row.x}});
        CHECK(Evaluator(rules.compiled(), somebody.bits()).now(node_of(rules)) == (row.inside ? yes : no));
    }
}

TEST_CASE("what only an examiner can tell is free beside a clinician, and stays unknown at home", "[walk][evaluate]") {
    const RuleSet rules = Items("e").rules("f0");
    const Answers nothing{rules}, told = person(rules, {{"f0", yes}});
    CHECK(Evaluator(rules.compiled(), nothing.bits()).future(node_of(rules)).only(unknown));
    CHECK(Evaluator(rules.compiled(), nothing.bits(), true).future(node_of(rules)) == KleeneSet::any());
    CHECK(Evaluator(rules.compiled(), nothing.bits(), true).now(node_of(rules)) == unknown);
    CHECK(Evaluator(rules.compiled(), told.bits(), true).future(node_of(rules)).only(yes));
}

TEST_CASE("as many criteria as the format allows are worked out", "[walk][evaluate]") {
    std::string criteria = "criteria:\n";
    for (std::size_t i = 0; i < format_limits::shared_conditions; ++i) {
        const std::string id = "c" + std::to_string(i);
        criteria += "  " + id + ": {title: C, if: f0, sources: [judgement]}\n";
    }
    const RuleSet rules = Items("p").rules("{criteria: c1023}", criteria);
    CHECK(rules.compiled().shared.size() == format_limits::shared_conditions);
    const Answers somebody = person(rules, {{"f0", yes}}), nobody{rules};
    CHECK(Evaluator(rules.compiled(), somebody.bits()).now(node_of(rules)) == yes);
    CHECK(Evaluator(rules.compiled(), nobody.bits()).future(node_of(rules)) == KleeneSet::any());
}
