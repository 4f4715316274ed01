// SPDX-License-Identifier: Apache-2.0
// What an implication reads is settled before it, whatever the order in the file: so what was worked out once stays.
#include <algorithm>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/compare.hpp"
#include "support/traces.hpp"

#include <triage/load.hpp>
#include <triage/triage.hpp>
#include <triage/walk/people.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

/// a, b and c are asked; d to g follow from each other, and stand in the wrong order. `both` is read by two of them, and a score.
RuleSet implied_rules(const std::string& implies) {
    return load({SourceFile{"implied.yaml", R"(format: triage-rules/1
id: implied
version: 0.1.0
title: "Implied"
otherwise: home
dispositions:
  - {id: today, label: "Today", within_hours: 24, red_flag_floor: true}
  - {id: home, label: "Book"}
sources:
  - {id: s, cite: "S"}
conditions:
  - {id: c, label: "C"}
findings:
  - {id: a, type: yes_no, polarity: context, ask: "A?"}
  - {id: b, type: yes_no, polarity: context, ask: "B?"}
  - {id: c, type: yes_no, polarity: context, ask: "C?"}
  - {id: d, type: yes_no, polarity: context, ask: "D?"}
  - {id: e, type: yes_no, polarity: context, ask: "E?"}
  - {id: f, type: yes_no, polarity: context, ask: "F?"}
  - {id: g, type: yes_no, polarity: context, ask: "G?"}
criteria:
  both: {title: "Both", if: {all: [a, d]}, sources: [s]}
scores:
  sum: {title: "Sum", sources: [s], items: [{points: 1, if: d, because: "d"}, {points: 2, if: e, because: "e"}]}
implies:
)" + implies + R"(pathways:
  - id: p
    title: "P"
    condition: c
    steps:
      - {id: one, if: {any: [{all: [f, g]}, {score: sum, at_least: 3}]}, because: "b", sources: [s], then: see, else: next, unknown: next}
outcomes:
  - {id: see, condition: c, disposition: today, title: "See", say: "See.", sources: [s]}
  - {id: home, condition: c, disposition: home, title: "Home", say: "Home.", sources: [s]}
)"}}).value();
}

}  // namespace

TEST_CASE(
    "implications that stand in the wrong order, and one that answers several questions, give what the reference judge says",
    "[walk][implies]") {
    const std::vector<std::string> each{"  - {when: {all: [{score: sum, at_least: 3}, {criteria: both}]}, set: {g: \"yes\"}}\n",
                                        "  - {when: {criteria: both}, set: {e: \"yes\", f: \"yes\"}}\n",
                                        "  - {when: {not: c}, set: {d: \"yes\"}}\n",
                                        "  - {when: {all: [c, b]}, set: {d: \"no\"}}\n"};
    std::vector<std::size_t> order{0, 1, 2, 3};
    do {
        const RuleSet rules = implied_rules(each[order[0]] + each[order[1]] + each[order[2]] + each[order[3]]);
        const ReferenceJudge judge(rules.document());
        People all{PeopleProgram{rules}};
        std::vector<Answers> people;
        for (int pattern = 0; pattern < 4 * 4 * 4 * 4; ++pattern) {
            Answers answers{rules};
            int rest = pattern;
            for (const char* id : {"a", "b", "c", "e"}) {
                const int said = rest % 4;
                rest /= 4;
                if (said != 0)
                    REQUIRE_FALSE(answers.try_set(id, said == 1 ? Answer(yes) : said == 2 ? Answer(no) : Answer(unknown)));
            }
            people.push_back(answers);
            all.add(answers);
        }
        const std::vector<Standing> standing = walk_people(all);
        for (std::size_t i = 0; i < people.size(); ++i) {
            CHECK(disagreement(judge, people[i], false).value_or("") == "");
            CHECK(difference(walk(people[i]), walk_plainly(rules.compiled(), people[i].bits())).value_or("") == "");
            CHECK(standing[i].rank == walk(people[i]).disposition);
        }
    } while (std::next_permutation(order.begin(), order.end()));
}
