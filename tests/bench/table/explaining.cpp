// SPDX-License-Identifier: Apache-2.0
// What is said about one person: what would change it, the assessment, its text, the next screen.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <triage/triage.hpp>

#include "clock.hpp"
#include "people.hpp"
#include "table.hpp"

namespace bench {

namespace {

// 20 people who deny nearly everything, 40 who say anything.
std::vector<triage::Answers> sixty() {
    const triage::RuleSet& rules = triage::testing::shipped_rules();
    const triage::testing::AnyPeople drawn(rules.document(), triage::testing::plain_strain(rules));
    triage::testing::Dice dice(seed);
    std::vector<triage::Answers> out;
    out.reserve(60);
    for (int i = 0; i < 60; ++i)
        out.push_back(triage::testing::answers_of(rules, i < 20 ? drawn.near_base(dice) : drawn.anyone(dice)));
    return out;
}

// Every change that is shown leads where it says, by the plain walk.
void check(const triage::Answers& person, const triage::WouldChangeResult& result) {
    const triage::Rules& rules = person.rules().compiled();
    for (const triage::WouldChange& set : result.sets) {
        triage::Answers changed = person;
        for (const triage::Change& c : set.answers) {
            const triage::FindingId f = rules.finding_names.find(c.finding);
            if (rules.document.findings[f].type == triage::FindingType::number)
                changed.set(c.finding, std::stod(c.to));
            else
                changed.set(c.finding, c.to);
        }
        agree(level(triage::walk_plainly(rules, changed.bits()).disposition) == set.to, "would_change and the plain walk");
    }
}

struct Cost {
    double mean = 0, worst = 0;  // seconds
};

// Of one call for each person.
template <class Work>
Cost each_of(const std::vector<triage::Answers>& people, Work&& work) {
    Cost out;
    for (const triage::Answers& a : people) {
        const double seconds = take_turns({[&] { work(a); }}, 5)[0];
        out.mean += seconds / static_cast<double>(people.size());
        out.worst = std::max(out.worst, seconds);
    }
    return out;
}

}  // namespace

void explaining(Table& table) {
    const std::vector<triage::Answers> people = sixty();
    triage::AssessOptions quick;
    quick.largest_change = 0;
    std::vector<triage::Assessment> assessed;
    for (const triage::Answers& a : people) {
        check(a, triage::would_change(a));
        assessed.push_back(triage::assess(a, quick));
        const triage::Trace plain = triage::walk_plainly(a.rules().compiled(), a.bits());
        agree(assessed.back().disposition.id == level(plain.disposition), "assess and the plain walk");
    }

    constexpr int times = 32;  // of what is too fast for the clock
    const auto often = [&](auto&& work) {
        Cost out = each_of(people, [&](const triage::Answers& a) {
            for (int t = 0; t < times; ++t) work(a);
        });
        return Cost{out.mean / times, out.worst / times};
    };
    const Cost walk = often([](const triage::Answers& a) { keep(triage::walk(a)); });
    const Cost change = each_of(people, [](const triage::Answers& a) { keep(triage::would_change(a)); });
    const Cost without = each_of(people, [&](const triage::Answers& a) { keep(triage::assess(a, quick)); });
    const Cost whole = each_of(people, [](const triage::Answers& a) { keep(triage::assess(a)); });
    const Cost screen = often([](const triage::Answers& a) { keep(triage::next_screen(a)); });
    const auto text_seconds = take_turns({[&] {
        for (const triage::Assessment& a : assessed) keep(triage::render(a, triage::Format::text));
    }});
    const double text = text_seconds[0] / static_cast<double>(people.size());
    const triage::Answers nothing = nothing_answered();
    const double first = take_turns({[&] {
                             for (int t = 0; t < times; ++t) keep(triage::next_screen(nothing));
                         }})[0] /
                         times;

    const auto add = [&](const std::string& what, double value, double reference, std::optional<Aim> aim) {
        table.add({"explaining", what, value * 1e6, "us", "a walk", reference * 1e6, std::move(aim)});
    };
    add("would_change, mean of 60 people", change.mean, walk.mean, std::nullopt);
    add("would_change, the worst of them", change.worst, walk.mean, value_at_most(1000, "at most 1 ms"));
    add("assess without it, mean", without.mean, walk.mean, value_at_most(100, "at most 0.1 ms"));
    add("assess with it, mean", whole.mean, walk.mean, value_at_most(1000, "at most 1 ms"));
    add("assess with it, the worst", whole.worst, walk.mean, std::nullopt);
    add("text of an assessment, mean", text, walk.mean, value_at_most(50, "at most 50 us more"));
    add("next_screen, nothing answered", first, walk.mean, value_at_most(10, "at most 10 us"));
    add("next_screen, mean of 60 people", screen.mean, walk.mean, value_at_most(10, "at most 10 us"));
}

}  // namespace bench
