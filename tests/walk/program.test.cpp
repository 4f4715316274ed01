// SPDX-License-Identifier: Apache-2.0
// The program of a rule set against the walk that goes step by step: the same trace for everybody, in every field; and each
// question that is put to a condition against the set of its values.
#include <triage/compile/asked.hpp>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/deep.hpp"
#include "support/large_rules.hpp"
#include "support/shipped.hpp"
#include "support/traces.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

/// Answers a question from its parts, down to the truth bits.
struct FromParts {
    using Value = bool;
    const Rules& rules;
    TruthBits bits;

    bool of(Ask ask) { return compile_detail::put(rules, ask, *this); }
    static bool constant(bool so) { return so; }
    bool literal(const compile_detail::Literal& l) const { return bits.at(l.clause).only(l.of_false ? no : yes) != l.inverted; }
    bool same_as(Ask ask) { return of(ask); }
    template <class Item>
    bool all(std::uint32_t count, Item&& item) {
        for (std::uint32_t i = 0; i < count; ++i)
            if (!of(item(i))) return false;
        return true;
    }
    template <class Item>
    bool any(std::uint32_t count, Item&& item) {
        for (std::uint32_t i = 0; i < count; ++i)
            if (of(item(i))) return true;
        return false;
    }
    template <class Item, class Points>
    bool at_least(std::uint32_t count, Item&& item, Points&& points, int k) {
        int sum = 0;
        for (std::uint32_t i = 0; i < count; ++i) sum += of(item(i)) ? points(i) : 0;
        return sum >= k;
    }
    bool plainly(Ask ask) { return Evaluator(rules, bits).so(ask); }
};

constexpr Asked every_question[] = {Asked::is_yes,      Asked::is_no,      Asked::can_be_yes, Asked::can_be_no,
                                    Asked::yes_or_open, Asked::no_or_open, Asked::can_be_open};

// Where people are compared whose every condition is asked in every way, few are enough.
void compare_questions(const RuleSet& rules, const Answers& answers, const std::string& what) {
    const Rules& r = rules.compiled();
    FromParts parts{r, answers.bits()};
    Evaluator evaluator(r, answers.bits());
    for (NodeId node{0}; node < r.nodes.size(); ++node)
        for (const Asked asked : every_question)
            for (const bool negated : {false, true}) {
                const Ask ask{node, asked, negated};
                if (parts.of(ask) != evaluator.so(ask))
                    FAIL(what << ": node " << node << ", question " << static_cast<int>(asked) << (negated ? ", negated" : ""));
            }
}

// One by one, and many at once.
void compare_walks(const RuleSet& rules, std::size_t count, std::uint64_t seed, const std::string& what) {
    const Rules& r = rules.compiled();
    const AnyPeople drawn(rules.document(), rules.id() == "lower_leg_pain" ? plain_strain(rules) : AnyPeople::Drawn{});
    Dice dice(seed);
    People cohort{PeopleProgram{rules}};
    PeopleWalk walker(cohort.program());
    std::vector<Answers> block;
    for (std::size_t i = 0; i < count; i += block.size()) {
        block.clear();
        cohort.resize(0);
        for (std::size_t k = i; k < std::min(count, i + People::block); ++k) {
            block.push_back(answers_of(rules, drawn.either(dice)));
            cohort.add(block.back());
        }
        walker.take(cohort, 0);
        walker.run(0, block.size());
        const std::vector<Standing> leading = walk_people(cohort);
        for (std::size_t lane = 0; lane < block.size(); ++lane) {
            const Trace plain = walk_plainly(r, block[lane].bits()), many = walker.trace(lane);
            auto report = difference(walk(r, block[lane].bits()), plain);
            if (!report && (report = difference(many, plain))) *report += " (many at once)";
            if (!report && (leading[lane].outcome != plain.leading.outcome || leading[lane].pathway != plain.leading.pathway))
                report = "walk_people leads otherwise";
            if (report) FAIL(what << ", person " << i + lane << "\n" << *report << "\n" << render_answers(block[lane]));
        }
    }
}

// One changed answer after another, each of some of the people: redone, and walked whole.
void compare_redone(const RuleSet& rules, std::size_t count, int changes, std::uint64_t seed, const std::string& what) {
    const AnyPeople drawn(rules.document());
    Dice dice(seed);
    People people{PeopleProgram{rules}};
    for (std::size_t i = 0; i < count; ++i) people.add(answers_of(rules, drawn.either(dice)));
    PeopleWalk kept(people.program(), PeopleWalk::Keeps::everything), whole(people.program());
    kept.take(people, 0);
    kept.run(0, count);
    whole.take(people, 0);
    for (int change = 0; change < changes; ++change) {
        const FindingId f{dice.below(rules.document().findings.size())};
        const int times = dice.chance(0.3) ? 2 : 1;  // of one finding twice in a row
        for (int t = 0; t < times; ++t) {
            const auto code = static_cast<Codes::Code>(dice.below(people.program().codes().count(f)));
            const std::size_t first = dice.below(count), last = first + 1 + dice.below(count - first);
            kept.fix(f, code);
            CHECK(kept.redo(f, first, last) <= 2 * people.program().operations());
            whole.fix(f, code);
            whole.run(first, last);
            for (std::size_t lane = first; lane < last; ++lane)
                if (const auto report = difference(kept.trace(lane), whole.trace(lane)))
                    FAIL(what << ", change " << change << ", person " << lane << " of " << first << " to " << last << "\n"
                              << *report);
            kept.unfix(people, 0, f);
            whole.unfix(people, 0, f);
        }
    }
}

RuleSet drawn_rules(std::uint64_t seed) { return load(std::vector<SourceFile>{{"drawn.yaml", random_rules(seed)}}).value(); }

}  // namespace

TEST_CASE("a question to a condition is answered by questions to its parts", "[walk][program]") {
    for (std::uint64_t seed = 1; seed <= several(150, 10'000); ++seed) {
        const RuleSet rules = drawn_rules(seed);
        const AnyPeople people(rules.document());
        Dice dice(seed);
        for (int i = 0; i < 6; ++i)
            compare_questions(rules, answers_of(rules, people.either(dice)), "random_rules(" + std::to_string(seed) + ")");
    }
}

TEST_CASE("the program ends as the walk step by step does, over drawn rule sets", "[walk][program]") {
    std::size_t alone = 0;
    for (std::uint64_t seed = 1; seed <= several(500, 20'000); ++seed) {
        const RuleSet rules = drawn_rules(seed);
        alone += PeopleProgram{rules}.one_by_one().empty() ? 0 : 1;
        compare_walks(rules, 40, seed, "random_rules(" + std::to_string(seed) + ")");
    }
    CHECK(alone > 5);  // pathways that rows of bits cannot tell are among them
}

TEST_CASE("the program ends as the walk step by step does, over the shipped rules", "[walk][program]") {
    CHECK(PeopleProgram{shipped_rules()}.one_by_one().empty());
    CHECK(shipped_rules().compiled().program.asked_plainly() == 0);
    compare_walks(shipped_rules(), several(40'000, 1'000'000), 2027, "rules/lower_leg_pain");
}

TEST_CASE("one changed answer of many people, redone, ends as a whole walk", "[walk][program]") {
    for (std::uint64_t seed = 1; seed <= several(200, 5'000); ++seed)
        compare_redone(drawn_rules(seed), 130, 12, seed, "random_rules(" + std::to_string(seed) + ")");
    compare_redone(shipped_rules(), People::block, static_cast<int>(several(300, 20'000)), 3, "rules/lower_leg_pain");
    // That is a small part of the walk; most findings concern a few pathways.
    People nobody{PeopleProgram{shipped_rules()}};
    nobody.resize(People::block);
    PeopleWalk walker(nobody.program(), PeopleWalk::Keeps::everything);
    walker.take(nobody, 0);
    walker.run();
    std::size_t redone = 0;
    const std::size_t findings = shipped_rules().document().findings.size();
    for (FindingId f{0}; f < findings; ++f) redone += walker.redo(f);
    CHECK(redone / findings < nobody.program().operations() / 3);
}

TEST_CASE("a live trace is the walk after each answer, given or taken back", "[walk][program]") {
    const auto follow = [](const RuleSet& rules, std::size_t answers_given, std::uint64_t seed) {
        const AnyPeople drawn(rules.document());
        Dice dice(seed);
        Answers answers{rules};
        LiveTrace live(answers);
        for (std::size_t i = 0; i < answers_given; ++i) {
            const FindingId f{dice.below(rules.document().findings.size())};
            if (dice.chance(0.2))
                answers.clear(f);
            else if (dice.chance(0.2))
                answers.set_unknown(f);
            else
                (void)answers.try_set(f, drawn.value(f, dice));
            live.follow(answers, f);
            const auto report = difference(live.trace(), walk_plainly(rules.compiled(), answers.bits()));
            if (report) FAIL(rules.id() << ", seed " << seed << ", answer " << i << ": " << *report);
        }
    };
    follow(shipped_rules(), several(3'000, 100'000), 1);
    for (std::uint64_t seed = 1; seed <= several(150, 5'000); ++seed) follow(drawn_rules(seed), 60, seed);
}

// Found by walking 20,000 drawn rule sets: the row that stood for "cannot be told" was taken for an answer by the second pathway
// that asked, and a batch called it cleared where it is unsure.
TEST_CASE("what rows of bits cannot tell is walked one person at a time in every pathway that asks it", "[walk][program]") {
    const std::string open_score =
        "criteria:\n  marks: {title: Marks, if: {score: signs, at_least: 2}, sources: [judgement]}\nscores:\n  signs:\n    title: S\n"
        "    sources: [judgement]\n    items:\n      - {points: 1, if: a, because: A}\n      - {points: 1, if: b, because: B}\n";
    const auto pathway = [](const std::string& id, const std::string& more) {
        return "  - {id: " + id + ", title: P, condition: clot, steps: [" + step("s_" + id, more, "unknown: today, then: clear") +
               "]}\n";
    };
    const RuleSet rules = rules_of(preamble() + "findings:\n" + yes_no("a") + yes_no("b") + open_score + "pathways:\n" +
                                   pathway("one", "{criteria: marks}") + pathway("two", "{criteria: marks}") +
                                   pathway("three", "{all: [{criteria: marks}, a]}") + pathway("four", "a"));
    CHECK(PeopleProgram{rules}.one_by_one() == std::vector<PathwayId>{PathwayId{0}, PathwayId{1}, PathwayId{2}});
    compare_walks(rules, 40, 1, "two pathways that read one open score");
    compare_walks(drawn_rules(1147), 40, 1147, "random_rules(1147)");
}

// Each condition becomes a criterion that two pathways read: so every question is asked twice.
TEST_CASE("a pathway that stands twice in the rules ends twice alike, many at once", "[walk][program]") {
    const auto twice = [](std::uint64_t seed) {
        std::istringstream drawn(random_rules(seed));
        std::string rules, criteria;
        for (std::string line; std::getline(drawn, line); rules += line + "\n") {
            if (line.rfind("  - {id: p", 0) != 0) continue;
            for (std::size_t at = line.find("{id: step"); at != std::string::npos; at = line.find("{id: step", at + 1)) {
                const std::size_t id = at + 5, name_end = line.find(',', id), from = name_end + 6,
                                  end = line.find(", because:", from);
                const std::string name = "of_" + line.substr(id, name_end - id);
                criteria += "  " + name + ": {title: C, if: " + line.substr(from, end - from) + ", sources: [judgement]}\n";
                line.replace(from, end - from, "{criteria: " + name + "}");
            }
            rules += line + "\n";
            line[9] = 'q';
            for (std::size_t at = line.find("{id: step"); at != std::string::npos; at = line.find("{id: step", at))
                line.replace(at, 9, "{id: again");
        }
        const std::size_t section = rules.find("\ncriteria:\n");
        if (section == std::string::npos) return rules + "criteria:\n" + criteria;
        return rules.insert(section + std::string("\ncriteria:\n").size(), criteria);
    };
    std::size_t alone = 0;
    for (std::uint64_t seed = 1; seed <= several(200, 5'000); ++seed) {
        const RuleSet rules = load(std::vector<SourceFile>{{"twice.yaml", twice(seed)}}).value();
        const std::vector<PathwayId> one_by_one = PeopleProgram{rules}.one_by_one();
        CHECK(one_by_one.size() % 2 == 0);
        alone += one_by_one.size() / 2;
        compare_walks(rules, 40, seed, "random_rules(" + std::to_string(seed) + "), each pathway twice");
    }
    CHECK(alone > 1);
}

TEST_CASE("what is too much for rows of bits is walked one person at a time, and ends the same", "[walk][program]") {
    const RuleSet rules = load(counted_lists(500, true).files).value();
    const PeopleProgram program(rules);
    CHECK(program.one_by_one().size() == 1);
    People people(program);
    Dice dice(5);
    std::vector<Answers> all;
    for (int i = 0; i < 30; ++i) {
        Answers answers{rules};
        const double share = i / 30.0;
        for (FindingId f{0}; f < rules.document().findings.size(); ++f)
            if (dice.chance(0.7)) (void)answers.try_set(f, Answer(dice.chance(share) ? yes : no));
        people.add(answers);
        all.push_back(answers);
    }
    PeopleWalk walk_all(program);
    walk_all.take(people, 0);
    walk_all.run(0, all.size());
    std::set<Rank> ranks;
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(difference(walk_all.trace(i), walk_plainly(rules.compiled(), all[i].bits())) == std::nullopt);
        ranks.insert(walk_all.trace(i).disposition);
    }
    CHECK(ranks.size() > 1);
    // The same list in another order is one sum.
    const RuleSet same = load(counted_lists(100, false).files).value();
    CHECK(PeopleProgram(same).one_by_one().empty());
    CHECK(PeopleProgram(same).operations() < 20'000);
}
