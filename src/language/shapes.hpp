// SPDX-License-Identifier: Apache-2.0
// Every map of the rule files, the case files and the answer files, by name; what stands in them is in the .cpp files.
// Knows one map at a time: that names exist, and what they mean together, is the compiler's to check.
#pragma once

#include <triage/model/document.hpp>

#include "shape.hpp"

namespace triage::language {

inline constexpr const char* rules_format = "triage-rules/1";
inline constexpr const char* cases_format = "triage-cases/1";

// files.cpp
extern const Shape rule_set;  ///< the top file
extern const Shape included_file;
extern const Shape disposition, source, medical_condition, assumption, safety_property, safety_demand, least_disposition;

// findings.cpp
extern const Shape finding, implication;

// conditions.cpp
extern const Shape criteria, score, score_item;
extern const Shape range;
/// Pairs of keys of `range` that are the same end.
extern const std::array<std::array<const char*, 2>, 2> range_ends;

/// One way to write a condition as a map, told from the others by the key `word(form)`, and what stands in it.
struct ConditionForm {
    Condition::Form form;
    const Shape& shape;
    const char* example;
};
/// Looked through in this order. A map of one other key asks a finding: {finding: option, options or range}.
extern const std::span<const ConditionForm> condition_forms;

// pathways.cpp
extern const Shape pathway, step;
/// What a branch may be: one of these words, an outcome id, or one of these maps.
extern const std::array<Word, 2> branch_words;
extern const Shape floor_branch, nested_steps;

// outcomes.cpp
extern const Shape outcome, remark, safety_net, advice;

// plans.cpp
extern const Shape plan, entry_criterion, plan_rule, stage, session;

// cases.cpp
extern const Shape case_file, one_case, case_source, expectation, expected_disposition;
extern const Shape answer_file, batch_row;

}  // namespace triage::language
