// SPDX-License-Identifier: Apache-2.0
// Pathways, their steps, and where a step goes.
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
};

constexpr Key floor_keys[] = {required(word(Branch::Kind::floor), Kind::id,
                                       "remember this outcome and go on; through unknown it counts as unsure, else as raised")};
constexpr Key nested_keys[] = {
    required(word(Branch::Kind::steps), Kind::maps, "a nested list; each branch of its last step must end").of(step).not_empty()};

}  // namespace

constinit const Shape pathway{"pathway", "a pathway", pathway_keys};
constinit const Shape step{"step", "a step", step_keys};
constinit const std::array<Word, 2> branch_words{{
    {word(Branch::Kind::next), "go on with the next step; after the last step the pathway is cleared"},
    {word(Branch::Kind::clear), "this pathway is cleared"},
}};
constinit const Shape floor_branch{"floor", "a floor", floor_keys};
constinit const Shape nested_steps{"nested_steps", "a nested list", nested_keys};

}  // namespace triage::language
