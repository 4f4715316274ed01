// SPDX-License-Identifier: Apache-2.0
// One rule file for each warning in tests/warn/, its twin without, and what check must never say.
#include <triage/review/check.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/generate.hpp"
#include "support/shipped.hpp"

using namespace triage;
using triage::testing::rules_of;

namespace {

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}
const std::filesystem::path root = TRIAGE_SOURCE_DIR;

std::vector<std::filesystem::path> warn_files() {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(root / "tests/warn")) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

// A file of tests/warn shows the wrong line and, behind `# right:`, what it should be; nothing there: no such line. A line
// that is only `# right: …` is one that is missing.
std::string twin_of(const std::string& text) {
    const std::string mark = "# right:";
    std::istringstream in(text);
    std::string out;
    for (std::string line; std::getline(in, line);) {
        const std::size_t at = line.find(mark);
        if (at != std::string::npos) {
            const std::size_t from = line.find_first_not_of(' ', at + mark.size());
            if (from == std::string::npos) continue;
            line = line.substr(0, line.find_first_not_of(' ')) + line.substr(from);
        }
        out += line + "\n";
    }
    return out;
}

struct Told {
    std::string code;
    std::uint32_t line, column;
    friend bool operator==(const Told&, const Told&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Told& t) {
        return out << t.line << ":" << t.column << " " << t.code;
    }
};

// A file of tests/warn, or a folder with a ruleset.yaml and a review.yaml.
std::vector<SourceFile> sources_of(const std::filesystem::path& path) {
    if (!std::filesystem::is_directory(path)) return {{"rules.yaml", read(path)}};
    return {{"ruleset.yaml", read(path / "ruleset.yaml")}, {"review.yaml", read(path / "review.yaml")}};
}

// Everything but the note that every rule set gets.
std::vector<Told> told(const std::vector<SourceFile>& files, const std::string& code) {
    CheckOptions options;
    if (code == "check-incomplete") options.budget = 1;
    std::vector<Told> out;
    for (const Diagnostic& d : check(load(files).value(), options)) {
        CHECK(d.severity != Severity::error);
        CHECK_FALSE(d.source_line.empty());
        if (d.severity == Severity::warning) CHECK_FALSE(d.hint.empty());
        if (d.code != "longest-questionnaire" || code == "longest-questionnaire") out.push_back({d.code, d.line, d.column});
    }
    return out;
}
std::set<std::string> codes_of(const std::string& yaml) {
    std::set<std::string> out;
    for (const Told& t : told({{"rules.yaml", yaml}}, "")) out.insert(t.code);
    return out;
}

using triage::testing::preamble;
using triage::testing::step;
using triage::testing::yes_no;

// A pathway over a, b, c (worrying), pulse (examiner), place (choice), age (number).
std::string pathway_of(const std::vector<std::string>& steps) {
    std::string out = preamble() + "findings:\n" + yes_no("a") + yes_no("b") + yes_no("c") +
                      yes_no("pulse", "polarity: worrying, examiner: true") +
                      triage::testing::choice("place", "calf, shin, foot") + triage::testing::number("age", "0", "120") +
                      "pathways:\n  - id: p\n    title: P\n    condition: clot\n    steps:\n";
    for (const std::string& s : steps) out += "      - " + s + "\n";
    return out;
}
bool says(const std::vector<std::string>& steps, const std::string& code) { return codes_of(pathway_of(steps)).count(code) != 0; }

}  // namespace

TEST_CASE("every file in tests/warn gets just the warning of its name at the place on its first line", "[review][check]") {
    for (const auto& path : warn_files()) {
        INFO(path.filename().string());
        const std::vector<SourceFile> files = sources_of(path);
        const std::string text = files[0].text, code = path.stem().string();
        Told expected{code, 0, 0};
        char colon = 0;
        std::istringstream first(text.substr(std::string("# expect ").size()));
        std::string named;
        first >> expected.line >> colon >> expected.column >> named;
        CHECK(named == code);
        CHECK(told(files, code) == std::vector<Told>{expected});
    }
}

TEST_CASE("the twin of each file in tests/warn gets no warning", "[review][check]") {
    for (const auto& path : warn_files()) {
        INFO(path.filename().string());
        std::vector<SourceFile> files = sources_of(path);
        bool marked = false;
        for (SourceFile& file : files) {
            marked = marked || file.text.find("# right:") != std::string::npos;
            file.text = twin_of(file.text);
        }
        if (!marked) {
            CHECK((path.stem() == "longest-questionnaire" || path.stem() == "check-incomplete"));
            continue;
        }
        CHECK(told(files, "") == std::vector<Told>{});
    }
}

TEST_CASE("past its budget check says so and still gives every warning that needs no diagram", "[review][check]") {
    const std::set<std::string> of_paths{"settled-finding", "dead-branch", "milder-before-graver", "examiner-floor",
                                         "floor-not-guarded"};
    for (const auto& path : warn_files()) {
        INFO(path.filename().string());
        std::set<std::string> codes;
        for (const Diagnostic& d : check(load(sources_of(path)).value(), {.budget = 1})) codes.insert(d.code);
        CHECK(codes.count("check-incomplete") == 1);
        CHECK(codes.count(path.stem().string()) == (of_paths.count(path.stem().string()) == 0 ? 1U : 0U));
    }
}

TEST_CASE("every code of check has a file in tests/warn and a row in docs/check.md and the other way round",
          "[review][check][docs]") {
    const std::set<std::string> codes(check_codes.begin(), check_codes.end());
    std::set<std::string> files, rows;
    for (const auto& path : warn_files()) files.insert(path.stem().string());
    std::istringstream docs(read(root / "docs/check.md"));
    for (std::string line; std::getline(docs, line);)
        if (line.rfind("| `", 0) == 0) rows.insert(line.substr(3, line.find('`', 3) - 3));
    CHECK(codes.size() == check_codes.size());
    CHECK(files == codes);
    CHECK(rows == codes);
}

TEST_CASE("the shipped rules get notes but no warning, in the order of the files and the same each time",
          "[review][check][rules]") {
    const RuleSet& rules = triage::testing::shipped_rules();
    const std::vector<Diagnostic> all = check(rules);
    std::map<std::string, std::size_t> file_order;
    for (std::size_t i = 0; i < rules.document().files.size(); ++i) file_order[rules.document().files[i].path] = i;
    for (std::size_t i = 0; i < all.size(); ++i) {
        INFO(format(all[i]));
        CHECK(all[i].severity == Severity::note);
        if (i == 0) continue;
        const Diagnostic& before = all[i - 1];
        CHECK(std::make_tuple(file_order[before.file], before.line, before.column) <=
              std::make_tuple(file_order[all[i].file], all[i].line, all[i].column));
    }
    CHECK(format(all) == format(check(rules)));
}

TEST_CASE("the longest questionnaire is counted by the real interview", "[review][check][interview]") {
    const RuleSet& rules = triage::testing::shipped_rules();
    const Questionnaire q = longest_questionnaire(rules);
    CHECK(q.whole);
    CHECK(q.questions >= 40);
    CHECK(q.questions <= q.questions_at_most);
    CHECK(q.screens * 8 >= q.questions);
    CHECK(q.questions_at_most + q.examiner_questions <= rules.document().findings.size());
    CHECK_FALSE(longest_questionnaire(rules, {.work = 1}).whole);

    const Questionnaire two = longest_questionnaire(rules_of(read(root / "tests/warn/longest-questionnaire.yaml")));
    CHECK(two.questions == 2);
    CHECK(two.screens == 2);
    CHECK(two.questions_at_most == 2);
    CHECK(two.examiner_questions == 0);
}

TEST_CASE("nobody in the shipped rules is asked more than check says", "[review][check][interview]") {
    const RuleSet& rules = triage::testing::shipped_rules();
    const std::size_t most = longest_questionnaire(rules).questions_at_most;
    const triage::testing::AnyPeople people(rules.document());
    triage::testing::Dice dice(7);
    for (int i = 0; i < 40; ++i) {
        Answers answers{rules};
        std::size_t asked = 0;
        while (const auto question = next_question(answers, {.after_emergency = true})) {
            ++asked;
            const FindingId f = rules.compiled().finding_names.find(question->id);
            REQUIRE_FALSE(answers.try_set(f, dice.chance(0.3) ? Answer(unknown) : people.value(f, dice)));
        }
        CHECK(asked <= most);
    }
}

TEST_CASE("an answer is settled only when every path settles it", "[review][check]") {
    // One of two paths to the second step knows a, the other does not.
    CHECK_FALSE(says(
        {step("s", "{any: [a, b]}", "then: {steps: [" + step("n", "a", "then: emergency, else: today, unknown: today") + "]}")},
        "settled-finding"));
    CHECK(says({step("s", "{all: [a, b]}",
                     "then: {steps: [" + step("n", "{any: [a, c]}", "then: emergency, else: today, unknown: today") + "]}")},
               "settled-finding"));
    // "Not sure" goes on with "no", so a may be unknown here.
    CHECK_FALSE(says({step("s", "a", "then: today"), step("t", "{any: [{not: a}, b]}", "then: today")}, "settled-finding"));
    CHECK(says({step("s", "a", "then: today, unknown: today"), step("t", "{any: [a, b]}", "then: today")}, "settled-finding"));
}

TEST_CASE("options and ranges of numbers are settled like yes and no", "[review][check]") {
    const auto nested = [](const std::string& outer, const std::string& inner) {
        return std::vector<std::string>{
            step("s", outer,
                 "then: {steps: [" + step("n", "{any: [" + inner + ", b]}", "then: today, else: soon, unknown: soon") + "]}")};
    };
    CHECK(says(nested("{place: calf}", "{place: [calf, shin]}"), "settled-finding"));
    CHECK_FALSE(says(nested("{place: [calf, shin]}", "{place: calf}"), "settled-finding"));
    CHECK(says(nested("{place: [calf, shin]}", "{place: foot}"), "settled-finding"));
    CHECK(says(nested("{age: {at_least: 50}}", "{age: {above: 40}}"), "settled-finding"));
    CHECK(says(nested("{age: {at_least: 50}}", "{age: {below: 50}}"), "settled-finding"));
    CHECK_FALSE(says(nested("{age: {at_least: 50}}", "{age: {above: 50}}"), "settled-finding"));
}

TEST_CASE("a branch that contradicts itself can never be taken", "[review][check]") {
    CHECK(says({step("s", "{all: [a, {not: a}]}", "then: today")}, "dead-branch"));
    CHECK(says({step("s", "{all: [{age: {below: 18}}, {age: {above: 60}}]}", "then: today")}, "dead-branch"));
    CHECK_FALSE(says({step("s", "{all: [a, {not: b}]}", "then: today")}, "dead-branch"));
}

TEST_CASE("a branch is dead even where no single answer says so", "[review][check]") {
    const auto after_two_of_three = [](const std::string& inner) {
        return std::vector<std::string>{
            step("s", "{at_least: 2, of: [a, b, c]}",
                 "then: {steps: [" + step("n", inner, "then: today, else: soon, unknown: soon") + "]}")};
    };
    CHECK(says(after_two_of_three("{any: [a, b]}"), "dead-branch"));
    CHECK_FALSE(says(after_two_of_three("{all: [a, b]}"), "dead-branch"));
}

TEST_CASE("a step is unreachable where nobody can take a branch that leads to it", "[review][check]") {
    const std::string after = step("t", "b", "then: today");
    CHECK(says({step("s", "{unless: a}", "then: today, else: soon"), after}, "unreachable-step"));
    CHECK_FALSE(says({step("s", "a", "then: today, else: soon"), after}, "unreachable-step"));
    const std::string nested = "{steps: [" + step("n", "b", "then: today, else: soon, unknown: soon") + "]}";
    CHECK(says({step("s", "{unless: a}", "then: today, unknown: " + nested)}, "unreachable-step"));
    // A dead branch is named once, and so is what would be cut off even if the branch were not dead.
    const std::vector<std::string> dead{step("s", "{all: [a, {not: a}]}", "then: " + nested)};
    CHECK(says(dead, "dead-branch"));
    CHECK_FALSE(says(dead, "unreachable-step"));
    const std::string cut_off = "{steps: [" + step("m", "b", "then: today, else: soon, unknown: soon") + ", " +
                                step("n", "b", "then: today, else: soon, unknown: soon") + "]}";
    CHECK(says({step("s", "{all: [a, {not: a}]}", "then: " + cut_off)}, "unreachable-step"));
}

TEST_CASE("an outcome is unused where nobody can take the branch that names it", "[review][check]") {
    const auto with = [](const std::string& last) {
        return std::vector<std::string>{step("r", "a", "then: soon"), step("q", "b", "then: home, unknown: emergency"), last};
    };
    CHECK(says(with(step("s", "{all: [c, {not: c}]}", "then: today")), "unused-outcome"));
    CHECK_FALSE(says(with(step("s", "c", "then: today")), "unused-outcome"));
}

TEST_CASE("a number with very many thresholds is followed like any other", "[review][check]") {
    std::vector<std::string> steps;
    for (int i = 1; i < 150; ++i) {
        const std::string at = std::to_string(i * 0.75);
        steps.push_back(step("s" + std::to_string(i), "{age: {at_least: " + at + ", at_most: " + at + "}}",
                             i % 2 == 0 ? "then: soon" : "then: today"));
    }
    CHECK_FALSE(says(steps, "milder-before-graver"));
    steps.push_back(step("t", "{age: {at_most: 60}}", "then: emergency"));
    CHECK(says(steps, "milder-before-graver"));
}

TEST_CASE("a milder end before a graver one is named, also out of a nested list, but not where nobody could have both",
          "[review][check]") {
    const std::string mild = "then: {steps: [" + step("n", "b", "then: soon, else: clear, unknown: clear") + "]}";
    CHECK(says({step("s", "a", mild), step("t", "c", "then: emergency")}, "milder-before-graver"));
    CHECK_FALSE(says({step("s", "a", mild), step("t", "c", "then: booked")}, "milder-before-graver"));
    CHECK_FALSE(
        says({step("s", "{age: {below: 18}}", "then: soon"), step("t", "{all: [{age: {above: 60}}, c]}", "then: emergency")},
             "milder-before-graver"));
    CHECK(says({step("s", "a", "then: soon"), step("t", "c", "then: {floor: emergency}, unknown: {floor: soon}")},
               "milder-before-graver"));
    // What was promised before cannot be lost.
    CHECK_FALSE(says({step("r", "a", "then: {floor: emergency}, else: {floor: emergency}, unknown: {floor: emergency}"),
                      step("s", "b", "then: soon"), step("t", "c", "then: emergency")},
                     "milder-before-graver"));
    CHECK_FALSE(says({step("r", "a", "then: {floor: emergency}, unknown: {floor: emergency}"),
                      step("s", "{all: [a, b]}", "then: soon"), step("t", "c", "then: emergency")},
                     "milder-before-graver"));
}

TEST_CASE("a floor for not sure is refused only where a person at home cannot settle the step", "[review][check]") {
    CHECK(says({step("s", "{any: [a, pulse]}", "then: today, unknown: {floor: soon}")}, "examiner-floor"));
    CHECK(says({step("s", "pulse", "then: today, unknown: soon")}, "examiner-floor"));
    CHECK_FALSE(says({step("s", "{all: [a, pulse]}", "then: today, unknown: {floor: soon}")}, "examiner-floor"));
    CHECK_FALSE(says({step("s", "a", "then: today, unknown: {floor: soon}")}, "examiner-floor"));
}

TEST_CASE("a floor that not sure skips is named unless the pathway stays open", "[review][check]") {
    CHECK(says({step("s", "a", "then: {floor: today}")}, "floor-not-guarded"));
    CHECK_FALSE(says({step("s", "a", "then: {floor: today}, unknown: {floor: soon}")}, "floor-not-guarded"));
    CHECK_FALSE(says({step("s", "a", "then: {floor: today}"), step("t", "{all: [a, b]}", "then: today")}, "floor-not-guarded"));
    CHECK_FALSE(says({step("s", "pulse", "then: {floor: today}")}, "floor-not-guarded"));
    // Not sure about b alone never leaves this unknown, and a keeps the pathway open.
    CHECK_FALSE(says({step("s", "{all: [a, {any: [a, b]}]}", "then: {floor: today}"), step("t", "{all: [a, c]}", "then: today")},
                     "floor-not-guarded"));
}

TEST_CASE("a review mark is listed wherever it stands", "[review][check]") {
    const std::vector<Diagnostic> all = check(triage::testing::shipped_rules());
    std::size_t marks = 0, listed = 0;
    for (const SourceFile& file : triage::testing::shipped_rules().document().files)
        for (std::size_t at = file.text.find(" review: \""); at != std::string::npos; at = file.text.find(" review: \"", at + 1))
            ++marks;
    for (const Diagnostic& d : all) listed += d.code == "review" ? 1U : 0U;
    CHECK(marks > 10);
    CHECK(listed == marks);
}
