// SPDX-License-Identifier: Apache-2.0
// The review as JSON, schema triage.log-review/1.
#include <triage/explain/render/render.hpp>
#include <triage/log.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

std::string render_json(const LogReview& review) {
    JsonWriter json(true);
    json.open('{').text("schema", "triage.log-review/1");
    json.key("ruleset").open('{').text("id", review.ruleset).text("version", review.version);
    json.text("digest", review.digest).text("review", review.review).close('}').key("disposition");
    if (review.entries.empty()) {
        json.null().key("decided_by").null();
    } else {
        json.open('{').text("id", review.disposition.id).text("label", review.disposition.label);
        json.number("rank", review.disposition.rank).close('}');
        json.number("decided_by", static_cast<double>(review.entries[review.decides].entry.id));
    }
    json.boolean("back_to_triage", review.back_to_triage).boolean("earlier_stop", review.earlier_stop);
    json.boolean("unread_stop", review.unread_stop).texts("first", review.first).texts("remarks", review.remarks);
    json.key("entries").open('[');
    for (const ReviewedEntry& e : review.entries) {
        json.open('{').number("id", static_cast<double>(e.entry.id)).text("date", format_date(e.entry.date));
        json.text("disposition", e.assessment.disposition.id).text("outcome", e.assessment.leading.outcome);
        json.boolean("reassessed", e.entry.reassessed).text("note", e.entry.note).texts("not_understood", e.lost).close('}');
    }
    json.close(']').key("trend").open('[');
    for (const TrendLine& line : review.trend) {
        json.open('{').text("finding", line.finding).number("min", 0).number("max", 10).key("points").open('[');
        for (std::size_t i = 0; i < review.entries.size(); ++i) {
            json.open('{').number("entry", static_cast<double>(review.entries[i].entry.id));
            json.text("date", format_date(review.entries[i].entry.date)).key("value");
            if (line.values[i])
                json.number(*line.values[i]);
            else if (line.unsure[i])
                json.text("unknown");
            else
                json.null();
            json.close('}');
        }
        json.close(']').close('}');
    }
    json.close(']').number("older_entries", static_cast<double>(review.older));
    json.number("entries_of_other_rules", static_cast<double>(review.of_other_rules)).key("days_old");
    review.days_old ? json.number(static_cast<double>(*review.days_old)) : json.null();
    // The assessment has its own schema and its own writer; it is put in as it is.
    json.key("assessment");
    std::string out = json.str();
    if (review.entries.empty()) return out + "null\n}\n";
    std::string assessment = render_json(review.entries[review.decides].assessment, false);
    while (!assessment.empty() && assessment.back() == '\n') assessment.pop_back();
    return out + assessment + "\n}\n";
}

}  // namespace triage
