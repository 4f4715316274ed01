// SPDX-License-Identifier: Apache-2.0
// Outcomes, their safety nets, and advice.
#include "shapes.hpp"

namespace triage::language {

namespace {

constexpr Range above_zero{0, 1e300, true, false, "number-out-of-range", "recheck_days must be above 0"};

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
    optional("withhold_when", Kind::condition, "withheld when this is true or unknown; kind: do only"),
    optional("review", Kind::text, "what a clinician should look at; triage check lists it"),
};

}  // namespace

constinit const Shape outcome{"outcome", "an outcome", outcome_keys};
constinit const Shape remark{"remark", "a remark", remark_keys};
constinit const Shape safety_net{"safety_net", "a safety_net", safety_net_keys};
constinit const Shape advice{"advice", "advice", advice_keys};

}  // namespace triage::language
