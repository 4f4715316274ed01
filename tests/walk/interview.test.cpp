// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <string>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

struct Course {
    std::set<std::string> asked;
    std::size_t screens = 0, questions = 0;
    std::string twice, implied, examined;  ///< what should never have been asked, if anything
};

// Goes through the screens as a person would, with one set of true answers; what these lack is "not sure".
Course go_through(Answers& answers, const AnyPeople::Drawn& truth, const InterviewOptions& options = {}) {
    std::map<std::uint32_t, Answer> known(truth.begin(), truth.end());
    Course course;
    for (auto screen = next_screen(answers, options); !screen.empty(); screen = next_screen(answers, options)) {
        ++course.screens;
        if (course.screens > 300) throw std::logic_error("the interview does not end");
        if (screen.size() > options.questions_a_screen) throw std::logic_error("the screen is too long");
        for (const Question& q : screen) {
            ++course.questions;
            const FindingId f = position(answers.rules(), q.id);
            if (!course.asked.insert(q.id).second || answers.state(f) != Answers::State::not_asked) course.twice = q.id;
            if (q.examiner && !options.examiner) course.examined = q.id;
            if (answers.implied(f)) course.implied = q.id;
            if (q.group != screen.front().group) throw std::logic_error("a screen holds two groups");
        }
        for (const Question& q : screen) {
            const auto it = known.find(position(answers.rules(), q.id));
            answers.set(q.id, it == known.end() ? Answer(unknown) : it->second);
        }
    }
    return course;
}

}  // namespace

TEST_CASE("who denies everything is asked every red flag and ends with home care", "[walk][interview][shipped]") {
    const RuleSet& rules = shipped_rules();
    Answers answers{rules};
    const Course course = go_through(answers, plain_strain(rules));
    CHECK(disposition_of(answers) == "self_care");
    CHECK(course.twice.empty());
    CHECK(course.examined.empty());
    for (const Finding& f : rules.document().findings) {
        INFO(f.id.value);
        // Asked, or settled by a "no" to what it cannot be there without (how long is the cord?).
        if (f.red_flag && !f.examiner)
            CHECK((course.asked.count(f.id.value) == 1 || answers.implied(position(rules, f.id.value))));
    }
    WARN("a plain strain with everything denied: " << course.questions << " questions on " << course.screens << " screens");
    CHECK(course.screens < 40);
}

TEST_CASE("nothing is asked twice, nothing that follows, nothing of an examiner, and nothing more could change it",
          "[walk][interview][shipped]") {
    const RuleSet& rules = shipped_rules();
    const AnyPeople people(rules.document(), plain_strain(rules));
    Dice dice(21);
    for (std::size_t i = 0; i < several(400, 5'000); ++i) {
        const auto truth = people.either(dice);
        Answers answers{rules};
        const Course course = go_through(answers, truth);
        INFO("person " << i << "\n" << render_answers(answers));
        REQUIRE(course.twice.empty());
        REQUIRE(course.implied.empty());
        REQUIRE(course.examined.empty());
        REQUIRE_FALSE(next_question(answers));
        // Everything else that this person knows changes nothing any more.
        const Rank settled = walk(answers).disposition;
        if (emergency_is_certain(answers)) continue;
        for (const auto& [f, answer] : truth)
            if (answers.state(f) == Answers::State::not_asked && !answers.implied(f) && !rules.document().findings[f].examiner)
                REQUIRE_FALSE(answers.try_set(f, answer));
        REQUIRE(walk(answers).disposition == settled);
    }
}

TEST_CASE("answering question by question ends where answering screen by screen ends", "[walk][interview][shipped]") {
    const RuleSet& rules = shipped_rules();
    const AnyPeople people(rules.document(), plain_strain(rules));
    Dice dice(22);
    for (int i = 0; i < 50; ++i) {
        const auto truth = people.either(dice);
        const std::map<std::uint32_t, Answer> known(truth.begin(), truth.end());
        Answers screens{rules}, singly{rules};
        (void)go_through(screens, truth);
        std::size_t asked = 0;
        while (const auto question = next_question(singly)) {
            REQUIRE(++asked <= rules.document().findings.size());
            const auto it = known.find(position(rules, question->id));
            singly.set(question->id, it == known.end() ? Answer(unknown) : it->second);
        }
        REQUIRE(disposition_of(screens) == disposition_of(singly));
    }
}

TEST_CASE("an explicit not sure is not asked again", "[walk][interview][shipped]") {
    Answers answers{shipped_rules()};
    const auto first = next_question(answers);
    REQUIRE(first);
    answers.set(first->id, unknown);
    const auto second = next_question(answers);
    REQUIRE(second);
    CHECK(second->id != first->id);
}

TEST_CASE("a man is not asked whether he is pregnant", "[walk][interview][shipped]") {
    Answers answers{shipped_rules()};
    answers.set("sex_at_birth", "male");
    const Course course = go_through(answers, plain_strain(shipped_rules()));
    CHECK(course.asked.count("pregnant") == 0);
    CHECK(course.asked.count("postpartum_6_weeks") == 0);
    Answers woman{shipped_rules()};
    woman.set("sex_at_birth", "female");
    CHECK(go_through(woman, plain_strain(shipped_rules())).asked.count("pregnant") == 1);
}

TEST_CASE("sex is asked before pregnancy, so that nobody is asked nonsense", "[walk][interview][shipped]") {
    Answers answers{shipped_rules()};
    const AnyPeople::Drawn truth = plain_strain(shipped_rules());
    std::map<std::uint32_t, Answer> known(truth.begin(), truth.end());
    bool sex = false, pregnant_first = false;
    for (auto question = next_question(answers); question; question = next_question(answers)) {
        REQUIRE(answers.state(position(shipped_rules(), question->id)) == Answers::State::not_asked);
        sex = sex || question->id == "sex_at_birth";
        pregnant_first = pregnant_first || (question->id == "pregnant" && !sex);
        answers.set(question->id, known.count(position(shipped_rules(), question->id)) != 0
                                      ? known.at(position(shipped_rules(), question->id))
                                      : Answer(unknown));
    }
    CHECK_FALSE(pregnant_first);
}

TEST_CASE("an emergency ends the questions at once, unless the person wants to go on", "[walk][interview][shipped]") {
    const Answers answers = person(shipped_rules(), {{"chest_pain", yes}});
    CHECK(emergency_is_certain(answers));
    CHECK_FALSE(next_question(answers));
    CHECK(next_screen(answers).empty());
    InterviewOptions on;
    on.after_emergency = true;
    CHECK(next_question(answers, on));
    CHECK_FALSE(emergency_is_certain(person(shipped_rules(), {{"chest_pain", unknown}})));
}

TEST_CASE("going back is just another answer, and takes the emergency back too", "[walk][interview][shipped]") {
    Answers straight = person(shipped_rules(), {{"breathlessness", no}, {"chest_pain", no}});
    Answers back = person(shipped_rules(), {{"breathlessness", no}, {"chest_pain", yes}});
    REQUIRE_FALSE(next_question(back));
    back.set("chest_pain", no);
    REQUIRE(next_question(back));
    CHECK(next_question(back)->id == next_question(straight)->id);
    CHECK(render_json(assess(back)) == render_json(assess(straight)));
    back.clear(position(shipped_rules(), "chest_pain")), straight.clear(position(shipped_rules(), "chest_pain"));
    CHECK(next_question(back)->id == next_question(straight)->id);
}

TEST_CASE("only a clinician is asked what takes a clinician", "[walk][interview][shipped]") {
    InterviewOptions clinician;
    clinician.examiner = true;
    Answers answers{shipped_rules()};
    const Course course = go_through(answers, plain_strain(shipped_rules()), clinician);
    std::size_t examined = 0;
    for (const Finding& f : shipped_rules().document().findings)
        examined += f.examiner && course.asked.count(f.id.value) != 0 ? 1 : 0;
    CHECK(examined > 3);
    WARN("a clinician is asked " << course.questions << " questions on " << course.screens << " screens, " << examined
                                 << " of them for examiners");
}

TEST_CASE("whatever the screen size, the end is the same, in fewer screens", "[walk][interview][shipped]") {
    Answers eight{shipped_rules()}, one{shipped_rules()};
    InterviewOptions single;
    single.questions_a_screen = 1;
    const Course by_eight = go_through(eight, plain_strain(shipped_rules()));
    const Course by_one = go_through(one, plain_strain(shipped_rules()), single);
    CHECK(by_eight.screens < by_one.screens);
    CHECK(disposition_of(eight) == disposition_of(one));
}

TEST_CASE("the interview settles every drawn rule set, advice included", "[walk][interview]") {
    for (std::uint64_t seed = 1; seed <= several(600, 5'000); ++seed) {
        const std::string yaml = random_rules(seed);
        if (yaml.find("implies:") != std::string::npos) continue;
        const RuleSet rules = rules_of(yaml);
        const AnyPeople people(rules.document());
        Dice dice(seed);
        for (int i = 0; i < 5; ++i) {
            const auto truth = people.either(dice);
            Answers answers{rules};
            const Course course = go_through(answers, truth);
            INFO("random_rules(" << seed << ")\n" << render_answers(answers));
            REQUIRE((course.twice + course.implied + course.examined).empty());
            if (emergency_is_certain(answers)) continue;
            const Rank settled = walk(answers).disposition;
            const bool home = rules.compiled().at_home(settled);
            for (const auto& [f, answer] : truth)
                if (answers.state(f) == Answers::State::not_asked && !rules.document().findings[f].examiner)
                    REQUIRE_FALSE(answers.try_set(f, answer));
            INFO("all known\n" << render_answers(answers));
            // Never graver than what the person was told. (Milder, never: that would have needed a question too.)
            if (!walk(answers).contradicts || !home) REQUIRE(walk(answers).disposition == settled);
        }
    }
}

TEST_CASE("ticking a screen means yes to what is ticked, and what is said of the rest to the rest",
          "[walk][interview][shipped]") {
    Answers answers(shipped_rules());
    const std::vector<Question> screen = next_screen(answers);
    REQUIRE(screen.size() > 3);
    answers.set(screen[1].id, unknown);  // answered alone
    const auto state = [&](std::size_t i) { return answers.state(position(shipped_rules(), screen[i].id)); };

    SECTION("none of the others") {
        REQUIRE_FALSE(answer_screen(answers, screen, {screen[0].id}, Rest::denied));
        CHECK(answers.answer(position(shipped_rules(), screen[0].id)) == Answer(yes));
        CHECK(state(1) == Answers::State::unsure);
        CHECK(answers.answer(position(shipped_rules(), screen[2].id)) == Answer(no));
    }
    SECTION("not sure about the others") {
        REQUIRE_FALSE(answer_screen(answers, screen, {}, Rest::not_sure));
        CHECK(state(0) == Answers::State::unsure);
        CHECK(state(2) == Answers::State::unsure);
    }
    SECTION("the others stay open") {
        REQUIRE_FALSE(answer_screen(answers, screen, {screen[1].id}, Rest::left_open));
        CHECK(answers.answer(position(shipped_rules(), screen[1].id)) == Answer(yes));
        CHECK(state(0) == Answers::State::not_asked);
    }
    SECTION("a wrong id changes nothing and names the nearest") {
        const auto problem = answer_screen(answers, screen, {screen[0].id, screen[2].id + "s"}, Rest::denied);
        REQUIRE(problem);
        CHECK(problem->hint.find(screen[2].id) != std::string::npos);
        CHECK(state(0) == Answers::State::not_asked);
        CHECK(state(2) == Answers::State::not_asked);
    }
}

TEST_CASE("a question that another of its screen may settle waits for the next screen", "[walk][interview]") {
    const RuleSet rules = rules_of(preamble() + "findings:\n" + yes_no("cord") + yes_no("long_cord") + yes_no("fever") +
                                   "implies:\n  - {when: {not: cord}, set: {long_cord: \"no\"}}\n"
                                   "pathways:\n  - {id: p, title: P, condition: clot, red_flag: true, unsure: soon, steps: [" +
                                   step("s", "{any: [long_cord, cord, fever]}", "then: today") + "]}\n");
    const auto ids = [](const std::vector<Question>& screen) {
        std::vector<std::string> out;
        for (const Question& q : screen) out.push_back(q.id);
        return joined(out);
    };
    Answers answers(rules);
    CHECK(ids(next_screen(answers)) == "cord, fever");
    answers.set("cord", no).set("fever", no);
    CHECK(next_screen(answers).empty());
    answers.set("cord", unknown);
    CHECK(ids(next_screen(answers)) == "long_cord");
}
