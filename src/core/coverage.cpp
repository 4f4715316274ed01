// SPDX-License-Identifier: Apache-2.0
// The bodies of review/coverage/, compiled once.
#include <triage/review/coverage/coverage.ipp>
#include <triage/review/coverage/generate.ipp>
#include <triage/review/coverage/render.ipp>
