// SPDX-License-Identifier: Apache-2.0
#include "parts.hpp"

#include <triage/model/answer.hpp>

namespace triage::log {

std::string name_of(const LogEntry& entry) {
    return entry.id == 0 ? "The entry of " + day(entry.date) : "Entry " + std::to_string(entry.id);
}

std::string day(Date date) { return std::string(weekday_name(date)) + " " + format_date(date); }

std::vector<std::string> first_of_all(const LogReview& review) {
    if (!review.back_to_triage) return {};
    const ReviewedEntry& e = review.entries[review.decides];
    std::vector<std::string> out{
        "Go back to triage first. Answer the triage questions again now, or be seen, before you run again."};
    out.push_back("This is because of your entry of " + day(e.entry.date) +
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

std::vector<std::string> remarks(const LogReview& review) {
    constexpr long old = 3;
    std::vector<std::string> out;
    if (review.days_old && *review.days_old > old)
        out.push_back("Your latest entry is " + std::to_string(*review.days_old) +
                      " days old. Add an entry for today before you rely on this.");
    for (const ReviewedEntry& e : review.entries)
        for (const std::string& lost : e.lost)
            out.push_back(name_of(e.entry) +
                          ": these rules do not understand an answer, so it counts as unknown, never as \"no\": " + lost + ".");
    if (review.of_other_rules != 0)
        out.push_back(counted(review.of_other_rules, "entry is", "entries are") + " for rules other than " + review.ruleset +
                      " and left out here.");
    return out;
}

std::string older_text(const LogReview& review) {
    return counted(review.older, "older entry is", "older entries are") + " not shown";
}

std::string value_text(const TrendLine& line, std::size_t entry) {
    return line.values[entry] ? shortest(*line.values[entry]) : line.unsure[entry] ? "?" : "-";
}

}  // namespace triage::log
