// SPDX-License-Identifier: Apache-2.0
// What a decision costs, in one run so that ratios mean something: the walk over answers held as bits, setting an answer, the
// next screen, the explained assessment without and with "what would change it", and loading.
#include <benchmark/benchmark.h>

#include <triage/triage.hpp>

namespace {

const triage::RuleSet& rules() {
    static const triage::RuleSet loaded = triage::load_shipped().value();
    return loaded;
}

/// Everything denied, a sore lower calf since a run: the longest way through the rules.
triage::Answers denied() {
    triage::Answers answers{rules()};
    const triage::RuleDocument& doc = rules().document();
    for (triage::FindingId f{0}; f < doc.findings.size(); ++f) {
        const triage::Finding& finding = doc.findings[f];
        if (finding.type == triage::FindingType::yes_no) answers.set_option(f, 0);
    }
    answers.set("age_years", 34).set("sex_at_birth", "female").set("onset", "built_up_while_active").set("days_since_onset", 5);
    answers.set("pain_severity", 3)
        .set("pain_location", "calf_deep_lower")
        .set("calf_provocation_knee_position", "worse_knee_bent");
    answers.set("major_surgery_recent", "none").set("smoking_status", "never").set("calf_pain_on_use_or_touch", triage::yes);
    return answers;
}

void walk_everything_denied(benchmark::State& state) {
    const triage::Answers answers = denied();
    for (auto _ : state) benchmark::DoNotOptimize(triage::walk(answers).disposition);
}
BENCHMARK(walk_everything_denied);

void walk_nothing_answered(benchmark::State& state) {
    const triage::Answers answers{rules()};
    for (auto _ : state) benchmark::DoNotOptimize(triage::walk(answers).disposition);
}
BENCHMARK(walk_nothing_answered);

void set_one_answer(benchmark::State& state) {
    triage::Answers answers = denied();
    const triage::FindingId finding = rules().compiled().finding_names.find("calf_swelling");
    for (auto _ : state) answers.set_option(finding, 0);
}
BENCHMARK(set_one_answer);

void next_screen_of_an_empty_form(benchmark::State& state) {
    const triage::Answers answers{rules()};
    for (auto _ : state) benchmark::DoNotOptimize(triage::next_screen(answers).size());
}
BENCHMARK(next_screen_of_an_empty_form);

void assess_without_would_change(benchmark::State& state) {
    const triage::Answers answers = denied();
    triage::AssessOptions options;
    options.largest_change = 0;
    for (auto _ : state) benchmark::DoNotOptimize(triage::assess(answers, options).disposition.rank);
}
BENCHMARK(assess_without_would_change);

void assess_whole(benchmark::State& state) {
    const triage::Answers answers = denied();
    for (auto _ : state) benchmark::DoNotOptimize(triage::assess(answers).disposition.rank);
}
BENCHMARK(assess_whole);

void load_the_shipped_rules(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(triage::load_shipped().ok());
}
BENCHMARK(load_the_shipped_rules)->Unit(benchmark::kMillisecond);

}  // namespace
