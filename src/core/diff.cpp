// SPDX-License-Identifier: Apache-2.0
// The bodies of review/diff/, compiled once.
#include <triage/review/diff/cases.ipp>
#include <triage/review/diff/diff.ipp>
#include <triage/review/diff/render/json.ipp>
#include <triage/review/diff/render/report.ipp>
#include <triage/review/diff/render/text.ipp>
