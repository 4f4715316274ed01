// SPDX-License-Identifier: Apache-2.0
// The bodies of review/cases.hpp, compiled once.
#include <triage/review/cases.ipp>
#include <triage/review/vacuous.ipp>
