// SPDX-License-Identifier: Apache-2.0
#include "recovery_log.hpp"
#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Says what the rules make of the recent entries, with the trend.
  triage log review calf.db --format html -o review.html)";

constexpr Flag last{"last", Takes::count, "N", "how many entries to show (default 14)"};
constexpr Flag no_from{"from", Takes::day, "DAY", "not taken here: an earlier stop must not be overlooked; use --last"};

static int run(const Call& call) {
    const std::string format = call.format();
    if (call.has(no_from)) throw Failure("triage log review takes no --from: an earlier stop must not be overlooked; use --last");
    const triage::RuleSet rules = diary_rules(call);
    triage::ReviewOptions how = review_options(call);
    how.last = call.count(last).value_or(how.last);
    if (!call.has(flag::to)) how.today = today();
    warn_of_others(log_path(call));
    const triage::LogReview review = triage::review_log(rules, triage::RecoveryLog(log_path(call)).entries(range_of(call)), how);
    return deliver(call,
                   format == "json"   ? triage::render_json(review)
                   : format == "html" ? triage::render_html(review)
                                      : triage::render_text(review, text_options(call)),
                   [&] { return triage::render_text(review, text_options(call)); });
}

const Verb verbs::log_review{"log review", "[LOG]", "text|json|html", {last, flag::to, no_from, flag::rules}, Result::urgent,
                             run,          help};

}  // namespace cli
