// SPDX-License-Identifier: Apache-2.0
// Questions, and what follows from their answers.
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
    optional("why", Kind::text, "why it is asked, in plain words"),
    optional("red_flag", Kind::flag, "its yes alone gives at least the red_flag_floor; worrying yes_no findings only"),
    optional("examiner", Kind::flag, "needs a clinician or a measurement; a person at home is not asked"),
    optional("options", Kind::names, "the answers to choose from; unknown is always possible and cannot be an option")
        .only_if("type", "choice", "only type: choice has options")
        .needed_if("type", "choice")
        .not_empty()
        .at_most(format_limits::options),
    optional("unit", Kind::text, "the unit of the number, as people write it")
        .only_if("type", "number", "only type: number has a unit"),
    optional("min", Kind::number, "the least number that can be answered")
        .only_if("type", "number", "only type: number has a range")
        .needed_if("type", "number"),
    optional("max", Kind::number, "the greatest number that can be answered; above min")
        .only_if("type", "number", "only type: number has a range")
        .needed_if("type", "number"),
    optional(
        "absent", Kind::text,
        "what it is where it is denied or a report does not mention it: an option, or no (default: no for a worrying yes_no, "
        "the option none)"),
    optional("usual", Kind::number, "the same of a number, from min to max")
        .only_if("type", "number", "only type: number has a usual number"),
    optional("fixed", Kind::flag, "nobody can change it, so it is never proposed as a change"),
    optional("review", Kind::text, "what a clinician should look at; triage check lists it"),
};

constexpr Key implication_keys[] = {
    required("when", Kind::condition, "what is known"),
    required("set", Kind::implied, "the answers that follow: {finding: \"no\"}; an explicit answer wins"),
};

}  // namespace

constinit const Shape finding{"finding", "a finding", finding_keys};
constinit const Shape implication{"implication", "an implication", implication_keys};

}  // namespace triage::language
