// SPDX-License-Identifier: Apache-2.0
// Loading: what is built in, and a folder, against yaml-cpp making nothing but events of the same bytes.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <triage/load.hpp>
#include <triage/walk/walk.hpp>
#if __has_include(<triage/compile/compiled_rules.hpp>)
#include <triage/compile/compiled_rules.hpp>
#define TRIAGE_BENCH_COMPILED_RULES
#endif

#include "clock.hpp"
#include "people.hpp"
#include "process.hpp"
#include "support/traces.hpp"
#include "table.hpp"

namespace bench {

namespace {

// Counts what yaml-cpp tells, and keeps none of it.
class Events : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override { ++scalars; }
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override { ++scalars; }
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
    std::size_t scalars = 0;
};

std::size_t scalars_of(const std::vector<triage::SourceFile>& files) {
    Events events;
    for (const triage::SourceFile& file : files) {
        std::istringstream in(file.text);
        YAML::Parser parser(in);
        while (parser.HandleNextDocument(events)) {
        }
    }
    return events.scalars;
}

void check(const triage::RuleSet& rules, const std::string& who) {
    agree(rules.digest() == triage::testing::shipped_rules().digest(), who + " and the rules of the folder");
    for (const triage::Answers& a : random_people(512))
        if (const auto what = triage::testing::difference(triage::walk(rules.compiled(), a.bits()), triage::walk(a)))
            throw Disagreement(who + " and the rules of the folder: " + *what);
}

}  // namespace

void loading(Table& table) {
    const std::string folder = std::string(TRIAGE_SOURCE_DIR) + "/rules/lower_leg_pain";
    const std::vector<triage::SourceFile>& files = triage::shipped_files();
    check(triage::load_shipped().value(), "the rules that are built in");
    std::vector<std::function<void()>> works{
        [&] { keep(scalars_of(files)); },
        [] { keep(triage::load_shipped()); },
        [&] { keep(triage::load(folder)); },
    };
#ifdef TRIAGE_BENCH_COMPILED_RULES
    const std::string compiled = triage::write_compiled(triage::testing::shipped_rules());
    check(triage::read_compiled(compiled).value(), "compiled rules");
    works.emplace_back([&] { keep(triage::read_compiled(compiled)); });
#endif

    std::size_t bytes = 0;
    for (const triage::SourceFile& file : files) bytes += file.text.size();
    const std::vector<double> seconds = take_turns(works, 5);
    const auto add = [&](const std::string& what, std::size_t work, std::optional<Aim> aim, const std::string& note) {
        table.add({"loading", what, seconds[work] * 1e3, "ms", "events of yaml-cpp", seconds[0] * 1e3, std::move(aim), note});
    };
    add("load_shipped", 1, value_at_most(1, "at most 1 ms"), {});
    add("load a YAML folder", 2, std::nullopt,
        std::to_string(bytes / 1000) + " kB of YAML, " + std::to_string(scalars_of(files)) + " scalars");
#ifdef TRIAGE_BENCH_COMPILED_RULES
    add("read_compiled", 3, value_at_most(1, "at most 1 ms"), std::to_string(compiled.size() / 1000) + " kB in memory");
#else
    table.skip("loading", "compiled rules", "this library has none yet");
#endif
    // Whole processes, from the first page of the program to the last.
    const std::string person = scratch() + "/person.json";
    write_whole(person, "{\"chest_pain\": \"no\"}\n");
    const std::vector<std::vector<std::string>> verbs{
        {TRIAGE_CLI, "--version"}, {TRIAGE_CLI, "next", person}, {TRIAGE_CLI, "assess", person}};
    std::vector<std::vector<double>> taken(verbs.size());
    for (int r = 0; r < 25; ++r)
        for (std::size_t v = 0; v < verbs.size(); ++v) taken[v].push_back(run_program(verbs[v]));
    for (std::size_t v = 0; v < verbs.size(); ++v)
        table.add({"loading",
                   "triage " + verbs[v][1] + ", the whole process",
                   median(taken[v]) * 1e3,
                   "ms",
                   "triage --version",
                   median(taken[0]) * 1e3,
                   value_at_most(5, "at most 5 ms"),
                   {}});
}

}  // namespace bench
