// SPDX-License-Identifier: Apache-2.0
// Loading: what is built in, and a folder, against yaml-cpp making nothing but events of the same bytes.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

#include <triage/load.hpp>
#include <triage/walk/walk.hpp>
#if __has_include(<triage/compiled_rules.hpp>)
#include <triage/compiled_rules.hpp>
#endif

#include "clock.hpp"
#include "people.hpp"
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

}  // namespace

void loading(Table& table) {
    const std::string folder = std::string(TRIAGE_SOURCE_DIR) + "/rules/lower_leg_pain";
    const std::vector<triage::SourceFile>& files = triage::shipped_files();
    const triage::RuleSet built_in = triage::load_shipped().value(), read = triage::load(folder).value();
    agree(built_in.digest() == read.digest(), "the rules that are built in and those of the folder");
    for (const triage::Answers& a : random_people(512))
        if (const auto what = triage::testing::difference(triage::walk(built_in.compiled(), a.bits()), triage::walk(a)))
            throw Disagreement("the rules that are built in and those of the folder: " + *what);

    std::size_t bytes = 0;
    for (const triage::SourceFile& file : files) bytes += file.text.size();
    const std::vector<double> seconds = take_turns({
                                                       [&] { keep(triage::load_shipped()); },
                                                       [&] { keep(triage::load(folder)); },
                                                       [&] { keep(scalars_of(files)); },
                                                   },
                                                   5);
    const std::string note = std::to_string(bytes / 1000) + " kB of YAML, " + std::to_string(scalars_of(files)) + " scalars";
    const std::string against = "events of yaml-cpp";
    table.add({"loading", "load_shipped", seconds[0] * 1e3, "ms", against, seconds[2] * 1e3, value_at_most(1, "at most 1 ms")});
    table.add({"loading", "load a YAML folder", seconds[1] * 1e3, "ms", against, seconds[2] * 1e3, std::nullopt, note});
#if __has_include(<triage/compiled_rules.hpp>)
    // One row for a compiled rule file belongs here, once its reader is there: read, digest compared, people walked, timed.
#else
    table.skip("loading", "load a compiled rule file", "this library has none yet");
#endif
}

}  // namespace bench
