// SPDX-License-Identifier: Apache-2.0
// The bodies of review/diagram/, compiled once.
#include <triage/review/diagram/big_count.ipp>
#include <triage/review/diagram/cells.ipp>
#include <triage/review/diagram/comparison.ipp>
#include <triage/review/diagram/conditions.ipp>
#include <triage/review/diagram/decision.ipp>
#include <triage/review/diagram/diagram.ipp>
#include <triage/review/diagram/elimination.ipp>
#include <triage/review/diagram/exact.ipp>
#include <triage/review/diagram/nodes.ipp>
#include <triage/review/diagram/order.ipp>
#include <triage/review/diagram/patterns.ipp>
