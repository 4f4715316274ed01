// SPDX-License-Identifier: Apache-2.0
// Many people at once, from codes in memory, against the same people one by one and against the exported header.
#include <cstddef>
#include <string>
#include <vector>

#include <triage/walk/people.hpp>
#include <triage/walk/walk.hpp>

#include "clock.hpp"
#include "exported.hpp"
#include "people.hpp"
#include "table.hpp"

namespace bench {

namespace {

bool wide_rows() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#else
    return false;
#endif
}

}  // namespace

void many_people(Table& table) {
    const triage::PeopleProgram program(triage::testing::shipped_rules());
    const std::vector<triage::Answers> people = random_people(16 * triage::People::block);
    triage::People cohort(program);
    std::vector<ExportedAnswers> exported;
    for (const triage::Answers& a : people) {
        cohort.add(a);
        exported.push_back(as_exported(a));
    }
    const std::vector<triage::Standing> leading = walk_people(cohort);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const triage::Standing one = triage::walk(people[i]).leading, many = leading[i];
        agree(one.pathway == many.pathway && one.outcome == many.outcome && one.rank == many.rank && one.raised == many.raised,
              "walk and walk_people, person " + std::to_string(i));
    }

    constexpr std::size_t rounds = 8;  // walk_people is that much faster than the others are
    const std::vector<double> seconds = take_turns({
        [&] {
            for (std::size_t r = 0; r < rounds; ++r) keep(walk_people(cohort).back());
        },
        [&] {
            for (const triage::Answers& a : people) keep(triage::walk(a));
        },
        [&] {
            for (const ExportedAnswers& a : exported) keep(triage_lower_leg_pain::walk(a));
        },
    });
    const auto count = static_cast<double>(people.size());
    const double ours = seconds[0] / (count * static_cast<double>(rounds)) * 1e9;
    const std::string note =
        std::to_string(program.operations()) + " operations, " + (wide_rows() ? "AVX-512 rows" : "rows of the baseline");
    table.add({"many people", "random people, from codes", ours, "ns a person", "one by one", seconds[1] / count * 1e9,
               wide_rows() ? value_at_most(20, "at most 20 ns (AVX-512)") : value_at_most(30, "at most 30 ns"), note});
    table.add({"many people", "random people, from codes", ours, "ns a person", "exported header", seconds[2] / count * 1e9});
}

}  // namespace bench
