// SPDX-License-Identifier: Apache-2.0
// Return-to-running programmes.
#include "shapes.hpp"

namespace triage::language {

namespace {

constexpr Range weeks{1, 52, false, true};
constexpr Range percent{1, 100, false, true};
constexpr Range minutes{1, 600, false, true};
constexpr Range weekdays{1, 7, false, true};

constexpr Word rule_kinds[] = {
    {word(PlanRule::Kind::hold), "when to stay where you are"},
    {word(PlanRule::Kind::step_back), "when to go back a stage"},
    {word(PlanRule::Kind::stop), "when to stop"},
};
static_assert(names_all<PlanRule::Kind>(rule_kinds));

constexpr Key plan_keys[] = {
    required("id", Kind::id, "the name of the programme"),
    required("title", Kind::text, "the programme in one line"),
    required("conditions", Kind::ids, "the medical conditions that it is for"),
    optional("say", Kind::text, "what it is, for the person"),
    optional("entry", Kind::maps, "what must be known to be met before the running stages").of(entry_criterion),
    required("stages", Kind::maps, "one after the other").of(stage),
    optional("rules", Kind::maps, "when to hold, step back or stop").of(plan_rule),
    optional("progression", Kind::text, "how the amounts grow, in words"),
    optional("afterwards", Kind::texts, "what comes after the last stage"),
    compiled("sources", Kind::ids, "what it rests on").not_empty(),
    optional("review", Kind::text, "what a clinician should look at; triage check lists it"),
};

constexpr Key entry_keys[] = {
    required("if", Kind::condition, "true when the criterion is met"),
    required("text", Kind::text, "the criterion in words"),
    compiled("sources", Kind::ids, "what it rests on").not_empty(),
};

constexpr Key rule_keys[] = {
    required("kind", Kind::word, "what to do then").one_of(rule_kinds),
    required("text", Kind::text, "when, in words"),
};

constexpr Key stage_keys[] = {
    required("id", Kind::id, "the name of the stage"),
    required("title", Kind::text, "the stage in words"),
    required("weeks", Kind::number, "how long it takes").in(weeks),
    optional("needs_entry", Kind::flag, "only once every entry criterion is met; all later stages need it too"),
    optional("grow_percent", Kind::number, "minutes grow by this much each week of the stage").in(percent),
    required("sessions", Kind::maps, "what is done on which days of a week").of(session),
    optional("strength", Kind::texts, "exercises to do as well"),
    optional("advance", Kind::text, "when to go on to the next stage"),
};

constexpr Key session_keys[] = {
    required("days", Kind::numbers, "days of the week of the plan").in(weekdays),
    required("activity", Kind::text, "what is done"),
    required("minutes", Kind::number, "for how long").in(minutes),
    required("intensity", Kind::text, "how hard"),
};

}  // namespace

constinit const Shape plan{"plan", "a plan", plan_keys};
constinit const Shape entry_criterion{"entry_criterion", "an entry criterion", entry_keys};
constinit const Shape plan_rule{"plan_rule", "a rule of a plan", rule_keys};
constinit const Shape stage{"stage", "a stage", stage_keys};
constinit const Shape session{"session", "a session", session_keys};

}  // namespace triage::language
