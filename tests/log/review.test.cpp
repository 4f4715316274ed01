// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "catch.hpp"
#include "log/diary.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

/// Entries as a log would give them: ids in the order of writing.
std::vector<LogEntry> numbered(std::vector<LogEntry> entries) {
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i].id = static_cast<std::int64_t>(i) + 1;
    return entries;
}

LogReview review(const std::vector<LogEntry>& entries, std::size_t last = 14) {
    ReviewOptions options;
    options.last = last;
    return review_log(diary_rules(), numbered(entries), options);
}

LogEntry reassessed(LogEntry entry) {
    entry.reassessed = true;
    return entry;
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

}  // namespace

TEST_CASE("the latest day decides, and the gravest of its entries", "[log][review]") {
    CHECK(review({a_day({2026, 5, 1}, 6, 0, 0), a_day({2026, 5, 3}, 1, 1, 1)}).disposition.id == "progress");
    const LogReview two = review({a_day({2026, 5, 3}, 6, 0, 0), a_day({2026, 5, 3}, 1, 1, 1)});
    CHECK(two.disposition.id == "step_back");
    CHECK(two.entries[two.decides].entry.id == 1);
    CHECK_FALSE(two.back_to_triage);
    CHECK(two.first.empty());
}

TEST_CASE("a warning sign sends the person back to triage before anything else is said", "[log][review]") {
    const LogReview stop = review({with(a_day({2026, 5, 3}, 0, 0, 0), {{"calf_swelling", yes}})});
    CHECK(stop.disposition.id == "stop_and_reassess");
    CHECK(stop.back_to_triage);
    CHECK_FALSE(stop.earlier_stop);
    CHECK(render_text(stop).rfind("Go back to triage first.", 0) == 0);
    const std::string html = render_html(stop);
    CHECK(html.find("Go back to triage first.") < html.find("<h1>"));
}

TEST_CASE("one good day does not lift a stop, a noted reassessment does", "[log][review]") {
    const LogEntry stop = with(a_day({2026, 5, 3}, 0, 0, 0), {{"pop", yes}}), good = a_day({2026, 5, 9}, 0, 0, 0);
    const LogReview after = review({stop, good});
    CHECK(after.back_to_triage);
    CHECK(after.earlier_stop);
    CHECK(after.entries[after.decides].entry.id == 1);
    CHECK(holds(render_text(after, {200, false, false}), "A better day since then does not cancel it."));
    CHECK(review({stop, reassessed(good)}).disposition.id == "progress");
    CHECK(review({stop, reassessed(a_day({2026, 5, 3}, 0, 0, 0))}).disposition.id == "progress");  // later the same day
    CHECK(review({stop, reassessed(with(good, {{"pop", yes}}))}).back_to_triage);                  // a new one counts
    // However many days ago it was.
    std::vector<LogEntry> many{stop};
    for (int i = 0; i < 40; ++i) many.push_back(a_day(add_days({2026, 5, 4}, i), 0, 0, 0));
    const LogReview late = review(many);
    CHECK(late.back_to_triage);
    CHECK(late.entries.size() == 15);
    CHECK(late.older == 26);
}

TEST_CASE("not sure about a warning sign is not a no, and not a stop for ever", "[log][review]") {
    const LogEntry unsure = with(a_day({2026, 5, 3}, 0, 0, 0), {{"pop", unknown}});
    CHECK(review({unsure}).disposition.id == "hold");
    CHECK(review({unsure, a_day({2026, 5, 4}, 0, 0, 0)}).disposition.id == "progress");
}

TEST_CASE("the trend has every score from 0 to 10 and nothing else", "[log][review]") {
    LogEntry unsure = with(a_day({2026, 5, 2}, 1, 2.5, 0), {{"pain_next_morning", unknown}});
    LogEntry unasked = a_day({2026, 5, 5}, 10, 0, 0);
    std::erase_if(unasked.answers, [](const LogAnswer& a) { return a.finding == "pain_after_run"; });
    const LogReview trend = review({unsure, unasked});
    REQUIRE(trend.trend.size() == 3);
    CHECK(trend.trend[0].finding == "pain_during_run");
    CHECK(trend.trend[0].values == std::vector<std::optional<double>>{1, 10});
    CHECK(trend.trend[2].unsure == std::vector<bool>{true, false});
    const std::string text = render_text(trend);
    CHECK(holds(text, "Sat 2026-05-02  █········· 1    ██▌······· 2.5             ?    hold"));
    CHECK(holds(text, "Tue 2026-05-05  ██████████ 10              -    ·········· 0    step_back"));
    // On a narrow screen the charts stand below each other.
    const std::string narrow = render_text(trend, {40, false, false});
    CHECK(count(narrow, "Sat 2026-05-02  ") == 3);
    CHECK(review({}).trend.empty());
}

TEST_CASE("what the rules do not understand is said, and counts as unknown", "[log][review]") {
    LogEntry old = a_day({2026, 5, 3}, 1, 1, 1), other = old;
    old.answers.push_back({"shoes", "new"});
    old.answers[1].value = "sometimes";
    other.ruleset = "knee";
    const LogReview read = review({other, old});
    CHECK(read.entries[0].assessment.disposition.id == "hold");
    REQUIRE(read.remarks.size() == 3);
    CHECK(holds(read.remarks[0], "\"sometimes\""));
    CHECK(holds(read.remarks[1], "no finding is called \"shoes\""));
    CHECK(holds(read.remarks[2], "1 entry is for rules other than diary"));
    CHECK(review({other}).entries.empty());
    CHECK(holds(render_text(review({other})), "There are no entries for the rules diary."));
    CHECK(holds(render_json(review({other})), "\"disposition\": null"));
}

namespace {

/// A day with one answer in words that the rules do not understand.
LogEntry unread(LogEntry entry, const std::string& finding, const std::string& value) {
    for (LogAnswer& a : entry.answers)
        if (a.finding == finding) a.value = value;
    return entry;
}

}  // namespace

TEST_CASE("an answer that nobody can read and that may have been a reason to stop is never go on", "[log][review]") {
    const LogEntry good = a_day({2026, 5, 4}, 0, 0, 0), odd = unread(a_day({2026, 5, 3}, 0, 0, 0), "pop", "Yes");
    for (const auto& entries : {std::vector<LogEntry>{odd}, {odd, good}, {odd, good, good}}) {
        const LogReview read = review(entries);
        CHECK(read.disposition.id == "stop_and_reassess");
        CHECK(read.back_to_triage);
        CHECK(read.unread_stop);
        CHECK(read.earlier_stop == (entries.size() > 1));
        CHECK(read.entries[read.decides].entry.id == 1);
        const std::string text = render_text(read, {200, false, false}), html = render_html(read);
        CHECK(text.rfind("Go back to triage first.", 0) == 0);
        CHECK(holds(text, "an answer that these rules cannot read, and that may have been a reason to stop"));
        CHECK(holds(text, "The answers that can be read say less than that:"));
        CHECK(holds(html, "<h1>Stop and go through triage again</h1>"));
        CHECK(holds(render_json(read), "\"unread_stop\": true"));
    }
    // It is lifted as any stop is, or by the corrected entry.
    CHECK(review({odd, reassessed(good)}).disposition.id == "progress");
    LogEntry replaced = odd;
    replaced.replaced_by = 2;
    CHECK(review({replaced, a_day({2026, 5, 3}, 0, 0, 0)}).disposition.id == "progress");
    // Two at once: together they may be one, and that is enough.
    CHECK(review({unread(odd, "calf_swelling", "ja")}).unread_stop);
}

TEST_CASE("an answer that nobody can read and that could not stop anybody stops nobody", "[log][review]") {
    for (const char* finding : {"minutes", "activity", "pain_during_run"}) {  // of these rules no pain is a stop
        const LogReview read = review({unread(a_day({2026, 5, 3}, 0, 0, 0), finding, "20,0"), a_day({2026, 5, 4}, 0, 0, 0)});
        CHECK_FALSE(read.unread_stop);
        CHECK(read.disposition.id == "progress");
        CHECK(read.remarks.size() == 1);
    }
    // Nor does a question that was left open, nor one that newer rules no longer put, where all the others are answered.
    LogEntry asked_less = unread(a_day({2026, 5, 3}, 0, 0, 0), "minutes", "x");
    for (LogAnswer& a : asked_less.answers)
        if (a.finding == "pop") a.value = "unknown";
    CHECK_FALSE(review({asked_less}).unread_stop);
    LogEntry shoes = a_day({2026, 5, 3}, 0, 0, 0);
    shoes.answers.push_back({"shoes", "new"});
    CHECK_FALSE(review({shoes}).unread_stop);
    // Where a question has another name now, its answer is open, and what it was nobody knows.
    for (LogAnswer& a : shoes.answers)
        if (a.finding == "pop") a.finding = "snap";
    CHECK(review({shoes}).unread_stop);
}

TEST_CASE("strong pain with a decimal comma in the shipped diary is a stop for ever, not a hold for a day", "[log][review]") {
    const RuleSet rules = load_shipped("return_to_running").value();
    Answers answers{rules};
    for (const Finding& f : rules.document().findings)
        if (f.type == FindingType::yes_no) answers.set(f.id.value, f.polarity == Polarity::worrying ? no : yes);
    answers.set("activity", "walk_run").set("minutes", 20);
    answers.set("pain_during_activity", 1).set("pain_after_activity", 1).set("pain_next_day", 1);
    LogEntry comma = entry_of(answers, {2026, 5, 4}), good = entry_of(answers, {2026, 5, 5});
    REQUIRE(review_log(rules, {good}).disposition.id == "progress");
    for (const char* finding : {"pain_during_activity", "pain_after_activity", "pain_next_day"}) {
        CHECK(review_log(rules, {unread(comma, finding, "8,0"), good}).unread_stop);
        CHECK(review_log(rules, {unread(comma, finding, "8.0"), good}).earlier_stop);
    }
    CHECK_FALSE(review_log(rules, {unread(comma, "minutes", "20,0"), good}).back_to_triage);
}

TEST_CASE("an old diary is called old", "[log][review]") {
    ReviewOptions options;
    options.today = Date{2026, 5, 20};
    const LogReview old = review_log(diary_rules(), numbered({a_day({2026, 5, 3}, 0, 0, 0)}), options);
    CHECK(old.days_old == 17);
    REQUIRE(old.remarks.size() == 1);
    CHECK(holds(old.remarks[0], "17 days old"));
}

TEST_CASE("the page is self-contained, and every text in it is escaped", "[log][review]") {
    LogEntry hostile = a_day({2026, 5, 3}, 1, 2, 3, "<script>alert(1)</script>\n\"&'");
    const std::string page = render_html(review({hostile, a_day({2026, 5, 7}, 4, 2, 3)}));
    CHECK_FALSE(holds(page, "<script"));
    CHECK(holds(page, "&lt;script&gt;alert(1)&lt;/script&gt;\n&quot;&amp;&#39;"));
    for (const char* outside : {"http", "src=", "href=", "url(", "@import"}) CHECK_FALSE(holds(page, outside));
    for (const char* needed : {"<html lang=\"en\">", "<title id=\"trend-title\">", "<desc id=\"trend-desc\">", "role=\"img\"",
                               "<caption>", "scope=\"row\""})
        CHECK(holds(page, needed));
    CHECK(count(page, "<td class=\"number\">") == 6);
    // The axis is 0 to 10 whatever the values are.
    for (int value = 0; value <= 10; value += 2) CHECK(holds(page, "text-anchor=\"end\">" + std::to_string(value) + "</text>"));
}

TEST_CASE("a month of a diary with a re-injury, reviewed day by day", "[log][review]") {
    const TemporaryFolder folder;
    RecoveryLog log(folder.path() + "/calf.db", RecoveryLog::Open::create);
    struct Day {
        int day;
        double during, after, morning;
        bool pop;
        bool cleared;
        const char* disposition;
    };
    // A slow start, a good fortnight, a tear on the 17th, two days of denial, a triage on the 21st, and a start anew.
    const Day month[] = {{1, 4, 3, 2, false, false, "hold"},
                         {2, 3, 2, 2, false, false, "hold"},
                         {3, 2, 2, 1, false, false, "progress"},
                         {5, 2, 1, 1, false, false, "progress"},
                         {7, 3, 2, 2, false, false, "hold"},
                         {8, 6, 5, 5, false, false, "step_back"},
                         {10, 2, 1, 1, false, false, "progress"},
                         {12, 1, 1, 0, false, false, "progress"},
                         {14, 1, 0, 0, false, false, "progress"},
                         {16, 0, 0, 0, false, false, "progress"},
                         {17, 8, 7, 6, true, false, "stop_and_reassess"},
                         {18, 3, 2, 2, false, false, "stop_and_reassess"},
                         {19, 1, 0, 0, false, false, "stop_and_reassess"},
                         {21, 1, 0, 0, false, true, "progress"},
                         {23, 5, 3, 3, false, false, "step_back"},
                         {25, 3, 2, 1, false, false, "hold"},
                         {28, 2, 1, 0, false, false, "progress"},
                         {31, 0, 0, 0, false, false, "progress"}};
    std::size_t so_far = 0;
    for (const Day& d : month) {
        LogEntry entry = with(a_day({2026, 5, d.day}, d.during, d.after, d.morning), {{"pop", d.pop ? yes : no}});
        entry.reassessed = d.cleared;
        log.add(entry);
        ++so_far;
        const LogReview now = review_log(diary_rules(), log.entries());
        INFO("day " << d.day);
        CHECK(now.disposition.id == d.disposition);
        CHECK(now.back_to_triage == (d.disposition == std::string("stop_and_reassess")));
        CHECK(now.earlier_stop == (d.day == 18 || d.day == 19));
        CHECK(now.entries.size() + now.older == so_far);
        CHECK(now.trend[0].values.back() == d.during);
    }
    // Looking back at any day gives what was said on that day.
    LogRange until;
    until.to = Date{2026, 5, 18};
    CHECK(review_log(diary_rules(), log.entries(until)).earlier_stop);
    until.to = Date{2026, 5, 16};
    CHECK(review_log(diary_rules(), log.entries(until)).disposition.id == "progress");
}
