// SPDX-License-Identifier: Apache-2.0
// What rule authors and reviewers need beside the engine: warnings about rules and pictures of them.
// Refuses to be part of triage.hpp: an app that only asks and recommends never pays for it.
#pragma once

#include <triage/review/cases.hpp>     // test cases
#include <triage/review/check.hpp>     // warnings about rules that load
#include <triage/review/graph.hpp>     // the rules as a picture
#include <triage/review/report.hpp>    // how well the cases are triaged
#include <triage/review/schema.hpp>    // the language for editors
#include <triage/review/sign_off.hpp>  // who has read which pathway, and whether that still holds
