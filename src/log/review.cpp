// SPDX-License-Identifier: Apache-2.0
// The review of a log: which entry decides, the trend lines, and what every rendering says in the same words.
#include <algorithm>
#include <utility>

#include <triage/explain/assess.hpp>
#include <triage/log.hpp>

#include "parts.hpp"

namespace triage {

namespace {

struct Judged {
    const LogEntry* entry;
    Rank rank;
    bool stops;   ///< the gravest disposition, from known answers: it stands until a reassessment
    bool unread;  ///< the same because of an answer that nobody can read
};

/// Which entry decides. Gravest of the latest date and of earlier stops, of those the later one; what lies before a
/// noted reassessment is settled.
std::size_t deciding(const std::vector<Judged>& all) {
    std::size_t settled = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].entry->reassessed) settled = i;
    std::size_t best = all.size() - 1;
    for (std::size_t i = all.size(); i-- > settled;) {
        const bool latest_date = all[i].entry->date == all.back().entry->date;
        if ((latest_date || all[i].stops) && all[i].rank > all[best].rank) best = i;
    }
    return best;
}

TrendLine trend_of(const RuleSet& rules, FindingId finding, const std::vector<ReviewedEntry>& entries) {
    const Finding& f = rules.document().findings[finding];
    TrendLine line{f.id.value, f.ask.value, {}, {}};
    for (const ReviewedEntry& e : entries) {
        const Answers answers = answers_of(rules, e.entry).answers;
        const Answers::State state = answers.state(finding);
        line.unsure.push_back(state == Answers::State::unsure);
        line.values.push_back(state == Answers::State::known ? std::optional<double>(answers.answer(finding).number())
                                                             : std::nullopt);
    }
    return line;
}

bool says_anything(const TrendLine& line) {
    return std::any_of(line.values.begin(), line.values.end(), [](const auto& v) { return v.has_value(); }) ||
           std::find(line.unsure.begin(), line.unsure.end(), true) != line.unsure.end();
}

/// What stands before everything else; empty where nothing does.
std::vector<std::string> first_of_all(const LogReview& review) {
    if (!review.back_to_triage) return {};
    const ReviewedEntry& e = review.entries[review.decides];
    std::vector<std::string> out{
        "Go back to triage first. Answer the triage questions again now, or be seen, before you run again."};
    out.push_back("This is because of your entry of " + day_text(e.entry.date) +
                  (e.entry.id == 0 ? "." : " (number " + std::to_string(e.entry.id) + ")."));
    if (review.unread_stop)
        out.emplace_back(
            "It has an answer that these rules cannot read, and that may have been a reason to stop. If you correct the entry, "
            "the corrected one counts.");
    if (review.earlier_stop)
        out.emplace_back(
            "A better day since then does not cancel it. Only a new triage or being seen by a clinician cancels it; record "
            "that with your next entry.");
    return out;
}

/// What a reader must know about the review itself: old, lost or left-out entries.
std::vector<std::string> remarks(const LogReview& review) {
    constexpr long old = 3;
    std::vector<std::string> out;
    if (review.days_old && *review.days_old > old)
        out.push_back("Your latest entry is " + std::to_string(*review.days_old) +
                      " days old. Add an entry for today before you rely on this.");
    for (const ReviewedEntry& e : review.entries)
        for (const std::string& lost : e.lost)
            out.push_back(log::name_of(e.entry) +
                          ": these rules do not understand an answer, so it counts as unknown, never as \"no\": " + lost + ".");
    if (review.of_other_rules != 0)
        out.push_back(counted(review.of_other_rules, "entry is", "entries are") + " for rules other than " + review.ruleset +
                      " and left out here.");
    return out;
}

}  // namespace

LogReview review_log(const RuleSet& rules, const std::vector<LogEntry>& entries, const ReviewOptions& options) {
    LogReview out;
    out.ruleset = rules.id();
    out.version = rules.version();
    out.digest = rules.digest();
    out.review = rules.document().review;

    const auto gravest = static_cast<Rank>(rules.document().dispositions.size() - 1);
    std::vector<Judged> all;
    for (const LogEntry& e : entries) {
        if (e.replaced_by != 0) continue;
        if (e.ruleset != rules.id()) {
            ++out.of_other_rules;
            continue;
        }
        const EntryAnswers read = answers_of(rules, e);
        const Trace trace = walk(read.answers);
        const bool certain = emergency_is_certain(rules.compiled(), trace);
        const bool unread = !certain && log::may_hide_a_stop(read);
        all.push_back({&e, unread ? gravest : trace.disposition, certain || unread, unread});
    }
    if (all.empty()) {
        out.remarks = remarks(out);
        return out;
    }
    const std::size_t decides = deciding(all);

    const std::size_t last = std::max<std::size_t>(options.last, 1);
    const std::size_t first = all.size() > last ? all.size() - last : 0;
    AssessOptions assessing;
    assessing.emergency_number = options.emergency_number;
    assessing.interview.after_emergency = true;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i < first && i != decides) {
            ++out.older;
            continue;
        }
        // What would change the result is searched only where it is shown.
        assessing.largest_change = i == decides ? 2 : 0;
        EntryAnswers read = answers_of(rules, *all[i].entry);
        if (i == decides) out.decides = out.entries.size();
        out.entries.push_back({*all[i].entry, assess(read.answers, assessing), std::move(read.lost)});
    }
    const ReviewedEntry& decisive = out.entries[out.decides];
    out.disposition = decisive.assessment.disposition;
    out.unread_stop = all[decides].unread;
    if (out.unread_stop) {
        const Disposition& stop = rules.document().dispositions.front();  // from the gravest on
        out.disposition = {stop.id.value, stop.label.value, gravest, stop.at_home};
    }
    out.back_to_triage = out.disposition.rank == gravest;
    out.earlier_stop = !(decisive.entry.date == out.entries.back().entry.date);

    for (FindingId f{0}; f < rules.document().findings.size(); ++f) {
        const Finding& finding = rules.document().findings[f];
        if (finding.type != FindingType::number || finding.min.value != 0 || finding.max.value != 10) continue;
        TrendLine line = trend_of(rules, f, out.entries);
        if (says_anything(line)) out.trend.push_back(std::move(line));
    }
    if (options.today) out.days_old = days_from_civil(*options.today) - days_from_civil(out.entries.back().entry.date);
    out.first = first_of_all(out);
    out.remarks = remarks(out);
    return out;
}

}  // namespace triage
