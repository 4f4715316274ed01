// SPDX-License-Identifier: Apache-2.0
// The bodies of review/diff/, compiled once.
#include <triage/review/diff/diff.ipp>
#include <triage/review/diff/diff_report.ipp>
#include <triage/review/diff/render.ipp>
