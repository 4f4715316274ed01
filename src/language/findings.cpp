// SPDX-License-Identifier: Apache-2.0
// Questions, what follows from their answers, and the conditions that read them.
#include <triage/model/limits.hpp>

#include "shapes.hpp"

namespace triage::language {

namespace {

constexpr Word types[] = {
    {word(FindingType::yes_no), "answered yes, no or unknown; needs a polarity"},
    {word(FindingType::choice), "answered by one of its options, or unknown"},
    {word(FindingType::number), "answered by a number from min to max, or unknown"},
};
static_assert(names_all<FindingType>(types));

constexpr Word polarities[] = {
    {word(Polarity::worrying), "a yes can only make things graver; a forgotten one must not count as harmless"},
    {word(Polarity::reassuring), "a yes speaks for something mild"},
    {word(Polarity::context), "a yes points neither way"},
};
static_assert(names_all<Polarity>(polarities));

constexpr Key option_keys[] = {
    required("id", Kind::name, "the name that conditions and answer files use"),
    required("label", Kind::text, "what the person reads: \"Deep and low in the calf\""),
    optional("renamed_from", Kind::names, "the ids that this option had before, with the same meaning; stored answers name them")
        .not_empty(),
};

constexpr Key group_keys[] = {
    required("title", Kind::text, "the heading of the screen, in two to four words"),
    required("ask", Kind::text, "the line above its yes/no questions: \"Do you have any of these today?\""),
};

constexpr Key finding_keys[] = {
    required("id", Kind::id, "the name that conditions and answer files use; put the unit into it: difference_cm"),
    required("type", Kind::word, "how it is answered").one_of(types),
    optional("polarity", Kind::word, "which way a yes points; the safety proofs depend on it")
        .one_of(polarities)
        .only_if("type", "yes_no", "only type: yes_no has a polarity")
        .needed_if("type", "yes_no"),
    optional("group", Kind::text, "questions of one group form a screen (default: general)"),
    required("ask", Kind::text, "the question, in plain words"),
    optional("clinical", Kind::text, "the clinician's term"),
    optional("why", Kind::text, "why it is asked, in plain words, for the person"),
    optional("note", Kind::text, "what only a clinician or a reviewer needs to know of it"),
    optional("check", Kind::texts, "how a person can find it out now, in one to three short steps; shown to who is not sure")
        .not_empty()
        .at_most(3),
    optional("parts", Kind::names,
             "the yes_no findings that it is asked in: any yes is yes, all no is no; it is then never asked itself")
        .only_if("type", "yes_no", "only type: yes_no has parts")
        .not_empty(),
    optional("red_flag", Kind::flag, "its yes alone gives at least the red_flag_floor; worrying yes_no findings only"),
    optional("examiner", Kind::flag, "needs a clinician or a measurement; a person at home is not asked"),
    optional("options", Kind::options,
             "the answers to choose from, each {id, label}; unknown is always possible and cannot be an option")
        .of(option)
        .only_if("type", "choice", "only type: choice has options")
        .needed_if("type", "choice")
        .not_empty()
        .at_most(format_limits::options),
    optional("ordered", Kind::flag, "the options go from the mildest to the gravest, so that conditions can compare them")
        .only_if("type", "choice", "only type: choice has an order"),
    optional("unit", Kind::text, "the unit of the number, as people write it")
        .only_if("type", "number", "only type: number has a unit"),
    optional("min", Kind::number, "the least number that can be answered")
        .only_if("type", "number", "only type: number has a range")
        .needed_if("type", "number"),
    optional("max", Kind::number, "the greatest number that can be answered; above min")
        .only_if("type", "number", "only type: number has a range")
        .needed_if("type", "number"),
    optional("whole", Kind::flag, "only whole numbers make sense, so no tool proposes another; a fraction keeps its meaning")
        .only_if("type", "number", "only type: number can be whole"),
    optional(
        "absent", Kind::text,
        "what it is where it is denied or a report does not mention it: an option, or no (default: no for a worrying yes_no, "
        "the option none)"),
    optional("usual", Kind::number, "the same of a number, from min to max")
        .only_if("type", "number", "only type: number has a usual number"),
    optional("fixed", Kind::flag, "nobody can change it, so it is never proposed as a change"),
    optional("review", Kind::text, "what a clinician should look at; triage check lists it"),
    optional("renamed_from", Kind::names, "the ids that this finding had before, with the same meaning; stored answers name them")
        .not_empty(),
};

constexpr Key implication_keys[] = {
    required("when", Kind::condition, "what is known"),
    required("set", Kind::implied, "the answers that follow: {finding: \"no\"}; an explicit answer wins"),
};

using Form = Condition::Form;

constexpr Range whole{-1e6, 1e6, false, true, "wrong-type", "\"at_least\" must be a whole number"};
constexpr Range points{-1000, 1000, false, true, "wrong-type", "points must be a whole number from -1000 to 1000"};

constexpr Key all_keys[] = {required(word(Form::all), Kind::conditions, "true when all of these are true").not_empty()};
constexpr Key any_keys[] = {required(word(Form::any), Kind::conditions, "true when at least one of these is true").not_empty()};
constexpr Key not_keys[] = {required(word(Form::negate), Kind::condition, "true when this is false; unknown stays unknown")};
constexpr Key unless_keys[] = {
    required(word(Form::unless), Kind::condition,
             "true unless this is known to be true; for exemptions: someone who has not said that it applies is not exempt")};
constexpr Key of_keys[] = {
    required("at_least", Kind::number, "how many of them, or how many points").in(whole),
    required(word(Form::at_least), Kind::conditions, "true when at_least so many of these are true").not_empty(),
};
constexpr Key score_test_keys[] = {
    required(word(Form::score), Kind::name, "the score that is compared; together with at_least"),
    required("at_least", Kind::number, "how many of them, or how many points").in(whole),
};
constexpr Key criteria_test_keys[] = {required(word(Form::criteria), Kind::name, "true when these named criteria are true")};

constexpr Key range_keys[] = {
    optional("at_least", Kind::number, "this number or more"),
    optional("at_most", Kind::number, "this number or less"),
    optional("above", Kind::number, "more than this number"),
    optional("below", Kind::number, "less than this number"),
};

constexpr Key order_keys[] = {
    optional("at_least", Kind::name, "this option or a graver one"),
    optional("at_most", Kind::name, "this option or a milder one"),
    optional("above", Kind::name, "a graver option than this one"),
    optional("below", Kind::name, "a milder option than this one"),
};

constexpr Key criteria_keys[] = {
    required("title", Kind::text, "what they say, in words"),
    required("if", Kind::condition, "when they are true"),
    compiled("sources", Kind::ids, "what they rest on").not_empty(),
};

constexpr Key score_keys[] = {
    required("title", Kind::text, "the name of the score"),
    compiled("sources", Kind::ids, "where the score was published").not_empty(),
    required("items", Kind::maps, "what gives points").of(score_item).may_be_empty().not_empty(),
};

constexpr Key score_item_keys[] = {
    required("points", Kind::number, "a whole number, not 0; negative points count only when the item is true").in(points),
    required("if", Kind::condition, "when the points count"),
    required("because", Kind::text, "the item in words"),
};

constexpr ConditionForm forms[] = {
    {Form::all, {"all", "this condition", all_keys}, "{all: […]}"},
    {Form::any, {"any", "this condition", any_keys}, "{any: […]}"},
    {Form::negate, {"not", "this condition", not_keys}, "{not: …}"},
    {Form::unless, {"unless", "this condition", unless_keys}, "{unless: …}"},
    {Form::at_least, {"of", "this condition", of_keys}, "{at_least: 2, of: […]}"},
    {Form::score, {"score_test", "this condition", score_test_keys}, "{score: id, at_least: 2}"},
    {Form::criteria, {"criteria_test", "this condition", criteria_test_keys}, "{criteria: id}"},
};

constexpr ConditionForm ranges[] = {
    {Form::number, {"range", "a range", range_keys}, "{finding: {at_least: 50}}"},
    {Form::order, {"order", "a range", order_keys}, "{finding: {at_least: option}}"},
};

}  // namespace

constinit const Shape finding{"finding", "a finding", finding_keys};
constinit const Shape option{"option", "an option", option_keys};
constinit const Shape group{"group", "the group", group_keys};
constinit const Shape implication{"implication", "an implication", implication_keys};
constinit const std::span<const ConditionForm> condition_forms{forms};
constinit const std::span<const ConditionForm> range_forms{ranges};
constinit const std::array<std::array<const char*, 2>, 2> range_ends{{{"at_least", "above"}, {"at_most", "below"}}};
constinit const Shape criteria{"criteria", "criteria", criteria_keys};
constinit const Shape score{"score", "score", score_keys};
constinit const Shape score_item{"score_item", "a score item", score_item_keys};

}  // namespace triage::language
