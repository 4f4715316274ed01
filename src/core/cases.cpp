// SPDX-License-Identifier: Apache-2.0
// The bodies of review/cases.hpp, report.hpp and vacuous.hpp, compiled once.
#include <triage/review/cases.ipp>
#include <triage/review/report.ipp>
#include <triage/review/vacuous.ipp>
