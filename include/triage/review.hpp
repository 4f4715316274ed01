// SPDX-License-Identifier: Apache-2.0
// Table of contents of the workbench, in reading order: what rule authors and reviewers need beside the engine. Each report
// has its forms (text, JSON and others) in the same header.
// Refuses to be part of triage.hpp: an app that only asks and recommends never pays for it.
#pragma once

#include <triage/review/cases.hpp>  // test cases: which pass, fail or test nothing; how well they are triaged

#include <triage/review/not_sure.hpp>  // how useful the rules stay for people who are sometimes not sure

#include <triage/review/check.hpp>  // warnings about rules that load

#include <triage/review/prove/prove.hpp>  // safety properties, over every answer pattern

#include <triage/review/diff/diff.hpp>  // two rule sets: who gets another recommendation, which cases another result

#include <triage/review/coverage/coverage.hpp>  // what of the rules the cases put to the test, and people for the rest

#include <triage/review/mutate/mutate.hpp>  // small mistakes that no case would notice

#include <triage/review/diagram/exact.hpp>  // the exact range of one person, and what exactly would change it

#include <triage/review/packet/packet.hpp>  // the packet that a clinician reads and signs

#include <triage/review/packet/hazards.hpp>  // the hazard file as a matrix

#include <triage/review/condition_words.hpp>  // a condition as a clinician would say it

#include <triage/review/graph.hpp>     // the rules as a picture
#include <triage/review/schema.hpp>    // the language for editors
#include <triage/review/sign_off.hpp>  // who has read which pathway, and whether that still holds
