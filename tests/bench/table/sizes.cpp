// SPDX-License-Identifier: Apache-2.0
// Rules of 30 to 30,000 steps: what one step costs that is visited, and what it takes of memory.
#include <cstddef>
#include <string>
#include <vector>

#include <triage/load.hpp>
#include <triage/walk/walk.hpp>

#include "clock.hpp"
#include "support/builders.hpp"
#include "support/dice.hpp"
#include "support/traces.hpp"
#include "table.hpp"

namespace bench {

namespace {

// Chains of questions: each step asks one finding and raises an outcome on "yes". The last step of each pathway asks the
// finding `last`.
triage::RuleSet chains(std::size_t pathways, std::size_t steps, std::size_t findings) {
    namespace t = triage::testing;
    std::vector<triage::SourceFile> files(1);
    std::string top = t::preamble(), asked = "findings:\n" + t::yes_no("last");
    for (std::size_t f = 0; f < findings; ++f) asked += t::yes_no("f" + std::to_string(f));
    files.push_back({"findings.yaml", asked});
    t::Dice dice(29);
    for (std::size_t p = 0; p < pathways; ++p) {
        std::string text = "pathways:\n  - id: p" + std::to_string(p) + "\n    title: t\n    condition: clot\n    steps:\n";
        for (std::size_t s = 0; s < steps; ++s) {
            const bool end = s + 1 == steps;
            text += "      - " +
                    t::step("s" + std::to_string(s), end ? "last" : "f" + std::to_string(dice.below(findings)),
                            end ? "then: soon" : "then: today") +
                    "\n";
        }
        files.push_back({"p" + std::to_string(p) + ".yaml", text});
    }
    top += "include:\n";
    for (std::size_t i = 1; i < files.size(); ++i) top += "  - " + files[i].path + "\n";
    files[0] = {"rules.yaml", top};
    triage::LoadOptions limits;
    limits.includes = files.size();
    return triage::load(files, limits).value();
}

template <class T>
std::size_t bytes_of(const std::vector<T>& all) {
    return all.size() * sizeof(T);
}

std::size_t bytes_of(const triage::Program& p) {
    return bytes_of(p.sites) + bytes_of(p.site_of) + bytes_of(p.unsure_site) + bytes_of(p.code) + bytes_of(p.entry) +
           bytes_of(p.asks) + bytes_of(p.gates) + bytes_of(p.first_gate) + bytes_of(p.touched) + bytes_of(p.first_touched);
}

struct Counter {
    std::size_t steps = 0;
    void step(triage::StepId, triage::Kleene) { ++steps; }
    void floor(triage::StepId, triage::OutcomeId, bool) {}
};

struct Size {
    std::size_t pathways, steps, findings;
};

struct Measured {
    triage::RuleSet rules;
    triage::Answers person;
    std::size_t steps, visited = 0;

    explicit Measured(const Size& size)
        : rules(chains(size.pathways, size.steps, size.findings)), person(rules), steps(size.pathways * size.steps) {
        // Everything is denied but the last question, so every step is visited and no pathway is left out at its gate.
        for (triage::FindingId f{0}; f < rules.document().findings.size(); ++f) person.set_option(f, f == 0 ? 1 : 0);
        const triage::Rules& c = rules.compiled();
        if (const auto what = triage::testing::difference(triage::walk(person), triage::walk_plainly(c, person.bits())))
            throw Disagreement("walk and walk_plainly, " + std::to_string(steps) + " steps: " + *what);
        Counter counter;
        triage::Evaluator evaluator(c, person.bits());
        for (triage::PathwayId p{0}; p < c.pathways.size(); ++p) walk_pathway(c, evaluator, p, counter);
        visited = counter.steps;
    }
};

}  // namespace

void sizes(Table& table) {
    // No pathway limit is met: 256 are allowed.
    std::vector<Measured> all;
    for (const Size& size : {Size{1, 30, 30}, Size{10, 30, 100}, Size{100, 30, 500}, Size{250, 120, 1500}})
        all.emplace_back(size);

    std::vector<std::function<void()>> works;
    constexpr std::size_t visits = 600'000;
    for (const Measured& m : all)
        works.emplace_back([&m] {
            for (std::size_t r = 0; r < visits / m.visited; ++r) keep(triage::walk(m.person));
        });
    const std::vector<double> seconds = take_turns(works);
    const auto per_step = [&](std::size_t i) {
        return seconds[i] / static_cast<double>(visits / all[i].visited * all[i].visited) * 1e9;
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Measured& m = all[i];
        const std::size_t bytes = bytes_of(m.rules.compiled().program);
        Row row{"sizes", std::to_string(m.steps) + " steps", per_step(i), "ns a step visited"};
        if (i > 1) {  // of 30 steps a good part is what any walk costs
            row.against = std::to_string(all[1].steps) + " steps";
            row.reference = per_step(1);
            row.aim = ratio_at_most(1.5, "at most 1.5 x");
        }
        row.note = std::to_string(m.rules.document().findings.size()) + " findings, " + std::to_string(bytes / m.steps) +
                   " bytes a step (" + std::to_string(bytes / 1000) + " kB)";
        table.add(std::move(row));
    }
}

}  // namespace bench
