// SPDX-License-Identifier: Apache-2.0
// Every verb of the program, in the order of the help. A new verb is one file in this folder and one word here.
#pragma once

#include "support.hpp"

namespace cli::verbs {

extern const Verb interview, assess, next, replay, batch, plan, log_add, log_show, log_review, log_export, log_import, check,
    test, generate, prove, diff, mutate, review, graph, compile, export_cpp, page, schema;

inline constexpr const Verb* all[] = {
    &interview, &assess,   &next,  &replay, &batch,  &plan,   &log_add, &log_show, &log_review, &log_export, &log_import, &check,
    &test,      &generate, &prove, &diff,   &mutate, &review, &graph,   &compile,  &export_cpp, &page,       &schema};

}  // namespace cli::verbs
