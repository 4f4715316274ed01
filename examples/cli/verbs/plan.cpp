// SPDX-License-Identifier: Apache-2.0
#include <ctime>
#include <iostream>

#include <triage/explain/plan.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Writes a dated return-to-running programme.
For anyone who may look after the leg at home.
  triage plan examples/answers/soleus_strain.yaml --start 2026-03-02 --format ics -o running.ics)";

constexpr Flag start{"start", Takes::day, "DATE", "first day, YYYY-MM-DD (default: today)"};

static int run(const Call& call) {
    const std::string format = call.format();
    const triage::RuleSet rules = load_rules(call.text(flag::rules));
    const triage::RuleSet running = triage::load_shipped("return_to_running").value();
    triage::AssessOptions options = assess_options(call);
    options.largest_change = 0;
    const auto [id, answers] = read_answers(rules, call.inputs[0]);
    options.id = id;
    triage::Programme programme =
        triage::make_programme(running, answers, triage::assess(answers, options), call.day(start).value_or(today()));
    programme.made = std::time(nullptr);
    if (!programme.allowed) {
        std::cerr << triage::render_programme(programme, triage::ProgrammeFormat::text, text_options(call));
        return found;
    }
    const triage::ProgrammeFormat as = format == "markdown" ? triage::ProgrammeFormat::markdown
                                       : format == "html"   ? triage::ProgrammeFormat::html
                                       : format == "csv"    ? triage::ProgrammeFormat::csv
                                       : format == "ics"    ? triage::ProgrammeFormat::icalendar
                                                            : triage::ProgrammeFormat::text;
    return deliver(call, triage::render_programme(programme, as, text_options(call)),
                   [&] { return triage::render_programme(programme, triage::ProgrammeFormat::text, text_options(call)); });
}

const Verb verbs::plan{"plan", "ANSWERS|-", "text|markdown|html|csv|ics", {start, flag::rules}, Result::urgent, run, help};

}  // namespace cli
