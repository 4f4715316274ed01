// SPDX-License-Identifier: Apache-2.0
// The top file, included files, and the short sections.
#include <triage/model/limits.hpp>

#include "shapes.hpp"

namespace triage::language {

namespace {

constexpr Word formats[] = {{rules_format, "the rule language, version 1"}};
constexpr Range not_negative{0, 1e300, false, false, "number-out-of-range", "within_hours may not be negative"};

constexpr std::array identity_keys = {
    required("format", Kind::format, "the format of the file: triage-rules/1").one_of(formats),
    required("id", Kind::id, "the name of the rule set, for programs"),
    required("version", Kind::text, "the version of the rules; raise it with every change of content"),
    required("title", Kind::text, "the name of the rule set, for people"),
    optional("language", Kind::text, "the language of all texts: en, de, …"),
    optional("scope", Kind::text, "whom the rules are for"),
    optional("include", Kind::texts, "the other files, relative to this folder; included files may not include others"),
    required("otherwise", Kind::id,
             "the outcome that applies when no other stands; it gets the mildest level that is not at_home"),
};

constexpr std::array included_keys = {
    optional("format", Kind::format, "the same as in the top file; may be left out here").one_of(formats),
};

constexpr std::array section_keys = {
    optional("dispositions", Kind::maps, "the levels of urgency, from the gravest to the mildest; the at_home ones come last")
        .of(disposition)
        .may_be_empty()
        .at_most(format_limits::dispositions),
    optional("sources", Kind::maps, "what the rules rest on: publications, and judgements that say so").of(source).may_be_empty(),
    optional("conditions", Kind::maps, "the medical conditions that pathways and outcomes are about")
        .of(medical_condition)
        .may_be_empty(),
    optional("findings", Kind::maps, "the questions, one finding each").of(finding).may_be_empty(),
    optional("implies", Kind::maps, "answers that follow from others, so that nobody is asked a pointless question")
        .of(implication)
        .may_be_empty(),
    optional("criteria", Kind::named_maps, "named conditions, defined once: my_id: {title, if, sources}")
        .of(criteria)
        .may_be_empty(),
    optional("scores", Kind::named_maps, "points that are added up: my_id: {title, sources, items}").of(score).may_be_empty(),
    optional("pathways", Kind::maps, "one concern each, walked step by step; the worst first")
        .of(pathway)
        .may_be_empty()
        .at_most(format_limits::pathways),
    optional("outcomes", Kind::maps, "what a person is told").of(outcome).may_be_empty(),
    optional("advice", Kind::maps, "single pieces of advice that outcomes give").of(advice).may_be_empty(),
    optional("safety", Kind::maps, "what must hold for everyone, whatever they answer; triage prove proves it")
        .of(safety_property)
        .may_be_empty(),
    optional("assume", Kind::maps, "combinations that cannot occur; they limit only the proofs").of(assumption).may_be_empty(),
    optional("plans", Kind::maps, "return-to-running programmes for people who may look after themselves at home")
        .of(plan)
        .may_be_empty(),
};

constexpr auto rule_set_keys = joined(identity_keys, section_keys);
constexpr auto included_file_keys = joined(included_keys, section_keys);

constexpr Key disposition_keys[] = {
    required("id", Kind::id, "the name of this level, for programs"),
    required("label", Kind::text, "the level in plain words: \"Be seen today\""),
    optional("within_hours", Kind::number, "within how many hours the person should be seen; 0 means now").in(not_negative),
    optional("red_flag_floor", Kind::flag,
             "the mildest level that a single red flag may lead to; exactly one level, not at_home"),
    optional("at_home", Kind::flag, "the person looks after it at home; leads only when every red-flag pathway is cleared"),
};

constexpr Key source_keys[] = {
    required("id", Kind::id, "the name that sources: lists use"),
    required("cite", Kind::text, "the publication, so that a reader can find it"),
    optional("judgement", Kind::flag, "nobody has published this; a clinician must look at it"),
};

constexpr Key medical_condition_keys[] = {
    required("id", Kind::id, "the name that pathways and outcomes use"),
    required("label", Kind::text, "the condition as people know it"),
};

constexpr Key assumption_keys[] = {
    required("when", Kind::condition, "the combination that cannot occur; it may not name a red flag"),
    required("because", Kind::text, "why it cannot"),
};

constexpr Key safety_keys[] = {
    required("id", Kind::id, "the name of the property"),
    required("hazard", Kind::text, "what would go wrong without it"),
    required("when", Kind::condition, "for whom it must hold"),
    required("require", Kind::map, "what must hold for them: exactly one demand").of(safety_demand),
};

using Require = SafetyProperty::Require;
constexpr Key demand_keys[] = {
    optional(word(Require::disposition_at_least), Kind::map, "the least level that they get").of(least_disposition),
    optional(word(Require::raised), Kind::id, "the pathway that is raised"),
    optional(word(Require::withheld), Kind::id, "the advice that is withheld"),
    optional(word(Require::not_at_home), Kind::only_true, "they are never sent home"),
};

constexpr Key least_disposition_keys[] = {required("at_least", Kind::id, "a disposition; the result is this or graver")};

}  // namespace

constinit const Shape rule_set{"rule_set", "a rule set", rule_set_keys};
constinit const Shape included_file{"included_file", "an included file", included_file_keys};
constinit const Shape disposition{"disposition", "a disposition", disposition_keys};
constinit const Shape source{"source", "a source", source_keys};
constinit const Shape medical_condition{"medical_condition", "a condition", medical_condition_keys};
constinit const Shape assumption{"assumption", "an assumption", assumption_keys};
constinit const Shape safety_property{"safety_property", "a safety property", safety_keys};
constinit const Shape safety_demand{
    "safety_demand", "require", demand_keys,
    "write {disposition: {at_least: …}}, {raised: pathway}, {withheld: advice} or {not_at_home: true}"};
constinit const Shape least_disposition{"least_disposition", "disposition", least_disposition_keys};

}  // namespace triage::language
