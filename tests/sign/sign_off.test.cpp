// SPDX-License-Identifier: Apache-2.0
// Sign-offs: what a signature covers, what voids it, and how it is written and read.
#include <triage/review/sign_off.hpp>

#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/shipped.hpp"

using namespace triage;
using triage::testing::rules_of;

namespace {

// Two pathways that share a question, with a criteria, a score and an implication of the first one's own.
std::string rules_text() {
    using namespace triage::testing;
    return preamble(
               "  - {id: massaged, condition: strain, disposition: routine, title: \"Massaged\", say: \"Book\", clinician: \"Book\", advise: [rub], sources: [judgement]}\n") +
           "advice:\n  - {id: rub, kind: do, say: \"Rub it\", sources: [judgement], withhold_when: red}\n"
           "findings:\n" +
           yes_no("swollen") + yes_no("red") + yes_no("cancer") + yes_no("bed") + number("cm", "0", "9") +
           yes_no("pop", "polarity: context") +
           "implies:\n  - {when: {cm: {at_least: 5}}, set: {swollen: \"yes\"}}\n"
           "criteria:\n  risk: {title: \"Risk\", if: {any: [cancer, bed]}, sources: [judgement]}\n"
           "scores:\n  wells: {title: \"Wells\", sources: [judgement], items: [{points: 1, if: swollen, because: \"Swollen\"}, {points: 1, if: {cm: {at_least: 3}}, because: \"Larger\"}]}\n"
           "pathways:\n  - id: clot\n    title: \"Clot\"\n    condition: clot\n    withhold: [rub]\n    steps:\n"
           "      - " +
           step("points", "{score: wells, at_least: 2}", "then: today") +
           "\n"
           "      - " +
           step("risky", "{criteria: risk}", "then: soon, review: \"Soon enough?\"") +
           "\n"
           "  - id: strain\n    title: \"Strain\"\n    condition: strain\n    steps:\n      - " +
           step("popped", "{all: [pop, {not: bed}]}", "then: massaged") +
           "\n"
           "safety:\n  - {id: popped_is_seen, hazard: \"Sent home\", when: pop, require: {not_at_home: true}}\n";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("not in the rules: " + from);
    return text.replace(at, from.size(), to);
}

// What a sign-off of everything loses by a change of the rules.
std::set<std::string> voided(const std::string& before, const std::string& after) {
    std::set<std::string> out;
    const RuleSet rules = rules_of(after);
    for (const Signature& s : signatures(rules.document(), {sign_off(rules_of(before), "A", "B", "2026-05-03")}))
        if (s.state != Signature::State::holds) out.insert(s.pathway.empty() ? "the frame" : s.pathway);
    return out;
}

std::vector<SourceFile> with_review(const std::string& rules, const std::string& review) {
    return {{"ruleset.yaml", rules}, {"review.yaml", review}};
}
std::string status_of(const std::vector<SourceFile>& files) { return triage::testing::document_of(load(files).value()).review; }

}  // namespace

TEST_CASE("a change of meaning voids the pathways that it touches and no other", "[review][sign_off]") {
    struct Row {
        const char *from, *to;
        std::set<std::string> voided;
    };
    const std::vector<Row> rows{
        {"wells, at_least: 2", "wells, at_least: 1", {"clot"}},
        {"{cm: {at_least: 3}}", "{cm: {at_least: 4}}", {"clot"}},
        {"any: [cancer, bed]", "all: [cancer, bed]", {"clot"}},
        {"{cm: {at_least: 5}}", "{cm: {at_least: 6}}", {"clot"}},
        {"withhold: [rub]", "withhold: []", {"clot"}},
        {"then: soon", "then: today", {"clot"}},
        {"ask: \"pop?\"", "ask: \"Did it pop?\"", {"strain", "the frame"}},
        {"ask: \"bed?\"", "ask: \"In bed for long?\"", {"clot", "strain"}},
        {"say: \"Rub it\"", "say: \"Rub it hard\"", {"clot", "strain"}},
        {"withhold_when: red", "withhold_when: bed", {"strain"}},
        {"title: \"Soon\"", "title: \"Rather soon\"", {"clot"}},
        {"label: \"Today\"", "label: \"At once\"", {"clot", "strain", "the frame"}},
        {"cite: \"Judgement\"", "cite: \"A guideline\"", {"clot", "strain", "the frame"}},
        {"scope: \"Tests\"", "scope: \"Adults\"", {"the frame"}},
        {"require: {not_at_home: true}", "require: {disposition: {at_least: routine}}", {"the frame"}},
        {"title: \"Booked\"", "title: \"Not covered\"", {"the frame"}},
    };
    for (const Row& row : rows) {
        INFO(row.from << " -> " << row.to);
        CHECK(voided(rules_text(), replaced(rules_text(), row.from, row.to)) == row.voided);
    }
}

TEST_CASE("where only words or sources changed the decision still holds, and every change is named with what it reaches",
          "[review][sign_off]") {
    struct Row {
        const char *from, *to, *pathway;
        Signature::State state;
        const char *name, *through;
    };
    using State = Signature::State;
    const std::vector<Row> rows{
        {"wells, at_least: 2", "wells, at_least: 1", "clot", State::voided, "condition of pathway clot, steps.points", ""},
        {"{cm: {at_least: 5}}", "{cm: {at_least: 6}}", "clot", State::voided, "when of what settles swollen 1", ""},
        {"withhold: [rub]", "withhold: []", "clot", State::voided, "withheld advice of pathway clot", ""},
        {"then: soon", "then: today", "clot", State::voided, "branch \"then\" of pathway clot, steps.risky", ""},
        {"withhold_when: red", "withhold_when: bed", "strain", State::voided, "contraindication of advice rub",
         "outcome massaged"},
        {"ask: \"bed?\"", "ask: \"In bed for long?\"", "strain", State::reworded, "wording of question bed", ""},
        {"ask: \"red?\"", "ask: \"Is it red?\"", "strain", State::reworded, "wording of question red", "advice rub"},
        {"say: \"Rub it\"", "say: \"Rub it hard\"", "strain", State::reworded, "text to the person of advice rub",
         "outcome massaged"},
        {"title: \"Soon\"", "title: \"Rather soon\"", "clot", State::reworded, "title of outcome soon", ""},
        {"label: \"Today\"", "label: \"At once\"", "clot", State::reworded, "label of level same_day", ""},
        {"because: \"Larger\"", "because: \"Wider\"", "clot", State::reworded, "reason of score wells, items 2", ""},
        {"scope: \"Tests\"", "scope: \"Adults\"", "", State::reworded, "scope", ""},
        {"require: {not_at_home: true}", "require: {disposition: {at_least: routine}}", "", State::voided,
         "require of safety popped_is_seen", ""},
    };
    for (const Row& row : rows) {
        INFO(row.from << " -> " << row.to);
        const RuleSet before = rules_of(rules_text()), after = rules_of(replaced(rules_text(), row.from, row.to));
        const std::string signed_one = row.pathway;
        for (const Signature& s : signatures(after.document(), {sign_off(before, "A", "B", "2026-05-03")}))
            if (s.pathway == signed_one) CHECK(s.state == row.state);
        const std::vector<ChangedSince> changes = changed_since(before, after, signed_one);
        REQUIRE(changes.size() == 1);
        CHECK(name_text(changes[0]) == row.name);
        CHECK(changes[0].through == row.through);
        CHECK(changes[0].words == (row.state == State::reworded));
    }
}

TEST_CASE("changed words are read once, on top of a decision that was signed", "[review][sign_off]") {
    const RuleSet before = rules_of(rules_text()), after = rules_of(replaced(rules_text(), "ask: \"bed?\"", "ask: \"Bed?\""));
    const SignOff first = sign_off(before, "A", "B", "2026-05-03");
    SignOff words = sign_off(after, "C", "D", "2026-05-04", {"clot", "strain"});
    for (SignedPathway& p : words.pathways) p.words_only = true;
    const auto states = [&](const std::vector<SignOff>& all) {
        std::vector<Signature::State> out;
        for (const Signature& s : signatures(after.document(), all)) out.push_back(s.state);
        return out;
    };
    using State = Signature::State;
    CHECK(states({first}) == std::vector<State>{State::reworded, State::reworded, State::holds});
    CHECK(states({first, words}) == std::vector<State>{State::holds, State::holds, State::holds});
    CHECK(states({words}) == std::vector<State>{State::none, State::none, State::none});  // nobody signed what decides
    CHECK(signatures(after.document(), {first, words})[0].who == "A");
    CHECK(signatures(after.document(), {first, words})[0].words_by == "C, D, 2026-05-04");
    const RuleSet loaded =
        load(std::vector<SourceFile>{{"ruleset.yaml", replaced(rules_text(), "ask: \"bed?\"", "ask: \"Bed?\"")},
                                     {"review.yaml", render_sign_offs("small", {first})},
                                     {read_rules_path(before.digest()), render_read_rules(before)}})
            .value();
    REQUIRE(sign_offs_of(loaded).size() == 1);
    const WordsToRead look = words_to_read(loaded);
    CHECK(look.parts == std::vector<std::string>{"clot", "strain"});
    REQUIRE(look.changes.size() == 1);
    CHECK(sentence(look.changes[0]) == "wording of question bed: “bed?” → “Bed?”");
}

TEST_CASE("rules that were read are refused where they are not what their digest says", "[review][sign_off]") {
    const RuleSet rules = rules_of(rules_text());
    const std::string kept = render_read_rules(rules);
    REQUIRE(parse_read_rules(kept).ok());
    CHECK(triage::testing::digest_of(parse_read_rules(kept).value()) == rules.digest());
    for (const std::string& broken :
         {std::string(), std::string("{}"), replaced(kept, "Rub it", "Rub it hard"), kept.substr(0, 200)}) {
        const Loaded<RuleSet> read = parse_read_rules(broken);
        CHECK_FALSE(read.ok());
        REQUIRE_FALSE(read.diagnostics().empty());
        CHECK(read.diagnostics()[0].code == "unreadable-file");
    }
}

TEST_CASE("comments, review marks, groups, the version and unused questions void nothing", "[review][sign_off]") {
    const std::string rules = rules_text();
    for (const std::string& same :
         {rules, "# A comment\n\n" + rules, replaced(rules, "review: \"Soon enough?\"", "review: \"Looked at\""),
          replaced(rules, "version: 0.1.0", "version: 0.2.0"), replaced(rules, "group: g", "group: leg"),
          replaced(rules, "findings:\n", "findings:\n" + triage::testing::yes_no("unread"))})
        CHECK(voided(rules, same) == std::set<std::string>{});
}

TEST_CASE("the split into files and the order of findings void nothing but the order of pathways voids the frame",
          "[review][sign_off]") {
    const std::string rules = rules_text(), from = "  - id: strain\n    title: \"Strain\"", findings = "findings:\n";
    const std::size_t a = rules.find("  - id: clot\n    title"), b = rules.find(from), end = rules.find("safety:");
    const std::string clot = rules.substr(a, b - a), strain = rules.substr(b, end - b);
    CHECK(voided(rules, rules.substr(0, a) + strain + clot + rules.substr(end)) == std::set<std::string>{"the frame"});
    const std::string red = triage::testing::yes_no("red");
    CHECK(voided(rules, replaced(replaced(rules, red, ""), findings, findings + red)) == std::set<std::string>{});
    const std::string head = replaced(rules.substr(0, a - std::string("pathways:\n").size()), "otherwise: booked",
                                      "otherwise: booked\ninclude: [more.yaml]");
    const RuleSet split =
        load(std::vector<SourceFile>{{"ruleset.yaml", head}, {"more.yaml", rules.substr(end) + "pathways:\n" + clot + strain}})
            .value();
    const RuleSet whole = rules_of(rules);
    CHECK(pathway_digest(split.document(), "clot") == pathway_digest(whole.document(), "clot"));
    CHECK(pathway_digest(split.document(), "strain") == pathway_digest(whole.document(), "strain"));
    CHECK(frame_digest(split.document()) == frame_digest(whole.document()));
}

TEST_CASE("an assessment says draft or partly signed or signed as the review file has it", "[review][sign_off]") {
    const RuleSet rules = rules_of(rules_text());
    CHECK(rules.document().review == "draft");
    const auto file = [&](const std::vector<SignOff>& all) { return render_sign_offs("small", all); };
    const SignOff all = sign_off(rules, "Dr \"A\" \\ B", "Emergency physician", "2026-05-03");
    const SignOff one = sign_off(rules, "C", "D", "2026-05-04", {"clot"});
    const std::string changed = replaced(rules_text(), "wells, at_least: 2", "wells, at_least: 1");
    CHECK(status_of(with_review(rules_text(), file({}))) == "draft");
    CHECK(status_of(with_review(rules_text(), file({one}))) == "partly signed");
    CHECK(status_of(with_review(rules_text(), file({all}))) == "signed");
    CHECK(status_of(with_review(rules_text(), file({one, sign_off(rules, "C", "D", "2026-05-04", {"strain"}, true)}))) ==
          "signed");
    CHECK(status_of(with_review(changed, file({all}))) == "partly signed");
    CHECK(status_of(with_review(changed, file({one}))) == "draft");
    CHECK(status_of(with_review(changed, file({all, sign_off(rules_of(changed), "C", "D", "2026-06-01", {"clot"})}))) ==
          "signed");
    const RuleSet loaded = load(with_review(rules_text(), file({all}))).value();
    CHECK(assess(Answers{loaded}).review == "signed");
    CHECK(render_html(assess(Answers{loaded})).find("A clinician has signed the rules behind it.") != std::string::npos);
    const RuleSet partly = load(with_review(rules_text(), file({one}))).value();
    CHECK(render_json(assess(Answers{partly})).find("signed only part of the rules") != std::string::npos);
    CHECK(render_markdown(assess(Answers{rules})).find("a draft that no clinician has signed") != std::string::npos);
    CHECK(loaded.digest() == rules.digest());
    REQUIRE(sign_offs_of(loaded).size() == 1);
    CHECK(sign_offs_of(loaded)[0].who.value == "Dr \"A\" \\ B");
    CHECK(render_sign_offs("small", sign_offs_of(loaded)) == file({all}));
}

TEST_CASE("the signature that holds is named rather than a later one that does not", "[review][sign_off]") {
    const RuleSet rules = rules_of(rules_text());
    const RuleSet other = rules_of(replaced(rules_text(), "wells, at_least: 2", "wells, at_least: 1"));
    const std::vector<Signature> all = signatures(rules.document(), {sign_off(rules, "First", "R", "2026-05-03", {"clot"}),
                                                                     sign_off(other, "Second", "R", "2026-05-04", {"clot"})});
    REQUIRE(all.size() == 3);
    CHECK(all[0].state == Signature::State::holds);
    CHECK(all[0].who == "First");
    CHECK(all[1].state == Signature::State::none);
    CHECK(all[2].pathway.empty());
}

TEST_CASE("the shipped rules are a draft that nobody has signed", "[review][sign_off][rules]") {
    CHECK(triage::testing::shipped_rules().document().review == "draft");
    CHECK(sign_offs_of(triage::testing::shipped_rules()).empty());
    CHECK(triage::testing::document_of(load_shipped().value()).review == "draft");
}

TEST_CASE("a broken review file keeps the rules from loading and says where", "[review][sign_off]") {
    const auto broken = load(with_review(
        rules_text(),
        "format: triage-review/1\nruleset: small\nsign_offs:\n  - {who: A, role: B, date: 3.5.2026, version: 1, digest: x, pathways: []}\n"));
    REQUIRE_FALSE(broken.ok());
    REQUIRE(broken.diagnostics().size() == 2);
    CHECK(broken.diagnostics()[0].code == "bad-date");
    CHECK(broken.diagnostics()[0].file == "review.yaml");
    CHECK(broken.diagnostics()[0].line == 4);
    CHECK(broken.diagnostics()[1].code == "bad-digest");
}
