// SPDX-License-Identifier: Apache-2.0
// The bodies of explain/, compiled once.
#include <triage/explain/assess.ipp>
#include <triage/explain/plan.ipp>
#include <triage/explain/record_text.ipp>
#include <triage/explain/why_not.ipp>
#include <triage/explain/would_change.ipp>
