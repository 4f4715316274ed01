// SPDX-License-Identifier: Apache-2.0
// What proving and comparing rules costs, against the size of the rule set: invented rules of 10 to 300 findings, built
// like the shipped ones (one pathway for about four findings, some findings that many pathways read), and the shipped
// rules themselves. docs/prove.md shows the figures.
#include <benchmark/benchmark.h>

#include <string>

#include <triage/load.hpp>
#include <triage/review/diff/diff.hpp>
#include <triage/review/prove/prove.hpp>

namespace {

std::string id(const char* what, int n) { return what + std::to_string(n); }

/// Rules with this many findings: a fifteenth of them (at least two) read by many pathways, an age, and for each further
/// four findings a red-flag pathway or, every third time, a benign one. `age`: a threshold that one step asks for.
triage::RuleSet invented(int findings, int age) {
    const int shared = findings / 15 + 2, pathways = (findings - shared) / 4;
    std::string text =
        "format: triage-rules/1\nid: invented\nversion: 0.1.0\ntitle: \"Invented\"\nlanguage: en\nscope: \"Benchmark\"\notherwise: not_covered\n"
        "dispositions:\n  - {id: now, label: \"Now\", within_hours: 0}\n  - {id: today, label: \"Today\", within_hours: 24, red_flag_floor: true}\n"
        "  - {id: soon, label: \"Soon\", within_hours: 72}\n  - {id: home, label: \"Home\", at_home: true}\n"
        "sources:\n  - {id: judgement, cite: \"Invented\", judgement: true}\nconditions:\n  - {id: c, label: \"C\"}\nfindings:\n"
        "  - {id: age, type: number, unit: years, min: 0, max: 120, group: g, ask: \"a\", clinical: c, why: w}\n";
    const auto finding = [&](const std::string& name, const char* more) {
        text +=
            "  - {id: " + name + ", type: yes_no, polarity: worrying, " + more + "group: g, ask: \"a\", clinical: c, why: w}\n";
    };
    for (int s = 0; s < shared; ++s) finding(id("shared", s), "");
    for (int p = 0; p < pathways; ++p)
        for (int f = 0; f < 4; ++f)
            finding("p" + std::to_string(p) + id("_f", f), p % 3 != 2 && f == 0 ? "red_flag: true, " : "");
    const auto outcome = [&](const char* name, const char* level, const char* more) {
        text += std::string("  - {id: ") + name + ", condition: c, disposition: " + level +
                ", title: t, say: s, clinician: c, sources: [judgement]" + more + "}\n";
    };
    text += "outcomes:\n";
    outcome("at_once", "now", "");
    outcome("this_day", "today", "");
    outcome("these_days", "soon", "");
    outcome("not_covered", "soon", "");
    outcome("at_home", "home", ", safety_net: {uncertainty: u, watch_for: [w], get_help: g, time_course: t, recheck_days: 7}");
    text += "pathways:\n";
    for (int p = 0; p < pathways; ++p) {
        const auto own = [&](int f) { return "p" + std::to_string(p) + id("_f", f); };
        const std::string common = id("shared", p % shared), other = id("shared", (p * 7 + 1) % shared);
        const bool grave = p % 3 != 2;
        const auto step = [&](const char* name, const std::string& condition, const char* to) {
            text += std::string("      - {id: ") + name + ", if: " + condition +
                    ", because: b, sources: [judgement], then: " + to + "}\n";
        };
        text += "  - id: " + id("pathway", p) + "\n    title: t\n    condition: c\n" +
                (grave ? "    red_flag: true\n    unsure: these_days\n" : "") + "    steps:\n";
        if (grave) {
            step("one", "{all: [" + own(0) + ", {any: [" + own(1) + ", " + common + "]}]}", "at_once");
            step("two",
                 "{at_least: 2, of: [" + own(1) + ", " + own(2) + ", " + own(3) +
                     ", {age: {at_least: " + std::to_string(p == 0 ? age : 50) + "}}]}",
                 "this_day");
            step("three", own(0), "this_day");
        } else {
            step("one", "{all: [" + own(0) + ", {not: " + own(1) + "}, {not: " + common + "}, {not: " + other + "}]}", "at_home");
            step("two", "{any: [" + own(2) + ", " + own(3) + "]}", "these_days");
        }
    }
    return triage::load(std::vector<triage::SourceFile>{{"rules.yaml", text}}).value();
}

void prove_invented(benchmark::State& state) {
    const triage::RuleSet rules = invented(static_cast<int>(state.range(0)), 50);
    std::size_t nodes = 0, proved = 0;
    for (auto _ : state) {
        const triage::ProofReport report = triage::prove(rules, {40'000'000});
        nodes = report.nodes;
        proved = 0;
        for (const triage::ProvedProperty& p : report.properties) proved += p.verdict != triage::Verdict::not_proved ? 1U : 0U;
    }
    state.counters["nodes"] = static_cast<double>(nodes);
    state.counters["settled"] = static_cast<double>(proved);
}
BENCHMARK(prove_invented)->Arg(10)->Arg(30)->Arg(60)->Arg(100)->Arg(150)->Arg(200)->Arg(300)->Unit(benchmark::kMillisecond);

void diff_invented(benchmark::State& state) {
    const triage::RuleSet before = invented(static_cast<int>(state.range(0)), 50),
                          after = invented(static_cast<int>(state.range(0)), 60);
    for (auto _ : state) {
        auto result = triage::diff(before, after);
        benchmark::DoNotOptimize(result);
    }
}
BENCHMARK(diff_invented)->Arg(10)->Arg(30)->Arg(60)->Arg(100)->Arg(150)->Arg(200)->Arg(300)->Unit(benchmark::kMillisecond);

void prove_shipped(benchmark::State& state) {
    const triage::RuleSet rules = triage::load_shipped().value();
    for (auto _ : state) benchmark::DoNotOptimize(triage::prove(rules).all_proved());
}
BENCHMARK(prove_shipped)->Unit(benchmark::kMillisecond);

}  // namespace
