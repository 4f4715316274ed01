// SPDX-License-Identifier: Apache-2.0
// The top file, included files and their short sections; case files, answer files and rows of a batch.
#include <triage/model/case.hpp>
#include <triage/model/limits.hpp>

#include "shapes.hpp"

namespace triage::language {

namespace {

constexpr Word rules_formats[] = {{rules_format, "the rule language, version 1"}};
constexpr Range not_negative{0, 1e300, false, false, "number-out-of-range", "within_hours may not be negative"};

constexpr std::array identity_keys = {
    required("format", Kind::format, "the format of the file: triage-rules/1").one_of(rules_formats),
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
    optional("format", Kind::format, "the same as in the top file; may be left out here").one_of(rules_formats),
};

constexpr Key section(const char* name, Kind kind, const Shape& shape, const char* help) {
    return optional(name, kind, help).of(shape).may_be_empty();
}

constexpr std::array section_keys = {
    section("dispositions", Kind::maps, disposition,
            "the levels of urgency, from the gravest to the mildest; the at_home ones come last")
        .at_most(format_limits::dispositions),
    section("sources", Kind::maps, source, "what the rules rest on: publications, and judgements that say so"),
    section("conditions", Kind::maps, medical_condition, "the medical conditions that pathways and outcomes are about"),
    section("groups", Kind::named_maps, group, "the words of the screens: my_group: {title, ask}"),
    section("findings", Kind::maps, finding, "the questions, one finding each"),
    section("implies", Kind::maps, implication, "answers that follow from others, so that nobody is asked a pointless question"),
    section("criteria", Kind::named_maps, criteria, "named conditions, defined once: my_id: {title, if, sources}"),
    section("scores", Kind::named_maps, score, "points that are added up: my_id: {title, sources, items}"),
    section("pathways", Kind::maps, pathway, "one concern each, walked step by step; the worst first")
        .at_most(format_limits::pathways),
    section("outcomes", Kind::maps, outcome, "what a person is told"),
    section("advice", Kind::maps, advice, "single pieces of advice that outcomes give"),
    section("safety", Kind::maps, safety_property, "what must hold for everyone, whatever they answer; triage prove proves it"),
    section("hazards", Kind::maps, hazard, "what could harm a person, and what stands against it: the hazard log"),
    section("assume", Kind::maps, assumption, "combinations that cannot occur; they limit only the proofs"),
    section("plans", Kind::maps, plan, "return-to-running programmes for people who may look after themselves at home"),
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
    optional("hazards", Kind::names, "the entries of hazards: that it is a control of"),
};

template <class Scale>
constexpr std::array<Word, 5> scale(const std::array<const char*, 5>& helps) {
    std::array<Word, 5> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = {word(static_cast<Scale>(i)), helps[i]};
    return out;
}
constexpr auto severities =
    scale<Hazard::Severity>({"no harm, or none that lasts", "harm that passes without treatment", "harm that needs treatment",
                             "lasting harm, or a threat to life or limb", "death, or the loss of a limb"});
constexpr auto likelihoods = scale<Hazard::Likelihood>({"hardly ever", "seldom", "now and then", "often", "nearly always"});
constexpr Key hazard_keys[] = {
    required("id", Kind::id, "the name that properties, cases, pathways and steps use"),
    required("harm", Kind::text, "what happens to the person"),
    required("causes", Kind::texts, "what brings it about").not_empty(),
    required("severity", Kind::word, "how bad it is where it happens; a judgement").one_of(severities),
    required("likelihood", Kind::word, "how often it would happen without the controls; a judgement").one_of(likelihoods),
    required("controls", Kind::texts, "what stands against it").not_empty(),
    required("residual_likelihood", Kind::word, "how often with the controls; a judgement").one_of(likelihoods),
    required("residual", Kind::text, "what risk remains, in words; never a dash"),
    required("owner", Kind::text, "who answers for it"),
    required("review_by", Kind::text, "the day by which it is looked at again, YYYY-MM-DD"),
    compiled("sources", Kind::ids, "what the judgements rest on").not_empty(),
};

using Require = SafetyProperty::Require;
constexpr Key demand_keys[] = {
    optional(word(Require::disposition_at_least), Kind::map, "the least level that they get").of(least_disposition),
    optional(word(Require::raised), Kind::id, "the pathway that is raised"),
    optional(word(Require::withheld), Kind::id, "the advice that is withheld"),
    optional(word(Require::not_at_home), Kind::only_true, "they are never sent home"),
};

constexpr Key least_disposition_keys[] = {required("at_least", Kind::id, "a disposition; the result is this or graver")};

constexpr Word cases_formats[] = {{cases_format, "test cases, version 1"}};

constexpr Word reads[] = {
    {"full", "presentation and diagnosis were read"},
    {"excerpt", "an abstract, a summary or a part was read"},
    {"memory", "not checked"},
};

constexpr Word informations[] = {
    {"rich", "the report says what matters"},
    {"fair", "some of what matters is missing"},
    {"poor", "too little to expect a condition"},
};

constexpr Word unmentioned_words[] = {
    {word(Unmentioned::both), "read both ways (default)"},
    {word(Unmentioned::as_unknown), "what is not mentioned is unknown"},
    {word(Unmentioned::as_absent), "what is not mentioned is absent"},
};
static_assert(names_all<Unmentioned>(unmentioned_words));

constexpr Key case_file_keys[] = {
    required("format", Kind::format, "the format of the file: triage-cases/1").one_of(cases_formats),
    required("ruleset", Kind::name, "the id of the rule set that the cases are for"),
    required("cases", Kind::maps, "people, and what the result must be").of(one_case),
};

constexpr Key case_keys[] = {
    required("id", Kind::text, "any text, unique in the file"),
    optional("title", Kind::text, "the case in one line; a regression names what broke"),
    optional("source", Kind::map, "where the case comes from").of(case_source),
    optional("presentation", Kind::text, "the person as first seen"),
    required("answers", Kind::answers, "what the person says, finding by finding; what is left out was not asked"),
    required("expect", Kind::map, "what the result must be").of(expectation),
    optional("diagnosis", Kind::text, "what it turned out to be"),
    optional("information", Kind::text, "how much the report says").one_of(informations),
    optional("unmentioned", Kind::word, "fixes how the case is read").one_of(unmentioned_words),
    optional("hazards", Kind::names, "the hazards of the rule set that it tests"),
    optional("note", Kind::text, "anything else"),
};

constexpr Key case_source_keys[] = {
    required("cite", Kind::text, "the publication, or who wrote the case"),
    optional("read", Kind::text, "with it the case counts as published: how much of the source was read").one_of(reads),
};

constexpr Key expectation_keys[] = {
    optional("disposition", Kind::map, "the range of levels that is right").of(expected_disposition),
    optional("conditions", Kind::names, "at least one of these is raised"),
    optional("raised", Kind::names, "pathways or outcomes that are raised"),
    optional("not_raised", Kind::names, "pathways or outcomes that are not raised"),
    optional("advised", Kind::names, "advice that is given"),
    optional("withheld", Kind::names, "advice that is withheld"),
    optional("because", Kind::names, "findings that appear among the reasons"),
};

constexpr Key expected_disposition_keys[] = {
    optional("at_least", Kind::name, "not milder than this"),
    optional("at_most", Kind::name, "not graver than this"),
};

constexpr Key answers_ruleset_keys[] = {
    optional("id", Kind::text, "the rule set that the answers were given to"),
    optional("version", Kind::text, "its version"),
    optional("digest", Kind::text, "its digest; where it is the same, so are the questions"),
};

constexpr Word answers_schemas[] = {{answers_schema, "stored answers, version 1"}};

constexpr Key answer_file_keys[] = {
    optional("schema", Kind::word, "triage.answers/1, which a program wrote").one_of(answers_schemas),
    optional("id", Kind::text, "whose answers these are; it comes back in the assessment"),
    optional("ruleset", Kind::map, "the rules that the answers were given to").of(answers_ruleset),
    optional("answers", Kind::answers, "finding: answer"),
};

constexpr Key batch_row_keys[] = {
    optional("id", Kind::text, "whose answers these are; it comes back in the result"),
    required("answers", Kind::answers, "finding: answer"),
};

}  // namespace

constinit const Shape rule_set{"rule_set", "a rule set", rule_set_keys};
constinit const Shape included_file{"included_file", "an included file", included_file_keys};
constinit const Shape disposition{"disposition", "a disposition", disposition_keys};
constinit const Shape source{"source", "a source", source_keys};
constinit const Shape medical_condition{"medical_condition", "a condition", medical_condition_keys};
constinit const Shape assumption{"assumption", "an assumption", assumption_keys};
constinit const Shape safety_property{"safety_property", "a safety property", safety_keys};
constinit const Shape hazard{"hazard", "a hazard", hazard_keys};
constinit const Shape safety_demand{
    "safety_demand", "require", demand_keys,
    "write {disposition: {at_least: …}}, {raised: pathway}, {withheld: advice} or {not_at_home: true}"};
constinit const Shape least_disposition{"least_disposition", "disposition", least_disposition_keys};
constinit const Shape case_file{"case_file", "a case file", case_file_keys};
constinit const Shape one_case{"case", "a case", case_keys};
constinit const Shape case_source{"case_source", "a source", case_source_keys};
constinit const Shape expectation{"expectation", "expect", expectation_keys};
constinit const Shape expected_disposition{"expected_disposition", "disposition", expected_disposition_keys};
constinit const Shape answers_ruleset{"answers_ruleset", "\"ruleset\"", answers_ruleset_keys};
constinit const Shape answer_file{"answer_file", "an answer file", answer_file_keys};
constinit const Shape batch_row{"batch_row", "a row", batch_row_keys};

}  // namespace triage::language
