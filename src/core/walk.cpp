// SPDX-License-Identifier: Apache-2.0
// The bodies of walk/, compiled once; together, so that the walk is one piece of code.
#include <triage/walk/answers.ipp>
#include <triage/walk/codes.ipp>
#include <triage/walk/evaluate.ipp>
#include <triage/walk/interview.ipp>
#include <triage/walk/people.ipp>
#include <triage/walk/reach.ipp>
#include <triage/walk/reasons.ipp>
#include <triage/walk/stored.ipp>
#include <triage/walk/walk.ipp>
