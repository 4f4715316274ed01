// SPDX-License-Identifier: Apache-2.0
// Case files, answer files and rows of a batch.
#include <triage/model/case.hpp>

#include "shapes.hpp"

namespace triage::language {

namespace {

constexpr Word formats[] = {{cases_format, "test cases, version 1"}};

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
    required("format", Kind::format, "the format of the file: triage-cases/1").one_of(formats),
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

constexpr Key answer_file_keys[] = {
    optional("id", Kind::text, "whose answers these are; it comes back in the assessment"),
    optional("answers", Kind::answers, "finding: answer"),
};

constexpr Key batch_row_keys[] = {
    optional("id", Kind::text, "whose answers these are; it comes back in the result"),
    required("answers", Kind::answers, "finding: answer"),
};

}  // namespace

constinit const Shape case_file{"case_file", "a case file", case_file_keys};
constinit const Shape one_case{"case", "a case", case_keys};
constinit const Shape case_source{"case_source", "a source", case_source_keys};
constinit const Shape expectation{"expectation", "expect", expectation_keys};
constinit const Shape expected_disposition{"expected_disposition", "disposition", expected_disposition_keys};
constinit const Shape answer_file{"answer_file", "an answer file", answer_file_keys};
constinit const Shape batch_row{"batch_row", "a row", batch_row_keys};

}  // namespace triage::language
