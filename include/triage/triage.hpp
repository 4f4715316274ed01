// SPDX-License-Identifier: Apache-2.0
// triage: rule-based triage decision support. Load rules, take answers, ask questions, explain a recommendation.
// Refuses to diagnose, to read "not sure" as "no", and to print, exit, or read a clock, an environment or a locale.
//
//     #include <triage/triage.hpp>
//
//     const triage::RuleSet rules = triage::load("rules/lower_leg_pain").value();
//     triage::Answers answers{rules};                       // nothing answered yet; never "no"
//     answers.set("age_years", 34).set("calf_swelling", triage::yes);
//     while (auto question = triage::next_question(answers))
//       answers.set(question->id, my_screen.ask(*question));
//     const triage::Assessment result = triage::assess(answers);
//     std::cout << triage::render(result, triage::Format::text);
//
// The contents, in the order of the flow (docs/architecture.md has the picture):
#pragma once

#include <triage/version.hpp>

#include <triage/text/json_writer.hpp>  // JSON out
#include <triage/text/text.hpp>         // numbers, lists, wrapping; a text inside JSON, HTML, Markdown, CSV

#include <triage/model/answer.hpp>      // one answer
#include <triage/model/diagnostic.hpp>  // a problem with its place; Loaded<T>
#include <triage/model/document.hpp>    // rules as written
#include <triage/model/kleene.hpp>      // yes, no, unknown
#include <triage/model/rule_set.hpp>    // rules compiled

#include <triage/compile/compile.hpp>         // document -> rule set
#include <triage/compile/compiled_rules.hpp>  // a rule set as one file of bytes

#include <triage/walk/answers.hpp>    // what one person said
#include <triage/walk/interview.hpp>  // what to ask next
#include <triage/walk/people.hpp>     // the decision, for many at once
#include <triage/walk/reach.hpp>      // what is still possible
#include <triage/walk/stored.hpp>     // answers that are kept: written and restored
#include <triage/walk/walk.hpp>       // the decision

#include <triage/explain/assess.hpp>         // the explained recommendation, and what would change it
#include <triage/explain/record_text.hpp>    // a decision that is kept (record.hpp: written and replayed)
#include <triage/explain/render/render.hpp>  // as text or JSON
#include <triage/explain/why_not.hpp>        // why not something else

#include <triage/load.hpp>  // reading files (link triage::triage)
