// SPDX-License-Identifier: Apache-2.0
// The review as JSON, schema triage.log-review/1.
#include <triage/explain/render/render.hpp>
#include <triage/log.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

std::string render_json(const LogReview& review) {
    JsonWriter json(true);
    json.open('{').key("schema").text("triage.log-review/1");
    json.key("ruleset").open('{').key("id").text(review.ruleset).key("version").text(review.version);
    json.key("digest").text(review.digest).key("review").text(review.review).close('}');
    json.key("disposition");
    if (review.entries.empty()) {
        json.null().key("decided_by").null();
    } else {
        json.open('{').key("id").text(review.disposition.id).key("label").text(review.disposition.label);
        json.key("rank").number(review.disposition.rank).close('}');
        json.key("decided_by").number(static_cast<double>(review.entries[review.decides].entry.id));
    }
    json.key("back_to_triage").boolean(review.back_to_triage).key("earlier_stop").boolean(review.earlier_stop);
    json.key("unread_stop").boolean(review.unread_stop);
    json.key("first").texts(review.first).key("remarks").texts(review.remarks);
    json.key("entries").open('[');
    for (const ReviewedEntry& e : review.entries) {
        json.open('{').key("id").number(static_cast<double>(e.entry.id)).key("date").text(format_date(e.entry.date));
        json.key("disposition").text(e.assessment.disposition.id).key("outcome").text(e.assessment.leading.outcome);
        json.key("reassessed")
            .boolean(e.entry.reassessed)
            .key("note")
            .text(e.entry.note)
            .key("not_understood")
            .texts(e.lost)
            .close('}');
    }
    json.close(']').key("trend").open('[');
    for (const TrendLine& line : review.trend) {
        json.open('{').key("finding").text(line.finding).key("min").number(0).key("max").number(10).key("points").open('[');
        for (std::size_t i = 0; i < review.entries.size(); ++i) {
            json.open('{').key("entry").number(static_cast<double>(review.entries[i].entry.id));
            json.key("date").text(format_date(review.entries[i].entry.date)).key("value");
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
    json.close(']').key("older_entries").number(static_cast<double>(review.older));
    json.key("entries_of_other_rules").number(static_cast<double>(review.of_other_rules)).key("days_old");
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
