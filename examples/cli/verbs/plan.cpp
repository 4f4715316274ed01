// SPDX-License-Identifier: Apache-2.0
// triage plan: a dated return-to-running programme for somebody who may look after the leg at home.
#include <ctime>
#include <iostream>

#include <triage/explain/render/programme.hpp>

#include "cli.hpp"

namespace cli {

triage::Date today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

triage::Date date_option(const std::string& text, const char* option) {
    if (text.empty()) return today();
    const auto date = triage::parse_date(text);
    if (!date) throw Failure(std::string("--") + option + " takes a date like 2026-03-01, not \"" + text + "\"");
    return *date;
}

int plan(const Options& options) {
    const std::string format = choose_format(options, {"text", "markdown", "html", "csv", "ics"});
    if (options.inputs.size() != 1)
        throw Failure("triage plan takes one argument: a file of answers, or - for stdin; try triage plan --help");
    const triage::Date start = date_option(options.start, "start");
    const triage::RuleSet rules = load_rules(options.rules);
    const triage::RuleSet running = triage::load_shipped("return_to_running").value();
    triage::AssessOptions assess = assess_options(options);
    assess.largest_change = 0;
    const triage::Answers answers = read_answers(rules, options.inputs[0], assess.id);
    const triage::Programme programme = triage::make_programme(running, answers, triage::assess(answers, assess), start);
    if (!programme.allowed) {
        std::cerr << triage::render_programme(programme, triage::ProgrammeFormat::text, text_options(options));
        return found;
    }
    const triage::ProgrammeFormat as = format == "markdown" ? triage::ProgrammeFormat::markdown
                                       : format == "html"   ? triage::ProgrammeFormat::html
                                       : format == "csv"    ? triage::ProgrammeFormat::csv
                                       : format == "ics"    ? triage::ProgrammeFormat::icalendar
                                                            : triage::ProgrammeFormat::text;
    return deliver(options, triage::render_programme(programme, as, text_options(options)),
                   [&] { return triage::render_programme(programme, triage::ProgrammeFormat::text, text_options(options)); });
}

}  // namespace cli
