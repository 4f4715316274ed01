// SPDX-License-Identifier: Apache-2.0
// The workbench on whole rule sets: seconds of processor time, with nothing to hold them against.
#include <cstddef>
#include <string>
#include <vector>

#include <triage/load.hpp>
#include <triage/review/diff/diff.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/review/prove/prove.hpp>

#include "clock.hpp"
#include "people.hpp"
#include "table.hpp"

namespace bench {

namespace {

// The shipped rules, in which peripheral artery disease asks for another age.
triage::RuleSet other_age() {
    std::vector<triage::SourceFile> files = triage::shipped_files();
    const std::string was = "{age_years: {at_least: 65}}";
    for (triage::SourceFile& file : files) {
        if (file.path.find("peripheral_artery_disease") == std::string::npos) continue;
        const std::size_t at = file.text.find(was);
        agree(at != std::string::npos, "peripheral artery disease asks for 65 years");
        file.text.replace(at, was.size(), "{age_years: {at_least: 70}}");
    }
    return triage::load(files).value();
}

// The median of three, or one run of what takes so long that noise is not the question. The first run is the checked one.
template <class Work>
double typical(double first, Work&& work) {
    return first > 2 ? first : take_turns({work}, 3)[0];
}

}  // namespace

void workbench(Table& table) {
    const triage::RuleSet rules = triage::load_shipped().value(), changed = other_age();
    bool proved = false;
    const double proving = seconds_for([&] { proved = triage::prove(rules).all_proved(); });
    agree(proved, "every property of the shipped rules is proved");
    table.add({"workbench",
               "prove lower_leg_pain",
               typical(proving, [&] { keep(triage::prove(rules)); }),
               "s",
               {},
               0,
               value_at_most(0.6, "less than 0.6 s")});

    // The examples of the difference, by the plain walk on both sides.
    triage::RuleDiff difference;
    const double comparing = seconds_for([&] { difference = triage::diff(rules, changed); });
    agree(!difference.moves.empty(), "another age moves somebody");
    for (const triage::DispositionMove& move : difference.moves) {
        const auto ends = [&](const triage::RuleSet& on) {
            const triage::Answers answers = triage::read_answers(on, move.example.yaml, "example").value().answers;
            return level(triage::walk_plainly(on.compiled(), answers.bits()).disposition);
        };
        agree(ends(rules) == move.from && ends(changed) == move.to, "the example of a difference and the plain walk");
    }

    table.add({"workbench",
               "diff of one threshold",
               typical(comparing, [&] { keep(triage::diff(rules, changed)); }),
               "s",
               {},
               0,
               value_at_most(0.15, "less than 0.15 s")});

    const std::string folder = std::string(TRIAGE_SOURCE_DIR) + "/rules/return_to_running";
    const triage::RuleSet running = triage::load(folder).value();
    std::vector<triage::Case> cases;
    for (const std::string& path : triage::case_files(folder))
        for (triage::Case& one : triage::load_cases(running, path).value()) cases.push_back(std::move(one));
    std::size_t mutations = 0;
    const double mutate = seconds_for([&] { mutations = triage::mutate(running, cases).results.size(); });
    agree(mutations > 0, "there are mutations");
    table.add({"workbench",
               "mutate return_to_running",
               mutate,
               "s",
               {},
               0,
               value_at_most(10, "less than 10 s"),
               std::to_string(mutations) + " mutations, " + std::to_string(cases.size()) + " cases, one run"});
}

}  // namespace bench
