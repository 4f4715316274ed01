// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include <triage/review/cases.hpp>
#include <triage/review/coverage/coverage.hpp>
#include <triage/review/not_sure.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Runs the cases beside the rules, or those given.
--pathway, --budget and the forms html and lcov need --coverage.
  triage test rules/lower_leg_pain
  triage test rules/lower_leg_pain --not-sure 5
  triage test rules/lower_leg_pain --coverage --pathway dvt
  triage test rules/lower_leg_pain --coverage --format html -o coverage.html
  triage test rules/lower_leg_pain --coverage --format lcov -o rules.info && genhtml --branch-coverage rules.info -o coverage)";

constexpr Flag coverage{"coverage", Takes::nothing, {}, "how much of the rules these cases exercise, and what is missing"};
constexpr Flag min_in_range{"min-in-range", Takes::number, "PERCENT", "fail below this share of published cases in range"};
constexpr Flag not_sure{"not-sure", Takes::number, "PERCENT", "share still at home when so many denied answers are not sure"};
constexpr Flag with_report{"report", Takes::nothing, {}, "shares by level of need, with 95 % intervals"};

static std::string share(std::size_t part, std::size_t whole) {
    char text[64];
    // Rounded down: 99.97 % is not 100 %.
    const double percent = whole == 0 ? 0 : std::floor(1000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10;
    std::snprintf(text, sizeof text, "%zu of %zu (%.1f %%)", part, whole, percent);
    return text;
}

// Held-out cases would be another matter: these figures say how well the rules were fitted.
constexpr const char* development = "development figures: the authors knew these cases while they wrote the rules";

static void write_share(triage::JsonWriter& json, const char* key, const triage::Share& s) {
    json.object(key, [&] { json.number("part", s.part).number("whole", s.whole).number("low", s.low).number("high", s.high); });
}

static void write_report(triage::JsonWriter& json, const triage::TriageReport& report) {
    json.open("report", '{').text("kind", "development").objects("levels", report.levels, [&](const triage::LevelReport& level) {
        json.text("level", level.level);
        write_share(json, "correct", level.correct);
        write_share(json, "over", level.over);
        write_share(json, "under", level.under);
    });
    write_share(json, "emergencies_missed", report.emergencies_missed);
    write_share(json, "at_most_one_level_too_mild", report.one_level);
    write_share(json, "condition_raised", report.raised);
    write_share(json, "condition_leading", report.leading);
    json.close('}');
}

static std::string with_interval(const triage::Share& s) {
    char text[96];
    if (s.whole == 0) return "-";
    std::snprintf(text, sizeof text, "%zu of %zu, %.1f %% (%.1f to %.1f)", s.part, s.whole,
                  100.0 * static_cast<double>(s.part) / static_cast<double>(s.whole), 100 * s.low, 100 * s.high);
    return text;
}

static std::string report_text(const triage::TriageReport& report) {
    std::string text = std::string("\nreport over the published cases (unmentioned = absent; 95 % Wilson intervals)\n") + "  " +
                       development + "\n";
    for (const triage::LevelReport& level : report.levels) {
        if (level.correct.whole == 0) continue;
        text += "  needs " + level.level + ":\n    correct " + with_interval(level.correct) + "\n    over    " +
                with_interval(level.over) + "\n    under   " + with_interval(level.under) + "\n";
    }
    return text + "  emergencies missed: " + with_interval(report.emergencies_missed) +
           "\n  at most one level too mild: " + with_interval(report.one_level) +
           "\n  an expected condition raised, information rich or fair: " + with_interval(report.raised) +
           "\n  and leading: " + with_interval(report.leading) + "\n";
}

/// One line for a case that failed, and one for each expectation that nobody can meet.
static std::string failures_text(const triage::CaseResult& r) {
    std::string text;
    if (!r.covered) return text;
    if (!r.failures.empty())
        text += "FAILED " + (r.title.empty() ? r.id : r.title + " [" + r.id + "]") + " (" + r.at +
                "): " + triage::joined(r.failures, "; ") + "\n";
    for (const triage::VacuousExpectation& v : r.vacuous) text += "VACUOUS " + r.id + " (" + v.at + "): " + v.text + "\n";
    return text;
}

static int show_coverage(const Call& call, const LoadedCases& loaded) {
    const std::string format = call.format();
    auto wanted = within_budget<triage::CoverageOptions>(call);
    wanted.pathway = known_pathway(loaded.rules, call.text(flag::pathway));
    const triage::CoverageReport report = triage::coverage(loaded.rules, loaded.cases, wanted);
    std::string text;
    for (const triage::CaseResult& r : report.results.results) text += failures_text(r);
    text += report.results.text() + "\n\n";
    write_output(call, format == "json"   ? triage::render_coverage_json(report)
                       : format == "html" ? triage::render_coverage_html(report)
                       : format == "lcov" ? triage::render_coverage_lcov(report, place_of_rules(call))
                                          : text + triage::render_coverage_text(report));
    return !report.results.good() ? found : report.all_proved() ? done : not_proved;
}

static int run(const Call& call) {
    const std::string format = call.format();
    if (!call.has(coverage) &&
        (call.has(flag::pathway) || (call.has(flag::budget) && !call.has(not_sure)) || format == "html" || format == "lcov"))
        throw Failure("--pathway, --budget, --format html and --format lcov belong to `triage test --coverage`");
    const LoadedCases loaded = load_cases(call);
    if (call.has(coverage)) return show_coverage(call, loaded);
    const triage::CaseReport report = triage::run_cases(loaded.rules, loaded.cases);
    std::vector<triage::CaseResult> published;  // those of the literature that are covered
    std::string text, not_sure_text;
    triage::JsonWriter json(true);
    json.open('{').text("schema", "triage.test/1").object("ruleset", [&] {
        json.text("id", loaded.rules.id()).text("version", loaded.rules.version()).text("digest", loaded.rules.digest());
    });
    json.text("date", triage::format_date(today())).objects("cases", report.results, [&](const triage::CaseResult& r) {
        json.text("id", r.id).text("title", r.title).text("at", r.at).boolean("published", r.published);
        json.text("result", triage::case_verdict_name(r.verdict()));
        json.text("as_answered", r.as_answered).text("absent", r.absent);
        json.texts("failures", r.failures).texts("remarks", r.remarks);
        json.objects("vacuous", r.vacuous, [&](const auto& v) { json.text("at", v.at).text("text", v.text); });
        text += failures_text(r);
        if (!r.covered) text += "not covered yet: " + r.id + " (" + r.at + ")\n";
        if (!r.published || !r.covered) return;
        for (const std::string& remark : r.remarks) text += "outside " + r.id + " (" + r.at + "): " + remark + "\n";
        published.push_back(r);
    });
    using triage::CaseResult;
    const auto count = [&](auto what) { return static_cast<std::size_t>(std::ranges::count(published, true, what)); };
    const std::size_t in_range = count(&CaseResult::in_range), whole = published.size();
    const double percent = whole == 0 ? 100 : 100.0 * static_cast<double>(in_range) / static_cast<double>(whole);
    const bool enough = percent >= call.number(min_in_range).value_or(0);
    if (const std::optional<double> percent_unsure = call.number(not_sure)) {
        if (*percent_unsure < 0 || *percent_unsure > 100) throw Failure("--not-sure is a percentage from 0 to 100");
        auto wanted = within_budget<triage::NotSureOptions>(call);
        wanted.probability = *percent_unsure / 100;
        const triage::NotSureReport useful = triage::not_sure(loaded.rules, loaded.cases, wanted);
        not_sure_text = "\n" + triage::render_not_sure_text(useful) + "\n";
        json.open("not_sure", '{').number("probability", useful.probability).number("cases", useful.cases);
        json.number("not_home", useful.not_home).boolean("exact", useful.exact).number("home", useful.home);
        json.number("home_when_checked", useful.checked).number("graver", useful.graver);
        json.objects("lone", useful.lone, [&](const triage::LoneNotSure& l) {
            json.text("finding", l.finding).number("moves", l.moves).boolean("red_flag", l.red_flag).boolean("check", l.check);
        });
        json.close('}');
    }
    std::string by_level_text;
    if (call.has(with_report)) {
        const triage::TriageReport by_level = triage::triage_report(loaded.rules, published);
        write_report(json, by_level);
        by_level_text = "\n" + loaded.rules.id() + " " + loaded.rules.version() + ", " + loaded.rules.digest() + ", " +
                        triage::format_date(today()) + report_text(by_level) + "\n";
    }
    json.number("passed", report.passed).number("failed", report.failed);
    json.number("not_covered", report.not_covered).number("vacuous", report.vacuous).close('}');
    if (!report.good() && (whole != 0 || call.has(with_report) || !not_sure_text.empty())) text += "\n" + report.text() + "\n";
    if (whole != 0) {
        text += "\npublished cases: " + std::to_string(whole) + " covered\n";
        text += "  as answered, below at_least (under-triage):  " + share(count(&CaseResult::below), whole) + "\n";
        text += "  unmentioned absent, in range:                " + share(in_range, whole) + "\n";
        text += "  unmentioned absent, below / above:           " + std::to_string(count(&CaseResult::absent_below)) + " / " +
                std::to_string(count(&CaseResult::absent_above)) + "\n";
        text += "  an expected condition raised:                " +
                share(count([](const CaseResult& r) { return r.has_condition && r.raised_condition; }),
                      count(&CaseResult::has_condition)) +
                "\n";
    }
    text += by_level_text;
    text += not_sure_text;
    if (!enough) text += "FAILED: fewer published cases in range than --min-in-range asks for\n";
    text += report.text() + "\n";
    write_output(call, format == "json" ? json.str() + "\n" : text);
    return report.good() && enough ? done : found;
}

const std::vector<Flag> flags{with_report, min_in_range, not_sure, coverage, flag::pathway, flag::budget, flag::rules};
const Verb verbs::test{"test", "RULES [CASES...]", "text|json|html|lcov", flags, Result::about_rules, run, help};

}  // namespace cli
