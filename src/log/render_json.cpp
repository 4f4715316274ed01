// SPDX-License-Identifier: Apache-2.0
// The review as JSON, schema triage.log-review/1.
#include <triage/explain/render/render.hpp>
#include <triage/log.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

std::string render_json(const LogReview& review) {
    JsonWriter json(true);
    json.open('{').text("schema", "triage.log-review/1");
    json.open("ruleset", '{').text("id", review.ruleset).text("version", review.version);
    json.text("digest", review.digest).text("review", review.review).close('}');
    if (review.entries.empty()) {
        json.key("disposition").null().key("decided_by").null();
    } else {
        json.open("disposition", '{').text("id", review.disposition.id).text("label", review.disposition.label);
        json.number("rank", review.disposition.rank).close('}');
        json.number("decided_by", review.entries[review.decides].entry.id);
    }
    json.boolean("back_to_triage", review.back_to_triage).boolean("earlier_stop", review.earlier_stop);
    json.boolean("unread_stop", review.unread_stop).texts("first", review.first).texts("remarks", review.remarks);
    json.objects("entries", review.entries, [&](const ReviewedEntry& e) {
        json.number("id", e.entry.id).text("date", format_date(e.entry.date));
        json.text("disposition", e.assessment.disposition.id).text("outcome", e.assessment.leading.outcome);
        json.boolean("reassessed", e.entry.reassessed).text("note", e.entry.note).texts("not_understood", e.lost);
    });
    json.objects("trend", review.trend, [&](const TrendLine& line) {
        json.text("finding", line.finding).number("min", 0).number("max", 10);
        std::size_t i = 0;
        json.objects("points", review.entries, [&](const ReviewedEntry& e) {
            json.number("entry", e.entry.id).text("date", format_date(e.entry.date));
            line.unsure[i] ? json.text("value", "unknown") : json.number_or_null("value", line.values[i]);
            ++i;
        });
    });
    json.number("older_entries", review.older).number("entries_of_other_rules", review.of_other_rules);
    json.number_or_null("days_old", review.days_old);
    // The assessment has its own schema and its own writer; it is put in as it is.
    json.key("assessment");
    std::string out = json.str();
    if (review.entries.empty()) return out + "null\n}\n";
    std::string assessment = render_json(review.entries[review.decides].assessment, false);
    while (!assessment.empty() && assessment.back() == '\n') assessment.pop_back();
    return out + assessment + "\n}\n";
}

}  // namespace triage
