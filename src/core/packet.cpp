// SPDX-License-Identifier: Apache-2.0
// The bodies of review/packet/, compiled once.
#include <triage/review/packet/hazards.ipp>
#include <triage/review/packet/packet.ipp>
