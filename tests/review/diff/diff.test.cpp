// SPDX-License-Identifier: Apache-2.0
// What a comparison says of small changes: the same rules, wording, rewriting, levels, findings, order, budget.
#include <algorithm>
#include <string>

#include "catch.hpp"
#include "review/diff/support.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

// One swollen calf and a fever; 27 patterns of three findings.
const std::string& fever_rules() {
    static const std::string yaml =
        preamble() + "findings:\n" + yes_no("swollen") + yes_no("fever") + yes_no("tired") + R"(pathways:
  - id: clot
    title: "Clot"
    condition: clot
    red_flag: true
    unsure: soon
    withhold: [rub]
    steps:
      - {id: swelling, if: swollen, because: "Swelling can be a clot", sources: [judgement], then: today}
  - id: infection
    title: "Infection"
    condition: clot
    unsure: booked
    steps:
      - {id: hot, if: {any: [fever, {all: [tired, swollen]}]}, because: "Fever", sources: [judgement], then: soon}
  - id: strain
    title: "Strain"
    condition: strain
    steps:
      - {id: plain, if: {not: swollen}, because: "Plain", sources: [judgement], then: home}
advice:
  - {id: rub, kind: do, say: "Rub it", sources: [judgement]}
)";
    return yaml;
}

RuleDiff diff_of(const std::string& before, const std::string& after, const DiffOptions& options = {}) {
    return diff(rules_of(before), rules_of(after), options);
}
bool has(const std::vector<std::string>& all, const std::string& part) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& x) { return x.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("the same rules, or the same in other files and with comments, do not differ", "[review][diff]") {
    const RuleDiff same = diff_of(fever_rules(), fever_rules()),
                   comment = diff_of(fever_rules(), "# a note\n" + fever_rules() + "# the end\n");
    for (const RuleDiff* d : {&same, &comment}) {
        CHECK_FALSE(d->any_change());
        CHECK(d->same_for_everyone());
        CHECK(d->unchanged == d->patterns);
        CHECK(d->patterns == BigCount(27));
    }
}

TEST_CASE("a step that no longer looks for a sign is a downgrade with its patients, its cause and its place", "[review][diff]") {
    const std::string after = replaced(fever_rules(), "if: swollen, because", "if: {all: [swollen, tired]}, because");
    const RuleDiff d = diff_of(fever_rules(), after);
    REQUIRE(d.moves.size() >= 2);
    CHECK(d.downgrades());
    const DispositionMove* m = find_move(d, "same_day", "within_days");
    REQUIRE(m != nullptr);
    CHECK(m->direction == Direction::milder);
    // Swollen and not known to be tired: unsure of a clot, or fever. Swollen, not tired, fever: infection.
    CHECK(m->patterns == BigCount(4));
    CHECK(m->sentences.size() == 2);
    CHECK(m->beyond.zero());
    CHECK(m->example.answers == std::vector<std::pair<std::string, std::string>>{{"swollen", "yes"}});
    CHECK(m->example.yaml.find("swollen: \"yes\"\n") != std::string::npos);
    CHECK(m->example.old_leading == "today");
    CHECK(m->example.new_leading == "soon");
    REQUIRE(m->pathways.size() >= 1);
    CHECK(m->pathways[0].pathway == "clot");
    REQUIRE(m->pathways[0].causes.size() == 1);
    CHECK(d.written[m->pathways[0].causes[0]].where == "pathways.clot.steps.swelling.if");
    CHECK(line_at(rules_of(after), d.written[m->pathways[0].causes[0]].new_at).find("id: swelling") != std::string::npos);
    BigCount sum = d.unchanged;
    for (const DispositionMove& x : d.moves) sum += x.patterns;
    CHECK(sum == BigCount(27));
}

TEST_CASE("wording that changes is proved to change nothing else", "[review][diff]") {
    const RuleDiff d =
        diff_of(fever_rules(), replaced(fever_rules(), "Swelling can be a clot", "One swollen calf can be a clot"));
    CHECK(d.same_for_everyone());
    CHECK(d.any_change());
    CHECK_FALSE(d.downgrades());
    REQUIRE(d.written.size() == 1);
    CHECK(d.written[0].kind == WrittenChange::Kind::wording);
    CHECK(d.written[0].where == "pathways.clot.steps.swelling.because");
    CHECK(d.written[0].old_text == "Swelling can be a clot");
    CHECK(d.written[0].new_text == "One swollen calf can be a clot");
    CHECK(report_of(d).verdict[1] == "Only wording changed.");
}

TEST_CASE("rules that are written otherwise and decide the same are told from rules that decide otherwise", "[review][diff]") {
    const RuleDiff d =
        diff_of(fever_rules(), replaced(fever_rules(), "{not: swollen}", "{not: {any: [swollen, {all: [swollen, fever]}]}}"));
    CHECK(d.same_for_everyone());
    REQUIRE(d.written.size() == 1);
    CHECK(d.written[0].kind == WrittenChange::Kind::logic);
    CHECK(d.compared.size() == 5);
}

TEST_CASE("at an equal disposition other outcomes and other advice are found", "[review][diff]") {
    // The clot no longer forbids rubbing, and "today" gives that advice: only the swollen gain it.
    const std::string before = replaced(fever_rules(), "title: \"Today\", say", "advise: [rub], title: \"Today\", say");
    const RuleDiff d = diff_of(before, replaced(before, "    withhold: [rub]\n", ""));
    CHECK(d.moves.empty());
    CHECK(d.leading.empty());
    CHECK(d.outcomes.empty());
    REQUIRE(d.advice.size() == 2);
    CHECK(d.advice[0].what == GainLoss::What::advised);
    CHECK(d.advice[0].gained == BigCount(9));
    CHECK(d.advice[0].lost.zero());
    CHECK(d.advice[1].what == GainLoss::What::withheld);
    CHECK(d.advice[1].lost == BigCount(9));  // the unsure, who were never offered it
    REQUIRE(d.advice[0].gained_example);
    CHECK(d.advice[0].gained_example->answers == std::vector<std::pair<std::string, std::string>>{{"swollen", "yes"}});
    // An outcome of a milder pathway that stands beside a graver one.
    const RuleDiff other = diff_of(fever_rules(), replaced(fever_rules(), "{all: [tired, swollen]}", "{all: [tired, fever]}"));
    CHECK(other.moves.empty());
    CHECK_FALSE(other.same_for_everyone());
    CHECK_FALSE(other.outcomes.empty());
}

TEST_CASE("an added pathway is counted where it leads", "[review][diff]") {
    const std::string after = replaced(fever_rules(), "  - id: strain\n    title: \"Strain\"", R"(  - id: fatigue
    title: "Fatigue"
    condition: strain
    steps:
      - {id: tired_only, if: tired, because: "Tired", sources: [judgement], then: booked}
  - id: strain
    title: "Strain")");
    const RuleDiff d = diff_of(fever_rules(), after);
    REQUIRE(find_move(d, "self_care", "routine") != nullptr);
    CHECK(find_move(d, "self_care", "routine")->direction == Direction::graver);
    CHECK_FALSE(d.downgrades());
    CHECK(std::any_of(d.pathways.begin(), d.pathways.end(),
                      [](const MovedPathway& p) { return p.pathway == "fatigue" && p.moves[0].from == "no such pathway"; }));
}

TEST_CASE("levels are matched by id, and a new one is graver or milder only where a ladder says so", "[review][diff]") {
    // Between "soon" and "booked" there is a new level; the clot that was seen the same day is now seen there.
    const std::string level = replaced(fever_rules(), "  - {id: routine, label",
                                       "  - {id: next_week, label: \"Next week\", within_hours: 168}\n  - {id: routine, label");
    const std::string after = replaced(level, "{id: soon, condition: clot, disposition: within_days",
                                       "{id: soon, condition: clot, disposition: next_week");
    const RuleDiff d = diff_of(fever_rules(), after);
    const DispositionMove* m = find_move(d, "within_days", "next_week");
    REQUIRE(m != nullptr);
    CHECK(m->direction == Direction::milder);
    CHECK(has(d.one_sided, "disposition next_week (\"Next week\"): only in NEW"));
    const RuleDiff back = diff_of(after, fever_rules());
    REQUIRE(find_move(back, "next_week", "within_days") != nullptr);
    CHECK(find_move(back, "next_week", "within_days")->direction == Direction::graver);
    CHECK(has(back.one_sided, "disposition next_week (\"Next week\"): only in OLD"));

    // A level renamed: nothing says which of the two names is graver, and that is no upgrade.
    std::string renamed = fever_rules();
    for (std::size_t at; (at = renamed.find("within_days")) != std::string::npos;) renamed.replace(at, 11, "this_week");
    const RuleDiff r = diff_of(fever_rules(), renamed);
    REQUIRE(find_move(r, "within_days", "this_week") != nullptr);
    CHECK(find_move(r, "within_days", "this_week")->direction == Direction::unordered);
    CHECK(r.downgrades());
}

TEST_CASE("what only one side asks is said, and is not asked for the other", "[review][diff]") {
    std::string after =
        replaced(fever_rules(), yes_no("tired"), yes_no("tired") + yes_no("numb_foot") + choice("onset", "run, rest"));
    after = replaced(after, "if: swollen, because", "if: {any: [swollen, numb_foot, {onset: rest}]}, because");
    const RuleDiff d = diff_of(fever_rules(), after);
    CHECK(has(d.one_sided, "finding numb_foot: asked only in NEW; the old rules treat such an answer as not asked"));
    REQUIRE(find_move(d, "self_care", "same_day") != nullptr);
    const ExamplePatient& e = find_move(d, "self_care", "same_day")->example;
    CHECK(e.only_new.size() == 1);
    const RuleDiff wider = diff_of(after, replaced(after, "[run, rest]", "[run, rest, after]"));
    CHECK(has(wider.one_sided, "finding onset: option after only in NEW"));
    const RuleDiff back = diff_of(after, fever_rules());
    const DispositionMove* m = find_move(back, "same_day", "self_care");
    REQUIRE(m != nullptr);
    CHECK(m->example.only_old.size() == 1);
    CHECK(m->example.yaml.find("# only the old rules know: ") != std::string::npos);
}

TEST_CASE("past its budget a comparison says what it did not compare, and never that nothing changed", "[review][diff]") {
    DiffOptions options;
    options.budget = 8;
    const RuleDiff d = diff_of(fever_rules(), replaced(fever_rules(), "then: today}", "then: soon}"), options);
    CHECK_FALSE(d.not_proved.empty());
    CHECK_FALSE(d.same_for_everyone());
    CHECK(d.any_change());
    CHECK(report_of(d).verdict[0].rfind("NOT PROVED: the budget of 8 nodes", 0) == 0);
    CHECK(d.written.size() == 1);
}

TEST_CASE("pathways in another order change who leads, and only that", "[review][diff]") {
    const std::string first =
        "  - id: first\n    title: \"F\"\n    condition: clot\n    steps:\n      - {id: s1, if: fever, because: b, sources: [judgement], then: soon}\n";
    const std::string second =
        "  - id: second\n    title: \"S\"\n    condition: clot\n    steps:\n      - {id: s2, if: tired, because: b, sources: [judgement], then: late}\n";
    const std::string head =
        preamble(
            "  - {id: late, condition: clot, disposition: within_days, title: \"L\", say: \"L\", clinician: \"L\", sources: [judgement]}\n") +
        "findings:\n" + yes_no("fever") + yes_no("tired") + "pathways:\n";
    const RuleDiff d = diff_of(head + first + second, head + second + first);
    CHECK(d.moves.empty());
    REQUIRE(d.leading.size() == 1);
    CHECK(d.leading[0].from == "soon");
    CHECK(d.leading[0].to == "late");
    CHECK(d.leading[0].patterns == BigCount(1));
    CHECK(d.outcomes.empty());
    REQUIRE(d.written.size() == 1);
    CHECK(d.written[0].where == "ruleset.order of pathways");
}

TEST_CASE("a downgrade is one wherever it stands among the moves", "[review][diff]") {
    RuleDiff d;
    CHECK_FALSE(d.downgrades());
    d.moves.resize(2);
    d.moves[0].direction = d.moves[1].direction = Direction::graver;
    CHECK_FALSE(d.downgrades());
    d.moves[1].direction = Direction::milder;  // the budget ran out before they were sorted
    CHECK(d.downgrades());
    d.moves[1].direction = Direction::unordered;
    CHECK(d.downgrades());
}

TEST_CASE("what a new implication reads is a cause, also of a finding that was read before", "[review][diff]") {
    const auto with = [](const std::string& worn_out, const std::string& implies) {
        return replaced(fever_rules(), "pathways:\n",
                        "criteria:\n  worn_out: {title: \"Worn out\", if: " + worn_out + ", sources: [judgement]}\n" + implies +
                            "pathways:\n");
    };
    const RuleDiff d =
        diff_of(with("fever", ""), with("swollen", "implies:\n  - {when: {criteria: worn_out}, set: {tired: \"yes\"}}\n"));
    const auto infection =
        std::find_if(d.pathways.begin(), d.pathways.end(), [](const MovedPathway& p) { return p.pathway == "infection"; });
    REQUIRE(infection != d.pathways.end());
    CHECK(std::any_of(infection->causes.begin(), infection->causes.end(),
                      [&](std::size_t c) { return d.written[c].where.rfind("criteria.worn_out", 0) == 0; }));
}
