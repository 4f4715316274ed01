// SPDX-License-Identifier: Apache-2.0
// triage test: runs the cases beside the rules and says what they show.
#include <cmath>
#include <cstdio>
#include <iostream>

#include <triage/review/cases.hpp>
#include <triage/review/report.hpp>

#include "cli.hpp"

namespace cli {

namespace {

std::string share(std::size_t part, std::size_t whole) {
    char text[64];
    // Rounded down: 99.97 % is not 100 %.
    const double percent = whole == 0 ? 0 : std::floor(1000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10;
    std::snprintf(text, sizeof text, "%zu of %zu (%.1f %%)", part, whole, percent);
    return text;
}

std::string with_interval(const triage::Share& s) {
    char text[96];
    if (s.whole == 0) return "-";
    std::snprintf(text, sizeof text, "%zu of %zu, %.1f %% (%.1f to %.1f)", s.part, s.whole,
                  100.0 * static_cast<double>(s.part) / static_cast<double>(s.whole), 100 * s.low, 100 * s.high);
    return text;
}

std::string report_text(const triage::TriageReport& report) {
    std::string text = "\nreport over the published cases (unmentioned = absent; 95 % Wilson intervals):\n";
    for (const triage::LevelReport& level : report.levels) {
        if (level.correct.whole == 0) continue;
        text += "  needs " + level.level + ":\n    correct " + with_interval(level.correct) + "\n    over    " +
                with_interval(level.over) + "\n    under   " + with_interval(level.under) + "\n";
    }
    return text + "  emergencies missed: " + with_interval(report.emergencies_missed) +
           "\n  safe, at most one level too mild: " + with_interval(report.safe) +
           "\n  an expected condition raised, information rich or fair: " + with_interval(report.raised) +
           "\n  and leading: " + with_interval(report.leading) + "\n";
}

}  // namespace

std::string failures_text(const triage::CaseResult& r) {
    std::string text;
    if (!r.covered) return text;
    for (const std::string& f : r.failures) text += "FAILED " + r.id + " (" + r.at + "): " + f + "\n";
    for (const triage::VacuousExpectation& v : r.vacuous) text += "VACUOUS " + r.id + " (" + v.at + "): " + v.text + "\n";
    return text;
}

int test(const Options& options) {
    const LoadedCases loaded = load_cases(options);
    if (options.coverage) return coverage(options, loaded);
    const triage::RuleSet& rules = loaded.rules;
    const std::string format = choose_format(options, {"text", "json"});

    const triage::CaseReport report = triage::run_cases(rules, loaded.cases);
    std::size_t published = 0, in_range = 0, below = 0, above = 0, under = 0, with_condition = 0, raised = 0;
    std::string text;
    triage::JsonWriter json(true);
    json.open('{').key("schema").text("triage.test/1").key("cases").open('[');
    for (const triage::CaseResult& r : report.results) {
        json.open('{').key("id").text(r.id).key("at").text(r.at).key("published").boolean(r.published);
        json.key("result").text(triage::case_verdict_name(r.verdict()));
        json.key("as_answered").text(r.as_answered).key("absent").text(r.absent);
        json.key("failures").texts(r.failures).key("remarks").texts(r.remarks).key("vacuous").open('[');
        for (const triage::VacuousExpectation& v : r.vacuous)
            json.open('{').key("at").text(v.at).key("text").text(v.text).close('}');
        json.close(']').close('}');
        text += failures_text(r);
        if (!r.covered) text += "not covered yet: " + r.id + " (" + r.at + ")\n";
        if (!r.published || !r.covered) continue;
        for (const std::string& remark : r.remarks) text += "outside " + r.id + " (" + r.at + "): " + remark + "\n";
        ++published;
        in_range += r.in_range() ? 1 : 0;
        under += r.below ? 1 : 0;
        below += r.absent_below ? 1 : 0;
        above += r.absent_above ? 1 : 0;
        with_condition += r.has_condition ? 1 : 0;
        raised += r.has_condition && r.raised_condition ? 1 : 0;
    }
    const double percent = published == 0 ? 100 : 100.0 * static_cast<double>(in_range) / static_cast<double>(published);
    const bool enough = !options.min_in_range || percent >= *options.min_in_range;
    json.close(']')
        .key("passed")
        .number(static_cast<double>(report.passed))
        .key("failed")
        .number(static_cast<double>(report.failed));
    json.key("not_covered").number(static_cast<double>(report.not_covered));
    json.key("vacuous").number(static_cast<double>(report.vacuous)).close('}');
    if (published != 0) {
        text += "\npublished cases: " + std::to_string(published) + " covered\n";
        text += "  as answered, below at_least (under-triage):  " + share(under, published) + "\n";
        text += "  unmentioned absent, in range:                " + share(in_range, published) + "\n";
        text += "  unmentioned absent, below / above:           " + std::to_string(below) + " / " + std::to_string(above) + "\n";
        text += "  an expected condition raised:                " + share(raised, with_condition) + "\n";
    }
    if (options.report) {
        std::vector<triage::CaseResult> judged;
        for (const triage::CaseResult& r : report.results)
            if (r.published) judged.push_back(r);
        text += report_text(triage::triage_report(rules, judged)) + "\n";
    }
    if (!enough) text += "FAILED: fewer published cases in range than --min-in-range asks for\n";
    text += report.text() + "\n";
    write_output(options, format == "json" ? json.str() + "\n" : text);
    return report.good() && enough ? done : found;
}

}  // namespace cli
