// SPDX-License-Identifier: Apache-2.0
// What an assessment says and on what grounds.
#include <algorithm>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

std::string grounds(const std::vector<Because>& all) {
    std::vector<std::string> out;
    for (const Because& b : all) out.push_back(b.finding + "=" + b.value);
    return joined(out);
}
RuleSet with(const std::string& steps, const std::string& more = {}) {
    return rules_of(preamble() + "findings:\n" + yes_no("a") + yes_no("b") + yes_no("c") + yes_no("d") +
                    "scores:\n  s:\n    title: S\n    sources: [judgement]\n    items:\n"
                    "      - {points: 1, if: a, because: \"item a\"}\n      - {points: 1, if: b, because: \"item b\"}\n"
                    "      - {points: 1, if: c, because: \"item c\"}\n"
                    "pathways:\n  - {id: p, title: P, condition: clot, unsure: soon, steps: [" +
                    steps + "]}\n" + more);
}

}  // namespace

TEST_CASE("the grounds of an any are its true ones, of an all every one, of a score its counted items", "[explain][reasons]") {
    const RuleSet any = with(step("s", "{any: [a, b, c]}", "then: today"));
    CHECK(grounds(assess(person(any, {{"a", no}, {"b", yes}, {"c", yes}})).leading.because) == "b=yes, c=yes");
    const RuleSet all = with(step("s", "{all: [a, b]}", "then: today"));
    CHECK(grounds(assess(person(all, {{"a", yes}, {"b", yes}, {"c", yes}})).leading.because) == "a=yes, b=yes");
    const RuleSet score = with(step("s", "{score: s, at_least: 2}", "then: today"));
    const Assessment a = assess(person(score, {{"a", yes}, {"b", no}, {"c", yes}}));
    CHECK(grounds(a.leading.because) == "a=yes, c=yes");
    CHECK(a.leading.because[0].text == "item a");
    const RuleSet negated = with(step("s", "{not: {any: [a, b]}}", "then: today"));
    CHECK(grounds(assess(person(negated, {{"a", no}, {"b", no}})).leading.because) == "a=no, b=no");
    const RuleSet some = with(step("s", "{at_least: 2, of: [a, b, c]}", "then: today"));
    CHECK(grounds(assess(person(some, {{"a", yes}, {"b", no}, {"c", yes}})).leading.because) == "a=yes, c=yes");
}

TEST_CASE("a level is an emergency where help is needed now, and certain where known answers have reached the gravest",
          "[explain][json]") {
    const std::string pathway = step("s", "a", "then: emergency") + ", " + step("t", "b", "then: today");
    const Assessment now = assess(person(with(pathway), {{"a", yes}}));
    CHECK(now.disposition.emergency);
    CHECK(now.emergency);
    const Assessment later = assess(person(with(pathway), {{"a", no}, {"b", yes}}));
    CHECK_FALSE(later.disposition.emergency);
    CHECK_FALSE(later.emergency);
    CHECK(render_json(with(pathway)).find("\"within_hours\": 24, \"at_home\": false, \"emergency\": false") != std::string::npos);
    // Rules that give no time: their gravest level is taken for one. Rules whose gravest level has time have none.
    const auto first_level = [&](const std::string& hours) {
        std::string text = preamble();
        text.replace(text.find(", within_hours: 0"), 17, hours);
        return rules_of(text + "findings:\n" + yes_no("a") + "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
                        step("s", "a", "then: emergency") + "]}\n");
    };
    CHECK(assess(person(first_level(""), {{"a", yes}})).disposition.emergency);
    const Assessment in_time = assess(person(first_level(", within_hours: 12"), {{"a", yes}}));
    CHECK_FALSE(in_time.disposition.emergency);
    CHECK(in_time.emergency);
}

TEST_CASE("an assessment names its sources by what they cite, each once", "[explain][json]") {
    const Assessment a = assess(person(with(step("s", "a", "then: today") + ", " + step("t", "b", "then: soon")), {{"a", yes}}));
    REQUIRE(a.sources.size() == 1);
    CHECK(a.sources[0] == NamedSource{"judgement", "Judgement", true});
    CHECK(render_json(a).find("{\"id\": \"judgement\", \"cite\": \"Judgement\", \"judgement\": true}") != std::string::npos);
}

TEST_CASE("a cleared pathway is cleared by answers, and by nothing that was not said", "[explain][reasons]") {
    const RuleSet rules = with(step("s", "{all: [a, b]}", "then: today"));
    const Assessment a = assess(person(rules, {{"a", no}}));
    REQUIRE(a.cleared.size() == 1);
    CHECK(grounds(a.cleared[0].because) == "a=no");
}

TEST_CASE("the place of each ground is a line of the rule file that mentions the finding", "[explain][reasons]") {
    const RuleSet rules = with(step("s", "{all: [a, b]}", "then: today"));
    const Assessment a = assess(person(rules, {{"a", yes}, {"b", yes}}));
    for (const Because& b : a.leading.because) {
        REQUIRE(b.at.find("rules.yaml:") == 0);
        CHECK(line_at(rules, b.at).find(b.finding) != std::string::npos);
    }
}

TEST_CASE("a floor that is also the end of its pathway is listed once", "[explain][assess]") {
    const RuleSet rules = with(step("s", "a", "then: emergency, unknown: {floor: soon}") + ", " + step("t", "b", "then: today"));
    const Assessment a = assess(person(rules, {{"b", no}}));
    REQUIRE(a.unsure.size() == 1);
    CHECK(a.unsure[0].outcome == "soon");
    CHECK(a.raised.empty());
}

TEST_CASE("advice comes from the outcomes at the reported level only", "[explain][assess]") {
    const std::string base = preamble("");
    const std::string advised = base.substr(0, base.find("  - {id: emergency,")) +
                                "  - {id: grave, condition: clot, disposition: same_day, title: G, say: g, clinician: "
                                "g, sources: [judgement], advise: [rest], tests: [blood]}\n"
                                "  - {id: alike, condition: clot, disposition: same_day, title: A, say: a, clinician: "
                                "a, sources: [judgement], advise: [no_massage, rest], tests: [blood, scan]}\n"
                                "  - {id: mild, condition: strain, disposition: routine, title: M, say: m, clinician: "
                                "m, sources: [judgement], advise: [massage], tests: [none]}\n"
                                "  - {id: booked, condition: strain, disposition: routine, title: B, say: b, "
                                "clinician: b, sources: [judgement]}\n"
                                "advice:\n"
                                "  - {id: massage, kind: do, say: rub, sources: [judgement], withhold_when: c}\n"
                                "  - {id: rest, kind: do, say: rest, sources: [judgement]}\n"
                                "  - {id: no_massage, kind: avoid, say: no, sources: [judgement]}\n"
                                "findings:\n" +
                                yes_no("a") + yes_no("b") + yes_no("c") + yes_no("d") +
                                "pathways:\n"
                                "  - {id: p, title: P, condition: clot, withhold: [massage], steps: [" +
                                step("s", "a", "then: grave") +
                                "]}\n"
                                "  - {id: q, title: Q, condition: clot, steps: [" +
                                step("t", "b", "then: alike") +
                                "]}\n"
                                "  - {id: r, title: R, condition: strain, steps: [" +
                                step("u", "d", "then: mild") + "]}\n";
    const RuleSet rules = rules_of(advised);
    const auto given = [](const Assessment& a) {
        std::vector<std::string> out;
        for (const AdviceItem& item : a.advice) out.push_back(item.id);
        return joined(out);
    };
    const auto held_back = [](const Assessment& a) {
        std::vector<std::string> out;
        for (const WithheldAdvice& w : a.withheld) out.push_back(w.id + (w.offered ? "!" : ""));
        return joined(out);
    };
    const Assessment both = assess(person(rules, {{"a", yes}, {"b", yes}, {"c", no}, {"d", yes}}));
    CHECK(given(both) == "rest, no_massage");
    CHECK(joined(both.tests) == "blood, scan");
    CHECK(held_back(both) == "massage!");
    CHECK(both.withheld[0].because == "not with: P");
    CHECK(given(assess(person(rules, {{"a", no}, {"b", no}, {"c", no}, {"d", yes}}))) == "massage");
    const Assessment unknown_c = assess(person(rules, {{"a", no}, {"b", no}, {"d", yes}}));
    CHECK(given(unknown_c).empty());
    CHECK(held_back(unknown_c) == "massage!");
    CHECK(held_back(assess(person(rules, {{"b", no}, {"c", no}, {"d", yes}}))) == "massage!");  // p is unsure
}

TEST_CASE("a plain strain gets care, a safety net and nothing withheld that it was offered", "[explain][assess][shipped]") {
    const Assessment a = assess(answers_of(shipped_rules(), plain_strain(shipped_rules())));
    CHECK(a.disposition.id == "self_care");
    CHECK(a.disposition.at_home);
    CHECK(a.leading.condition == "soleus_strain");
    CHECK_FALSE(a.advice.empty());
    REQUIRE(a.safety_net);
    CHECK_FALSE(a.safety_net->uncertainty.empty());
    CHECK_FALSE(a.safety_net->watch_for.empty());
    CHECK_FALSE(a.safety_net->get_help.empty());
    CHECK_FALSE(a.safety_net->time_course.empty());
    CHECK(a.safety_net->recheck_days.has_value());
    if (a.next_question) {  // what is still worth asking only decides about training advice
        const FindingId next = shipped_rules().compiled().finding_names.find(*a.next_question);
        CHECK(shipped_rules().document().findings[next].group.value == "training");
    }
}

TEST_CASE("with any one red flag not sure a strain is not sent home", "[explain][assess][shipped]") {
    const RuleSet& rules = shipped_rules();
    for (FindingId f{0}; f < rules.document().findings.size(); ++f) {
        const Finding& finding = rules.document().findings[f];
        if (!finding.red_flag || finding.examiner) continue;
        Answers answers = answers_of(rules, plain_strain(rules));
        answers.set_unknown(f);
        if (answers.implied(f)) continue;  // no sore cord, so it is not long either
        INFO(finding.id.value);
        const Assessment a = assess(answers);
        CHECK_FALSE(a.disposition.at_home);
        CHECK(std::any_of(a.unsure.begin(), a.unsure.end(), [&](const AssessedOutcome& o) {
            return std::find(o.missing.begin(), o.missing.end(), finding.id.value) != o.missing.end();
        }));
    }
}

TEST_CASE("the emergency number stands where the texts leave room for it", "[explain][assess][shipped]") {
    AssessOptions options;
    options.emergency_number = "112";
    const Assessment a = assess(person(shipped_rules(), {{"chest_pain", yes}}), options);
    CHECK(a.emergency);
    CHECK(a.leading.say.find("112") != std::string::npos);
    CHECK(render_json(a).find("{emergency_number}") == std::string::npos);
}

TEST_CASE("where only a not sure keeps a strain from home care, it is named, and what settles it", "[explain][assess][shipped]") {
    const RuleSet& rules = shipped_rules();
    std::size_t kept = 0;
    for (FindingId f{0}; f < rules.document().findings.size(); ++f) {
        const Finding& finding = rules.document().findings[f];
        Answers answers = answers_of(rules, plain_strain(rules));
        if (finding.examiner || finding.type != FindingType::yes_no || answers.answer(f) != Answer(no)) continue;
        answers.set_unknown(f);
        const Assessment a = assess(answers);
        INFO(finding.id.value);
        CHECK(a.probable.has_value() == !a.disposition.at_home);
        if (!a.probable) continue;
        ++kept;
        CHECK(a.probable->condition == "soleus_strain");
        REQUIRE(a.resolve.size() == 1);
        CHECK(a.resolve[0].finding == finding.id.value);
        CHECK(a.resolve[0].if_no == "self_care");
        CHECK_FALSE(a.resolve[0].check.empty());
        CHECK_FALSE(a.probable->advice.empty());
        CHECK(a.probable->safety_net);
        for (const AdviceItem& i : a.probable->advice)
            CHECK(std::none_of(a.withheld.begin(), a.withheld.end(), [&](const WithheldAdvice& w) { return w.id == i.id; }));
        CHECK(render(a, Format::text).find("What it probably is") != std::string::npos);
    }
    CHECK(kept > 20);
}

TEST_CASE("of several that are not sure only those that are needed are open questions", "[explain][assess]") {
    const RuleSet rules =
        rules_of(preamble() + "findings:\n" + yes_no("a") + yes_no("b") + yes_no("c") +
                 "pathways:\n  - {id: p, title: P, condition: clot, red_flag: true, unsure: soon, steps: [" +
                 step("s", "{any: [a, b]}", "then: today") + "]}\n  - {id: q, title: Q, condition: strain, steps: [" +
                 step("t", "{not: a}", "then: home") + "]}\n");
    const Assessment both = assess(person(rules, {{"a", unknown}, {"b", unknown}, {"c", unknown}}));
    REQUIRE(both.probable);
    CHECK(both.probable->outcome == "home");
    REQUIRE(both.resolve.size() == 2);
    CHECK(both.resolve[0].finding == "a");
    CHECK(both.resolve[0].if_no == both.disposition.id);
    CHECK_FALSE(assess(person(rules, {{"a", yes}, {"b", unknown}})).probable);
    CHECK_FALSE(assess(person(rules, {{"b", unknown}})).probable);  // a was never asked
}

TEST_CASE("advice with when is given only where that is known, and is never called withheld", "[explain][assess]") {
    const std::string base = preamble("");
    const RuleSet rules =
        rules_of(base.substr(0, base.find("  - {id: booked,")) +
                 "  - {id: booked, condition: strain, disposition: routine, title: B, say: b, clinician: b, sources: "
                 "[judgement], advise: [shoes, go]}\n"
                 "advice:\n"
                 "  - {id: shoes, kind: do, say: shoes, sources: [judgement], when: b, withhold_when: c}\n"
                 "  - {id: go, kind: seek_help, say: go, sources: [judgement], when: b}\n"
                 "findings:\n" +
                 yes_no("a") + yes_no("b", "polarity: context") + yes_no("c") +
                 "pathways:\n  - {id: p, title: P, condition: strain, steps: [" + step("s", "a", "then: booked") + "]}\n");
    const auto text = [&](std::initializer_list<std::pair<std::string_view, Answer>> answers) {
        const Assessment a = assess(person(rules, answers));
        std::vector<std::string> given, withheld;
        for (const AdviceItem& i : a.advice) given.push_back(i.id);
        for (const WithheldAdvice& w : a.withheld) withheld.push_back(w.id);
        return joined(given) + " | " + joined(withheld);
    };
    CHECK(text({{"a", yes}, {"b", yes}, {"c", no}}) == "shoes, go | ");
    CHECK(text({{"a", yes}, {"b", yes}, {"c", yes}}) == "go | shoes");
    CHECK(text({{"a", yes}, {"b", yes}}) == "go | shoes");
    CHECK(text({{"a", yes}, {"b", no}, {"c", yes}}) == " | ");
    CHECK(text({{"a", yes}, {"c", no}}) == " | ");
}

TEST_CASE("at home, what is still open is named with how to find it out", "[explain][assess]") {
    const RuleSet rules = rules_of(
        preamble() + "findings:\n" + yes_no("a", "polarity: worrying, check: [\"Look.\"]") + yes_no("b") +
        yes_no("c", "polarity: context") + "pathways:\n  - {id: p, title: P, condition: clot, steps: [" +
        step("s", "a", "then: soon") + "]}\n  - {id: r, title: R, condition: clot, steps: [" + step("u", "b", "then: soon") +
        "]}\n  - {id: q, title: Q, condition: strain, steps: [" + step("t", "c", "then: home") + "]}\n");
    const Assessment a = assess(person(rules, {{"a", unknown}, {"b", no}, {"c", yes}}));
    CHECK(a.disposition.at_home);
    REQUIRE(a.unsettled.size() == 1);
    CHECK(a.unsettled[0].finding == "a");
    CHECK(a.unsettled[0].check == std::vector<std::string>{"Look."});
    CHECK(render(a, Format::text).find("You were not sure about this") != std::string::npos);
    CHECK(render_json(a).find("\"unsettled\"") != std::string::npos);
    CHECK(assess(person(rules, {{"a", no}, {"b", no}, {"c", yes}})).unsettled.empty());
}

TEST_CASE("the summary for the notes names positives, denied red flags, what is not known, scores and the result",
          "[explain][assess][shipped]") {
    Answers answers = answers_of(shipped_rules(), plain_strain(shipped_rules()));
    answers.set("calf_swelling", yes).set("fever", unknown);
    const Assessment a = assess(answers);
    for (const char* part :
         {"Positive: ", "Unilateral calf swelling", "Denied: ", "Not known: ", "Fever", "Scores: ", "Rules: "}) {
        INFO(part << "\n" << a.summary);
        CHECK(a.summary.find(part) != std::string::npos);
    }
    CHECK(a.summary.find('\n') == std::string::npos);
    CHECK(render(a, Format::text, {.for_clinician = true}).find("For the notes") <
          render(a, Format::text, {.for_clinician = true}).find("What to avoid"));
}

TEST_CASE("home care for a plain picture fits sixty lines before the details begin, and says help once",
          "[explain][render][shipped]") {
    const std::string file = std::string(TRIAGE_SOURCE_DIR) + "/rules/lower_leg_pain/cases/benign.cases.yaml";
    std::size_t pages = 0;
    for (const Case& one : load_cases(shipped_rules(), file).value()) {
        Answers answers(shipped_rules());
        for (const auto& [finding, answer] : one.answers) (void)answers.try_set(finding, answer);
        answers.set("lump_behind_knee", no);
        const Assessment a = assess(answers);
        INFO(one.id.value);
        REQUIRE(a.disposition.at_home);
        const std::string page = render(a, Format::text), line = "\n" + std::string(80, '-') + "\n";
        const std::string first = page.substr(0, page.find(line));
        CHECK(first.size() < page.size());
        CHECK(std::count(first.begin(), first.end(), '\n') <= 60);
        for (const char* part : {"What to do now", "What to avoid", "When to get help", "When to look again"})
            CHECK(first.find(part) != std::string::npos);
        CHECK(page.find("breathing") == page.rfind("breathing"));
        CHECK(page.find("More on getting help") == std::string::npos);
        CHECK(render(a, Format::text, {.detail = true}).find("More on getting help") != std::string::npos);
        ++pages;
    }
    CHECK(pages >= 12);
}
