// SPDX-License-Identifier: Apache-2.0
// Pathways and where their steps go, the outcomes and the advice that they lead to, and return-to-running programmes.
#include "shapes.hpp"

namespace triage::language {

namespace {

constexpr Key pathway_keys[] = {
    required("id", Kind::id, "the name of the pathway"),
    required("title", Kind::text, "the concern in words"),
    required("condition", Kind::id, "the medical condition that it is about"),
    optional("red_flag", Kind::flag, "until it is cleared nobody is sent home"),
    optional("unsure", Kind::id, "the outcome that applies when it could not be cleared; red-flag pathways need one")
        .needed_if("red_flag", "true"),
    optional("withhold", Kind::ids, "advice of kind do that is withheld while this is raised or unsure, or a floor of it stands"),
    required("steps", Kind::maps, "walked from the top; the gravest first").of(step).not_empty(),
    optional("review", Kind::text, "what a clinician should look at; triage check lists it"),
    optional("hazards", Kind::names, "the hazards that the whole pathway is a control of"),
};

constexpr Key step_keys[] = {
    required("id", Kind::id, "the name of the step, unique in its pathway"),
    required("if", Kind::condition, "the question that the step puts to the answers"),
    required("because", Kind::text, "the reason, as the person will read it"),
    compiled("sources", Kind::ids, "what the step rests on").not_empty(),
    required("then", Kind::branch, "where it goes when the condition is true"),
    optional("else", Kind::branch, "where it goes when the condition is false (default: next)"),
    optional("unknown", Kind::branch, "where it goes when the condition is unknown (default: next)"),
    optional("review", Kind::text, "what a clinician should look at; triage check lists it"),
    optional("hazards", Kind::names, "the hazards that this step is a control of"),
};

constexpr Key floor_keys[] = {required(word(Branch::Kind::floor), Kind::id,
                                       "remember this outcome and go on; through unknown it counts as unsure, else as raised")};
constexpr Key nested_keys[] = {
    required(word(Branch::Kind::steps), Kind::maps, "a nested list; each branch of its last step must end").of(step).not_empty()};

constexpr Range above_zero{
    0, 3650, true, false, "number-out-of-range", "recheck_days must be above 0, and at most 3650 (ten years)"};

constexpr Word kinds[] = {
    {word(AdviceKind::action), "something to do; it can be withheld"},
    {word(AdviceKind::avoid), "something not to do; never withheld"},
    {word(AdviceKind::seek_help), "when and how to get help; never withheld"},
};
static_assert(names_all<AdviceKind>(kinds));

constexpr Key outcome_keys[] = {
    required("id", Kind::id, "the name that branches use"),
    required("condition", Kind::id, "the medical condition that it is about"),
    required("disposition", Kind::id, "how urgent it is"),
    required("title", Kind::text, "the result in one line, for the person"),
    required("say", Kind::text, "what to do, for the person, in plain words; {emergency_number} is filled in"),
    optional("clinician", Kind::text, "the same for a professional"),
    optional("tests", Kind::texts, "examinations that a professional would think of"),
    optional("advise", Kind::ids, "advice that is given with it, each once"),
    optional("speaks_for", Kind::maps, "said when true; decides nothing").of(remark).may_be_empty(),
    optional("speaks_against", Kind::maps, "said when true; decides nothing").of(remark).may_be_empty(),
    optional("safety_net", Kind::map, "what to watch for at home; at_home outcomes need all five parts").of(safety_net),
    compiled("sources", Kind::ids, "what it rests on").not_empty(),
    optional("review", Kind::text, "what a clinician should look at; triage check lists it"),
};

constexpr Key remark_keys[] = {
    required("if", Kind::condition, "when it is said"),
    required("text", Kind::text, "what is said"),
};

constexpr Key safety_net_keys[] = {
    optional("uncertainty", Kind::text, "that it may be something else"),
    optional("watch_for", Kind::texts, "the signs to watch for"),
    optional("get_help", Kind::text, "where and how soon to get help then"),
    optional("time_course", Kind::text, "how it should go if it is what it seems"),
    optional("recheck_days", Kind::number, "after how many days to check again").in(above_zero),
};

constexpr Key advice_keys[] = {
    required("id", Kind::id, "the name that advise and withhold use"),
    required("kind", Kind::word, "whether it can be withheld").one_of(kinds),
    required("say", Kind::text, "the advice, for the person; {emergency_number} is filled in"),
    compiled("sources", Kind::ids, "what it rests on").not_empty(),
    optional("when", Kind::condition, "given only when this is known to be true; nobody else hears of it"),
    optional("withhold_when", Kind::condition, "a contraindication: withheld when this is true or unknown; kind: do only"),
    optional("review", Kind::text, "what a clinician should look at; triage check lists it"),
};

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

constinit const Shape pathway{"pathway", "a pathway", pathway_keys};
constinit const Shape step{"step", "a step", step_keys};
constinit const std::array<Word, 2> branch_words{{
    {word(Branch::Kind::next), "go on with the next step; after the last step the pathway is cleared"},
    {word(Branch::Kind::clear), "this pathway is cleared"},
}};
constinit const Shape floor_branch{"floor", "a floor", floor_keys};
constinit const Shape nested_steps{"nested_steps", "a nested list", nested_keys};
constinit const Shape outcome{"outcome", "an outcome", outcome_keys};
constinit const Shape remark{"remark", "a remark", remark_keys};
constinit const Shape safety_net{"safety_net", "a safety_net", safety_net_keys};
constinit const Shape advice{"advice", "advice", advice_keys};
constinit const Shape plan{"plan", "a plan", plan_keys};
constinit const Shape entry_criterion{"entry_criterion", "an entry criterion", entry_keys};
constinit const Shape plan_rule{"plan_rule", "a rule of a plan", rule_keys};
constinit const Shape stage{"stage", "a stage", stage_keys};
constinit const Shape session{"session", "a session", session_keys};

}  // namespace triage::language
