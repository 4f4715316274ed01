// SPDX-License-Identifier: Apache-2.0
#include <triage/explain/plan.hpp>
#include <triage/model/date.hpp>
#include <triage/triage.hpp>

#include <sstream>
#include <string>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

const triage::RuleSet& leg() {
    static const triage::RuleSet rules = triage::load_shipped().value();
    return rules;
}
const triage::RuleSet& running() {
    static const triage::RuleSet rules = triage::load_shipped("return_to_running").value();
    return rules;
}

triage::Programme programme(const std::string& example, const std::string& more = "", triage::Date start = {2026, 11, 23}) {
    const std::string text = read_file(TRIAGE_SOURCE_DIR "/examples/answers/" + example + ".yaml") + more;
    const auto sheet = triage::read_answers(leg(), text, example).value();
    return triage::make_programme(running(), sheet.answers, triage::assess(sheet.answers), start);
}

}  // namespace

TEST_CASE("dates count days, weeks, leap years and the ends of months", "[plan][date]") {
    CHECK(triage::days_from_civil({1970, 1, 1}) == 0);
    CHECK(triage::days_from_civil({2000, 3, 1}) - triage::days_from_civil({2000, 2, 28}) == 2);
    CHECK(triage::days_from_civil({1900, 3, 1}) - triage::days_from_civil({1900, 2, 28}) == 1);
    for (long day = -200000; day < 200000; day += 97) CHECK(triage::days_from_civil(triage::civil_from_days(day)) == day);
    CHECK(std::string(triage::weekday_name({2026, 11, 22})) == "Sun");
    CHECK(triage::format_date({2026, 3, 7}) == "2026-03-07");
    CHECK(triage::parse_date("2026-03-07") == triage::Date{2026, 3, 7});
    for (const char* bad : {"2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "2026-01-01x", "today", ""})
        CHECK_FALSE(triage::parse_date(bad));
}

TEST_CASE("a mild soleus strain gets the article's weeks, gated and dated", "[plan]") {
    const triage::Programme p = programme("soleus_strain");
    REQUIRE(p.allowed);
    REQUIRE(p.weeks.size() >= 4);
    CHECK(p.weeks[0].sessions[0].minutes == 30);
    CHECK_FALSE(p.weeks[0].needs_entry);
    CHECK(p.weeks[1].sessions[0].minutes == 15);
    CHECK(p.weeks[1].needs_entry);
    CHECK(p.weeks[2].sessions[0].minutes == 20);
    CHECK(p.weeks[3].sessions[0].intensity == "moderate");
    CHECK(p.weeks[4].sessions[0].minutes > p.weeks[3].sessions[0].minutes);
    CHECK(p.weeks[1].first_day == triage::Date{2026, 11, 30});
    for (const triage::ProgrammeWeek& week : p.weeks)
        for (std::size_t i = 1; i < week.sessions.size(); ++i)  // no running on consecutive days
            CHECK(triage::days_from_civil(week.sessions[i].date) - triage::days_from_civil(week.sessions[i - 1].date) >= 2);
}

TEST_CASE("running is gated on what is known, and not known is not met", "[plan]") {
    CHECK_FALSE(programme("soleus_strain").entry_met);
    CHECK_FALSE(programme("soleus_strain", "walk_30min_pain_free: \"yes\"\nsingle_leg_heel_raises_count: 24\n").entry_met);
    CHECK(programme("soleus_strain", "walk_30min_pain_free: \"yes\"\nsingle_leg_heel_raises_count: 25\n").entry_met);
}

TEST_CASE("nobody who should be seen gets a running programme in any form", "[plan]") {
    for (const std::string example : {"possible_dvt", "emergency_breathless", "not_sure", "empty"}) {
        const triage::Programme p = programme(example);
        INFO(example);
        CHECK_FALSE(p.allowed);
        CHECK(p.weeks.empty());
        using Format = triage::ProgrammeFormat;
        for (const Format f : {Format::text, Format::markdown, Format::html, Format::csv, Format::icalendar})
            CHECK(triage::render_programme(p, f).find("No running programme now") == 0);
    }
}

TEST_CASE("the calendar form is valid: folded lines, CR LF, one event a session, the same bytes each time", "[plan]") {
    const triage::Programme p = programme("soleus_strain");
    const std::string text = triage::render_programme(p, triage::ProgrammeFormat::icalendar);
    CHECK(text == triage::render_programme(programme("soleus_strain"), triage::ProgrammeFormat::icalendar));
    std::istringstream in(text);
    std::size_t begin = 0, end = 0, sessions = 0;
    for (std::string line; std::getline(in, line);) {
        REQUIRE_FALSE(line.empty());
        CHECK(line.back() == '\r');
        CHECK(line.size() <= 76);
        begin += line == "BEGIN:VEVENT\r" ? 1 : 0;
        end += line == "END:VEVENT\r" ? 1 : 0;
    }
    for (const triage::ProgrammeWeek& week : p.weeks) sessions += week.sessions.size();
    CHECK(begin == sessions);
    CHECK(end == sessions);
}

TEST_CASE("triage plan writes each form, and refuses with a reason and exit code 1", "[cli][plan]") {
    for (const std::string format : {"text", "markdown", "html", "csv", "ics"}) {
        const Run run = run_program({"plan", "examples/answers/soleus_strain.yaml", "--start", "2026-11-23", "--format", format});
        CHECK(run.code == 0);
        CHECK(run.out.find(format == "ics" ? "20261123" : "2026-11-23") != std::string::npos);
    }
    const Run refused = run_program({"plan", "examples/answers/possible_dvt.yaml"});
    CHECK(refused.code == 1);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("No running programme now") == 0);
    CHECK(run_program({"plan", "examples/answers/soleus_strain.yaml", "--start", "tomorrow"}).code == 2);
}

TEST_CASE("no programme goes on after the last day that has a name", "[plan][date]") {
    const long weeks = static_cast<long>(programme("soleus_strain").weeks.size());
    const triage::Date last_start = triage::add_days(triage::last_day, 1 - 7 * weeks);
    const triage::Programme last = programme("soleus_strain", "", last_start);
    REQUIRE(last.allowed);
    CHECK(last.weeks.back().first_day == triage::add_days(triage::last_day, -6));
    const triage::Programme late = programme("soleus_strain", "", triage::add_days(last_start, 1));
    CHECK_FALSE(late.allowed);
    CHECK(late.weeks.empty());
    CHECK(late.refusal.find("go on after 9999-12-31. Begin earlier.") != std::string::npos);
    const Run run = run_program({"plan", "examples/answers/soleus_strain.yaml", "--start", "9999-12-01", "--format", "ics"});
    CHECK(run.code == 1);
    CHECK(run.out.empty());
}

TEST_CASE("a calendar takes the later of two versions of a programme, and keeps two people apart", "[plan]") {
    const auto lines = [](triage::Programme p, std::int64_t made, const std::string& person) {
        p.made = made;
        p.person = person;
        const std::string text = triage::render_programme(p, triage::ProgrammeFormat::icalendar);
        const auto line = [&](const std::string& key) {
            const std::size_t at = text.find("\r\n" + key + ":") + 2;
            return text.substr(at, text.find("\r\n", at) - at);
        };
        CHECK(text.find(" \r\nTRANSP") == std::string::npos);  // no blank at the end of the description
        return std::vector<std::string>{line("UID"), line("DTSTAMP"), line("SEQUENCE")};
    };
    const triage::Programme p = programme("soleus_strain");
    CHECK(lines(p, 0, "") ==
          std::vector<std::string>{"UID:back_to_running-20261123-1@triage", "DTSTAMP:20261123T000000Z", "SEQUENCE:0"});
    const auto first = lines(p, 1793026859, "anna"), later = lines(p, 1793030460, "anna");
    CHECK(first == std::vector<std::string>{first[0], "DTSTAMP:20261026T150059Z", "SEQUENCE:29883780"});
    CHECK(later == std::vector<std::string>{first[0], "DTSTAMP:20261026T160100Z", "SEQUENCE:29883841"});
    CHECK(lines(p, 1793026859, "ben")[0] != first[0]);
    // The program knows a clock: the stamp is now, not the day on which the programme begins.
    const std::string out =
        run_program({"plan", "examples/answers/soleus_strain.yaml", "--start", "2099-11-23", "--format", "ics"}).out;
    CHECK(out.find("DTSTAMP:2099") == std::string::npos);
    CHECK(out.find("SEQUENCE:0\r") == std::string::npos);
}
