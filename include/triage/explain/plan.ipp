// SPDX-License-Identifier: Apache-2.0
// The bodies of plan.hpp.
#pragma once

#include <algorithm>
#include <cstddef>

#include <triage/explain/plan.hpp>
#include <triage/header_only.hpp>
#include <triage/model/words.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

TRIAGE_BODY Programme make_programme(const RuleSet& plan_rules, const Answers& answers, const Assessment& assessment,
                                     Date start) {
    const Rules& rules = plan_rules.compiled();
    const RuleDocument& doc = plan_rules.document();
    Programme out;
    out.start = start;
    out.person = assessment.id;
    out.ruleset = doc.id.value;
    out.signing = doc.review;
    out.version = doc.version.value;
    if (!assessment.disposition.at_home) {
        out.refusal = "No running programme now: " + assessment.disposition.label + ". " + assessment.leading.title + ".";
        return out;
    }
    const auto plan = std::find_if(doc.plans.begin(), doc.plans.end(), [&](const Plan& p) {
        return contains(values_of(p.conditions), assessment.leading.condition);
    });
    if (plan == doc.plans.end()) {
        out.refusal = "There is no running programme for this: " + assessment.leading.title + ".";
        return out;
    }
    double weeks = 0;
    for (const PlanStage& stage : plan->stages) weeks += stage.weeks.value;
    if (7 * weeks > static_cast<double>(days_from_civil(last_day) - days_from_civil(start) + 1)) {
        out.refusal = "There are no dates for this programme: from " + format_date(start) + ", its " + shortest(weeks) +
                      " weeks go on after " + format_date(last_day) + ". Begin earlier.";
        return out;
    }
    out.allowed = true;
    out.id = plan->id.value;
    out.title = plan->title.value;
    out.say = plan->say.value;
    out.progression = plan->progression.value;
    out.review = plan->review.value;

    Answers shared{plan_rules};
    const RuleDocument& asked = answers.rules().document();
    for (FindingId f{0}; f < asked.findings.size(); ++f) {
        const FindingId here = rules.finding_names.find(asked.findings[f].id.value);
        if (here != npos && answers.state(f) == Answers::State::known) (void)shared.try_set(here, answers.answer(f));
    }
    Evaluator evaluator(rules, shared.bits());
    out.entry_met = true;
    const std::vector<NodeId>& entry_nodes = rules.entry_nodes[static_cast<std::size_t>(plan - doc.plans.begin())];
    for (std::size_t i = 0; i < plan->entry.size(); ++i) {
        out.entry.push_back({plan->entry[i].text.value, evaluator.now(entry_nodes[i])});
        out.entry_met = out.entry_met && out.entry.back().met == Kleene::yes;
    }
    constexpr double a_day = 24 * 60;  // minutes; what grows for a year would not fit a number
    int number = 0;
    for (const PlanStage& stage : plan->stages) {
        double grown = 1;
        for (int w = 0; w < static_cast<int>(stage.weeks.value); ++w) {
            ProgrammeWeek week;
            week.first_day = add_days(start, 7L * number);
            week.number = ++number;
            week.title = stage.title.value;
            week.needs_entry = stage.needs_entry;
            week.strength = values_of(stage.strength);
            week.advance = stage.advance.value;
            for (const PlanSession& session : stage.sessions)
                for (const Number& day : session.days)
                    week.sessions.push_back({add_days(week.first_day, static_cast<long>(day.value) - 1), session.activity.value,
                                             session.intensity.value,
                                             static_cast<int>(std::min(session.minutes.value * grown + 0.5, a_day))});
            std::stable_sort(week.sessions.begin(), week.sessions.end(),
                             [](const ProgrammeSession& a, const ProgrammeSession& b) {
                                 return days_from_civil(a.date) < days_from_civil(b.date);
                             });
            out.weeks.push_back(std::move(week));
            grown = std::min(grown * (1 + (stage.grow_percent ? stage.grow_percent->value : 0) / 100), a_day);
        }
    }
    for (const PlanRule& rule : plan->rules) out.rules.emplace_back(word(rule.kind), rule.text.value);
    out.afterwards = values_of(plan->afterwards);
    for (const Text& id : plan->sources)
        for (const Source& source : doc.sources)
            if (source.id.value == id.value) out.sources.push_back(source.cite.value);
    return out;
}

}  // namespace triage
