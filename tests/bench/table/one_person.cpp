// SPDX-License-Identifier: Apache-2.0
// One person: the walk against the exported header, a straightforward program and the plain walk.
#include <cstddef>
#include <string>
#include <vector>

#include <triage/walk/walk.hpp>

#include "allocations.hpp"
#include "clock.hpp"
#include "exported.hpp"
#include "people.hpp"
#include "straightforward.hpp"
#include "support/traces.hpp"
#include "table.hpp"

namespace bench {

namespace {

// A set of people in the form that each engine takes, so that none pays for the others.
struct Everybody {
    std::vector<triage::Answers> answers;
    std::vector<ExportedAnswers> exported;
    std::vector<Straightforward::Said> said;

    Everybody(std::vector<triage::Answers> people, const Straightforward& program) : answers(std::move(people)) {
        for (const triage::Answers& a : answers) {
            exported.push_back(as_exported(a));
            said.push_back(program.said(a));
        }
    }
};

void check(const Everybody& people, const Straightforward& program) {
    const triage::Rules& rules = triage::testing::shipped_rules().compiled();
    for (std::size_t i = 0; i < people.answers.size(); ++i) {
        const triage::Trace trace = triage::walk(people.answers[i]);
        const auto differs = [&](const std::string& from, const triage::Trace& other) {
            if (const auto what = triage::testing::difference(trace, other))
                throw Disagreement("walk and " + from + ", person " + std::to_string(i) + ": " + *what);
        };
        differs("walk_plainly", triage::walk_plainly(rules, people.answers[i].bits()));
        differs("the exported header",
                triage::testing::as_trace(triage_lower_leg_pain::walk(people.exported[i]), rules.pathways.size()));
        const Straightforward::Result other = program.walk(people.said[i]);
        agree(other.disposition == level(trace.disposition) &&
                  other.leading == rules.document.outcomes[trace.leading.outcome].id.value,
              "walk and the straightforward program, person " + std::to_string(i));
    }
}

// Nanoseconds of each person alone. The clock is too slow for one walk, so each is walked many times in a row.
std::vector<double> one_by_one(const Everybody& people) {
    constexpr int times = 64;
    std::vector<double> out;
    for (const triage::Answers& a : people.answers) {
        const auto often = [&] {
            for (int t = 0; t < times; ++t) keep(triage::walk(a));
        };
        out.push_back(take_turns({often}, 7)[0] / times * 1e9);
    }
    return out;
}

void race(Table& table, const std::string& who, const Everybody& people, const Straightforward& program) {
    const triage::Rules& rules = triage::testing::shipped_rules().compiled();
    const std::size_t rounds = 8192 / people.answers.size();
    const double walks = static_cast<double>(rounds * people.answers.size());
    const std::vector<double> seconds = take_turns({
        [&] {
            for (std::size_t r = 0; r < rounds; ++r)
                for (const triage::Answers& a : people.answers) keep(triage::walk(a));
        },
        [&] {
            for (std::size_t r = 0; r < rounds; ++r)
                for (const ExportedAnswers& a : people.exported) keep(triage_lower_leg_pain::walk(a));
        },
        [&] {
            for (std::size_t r = 0; r < rounds; ++r)
                for (const triage::Answers& a : people.answers) keep(triage::walk_plainly(rules, a.bits()));
        },
        [&] {  // an eighth of the work, for it takes long
            for (std::size_t r = 0; r < (rounds + 7) / 8; ++r)
                for (std::size_t i = 0; i < (rounds < 8 ? people.said.size() / 8 : people.said.size()); ++i)
                    keep(program.walk(people.said[i]));
        },
    });
    const double ours = seconds[0] / walks * 1e9;
    const bool random = people.answers.size() > 1;
    table.add({"one person", who, ours, "ns", "exported header", seconds[1] / walks * 1e9,
               random ? ratio_at_most(3, "at most 3 x") : value_at_most(500, "at most 500 ns")});
    table.add({"one person", who, ours, "ns", "straightforward program", seconds[3] / (walks / 8) * 1e9});
    table.add({"one person", who, ours, "ns", "walk_plainly", seconds[2] / walks * 1e9});
}

// One answer of a random person is taken back and given again: the pathways that read it are walked, nothing else.
void follow_one_answer(Table& table, const Everybody& people) {
    struct Change {
        triage::Answers with, without;
        triage::FindingId finding;
        triage::LiveTrace live;
    };
    std::vector<Change> changes;
    for (std::size_t i = 0; i < 512 && i < people.answers.size(); ++i) {
        const triage::Answers& with = people.answers[i];
        std::vector<triage::FindingId> told;
        for (triage::FindingId f{0}; f < with.rules().document().findings.size(); ++f)
            if (with.state(f) != triage::Answers::State::not_asked) told.push_back(f);
        if (told.empty()) continue;
        const triage::FindingId finding = told[i % told.size()];
        triage::Answers without = with;
        without.clear(finding);
        changes.push_back({with, without, finding, triage::LiveTrace(with)});
    }
    for (Change& c : changes) {
        for (const triage::Answers* now : {&c.without, &c.with}) {
            c.live.follow(*now, c.finding);
            if (const auto what = triage::testing::difference(c.live.trace(), triage::walk(*now)))
                throw Disagreement("walk and LiveTrace: " + *what);
        }
    }
    const std::vector<double> seconds = take_turns({
        [&] {
            for (int r = 0; r < 8; ++r)
                for (Change& c : changes) {
                    c.live.follow(c.without, c.finding);
                    c.live.follow(c.with, c.finding);
                    keep(c.live);
                }
        },
        [&] {
            for (int r = 0; r < 8; ++r)
                for (const Change& c : changes) {
                    keep(triage::walk(c.without));
                    keep(triage::walk(c.with));
                }
        },
    });
    const double answers = 16.0 * static_cast<double>(changes.size());
    table.add({"one person", "one answer changed", seconds[0] / answers * 1e9, "ns", "a whole walk", seconds[1] / answers * 1e9,
               value_at_most(100, "at most 100 ns")});
}

}  // namespace

void one_person(Table& table) {
    const Straightforward program(triage::testing::shipped_rules());
    const Everybody random(random_people(4096), program);
    std::vector<triage::Answers> denied, nothing;
    denied.push_back(everything_denied());
    nothing.push_back(nothing_answered());
    const Everybody denying(std::move(denied), program), silent(std::move(nothing), program);
    for (const Everybody* people : {&random, &denying, &silent}) check(*people, program);

    const std::size_t before = allocations();
    for (const triage::Answers& a : random.answers) keep(triage::walk(a));
    const auto allocated = static_cast<double>(allocations() - before) / static_cast<double>(random.answers.size());

    race(table, "random people", random, program);
    race(table, "everything denied", denying, program);
    race(table, "nothing answered", silent, program);
    const std::vector<double> each = one_by_one(random);
    table.add({"one person", "random people, p99", quantile(each, 0.99), "ns", "p50", median(each),
               ratio_at_most(2, "at most 2 x"), "each walked 64 times in a row"});
    follow_one_answer(table, random);
    table.add({"one person", "allocations of a walk", allocated, "", {}, 0, value_at_most(0, "0")});
}

}  // namespace bench
