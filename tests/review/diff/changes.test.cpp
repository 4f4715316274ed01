// SPDX-License-Identifier: Apache-2.0
// A movement is told from the change: the first sentence names what the changed step reads and nothing else.
#include <algorithm>
#include <string>
#include <vector>

#include "catch.hpp"
#include "review/diff/support.hpp"
#include "support/shipped.hpp"

#include <triage/review/diff/plausible.hpp>
#include <triage/review/diff/who.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

std::string sign(const std::string& id, const std::string& name) {
    return "  - {id: " + id + ", type: yes_no, polarity: worrying, group: g, ask: \"" + id + "?\", clinical: \"" + name +
           "\", why: w}\n";
}

const std::string index_step =
    "      - {id: low_index, if: {index: {below: 0.4}}, because: \"Low\", sources: [judgement], then: today}\n";

// A swollen calf today, pain on effort booked, everything else at home.
const std::string& rules() {
    static const std::string yaml =
        preamble() + "findings:\n" + sign("swollen", "Calf swelling") + sign("cord", "Tender cord") +
        sign("effort", "Pain on effort") + sign("back", "Back pain with leg pain") +
        "  - {id: index, type: number, unit: ratio, min: 0, max: 3, examiner: true, group: g, ask: \"Index?\", clinical: \"Ankle index\", why: w}\n" +
        R"(pathways:
  - id: clot
    title: "Clot"
    condition: clot
    red_flag: true
    unsure: booked
    steps:
      - {id: vein, if: {any: [swollen, cord]}, because: "Vein", sources: [judgement], then: today}
  - id: arteries
    title: "Arteries"
    condition: clot
    steps:
      - {id: walking, if: effort, because: "Walking", sources: [judgement], then: booked}
  - id: nerve
    title: "Nerve root"
    condition: clot
    steps:
      - {id: root, if: back, because: "Root", sources: [judgement], then: booked}
  - id: strain
    title: "Strain"
    condition: strain
    steps:
      - {id: plain, if: {not: swollen}, because: "Plain", sources: [judgement], then: home}
)";
    return yaml;
}
std::string with_index() { return replaced(rules(), "      - {id: walking", index_step + "      - {id: walking"); }

// The first line about each movement.
std::vector<std::string> first_sentences(const RuleDiff& d) {
    std::vector<std::string> out;
    for (const DiffSection& s : report_of(d).sections)
        if (s.title == "Milder than before" || s.title == "Graver than before")
            for (const DiffItem& i : s.items) out.push_back(i.text);
    return out;
}
std::vector<std::string> told(const std::string& before, const std::string& after) {
    return first_sentences(diff(rules_of(before), rules_of(after)));
}
const DiffItem& first_item(const DiffReport& r) {
    return std::find_if(r.sections.begin(), r.sections.end(),
                        [](const DiffSection& s) { return s.title == "Milder than before" || s.title == "Graver than before"; })
        ->items.front();
}
bool says(const std::vector<std::string>& all, const std::string& part) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& x) { return x.find(part) != std::string::npos; });
}

// The shipped rules without one step, and with a text in front of another one.
std::vector<SourceFile> without_step(const std::string& file, const std::string& id) {
    std::vector<SourceFile> files = shipped_files();
    for (SourceFile& f : files) {
        if (f.path != file) continue;
        const std::size_t from = f.text.find("      - id: " + id + "\n");
        REQUIRE(from != std::string::npos);
        const std::size_t until = std::min(f.text.find("\n      - ", from + 1), f.text.find("\n\n", from + 1));
        f.text.erase(from, until + 1 - from);
    }
    return files;
}

}  // namespace

TEST_CASE("an added step is told by what it reads", "[review][diff]") {
    const std::vector<std::string> all = told(rules(), with_index());
    CHECK(contains(all, "Everybody with ankle index under 0.4 and nothing graver: routine -> same_day."));
    CHECK(contains(all, "Everybody with ankle index under 0.4 and nothing graver: self_care -> same_day."));
    CHECK(all.size() == 2);
}

TEST_CASE("a removed step is told by what it read", "[review][diff]") {
    CHECK(contains(told(with_index(), rules()),
                   "Everybody with ankle index under 0.4 and nothing else as grave: same_day -> routine."));
}

TEST_CASE("exchanged branches are told by the condition of their step", "[review][diff]") {
    const std::string exchanged = replaced(with_index(), "because: \"Low\", sources: [judgement], then: today",
                                           "because: \"Low\", sources: [judgement], then: next, else: today");
    const std::vector<std::string> all = told(with_index(), exchanged);
    CHECK(contains(all, "Everybody with ankle index under 0.4 and nothing else as grave: same_day -> routine."));
    CHECK(contains(all, "Everybody with ankle index at least 0.4 and nothing graver: routine -> same_day."));
}

TEST_CASE("a branch with another target is told by the condition of its step", "[review][diff]") {
    const std::string sooner = replaced(with_index(), "because: \"Low\", sources: [judgement], then: today",
                                        "because: \"Low\", sources: [judgement], then: emergency");
    CHECK(told(with_index(), sooner) ==
          std::vector<std::string>{"Everybody with ankle index under 0.4 and nothing graver: same_day -> emergency_now."});
}

TEST_CASE("an edited threshold is told by what lies between", "[review][diff]") {
    CHECK(contains(told(with_index(), replaced(with_index(), "below: 0.4", "below: 0.5")),
                   "Everybody with ankle index from 0.4 to under 0.5 and nothing graver: routine -> same_day."));
}

TEST_CASE("an item that a list lost is told by that item", "[review][diff]") {
    const std::vector<std::string> all = told(rules(), replaced(rules(), "{any: [swollen, cord]}", "{any: [swollen]}"));
    CHECK(contains(all, "Everybody with tender cord and nothing else as grave: same_day -> self_care."));
    // Who is not sure of the swelling stays open, by the same step.
    CHECK(says(all, "with tender cord and nothing else as grave: same_day -> routine."));
}

TEST_CASE("an added pathway is told by the steps that bring something", "[review][diff]") {
    const std::string more = replaced(rules(), "  - id: strain\n", R"(  - id: index_low
    title: "Low index"
    condition: clot
    steps:
      - {id: low, if: {all: [{index: {below: 0.4}}, effort]}, because: "Low", sources: [judgement], then: soon}
  - id: strain
)");
    CHECK(told(rules(), more) ==
          std::vector<std::string>{
              "Everybody with pain on effort and ankle index under 0.4 and nothing graver: routine -> within_days."});
}

TEST_CASE("an outcome at another level is told by the outcome", "[review][diff]") {
    const std::string graver = replaced(with_index(), "{id: today, condition: clot, disposition: same_day",
                                        "{id: today, condition: clot, disposition: emergency_now");
    const std::vector<std::string> all = told(with_index(), graver);
    REQUIRE_FALSE(all.empty());
    CHECK(says(all, "for whom the outcome “Today” stands"));
}

TEST_CASE("where an earlier step has answered, the sentence says so or counts", "[review][diff]") {
    const std::string before =
        replaced(rules(), "      - {id: walking",
                 "      - {id: plain_walk, if: back, because: \"b\", sources: [judgement], then: clear}\n      - {id: walking");
    const std::string after = replaced(before, "      - {id: walking", index_step + "      - {id: walking");
    const RuleDiff d = diff(rules_of(before), rules_of(after));
    const DispositionMove* m = find_move(d, "routine", "same_day");
    REQUIRE(m != nullptr);
    REQUIRE(m->changes.size() == 1);
    CHECK(m->changes[0].reach == ChangeSentence::Reach::unless_answered);
    CHECK(m->changes[0].patterns < m->changes[0].of);
    CHECK(contains(first_sentences(d),
                   "Everybody with ankle index under 0.4 and nothing graver, unless an earlier step of the "
                   "pathway answered already: routine -> same_day."));
}

TEST_CASE("who moves is grouped by what else is raised", "[review][diff]") {
    const RuleDiff d = diff(rules_of(rules()), rules_of(with_index()));
    const DispositionMove* m = find_move(d, "routine", "same_day");
    REQUIRE(m != nullptr);
    REQUIRE_FALSE(m->also_raised.empty());
    CHECK(m->counted_all_raised);
    CHECK(std::any_of(m->also_raised.begin(), m->also_raised.end(), [](const AlsoRaised& a) { return a.title == "Nerve root"; }));
    for (const AlsoRaised& a : m->also_raised) CHECK_FALSE(m->patterns < a.patterns);
}

TEST_CASE("an example has numbers that somebody may have", "[review][diff]") {
    const RuleDiff d = diff(rules_of(rules()), rules_of(with_index()));
    const DispositionMove* m = find_move(d, "routine", "same_day");
    REQUIRE(m != nullptr);
    CHECK(contains(m->example.answers, std::pair<std::string, std::string>("index", "0.2")));
    CHECK(m->example.text.rfind("ankle index 0.2", 0) == 0);
    // Between two thresholds: well inside, with few digits.
    const RuleDiff narrow = diff(rules_of(with_index()), rules_of(replaced(with_index(), "below: 0.4", "below: 0.5")));
    REQUIRE_FALSE(narrow.moves.empty());
    CHECK(contains(narrow.moves[0].example.answers, std::pair<std::string, std::string>("index", "0.45")));
}

TEST_CASE("a plausible number is usual, or whole, or inside, and never an end of the range", "[review][diff]") {
    Finding age;
    age.type = FindingType::number;
    age.min.value = 0, age.max.value = 120;
    const auto in = [&](double low, bool low_open, double high, bool high_open) {
        Cell cell;
        cell.low = low, cell.high = high, cell.low_open = low_open, cell.high_open = high_open, cell.known = true;
        return diff_detail::plausible_number(age, cell);
    };
    CHECK(in(50, false, 60, true) == 55);
    CHECK(in(7, false, 8, true) == 7);
    CHECK(in(0, false, 120, false) == 60);
    CHECK(in(60, false, 120, false) == 90);
    CHECK(in(0, false, 0, false) == 0);  // nothing else is there
    age.usual = Number{30, {}};
    CHECK(in(0, false, 120, false) == 30);
    CHECK(in(0, false, 18, true) == 14);
}

TEST_CASE("two rule sets of one version that decide otherwise are named under the title", "[review][diff]") {
    const RuleDiff d = diff(rules_of(rules()), rules_of(with_index()));
    CHECK(d.version_not_raised());
    CHECK(report_of(d).under_title == "The version was not raised: both say 0.1.0, but they decide otherwise.");
    CHECK(render_text(d).find("small 0.1.0 -> small 0.1.0\nThe version was not raised") == 0);
    CHECK(render_markdown(d).find("The version was not raised") != std::string::npos);
    CHECK(render_json(d).find("\"version_not_raised\": true") != std::string::npos);
    const RuleDiff raised = diff(rules_of(rules()), rules_of(replaced(with_index(), "version: 0.1.0", "version: 0.2.0")));
    CHECK(report_of(raised).under_title.empty());
    // It is said as soon as one pathway is known to end otherwise, also where the budget reached no further.
    bool told = false;
    for (std::size_t budget = 8; budget < 4096 && !told; budget += 8) {
        DiffOptions options;
        options.budget = budget;
        const RuleDiff part = diff(rules_of(rules()), rules_of(with_index()), options);
        if (part.not_proved.empty()) break;
        told = part.version_not_raised();
    }
    CHECK(told);
    // Another word is no other meaning.
    CHECK(report_of(diff(rules_of(rules()), rules_of(replaced(rules(), "\"Vein\"", "\"A vein\"")))).under_title.empty());
}

TEST_CASE("an added step about the ankle index is told by the index alone, in the shipped rules", "[review][diff]") {
    const struct {
        const char *file, *step, *sentence;
    } all[] = {{"pathways/peripheral_artery_disease.yaml", "ankle_index_very_low",
                "Everybody with resting ankle-brachial index from 0.4 to under 0.5 and nothing graver: routine -> within_days."},
               {"pathways/limb_threatening_ischaemia.yaml", "ankle_index_critical",
                "Everybody with resting ankle-brachial index under 0.4 and nothing graver: within_days -> same_day."}};
    for (const auto& [file, step, sentence] : all) {
        INFO(step);
        const RuleDiff d = diff(load(without_step(file, step)).value(), shipped_rules());
        REQUIRE(d.not_proved.empty());
        REQUIRE(d.moves.size() == 1);
        CHECK(d.moves[0].unexplained.zero());
        CHECK(first_sentences(d) == std::vector<std::string>{sentence});
        REQUIRE(d.moves[0].changes.size() == 1);
        CHECK(d.moves[0].changes[0].steps[0].find(step) != std::string::npos);
        const DiffReport rounded = report_of(d), exact = report_of(d, DiffCounts::exact);
        const auto digits = [&](const DiffReport& r) { return says(first_item(r).details, d.moves[0].patterns.text()); };
        CHECK_FALSE(digits(rounded));
        CHECK(digits(exact));
        CHECK(says(first_item(rounded).details, "Of these, also raised: "));
        CHECK(render_json(d).find(d.moves[0].patterns.digits()) != std::string::npos);
    }
}

TEST_CASE("numb and severe pain as an emergency shows the nerve roots that it moves, in the shipped rules", "[review][diff]") {
    std::vector<SourceFile> files = shipped_files();
    for (SourceFile& f : files)
        if (f.path == "pathways/acute_compartment_syndrome.yaml")
            f.text = replaced(f.text, "      - id: lone_pressure_sign\n", R"(      - id: severe_and_numb
        if: {all: [{pain_severity: {at_least: 7}}, leg_numbness_tingling]}
        because: "Severe pain with a numb leg."
        sources: [judgement]
        then: acs_emergency
      - id: lone_pressure_sign
)");
    const RuleDiff d = diff(shipped_rules(), load(files).value());
    const DispositionMove* m = find_move(d, "same_day", "emergency_now");
    REQUIRE(m != nullptr);
    CHECK(contains(first_sentences(d),
                   "Everybody with persistent paraesthesia or sensory loss and numeric pain rating scale at "
                   "least 7 and nothing graver: same_day -> emergency_now."));
    CHECK(m->unexplained.zero());
    const DiffReport report = report_of(d);
    for (const DiffItem& i : report.sections.front().items) CHECK(says(i.details, "Nerve root or narrow spine (about 1 in "));
    CHECK(contains(m->example.answers, std::pair<std::string, std::string>("pain_severity", "8")));
}

TEST_CASE("what a sentence excepts reads as in the packet", "[review][diff]") {
    const auto said = [](const std::string& condition) {
        std::string yaml = rules();
        const std::string was = "{any: [swollen, cord]}";
        const RuleSet changed = rules_of(yaml.replace(yaml.find(was), was.size(), condition));
        return in_words(changed.document().pathways[0].steps[0].when, diff_detail::ShortPhrasing{changed.document()});
    };
    CHECK(said("{any: [swollen, {all: [effort, {unless: {any: [cord, back]}}]}]}") ==
          "calf swelling or (pain on effort, except when it is known that (tender cord or back pain with leg pain))");
    CHECK(said("{all: [swollen, effort, {unless: cord}]}") ==
          "calf swelling and pain on effort, except when it is known that (tender cord)");
    CHECK(said("{all: [{unless: cord}, {unless: back}]}") ==
          "it is false or not known that (tender cord) and it is false or not known that (back pain with leg pain)");
    CHECK(said("{unless: cord}") == "it is false or not known that (tender cord)");
}
